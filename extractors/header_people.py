"""Who signed a document, whom it addresses, and who gets a copy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.header_text import HeaderText
from extractors.portal_properties import read_property
from extractors.signatures import beside_recipients, read_recipients, read_signers
from extractors.stage import Found
from schemas.vocabulary import Part


def read_people(page: HeaderText) -> Iterator[Found]:
    """Yield signers, addressees (kính gửi) and recipients (nơi nhận), each as printed."""
    recipients = page.part(Part.RECIPIENTS).lines
    signatures = page.part(Part.SIGNATURES).lines or tuple(beside_recipients(recipients))
    signers = [
        Found(line[0], line[1], {"field": "signers", "value": signer}, 0.95)
        for line, signer in read_signers(signatures)
    ]
    named = read_property(page.lines, "signers")
    if named and (not signers or (len(signers) == 1 and _ends(named, signers[0]))):
        signers = [named] if not signers else [_named(signers[0], named)]
    yield from signers
    for start, end, words in _addressees(page):
        yield Found(start, end, {"field": "addressees", "value": words}, 0.95)
    for start, end, words in read_recipients(recipients):
        yield Found(start, end, {"field": "recipients", "value": words}, 0.95)


def _addressees(page: HeaderText) -> Iterator[tuple[int, int, str]]:
    for start, end, line in page.lines[slice(*page.layout.addressees)]:
        words = re.sub(r"^(?:đồng\s+)?kính\s+gửi\s*:?|^.*\bđiện\s*:\s*$", "", line, flags=re.IGNORECASE).strip()
        words = re.sub(r"^[-–+•*]\s*", "", words).rstrip(" ;,.")
        if words:
            yield start, end, words


def _ends(whole: Found, found: Found) -> bool:
    """Is the signer that was found the end of a name that a page broke: "Bùi | Xuân Cường"?"""
    return str(whole.fields["value"]["name"]).endswith(f" {found.fields['value']['name']}")


def _named(signer: Found, whole: Found) -> Found:
    value = {**signer.fields["value"], "name": whole.fields["value"]["name"]}
    return Found(signer.start, signer.end, {"field": "signers", "value": value}, signer.confidence)
