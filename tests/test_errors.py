"""Is every error we raise drawn in the tree, numbered once, explained, and safe to send between processes?"""

from __future__ import annotations

import inspect
import pickle
import re
from pathlib import Path

import pytest

from schemas import errors
from schemas.errors import DirectiveError

CLASSES = [kind for kind in vars(errors).values() if inspect.isclass(kind) and issubclass(kind, DirectiveError)]
LINE_RE = re.compile(r"^(?P<indent> *)[*x+] (?P<name>\w+) +(?:exit (?P<exit>\d)|(?P<code>D\d{3}))", re.MULTILINE)
PAGE = Path(__file__).parents[1] / "docs" / "errors.md"


def _drawn():
    """Rows of the docstring's tree: (class, its parent, exit status, code), what is not printed as None."""
    above: dict[int, str] = {}
    for match in LINE_RE.finditer(errors.__doc__ or ""):
        depth = len(match["indent"]) // 2
        above[depth] = match["name"]
        yield match["name"], above.get(depth - 1), match["exit"], match["code"]


def test_errors_tree_names_every_class_below_its_parent():
    expected = {(kind.__name__, kind.__base__.__name__) for kind in CLASSES if kind is not DirectiveError}

    assert expected == {(name, parent) for name, parent, _, _ in _drawn() if parent}
    assert len(list(_drawn())) == len(CLASSES)


def test_errors_tree_prints_the_real_exit_and_code():
    for name, _, status, code in _drawn():
        kind = getattr(errors, name)
        assert status is None or int(status) == kind.exit_code
        assert code is None or code == kind.code


def test_errors_codes_are_unique():
    codes = [kind.code for kind in CLASSES]

    assert sorted(set(codes)) == sorted(codes)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_errors_have_own_advice_and_a_paragraph(kind):
    sections = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    mine = [section for section in sections if section.startswith(f"{kind.code} ")]

    assert len(mine) == 1, f"docs/errors.md has not exactly one '## {kind.code} …'"
    assert kind.__name__ in mine[0]
    assert len(mine[0].split()) > 15
    assert "advice" in vars(kind)


def test_errors_page_has_no_code_too_many():
    printed = re.findall(r"^## (D\d{3})", PAGE.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(kind.code for kind in CLASSES) == printed


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_errors_cross_to_another_process(kind):
    error = pickle.loads(pickle.dumps(kind("tệp hỏng", where="kế hoạch.docx")))

    assert (type(error), error.message, error.where) == (kind, "tệp hỏng", "kế hoạch.docx")
