"""Dates that are read without a pattern, over lattices whose glyphs are known."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.classes import COUNT
from pipeline.components import Component
from pipeline.frames import DIGITS
from pipeline.lattice import Candidate, Lattice
from pipeline.options import Options
from pipeline.page import Page
from pipeline.reading import Reading
from pipeline.strip import Framed, Strip
from pipeline.tree import build
from tests.pipeline.drawing import solid
from tests.pipeline.test_matching import belief

TOP, HEIGHT, STEP = 20, 40, 30


def stroke(x: int, rise: int = 0, fall: int = 0) -> Component:
    return solid(x, TOP - rise, 6, HEIGHT + rise + fall)


def leaning(x: int) -> Component:
    """No taller than a digit, and as far to the right as up."""
    ink = 255 * np.eye(HEIGHT, dtype=np.uint8)[:, ::-1]
    return Component((x, TOP, HEIGHT, HEIGHT), ink)


def word(text: str, x: int, slash: tuple[int, int]) -> tuple[Lattice, str]:
    """A slash rises and falls so far over its neighbours; it looks like a one."""
    glyphs = [
        stroke(x + STEP * k, *slash) if char == "/" else solid(x + STEP * k, TOP, 22, HEIGHT)
        for k, char in enumerate(text)
    ]
    candidates = [Candidate(k, k + 1, glyph) for k, glyph in enumerate(glyphs)]
    return Lattice(len(text), candidates, HEIGHT), text.replace("/", "1")


def read(texts: str, slash: tuple[int, int] = (5, 5), **options: object) -> Reading:
    lattices, seen, x = [], "", 10
    for text in texts.split():
        lattice, looks = word(text, x, slash)
        lattices.append(lattice)
        seen += looks
        x += STEP * len(text) + 40
    asked = Options(**options)  # type: ignore[arg-type]
    return build(Page(2000, 200, 1.0, [lattices]), belief(seen, 0.95), asked)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("15/03/1979", "15 03 1979"),
        ("3/10/86", "3 10 86"),
        ("3/1/86", "3 1 86"),
        ("11/11/2011", "11 11 2011"),
        ("15/ 03/ 1979", "15 03 1979"),  # as gaps part it
        ("15 / 03/1979", "15 03 1979"),
        ("ANNA 15/03/1979", "ANNA 15 03 1979"),
    ],
)
def test_slashes_part_a_date(written: str, text: str) -> None:
    assert read(written).text == text
    if "ANNA" not in written:
        assert read(written, charset="digits").text == text


@pytest.mark.parametrize(
    "written", ["15/03", "15/03/197", "150/3/1979", "15/030/1979", "15/03/1979/4", "1/", "AB/CD/EF"]
)
def test_what_is_no_date_is_not_parted(written: str) -> None:
    assert " " not in read(written).text


@pytest.mark.parametrize("slash", [(0, 0), (1, 1), (3, 0)])
def test_ones_are_no_taller_than_other_digits(slash: tuple[int, int]) -> None:
    assert read("15/03/1979", slash).text == "1510311979"


@pytest.mark.parametrize("slash", [(8, 0), (0, 8), (4, 4)])
def test_a_slash_rises_over_the_digits_or_hangs_below_them(slash: tuple[int, int]) -> None:
    assert read("15/03/1979", slash).text == "15 03 1979"


def test_the_parts_have_the_boxes_of_their_own_digits() -> None:
    first, _, last = read("15/03/1979").lines[0].words
    assert first.box == (10, TOP, STEP + 22, HEIGHT)
    assert [c.box[0] for c in last.characters] == [10 + STEP * k for k in (6, 7, 8, 9)]
    assert all(c.box[3] == HEIGHT for c in last.characters)


def test_a_part_is_not_weighed_by_what_the_whole_word_says() -> None:
    lattice, seen = word("15/03/1979", 10, (5, 5))
    rows = np.full((41, COUNT + 1), 1e-3, np.float32)
    rows[:, COUNT] = 0.9
    rows[np.arange(1, 21, 2), [int(char) for char in seen]] = 0.9
    framed = Framed(Strip(np.zeros((32, 82), np.uint8), 0.0, 1.0), rows, DIGITS)
    cut = [replace(candidate, cuts=1) for candidate in lattice.candidates]
    both = belief(seen, 0.7)
    both[1, 9] = 0.2
    page = Page(2000, 200, 1.0, [[replace(lattice, candidates=cut, framed=framed)]])
    assert build(page, both, Options(charset="digits")).text == "15 03 1979"


def test_a_charset_without_every_digit_has_no_dates() -> None:
    assert " " not in read("15/03/1979", charset="O123456789").text


def test_a_pattern_puts_the_slashes_back() -> None:
    found = read("15/03/1979", pattern=r"\d{2}/\d{2}/\d{4}")
    assert found.text == "15/03/1979"


def test_one_of_two_may_be_as_low_as_a_digit_where_it_leans() -> None:
    lattice, seen = word("3/10/86", 10, (5, 5))
    slash = lattice.candidates[1]
    lattice.candidates[1] = Candidate(slash.start, slash.end, leaning(slash.glyph.x))
    page = Page(2000, 200, 1.0, [[lattice]])
    assert build(page, belief(seen, 0.95), Options()).text == "3 10 86"
