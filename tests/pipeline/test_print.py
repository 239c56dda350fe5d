"""Print and handwriting on rendered pages, through the whole pipeline but for the network."""

from functools import partial
from typing import Any

import numpy as np
import pytest

from pipeline.classes import COUNT, INDEX
from pipeline.errors import ErrorCode, InkError
from pipeline.options import Options
from pipeline.reader import read
from pipeline.reading import Reading
from tests.pipeline.drawing import Sheet, boxes_of, even
from tests.pipeline.lettering import Written, page

EVEN_HANDS = ["patrick-hand", "architects-daughter", "coming-soon", "short-stack", "schoolbell",
              "walter-turncoat", "delius", "itim"]  # fmt: skip
TEXTS = ["HELLO WORLD AGAIN", "NAME: ANNA MILLER", "PAID IN FULL", "ORDER 1234 FOR PETER"]


def count(reading: Reading) -> int:
    """Words read."""
    return sum(len(line.words) for line in reading.lines)


@pytest.mark.parametrize("face", EVEN_HANDS)
@pytest.mark.parametrize("text", TEXTS)
def test_of_one_very_even_hand_nothing_is_left_out(face: str, text: str) -> None:
    reading = read(page([[Written(text, face, height=40)]]), even)
    assert reading.left_out == ()
    assert count(reading) == len(text.split())


def form(prompt: int = 18, gap: float = 0.35) -> np.ndarray:
    """A printed prompt, `prompt` pixels high, beside a hand of 40 whose letters stand apart."""
    return page(
        [[Written("PRENOM:", "arimo", prompt, 0.08), Written("DUPONT", "kalam", 40, gap, 0.05)]]
    )


CLEAR, DOUBTFUL = form(), form(38, gap=0.18)


def all_of(char: str, glyphs: np.ndarray) -> np.ndarray:
    """Sees one character everywhere, and is certain of it."""
    rows = np.full((len(glyphs), COUNT), 1e-6, np.float32)
    rows[:, INDEX[char]] = 0.999
    return rows


certain = partial(all_of, "O")


def test_clear_print_beside_a_hand_is_left_out_and_told_of() -> None:
    reading = read(CLEAR, certain)
    assert (len(reading.text), reading.needs_review) == (6, False)
    (prompt,) = reading.left_out
    assert prompt.confidence > 0.9
    x, _, width, height = prompt.box
    assert (x, height) == (30, 18)
    assert x + width < reading.lines[0].box[0]


def test_what_may_be_a_hand_is_left_out_for_a_person_to_see() -> None:
    reading = read(DOUBTFUL, certain)
    assert (len(reading.text), reading.needs_review) == (6, True)
    assert 0.5 < reading.left_out[0].confidence < 0.8


@pytest.mark.parametrize("asked", [{"charset": "letters"}, {"pattern": "[A-Z]{6}"}])
@pytest.mark.parametrize(("image", "left"), [(CLEAR, 1), (DOUBTFUL, 0)])
def test_where_a_job_says_what_it_seeks_only_clear_print_is_left_out(
    asked: dict[str, Any], image: np.ndarray, left: int
) -> None:
    assert len(read(image, certain, Options(**asked)).left_out) == left


def test_print_is_read_where_the_hand_is_nothing_that_was_asked_for() -> None:
    seen: list[int] = []

    def classify(glyphs: np.ndarray) -> np.ndarray:
        seen.append(len(glyphs))
        return all_of("1" if len(seen) > 1 else "X", glyphs)

    reading = read(CLEAR, classify, Options(pattern=r"\d{6}"))
    assert (reading.text, reading.needs_review, reading.left_out) == ("111111", True, ())
    assert seen[0] < seen[1]


@pytest.mark.parametrize("style", ["any", "handwritten"])
def test_nobody_looks_again_where_all_was_seen_or_print_is_not_wanted(style: Any) -> None:
    with pytest.raises(InkError) as caught:
        read(CLEAR, partial(all_of, "X"), Options(pattern=r"\d{6}", style=style))
    assert caught.value.code is ErrorCode.NO_MATCH


@pytest.mark.parametrize(("style", "words", "left"), [("any", 2, 0), ("printed", 1, 0)])
def test_whoever_asks_for_print_has_it(style: Any, words: int, left: int) -> None:
    reading = read(CLEAR, certain, Options(style=style))
    assert (count(reading), len(reading.left_out)) == (words, left)


def test_of_print_alone_nothing_is_left_out() -> None:
    reading = read(page([[Written("TOTAL AMOUNT DUE", "arimo", 24, 0.08)]]), certain)
    assert (count(reading), reading.left_out) == (3, ())


def sheet() -> Sheet:
    """A prompt in small, close, aligned letters and an uneven, larger hand beside it."""
    sheet = Sheet(160, 900)
    sheet.write("PROMPT", 30, 90, size=1.2, space=4, thick=3)
    for k, (char, foot) in enumerate(zip("HAND", (84, 96, 88, 100), strict=True)):
        sheet.write(char, 400 + 70 * k, foot)
    return sheet


@pytest.mark.parametrize(
    ("style", "count", "styles"),
    [
        ("auto", 4, {"handwritten"}),
        ("any", 10, {"handwritten", "printed"}),
        ("handwritten", 4, {"handwritten"}),
        ("printed", 6, {"printed"}),
    ],
)
def test_a_job_reads_print_or_handwriting(style: Any, count: int, styles: set[str]) -> None:
    reading = read(sheet().image, even, Options(style=style))
    assert len(boxes_of(reading)) == count
    assert {word.style for line in reading.lines for word in line.words} == styles
    assert reading.lines[0].style == (styles.pop() if len(styles) == 1 else None)


def test_the_paper_knows_no_style() -> None:
    reading = read(sheet().image, even, Options(preset="paper"))
    assert {word.style for line in reading.lines for word in line.words} == {None}
