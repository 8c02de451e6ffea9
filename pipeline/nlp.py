"""The spaCy pipeline: an offset-exact tokenizer and the extractors as components.

Tokens are runs of letters, runs of digits and single signs, so that every span an extractor
finds by characters begins and ends with a token. No model is loaded and nothing is downloaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from extractors.stages import STAGES
from pipeline.cells import read_cells
from pipeline.text import Text
from pipeline.trace import step
from schemas.outline import Outline

TOKEN_RE = re.compile(r"\s+|(?:[^\W\d_]+|\d+|[^\w\s]|_) ?")  # a token, with the blank that follows


class ExactTokenizer:
    """Splits a text so that ``doc.text == text``, whatever the text.

    >>> [token.text for token in ExactTokenizer(Vocab())("Số 12b/NQ-BCH")]
    ['Số', '12', 'b', '/', 'NQ', '-', 'BCH']
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        pieces = TOKEN_RE.findall(text)
        blanks = [piece[-1] == " " and not piece.isspace() for piece in pieces]
        words = [piece[:-1] if blank else piece for piece, blank in zip(pieces, blanks, strict=True)]
        return Doc(self.vocab, words=words, spaces=blanks)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to keep: the rule is the code."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> ExactTokenizer:
        """The tokenizer itself."""
        return self

    def to_disk(self, _path: object, **_: object) -> None:
        """Nothing to keep."""

    def from_disk(self, _path: object, **_: object) -> ExactTokenizer:
        """The tokenizer itself."""
        return self


@registry.tokenizers("chidao.exact.v1")  # type: ignore[untyped-decorator]
def make_exact_tokenizer() -> Callable[[Language], ExactTokenizer]:
    """Factory of the tokenizer, for spaCy's configuration."""

    def make(nlp: Language) -> ExactTokenizer:
        return ExactTokenizer(nlp.vocab)

    return make


@cache
def pipeline() -> Language:
    """The pipeline, made once a process."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "chidao.exact.v1"}}})
    nlp.max_length = 20_000_000
    for stage in STAGES:
        nlp.add_pipe(stage.component)
    return nlp


def analyse(text: Text, outline: Outline) -> Doc:
    """Run every stage over a text; the span groups of the result are what was found."""
    nlp = pipeline()
    with step("tokens"):
        doc = nlp.make_doc(text.string)
    doc._.string = text.string
    doc._.outline = outline
    doc._.lines = tuple((line.start, line.end) for line in text.lines)
    doc._.cells = read_cells(text, outline)
    doc._.blanks = tuple(line.blank_before for line in text.lines)
    for name, component in nlp.pipeline:
        with step(name.removeprefix("chidao_")):
            doc = component(doc)
    return doc
