"""The document as a whole: type, number, date, place, title, issuers, signers, addressees, recipients, period.

Each field is an item of the ``header`` group, with the place it was read from; a module reads a field or
two. Here stands their order: later fields lean on earlier ones, and a portal's properties fill what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.body_names import full_name
from extractors.header_aliases import read_aliases
from extractors.header_date import read_date
from extractors.header_issuers import read_issuers
from extractors.header_number import read_number
from extractors.header_people import read_people
from extractors.header_place import bare_place, read_place
from extractors.header_text import HeaderText
from extractors.header_title import read_period, read_title, read_type
from extractors.portal_properties import read_property
from extractors.stage import Context, Found, stage


@stage("header", version=2)
def find_header_fields(context: Context) -> Iterator[Found]:
    """Yield an item for each field that the document states; ``fields`` are field and value."""
    page = HeaderText(context)
    number = read_number(page) or read_property(page.lines, "number")
    date = read_date(page) or read_property(page.lines, "issued_on")
    place = read_place(page, date)
    issuers = list(read_issuers(page, number))
    if not issuers and (named := read_property(page.lines, "issuers")):
        issuers = [named]
    title = read_title(page)
    yield from (item for item in (number, date, place) if item)
    yield from _in_full(issuers, place)
    yield from (item for item in (read_type(page, number), title) if item)
    yield from read_people(page)
    period = read_period(page, title)
    yield from [period] if period else []
    yield from read_aliases(context.text)


def _in_full(issuers: list[Found], place: Found | None) -> Iterator[Found]:
    """The issuers with the place that they are of: "UBND tỉnh" of "Lai Châu" is "UBND tỉnh Lai Châu"."""
    where = (
        place.fields["value"]
        if place
        else next((bare for issuer in issuers if (bare := bare_place(issuer.fields["value"]))), None)
    )
    for issuer in issuers:
        value = full_name(issuer.fields["value"], where, ())
        yield Found(issuer.start, issuer.end, {"field": "issuers", "value": value}, issuer.confidence)
