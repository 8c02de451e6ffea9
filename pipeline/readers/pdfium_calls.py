"""What pdfium says of many letters or objects at once.

pdfium answers for one letter a call, and the calls of pypdfium2 are made for single questions: four thousand of them
cost more than the page itself. The same functions are called here with plain numbers instead of objects, from loops
that run in C, and answer into one array. Nothing else of the library is bypassed.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Sequence
from functools import cache
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

POINTER, ADDRESS, INT, UINT = ctypes.c_void_p, ctypes.c_ssize_t, ctypes.c_int, ctypes.c_uint
NAME_BYTES = 128  # of a font
NOT_KNOWN = 0xFFFE  # stands in the text for what only the letter itself tells


def handle(thing: Any) -> int:
    """The address of a page, a text page or an object of pypdfium2."""
    return ctypes.cast(thing.raw, ctypes.c_void_p).value or 0


def codes(text_page: int) -> Integers:
    """The code point of each letter of a page, blanks and line ends included, in the file's order."""
    count = max(0, _call("FPDFText_CountChars", INT, POINTER)(text_page))
    units = np.zeros(count + 1, np.uint16)
    written = _call("FPDFText_GetText", INT, POINTER, INT, INT, POINTER)(text_page, 0, count, units.ctypes.data)
    out = units[:count].astype(np.int64)
    ask = _call("FPDFText_GetUnicode", UINT, POINTER, INT)
    if written != count + 1 or ((out >= 0xD800) & (out < 0xE000)).any():  # the text has other letters than the page
        out = np.fromiter(map(ask, repeat(text_page), range(count)), np.int64, count)
        return np.where(out > sys.maxunicode, 0, out)
    for index in np.flatnonzero(out == NOT_KNOWN).tolist():
        out[index] = ask(text_page, index)
    return out


def letter_boxes(text_page: int, indices: Sequence[int]) -> tuple[Floats, NDArray[np.bool_]]:
    """Left, top, right and bottom of letters, as wide as they advance and as high as their font; and which have any."""
    boxes = np.zeros((len(indices), 4), np.float32)
    ask = _call("FPDFText_GetLooseCharBox", INT, POINTER, INT, POINTER)
    has = np.fromiter(map(ask, repeat(text_page), indices, _places(boxes)), np.bool_, len(indices))
    return boxes.astype(np.float64), has


def origins(text_page: int, indices: Sequence[int]) -> Floats:
    """Where letters stand: x and y of each."""
    out = np.zeros((len(indices), 2))
    ask = _call("FPDFText_GetCharOrigin", INT, POINTER, INT, POINTER, POINTER)
    _do(map(ask, repeat(text_page), indices, _places(out), _places(out, 1)), len(indices))
    return out


def text_objects(text_page: int, indices: Sequence[int]) -> Integers:
    """The text object that each letter belongs to, as a number."""
    ask = _call("FPDFText_GetTextObject", ADDRESS, POINTER, INT)
    return np.fromiter(map(ask, repeat(text_page), indices), np.int64, len(indices))


def font_of(text_object: int) -> int:
    """The font of a text object, as a number; 0 for none."""
    return int(_call("FPDFTextObj_GetFont", ADDRESS, POINTER)(text_object)) if text_object else 0


def font_name(text_page: int, index: int) -> str:
    """The name of a letter's font."""
    buffer, flags = ctypes.create_string_buffer(NAME_BYTES), ctypes.c_int()
    ask = _call("FPDFText_GetFontInfo", ctypes.c_ulong, POINTER, INT, POINTER, ctypes.c_ulong, POINTER)
    ask(text_page, index, ctypes.addressof(buffer), NAME_BYTES, ctypes.addressof(flags))
    return buffer.value.decode("utf-8", "replace")


def page_objects(page: int, depth: int, *, form: bool = False) -> list[tuple[int, int]]:
    """The objects of a page and their kinds, those of forms within it too, down to a depth."""
    what = "FPDFFormObj" if form else "FPDFPage"
    count = max(0, _call(f"{what}_CountObjects", INT, POINTER)(page))
    ask = _call(f"{what}_GetObject", ADDRESS, POINTER, ctypes.c_ulong if form else INT)
    found = list(map(ask, repeat(page), range(count)))
    kinds = map(_call("FPDFPageObj_GetType", INT, POINTER), found)
    out = []
    for one, kind in zip(found, kinds, strict=True):
        out.append((one, kind))
        if kind == FORM and depth > 1:
            out += page_objects(one, depth - 1, form=True)
    return out


def object_boxes(objects: Sequence[int]) -> Floats:
    """Left, bottom, right and top of objects; zeros where one has none."""
    boxes = np.zeros((len(objects), 4), np.float32)
    ask = _call("FPDFPageObj_GetBounds", INT, *[POINTER] * 5)
    _do(map(ask, objects, *(_places(boxes, column) for column in range(4))), len(objects))
    return boxes.astype(np.float64)


def is_stroked(path: int) -> bool:
    """Is the line of a path drawn?"""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    ask = _call("FPDFPath_GetDrawMode", INT, *[POINTER] * 3)
    return bool(ask(path, ctypes.addressof(fill), ctypes.addressof(stroke))) and bool(stroke.value)


PATH, IMAGE, FORM = 2, 3, 5  # kinds of objects


@cache
def _call(name: str, result: Any, *arguments: Any) -> Any:
    """A function of pdfium that takes numbers. It does not give up the interpreter's lock: it is over at once."""
    import pypdfium2.raw as raw

    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def _places(array: NDArray[Any], column: int = 0) -> range:
    """The addresses of a column of a two-dimensional array."""
    step = array.shape[1] * array.itemsize
    first = array.ctypes.data + column * array.itemsize
    return range(first, first + step * len(array), step)


def _do(calls: map[int], count: int) -> None:
    np.fromiter(calls, np.int32, count)
