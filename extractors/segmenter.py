"""underthesea's models of words and parts of speech, asked for short phrases some three times faster than it asks them.

Its own functions describe every word to the models anew, feature by feature; here a whole phrase is described feature
by feature, and what is told of a single syllable is kept. The models, their answers and the way a text is cut into
syllables are underthesea's: tests hold the two against each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus.fold import lower

WORD_MODEL = "ws_crf_vlsp2013_20230727"
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature such as "T[-1,1].lower": the lower case of three words in a row, from the one before this one.

    ``first`` is -1 there and ``value`` "3lower"; ``before`` and ``behind`` are what it is where these words are not
    all in the phrase.
    """

    name: str
    first: int
    value: str
    before: Row
    behind: Row


def _features(*names: str) -> tuple[Feature, ...]:
    """Read the features' names.

    >>> [(one.first, one.value) for one in _features("T[-1,1].lower", "T[0]")]
    [(-1, '3lower'), (0, '1')]
    """
    out = []
    for name in names:
        place, _, function = name.removeprefix("T[").partition("]")
        first, last = int(place.split(",")[0]), int(place.split(",")[-1])
        before, behind = (f"{name}=BOS",) * -first, (f"{name}=EOS",) * (max(0, last) + 2)
        out.append(Feature(f"{name}=", first, f"{last - first + 1}{function.lstrip('.')}", before, behind))
    return tuple(out)


OF_SYLLABLES = _features(
    "T[-2]", "T[-1]", "T[0]", "T[1]", "T[2]",
    "T[-2,-1]", "T[-1,0]", "T[0,1]", "T[1,2]", "T[-2,0]", "T[-1,1]", "T[0,2]",
    "T[-2].lower", "T[-1].lower", "T[0].lower", "T[1].lower", "T[2].lower",
    "T[-2,-1].lower", "T[-1,0].lower", "T[0,1].lower", "T[1,2].lower",
    "T[-1].isdigit", "T[0].isdigit", "T[1].isdigit",
    "T[-2].istitle", "T[-1].istitle", "T[0].istitle", "T[1].istitle", "T[2].istitle", "T[0,1].istitle",
    "T[0,2].istitle",
    "T[-2].is_in_dict", "T[-1].is_in_dict", "T[0].is_in_dict", "T[1].is_in_dict", "T[2].is_in_dict",
    "T[-2,-1].is_in_dict", "T[-1,0].is_in_dict", "T[0,1].is_in_dict", "T[1,2].is_in_dict",
    "T[-2,0].is_in_dict", "T[-1,1].is_in_dict", "T[0,2].is_in_dict",
)  # fmt: skip
OF_WORDS = _features(
    "T[-2].lower", "T[-1].lower", "T[0].lower", "T[1].lower", "T[2].lower",
    "T[0].istitle", "T[-1].istitle", "T[1].istitle",
    "T[-2]", "T[-1]", "T[0]", "T[1]", "T[2]", "T[-2,-1]", "T[-1,0]", "T[0,1]", "T[1,2]",
    "T[-3][1]", "T[-2][1]", "T[-1][1]", "T[-3,-2][1]", "T[-2,-1][1]",
)  # fmt: skip


def words_of(text: str) -> list[str]:
    """The words of one line, as ``underthesea.word_tokenize`` gives them.

    >>> words_of("công đoàn cơ sở")
    ['công đoàn', 'cơ sở']
    """
    syllables = _syllables(text)
    words: list[str] = []
    tags = _word_model().tag(_of_syllables(syllables)) if syllables else []
    for syllable, tag in zip(syllables, tags, strict=True):
        if tag == "I-W" and words:
            words[-1] += f" {syllable}"
        else:
            words.append(syllable)
    return words


def parts_of(words: Sequence[str]) -> list[str]:
    """The parts of speech of words, as ``underthesea.pos_tag`` gives them.

    >>> parts_of(["tuyên truyền", "pháp luật"])
    ['V', 'N']
    """
    return list(_part_model().tag(_of_words(words))) if words else []


def _of_syllables(syllables: Sequence[str]) -> list[Row]:
    """What the model of words is told of each syllable."""
    low = [syllable.lower() for syllable in syllables]
    pairs, triples, known = _joined(low, 2), _joined(low, 3), _dictionary()
    small = [syllable[:1].islower() for syllable in syllables]
    values = {
        "2": _joined(syllables, 2), "3": _joined(syllables, 3), "2lower": pairs,
        "2istitle": [str(not any(some)) for some in pairwise(small)],
        "3istitle": [str(not any(some)) for some in zip(small, small[1:], small[2:], strict=False)],
        "2is_in_dict": [str(pair in known) for pair in pairs],
        "3is_in_dict": [str(triple in known) for triple in triples],
    }  # fmt: skip
    return _described(OF_SYLLABLES, [_syllable(syllable) for syllable in syllables], values)


@lru_cache(maxsize=16_384)  # Vietnamese has some seven thousand syllables
def _syllable(syllable: str) -> Row:
    """The features of one syllable by itself."""
    low = syllable.lower()
    values = {
        "1": syllable, "1lower": low, "1isdigit": str(syllable.isascii() and syllable.isdigit()),
        "1istitle": str(not syllable[:1].islower()), "1is_in_dict": str(low in _dictionary()),
    }  # fmt: skip
    return tuple(one.name + values[one.value] for one in OF_SYLLABLES if one.value in values)


def _of_words(words: Sequence[str]) -> list[Row]:
    """What the model of parts of speech is told of each word."""
    values = {"2": _joined(words, 2), "1[1]": ["X"] * len(words), "2[1]": ["X X"] * (len(words) - 1)}
    return _described(OF_WORDS, [_word(word) for word in words], values)


@lru_cache(maxsize=16_384)
def _word(word: str) -> Row:
    """The features of one word by itself."""
    titled = all(part[:1].istitle() for part in word.split(" "))
    values = {"1": word, "1lower": lower(word), "1istitle": str(titled)}
    return tuple(one.name + values[one.value] for one in OF_WORDS if one.value in values)


def _described(features: tuple[Feature, ...], kept: Sequence[Row], values: dict[str, list[str]]) -> list[Row]:
    """The features of each word in the model's order: those of ``values``, and those that are kept of single words."""
    singles, count = zip(*kept, strict=True), len(kept)
    columns = []
    for one in features:
        column = tuple(map(one.name.__add__, values[one.value])) if one.value in values else next(singles)
        told = column[one.first :] if one.first > 0 else column
        columns.append((one.before + told + one.behind)[:count])
    return list(zip(*columns, strict=True))


def _joined(words: Sequence[str], count: int) -> list[str]:
    """Each ``count`` words in a row."""
    return list(map(" ".join, zip(*(words[at:] for at in range(count)), strict=False)))


def _syllables(text: str) -> list[str]:
    """Syllables, numbers and signs; but for full stops and colons no piece between blanks depends on its neighbours."""
    if "." in text or ":" in text:
        return _pieces(text)
    return [syllable for piece in text.split() for syllable in _piece(piece)]


@lru_cache(maxsize=16_384)
def _piece(piece: str) -> Row:
    return tuple(_pieces(piece))


def _pieces(text: str) -> list[str]:
    from underthesea.pipeline.word_tokenize.regex_tokenize import tokenize  # heavy: only where it is asked

    return list(tokenize(text))


@cache
def _word_model() -> Any:
    from underthesea_core import CRFTagger

    model = CRFTagger()
    model.load(str(_folder() / "models.bin"))
    return model


@cache
def _dictionary() -> frozenset[str]:
    import joblib

    return frozenset(joblib.load(_folder() / "dictionary.bin"))


def _folder() -> Path:
    from underthesea.pipeline import word_tokenize

    return Path(word_tokenize.__file__).parent / "models" / WORD_MODEL


@cache
def _part_model() -> Any:
    from underthesea.pipeline.pos_tag.model_crf import CRFPOSTagPredictor

    return CRFPOSTagPredictor.Instance().model
