"""Trees as the pipeline builds them: texts follow from characters, boxes lie on the page."""

from typing import Any

from hypothesis import strategies as st

from pipeline.exports.xml import mean
from pipeline.reading import (
    Alternative,
    Character,
    LeftOut,
    Line,
    PageSize,
    Reading,
    Word,
    WordReading,
)

HOSTILE = "<>&\"';%\\ \u00a0-É]]>\ud83d\x00\x1b\ufffe"
SEEN = st.sampled_from("AZaz09.,-/':&<>\"%;éŁ")
"""Characters that come back from every format."""

units = st.integers(0, 10_000).map(lambda tenth: tenth / 10_000)
sides = st.integers(0, 5000)
boxes = st.tuples(sides, sides, st.integers(1, 5000), st.integers(1, 5000))
polygons = st.none() | st.tuples(*[st.tuples(sides, sides)] * 4)
styles = st.sampled_from([None, "printed", "handwritten"])


def readings(chars: st.SearchStrategy[str] = SEEN) -> st.SearchStrategy[Reading]:
    """Whole pages whose characters are drawn from `chars`."""
    alternatives = st.builds(Alternative, char=chars, confidence=units)
    characters = st.builds(
        Character,
        char=chars,
        confidence=units,
        box=boxes,
        alternatives=st.lists(alternatives, max_size=3).map(tuple),
    )
    texts = st.lists(chars, min_size=1, max_size=4).map("".join)
    others = st.lists(st.builds(WordReading, text=texts, confidence=units), max_size=2)
    words = st.builds(_word, st.lists(characters, min_size=1, max_size=4), others, _common())
    lines = st.builds(_line, st.lists(words, min_size=1, max_size=3), _common())
    left_out = st.builds(LeftOut, confidence=units, box=boxes, polygon=polygons)
    prints = st.lists(left_out, max_size=2)
    return st.builds(
        _page, st.lists(lines, max_size=3), prints, units, st.booleans(), st.integers(1, 9)
    )


def _common() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"box": boxes, "polygon": polygons, "style": styles})


def _word(characters: list[Character], others: list[WordReading], rest: dict[str, Any]) -> Word:
    text = "".join(character.char for character in characters)
    found = {"confidence": characters[0].confidence, "characters": tuple(characters)}
    return Word(text=text, readings=tuple(others), **found, **rest)


def _line(words: list[Word], rest: dict[str, Any]) -> Line:
    text = " ".join(word.text for word in words)
    return Line(text=text, confidence=mean(tuple(words)), words=tuple(words), **rest)


def _page(
    lines: list[Line], prints: list[LeftOut], confidence: float, needs_review: bool, pages: int
) -> Reading:
    return Reading(
        text="\n".join(line.text for line in lines),
        confidence=confidence,
        needs_review=needs_review or not lines,
        page=PageSize(width=5000, height=5000, pages=pages, number=pages - 1),
        lines=tuple(lines),
        left_out=tuple(prints),
    )
