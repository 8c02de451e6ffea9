"""Is the page the whole text, escaped, with its marks, and nothing from the network?"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from pipeline.show import COLOURS, render_html


class _Lines(HTMLParser):
    """Collects the visible text of each ``div.line``, labels of marks and paths left out."""

    def __init__(self):
        super().__init__()
        self.lines = []
        self.skip = []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if attrs.get("class") == "line":
            self.lines.append("")
        label = "font-size: 0.6em" in attrs.get("style", "")
        if tag == "span":
            self.skip.append(label or attrs.get("class") == "path")

    def handle_endtag(self, tag):
        if tag == "span":
            self.skip.pop()

    def handle_data(self, data):
        if self.lines and not any(self.skip):
            self.lines[-1] += data


@pytest.fixture
def page(make_record):
    return render_html(make_record())


def test_show_has_every_word_of_the_text(page, make_record):
    parser = _Lines()
    parser.feed(page)

    expected = [" ".join(line.split()) for line in make_record().text.split("\n")]
    assert expected == [" ".join(line.split()) for line in parser.lines]


def test_show_escapes_the_document(page, make_record):
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    record = make_record()
    evil = record.document.model_copy(update={"title": "<script>alert(1)</script>"})
    assert "<script" not in render_html(record.model_copy(update={"document": evil}))


@pytest.mark.parametrize(
    "label", ["motto", "target", "= 80 %", "&gt;= 1810 người", "before 2024-05-20", "lead", "basis", "duplicate_label"]
)
def test_show_marks_each_kind(page, label):
    assert f">{label}</span>" in page


def test_show_marks_have_the_colour_of_their_kind(page):
    for kind, colour in COLOURS.items():
        assert page.count(colour) > 1, kind


def test_show_asks_the_network_for_nothing(page):
    assert not re.search(r"https?:|<script|<link|<img|@import|url\(", page)


def test_show_marks_that_run_over_lines_are_cut(make_record):
    record = make_record()
    wide = record.themes[0].model_copy(update={"start": 0, "end": len(record.text), "quote": record.text})
    parser = _Lines()
    parser.feed(render_html(record.model_copy(update={"themes": (wide,)})))

    assert [" ".join(line.split()) for line in parser.lines] == [
        " ".join(line.split()) for line in record.text.split("\n")
    ]
