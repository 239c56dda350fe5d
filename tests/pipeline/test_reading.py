import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.classes import CHARS
from pipeline.reading import Character, PageSize, Reading, Word

units = st.floats(0, 1)
sides = st.integers(0, 100_000)
boxes = st.tuples(sides, sides, sides, sides)
polygons = st.none() | st.tuples(*[st.tuples(sides, sides)] * 4)
styles = st.sampled_from([None, "printed", "handwritten"])
alternatives = st.fixed_dictionaries({"char": st.sampled_from(CHARS), "confidence": units})
characters = st.fixed_dictionaries(
    {
        "char": st.text(min_size=1, max_size=2),
        "confidence": units,
        "box": boxes,
        "alternatives": st.lists(alternatives, max_size=3).map(tuple),
    }
)
parts = {"text": st.text(), "confidence": units, "box": boxes, "polygon": polygons, "style": styles}
words = st.fixed_dictionaries(
    {
        **parts,
        "readings": st.lists(
            st.fixed_dictionaries({"text": st.text(), "confidence": units}), max_size=2
        ).map(tuple),
        "characters": st.lists(characters, max_size=3).map(tuple),
    }
)
lines = st.fixed_dictionaries({**parts, "words": st.lists(words, max_size=3).map(tuple)})
readings = st.fixed_dictionaries(
    {
        "text": st.text(),
        "confidence": units,
        "needs_review": st.booleans(),
        "page": st.fixed_dictionaries(
            {"width": sides, "height": sides}, optional={"pages": st.integers(1, 10_000)}
        ),
        "lines": st.lists(lines, max_size=3).map(tuple),
    }
).map(Reading.model_validate)

CHARACTER = {"char": "a", "confidence": 0.5, "box": (0, 0, 1, 1)}


@given(readings)
def test_a_reading_survives_json(reading: Reading) -> None:
    text = reading.model_dump_json()
    assert Reading.model_validate_json(text) == reading
    assert Reading.model_validate(json.loads(text)).model_dump_json() == text


def test_the_tree_is_plain_json() -> None:
    dumped = json.loads(Character.model_validate(CHARACTER).model_dump_json())
    assert dumped == {"char": "a", "confidence": 0.5, "box": [0, 0, 1, 1], "alternatives": []}


@pytest.mark.parametrize(
    "change",
    [
        {"confidence": 1.01},
        {"confidence": -0.01},
        {"confidence": float("nan")},
        {"box": (0, 0, 1)},
        {"box": (0, 0, 1, 0.5)},
        {"colour": "red"},
    ],
)
def test_what_is_no_character_is_refused(change: dict[str, object]) -> None:
    Character.model_validate(CHARACTER)
    with pytest.raises(ValidationError) as caught:
        Character.model_validate(CHARACTER | change)
    assert caught.value.errors()[0]["loc"][0] == next(iter(change))


def test_unknown_styles_are_refused() -> None:
    word = {"text": "", "confidence": 0, "box": (0, 0, 1, 1), "characters": ()}
    assert Word.model_validate(word | {"style": "printed"}).style == "printed"
    with pytest.raises(ValidationError, match="style"):
        Word.model_validate(word | {"style": "Printed"})


@pytest.mark.parametrize(
    ("pages", "page", "review"), [(1, None, False), (1, 0, False), (3, None, True), (3, 2, False)]
)
def test_pages_that_nobody_asked_about_are_to_be_reviewed(
    pages: int, page: int | None, review: bool
) -> None:
    reading = Reading(
        text="", confidence=1.0, needs_review=False, page=PageSize(width=9, height=9), lines=()
    ).of_pages(pages, page)
    assert (reading.page.pages, reading.page.number) == (pages, page or 0)
    assert reading.needs_review == review
    assert reading.model_copy(update={"needs_review": True}).of_pages(1, 0).needs_review


def test_a_result_from_before_pages_were_counted_has_one() -> None:
    assert PageSize.model_validate({"width": 9, "height": 9}).pages == 1


def test_nodes_are_frozen() -> None:
    character = Character.model_validate(CHARACTER)
    with pytest.raises(ValidationError, match="frozen"):
        character.char = "b"  # type: ignore[misc]
