"""What a PDF says of itself beside its pages: title, author, program, and its digital signatures.

pdfium reads pages; the objects behind them are pypdf's. A signature holds the time of signing, and often the
signer's name, also where no stamp shows them. Nothing of this touches the text: where pypdf cannot read a file, it
is left out.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

METADATA = ("/Title", "/Author", "/Producer")
TIME_RE = re.compile(r"D:(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])")
MOST_FIELDS = 500  # of a form: a directive has a handful


def read_about(data: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """The file's metadata, and ``signature_at`` (a day) and ``signature_by`` of its earliest signature."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports each oddity of a file on stderr
    try:
        reader: Any = pypdf.PdfReader(io.BytesIO(data))
        found = reader.metadata or {}
        metadata = {key.strip("/").casefold(): str(found[key]) for key in METADATA if found.get(key)}
        return metadata, min(_signatures(reader), key=lambda one: one.get("signature_at", "9"), default={})
    except Exception:  # optional: the words do not depend on it
        return {}, {}


def _signatures(reader: Any) -> Iterator[dict[str, str]]:
    """Day and name of each signature of a form, as far as it states them."""
    form = reader.trailer["/Root"].get("/AcroForm")
    fields = form.get_object().get("/Fields", []) if form is not None else []
    for field in fields[:MOST_FIELDS]:
        value = field.get_object().get("/V") if field.get_object().get("/FT") == "/Sig" else None
        if value is None:
            continue
        signature = value.get_object()
        time = TIME_RE.match(str(signature.get("/M", "")))
        one = {"signature_at": f"{time['y']}-{time['m']}-{time['d']}"} if time else {}
        if signature.get("/Name"):
            one["signature_by"] = str(signature["/Name"]).strip()
        yield one
