"""A paragraph while its printed lines are joined: as much of it as a rule asks for.

A hard-wrapped paragraph of a megabyte has ten thousand lines; a rule must not read it all for each of them.
"""

from __future__ import annotations

REACH = 400  # characters of its beginning and of its end that are kept


class Paragraph:
    """The lines joined so far: ``head`` is how they begin, ``tail`` how they end, ``unclosed`` counts its open "("."""

    __slots__ = ("head", "length", "lines", "tail", "unclosed")

    def __init__(self, line: str = "") -> None:
        self.head = self.tail = line
        self.length, self.lines = len(line), 1
        self.unclosed = line.count("(") - line.count(")")

    def add(self, line: str) -> None:
        """Join the next printed line.

        >>> paragraph = Paragraph("Căn cứ Luật (sửa đổi")
        >>> paragraph.add("năm 2024) và")
        >>> paragraph.head, paragraph.unclosed, paragraph.length
        ('Căn cứ Luật (sửa đổi năm 2024) và', 0, 33)
        """
        if len(self.head) < REACH:
            self.head = f"{self.head} {line}"
        self.tail = f"{self.tail} {line}"[-REACH:] if len(line) < REACH else line
        self.length += 1 + len(line)
        self.lines += 1
        self.unclosed += line.count("(") - line.count(")")
