"""The part of a web page that holds the document.

A page with scripts, menus or forms belongs to a portal. There we go down from the body to the
element that holds most of the words outside links, and beside it the head of the document
(quốc hiệu) where the page has one; what stands above that head is the portal's own. A page without
those is one that a word processor wrote, and is taken whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.fold import fold

PORTAL = ("script", "nav", "form", "button", "iframe")
MARKS = ("doc lap - tu do - hanh phuc", "doc lap- tu do- hanh phuc", "dang cong san viet nam")
SILENT = frozenset(("script", "style", "noscript", "template", "svg", "head", "nav", "button", "select", "textarea"))
HIDDEN_RE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
WITH_HEAD, WITHOUT_HEAD = 0.3, 0.6  # share of the words that a part must hold to be taken for the whole
PARTS = frozenset(["body", "main", "article", "section", "div", "form", "table", "tbody", "tr", "td", "center"])


def find_main(root: Any) -> Any:
    """The element to read; what stands above the head of the document is taken out of it."""
    body = next(root.iter("body"), root)
    if not any(next(root.iter(tag), None) is not None for tag in PORTAL):
        return body
    pages = _Weights(body)
    main = body
    while (part := pages.best_part(main)) is not None:
        main = part
    _cut_above_head(main, pages)
    return main


def is_hidden(element: Any) -> bool:
    """Is the element not shown?"""
    return element.get("hidden") is not None or bool(HIDDEN_RE.search(element.get("style") or ""))


class _Weights:
    """For each element: letters outside links, and whether the head of a document is in it."""

    def __init__(self, body: Any) -> None:
        self.letters: dict[Any, int] = {}
        self.heads: dict[Any, bool] = {}
        self._weigh(body, in_link=False)

    def best_part(self, element: Any) -> Any | None:
        """The part of ``element`` that can stand for it, or None."""
        total = max(1, self.letters[element])
        parts = [part for part in element if self.letters.get(part, 0) and part.tag in PARTS]
        if self.heads[element]:
            return next((one for one in parts if self.heads[one] and self.letters[one] >= WITH_HEAD * total), None)
        return next((one for one in parts if self.letters[one] >= WITHOUT_HEAD * total), None)

    def _weigh(self, element: Any, *, in_link: bool) -> tuple[int, str]:
        """Letters of an element, and its text as far as a mark can be in it."""
        in_link = in_link or element.tag == "a"
        count, texts = _count(element.text, in_link), [element.text or ""]
        head = False
        for part in element:
            if isinstance(part.tag, str) and part.tag not in SILENT and not is_hidden(part):
                inner, text = self._weigh(part, in_link=in_link)
                count += inner
                texts.append(text)
                head = head or self.heads[part]
            count += _count(part.tail, in_link)
            texts.append(part.tail or "")
        text = " ".join(texts)[:600]
        self.letters[element] = count
        self.heads[element] = head or _has_mark(text)
        return count, text if len(text) < 600 else ""


def _count(text: str | None, in_link: bool) -> int:
    return 0 if in_link or not text else len("".join(text.split()))


def _has_mark(text: str) -> bool:
    folded = " ".join(fold(text).split())
    return any(mark in folded for mark in MARKS)


def _cut_above_head(main: Any, pages: _Weights) -> None:
    """Take out what the portal puts above a head that is a table: title, state of force, buttons."""
    children = list(main)
    at = next((index for index, part in enumerate(children) if pages.heads.get(part)), 0)
    if at and next(_tables(children[at]), None) is not None:
        for part in children[:at]:
            main.remove(part)
        main.text = None


def _tables(element: Any) -> Iterator[Any]:
    yield from element.iter("table")
