"""Vietnamese from before Unicode: the tables of TCVN3 and VNI, both ways.

Such text is stored as the Western letters that its bytes look like: "KÕ ho¹ch" (TCVN3, fonts
``.VnTime``) and "Keá hoaïch" (VNI, fonts ``VNI-Times``) both stand for "Kế hoạch". TCVN3 has no
capitals with a tone: they are small letters in a capitals font (``.VnTimeH``), or stand among
capitals: "HO¹CH" is "HOẠCH". VPS, BK HCM and VIQR are not known here.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import cache

from corpus.lexicon.load import table

#: Signs of Windows-1252 whose codes are capitals in TCVN 5712-1; away from letters they are what they look like.
SIGNS = "‘’“”•–—…"
LONE_SIGN_RE = re.compile(rf"(?<![^\W\d_])[{SIGNS}](?![^\W\d_])")
SHIELDS = dict(zip(SIGNS, "\ue000\ue001\ue002\ue003\ue004\ue005\ue006\ue007", strict=True))
UNSHIELDED = str.maketrans({shield: sign for sign, shield in SHIELDS.items()})
RUN_RE = re.compile(r"[^\W\d_]+(?: +[^\W\d_]+)*")  # words with nothing but blanks between them
WORD_RE = re.compile(r"[^\W\d_]+")


class Encoding(StrEnum):
    """An encoding of letters; the value is what people call it."""

    TCVN3 = "TCVN3"
    TCVN = "TCVN 5712-1"  # TCVN3 with codes for capitals in the place of control characters
    VNI = "VNI"
    CP1258 = "Windows-1258"


def decode(text: str, encoding: Encoding) -> str:
    """Decode text whose characters are those that Windows-1252 (or Latin-1) shows for its bytes.

    >>> decode("b×nh ®¼ng, KÕ HO¹CH", Encoding.TCVN3), decode("bình ñaúng", Encoding.VNI)
    ('bình đẳng, KẾ HOẠCH', 'bình đẳng')
    """
    if encoding is Encoding.VNI:
        return _vni_re().sub(lambda match: _vni_letters()[match[0]], text)
    if encoding is Encoding.CP1258:
        return unicodedata.normalize("NFC", _as_bytes(text).decode("cp1258", errors="replace"))
    if encoding is Encoding.TCVN3:
        return raise_capitals(text, text.translate(_tcvn_letters(encoding)))
    return LONE_SIGN_RE.sub(_by_sign, text).translate(_tcvn_letters(encoding)).translate(UNSHIELDED)


def encode(text: str, encoding: Encoding) -> str:
    """Encode Unicode text; letters without a code stay as they are.

    In TCVN3 a capital with a tone becomes its small letter, as in a capitals font.

    >>> encode("Bình đẳng", Encoding.VNI), encode("KẾ HOẠCH", Encoding.TCVN3)
    ('Bình ñaúng', 'KÕ HO¹CH')
    """
    text = unicodedata.normalize("NFC", text)
    if encoding is Encoding.CP1258:
        raise ValueError("Windows-1258 is only read")
    codes = _codes(encoding)
    return "".join(codes.get(char) or codes.get(char.lower(), char) for char in text)


@cache
def vni_codes() -> frozenset[str]:
    """The codes of VNI, of one letter or two."""
    return frozenset(_vni_letters())


def raise_capitals(written: str, decoded: str) -> str:
    """Capitals for the small letters that stand among capitals; both strings have the same length.

    A word with two capitals and no small ASCII letter is one; "Kế" and "ủy" follow their neighbours.
    """
    out = list(decoded)
    for run in RUN_RE.finditer(decoded):
        words = list(WORD_RE.finditer(decoded, *run.span()))
        capital = [_is_capital(written[match.start() : match.end()], match[0]) for match in words]
        for index, match in enumerate(words):
            near = {_last(capital[:index]), _last(capital[index + 1 :][::-1])} - {None}
            if capital[index] or (capital[index] is None and near == {True}):
                out[match.start() : match.end()] = match[0].upper()
    return "".join(out)


def _by_sign(match: re.Match[str]) -> str:
    return SHIELDS[match[0]]


def _is_capital(written: str, decoded: str) -> bool | None:
    """True, False, or None where the word alone does not tell."""
    if any("a" <= char <= "z" for char in written):
        return False
    return True if sum(char.isupper() for char in decoded) >= 2 else None


def _last(states: list[bool | None]) -> bool | None:
    return next((state for state in reversed(states) if state is not None), None)


def _as_bytes(text: str) -> bytes:
    out = bytearray()
    for char in text:
        try:
            out += char.encode("cp1252")
        except UnicodeEncodeError:
            out.append(ord(char) if ord(char) < 256 else 0x3F)
    return bytes(out)


@cache
def _tcvn_letters(encoding: Encoding) -> dict[int, str]:
    """Letters by code point; a code is met as its Latin-1 and as its Windows-1252 character."""
    letters: dict[int, str] = {}
    for row in table("legacy_tcvn"):
        if row["set"] == "1" and encoding is Encoding.TCVN3:
            continue
        code = int(row["code"], 16)
        letters[code] = row["letter"]
        shown = bytes([code]).decode("cp1252", errors="ignore")
        if shown:
            letters[ord(shown)] = row["letter"]
    return letters


@cache
def _vni_letters() -> dict[str, str]:
    letters = {row["code"]: row["letter"] for row in table("legacy_vni")}
    for row in table("legacy_vni"):  # "Aù": typed with the shift key on the first letter only
        letters.setdefault(row["code"][0].upper() + row["code"][1:], row["letter"].upper())
    return letters


@cache
def _vni_re() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _vni_letters()), key=len, reverse=True)))


@cache
def _codes(encoding: Encoding) -> dict[str, str]:
    if encoding is Encoding.VNI:
        return {row["letter"]: row["code"] for row in table("legacy_vni")}
    return {
        row["letter"]: chr(int(row["code"], 16))
        for row in table("legacy_tcvn")
        if row["set"] == "3" or encoding is Encoding.TCVN
    }
