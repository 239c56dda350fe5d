import numpy as np
import pytest

from pipeline.classes import COUNT, INDEX
from pipeline.lattice import Candidate, Lattice
from pipeline.options import Options
from pipeline.page import Page
from pipeline.reading import Reading
from pipeline.tree import build
from tests.pipeline.drawing import solid, spelling

Belief = dict[str, float]


def word(x: int, y: int, letters: int) -> Lattice:
    """Letters 20x40, 10 apart, each the only candidate for its piece."""
    glyphs = [solid(x + 30 * k, y, 20, 40) for k in range(letters)]
    candidates = [Candidate(k, k + 1, glyph) for k, glyph in enumerate(glyphs)]
    return Lattice(letters, candidates, em=40.0)


def page(
    *lines: list[Lattice], scale: float = 1.0, plain: bool = True, border: tuple[bool, ...] = ()
) -> Page:
    return Page(600, 300, scale, list(lines), plain=plain, border=border)


def rows(*beliefs: Belief) -> np.ndarray:
    table = np.zeros((len(beliefs), COUNT), np.float32)
    for row, belief in zip(table, beliefs, strict=True):
        for char, share in belief.items():
            row[INDEX[char]] = share
    return table


def read(page: Page, text: str, options: Options | None = None) -> Reading:
    table = spelling(text)(np.zeros((len(text), 28, 28), np.uint8))
    return build(page, table, options or Options())


def test_an_empty_page_is_for_a_person_to_see() -> None:
    reading = build(page(), np.zeros((0, COUNT), np.float32), Options())
    assert (reading.text, reading.confidence, reading.needs_review) == ("", 0.0, True)
    assert (reading.lines, reading.page.width, reading.page.height) == ((), 600, 300)


def test_words_are_joined_by_spaces_and_lines_by_breaks() -> None:
    reading = read(page([word(10, 20, 2), word(110, 20, 1)], [word(10, 90, 3)]), "ABcDEF")
    assert reading.text == "AB c\nDEF"
    assert [line.text for line in reading.lines] == ["AB c", "DEF"]
    assert [w.text for w in reading.lines[0].words] == ["AB", "c"]


def test_boxes_enclose_what_they_hold() -> None:
    reading = read(page([word(10, 20, 2), word(110, 25, 1)]), "ABc")
    (line,) = reading.lines
    assert [c.box for c in line.words[0].characters] == [(10, 20, 20, 40), (40, 20, 20, 40)]
    assert [w.box for w in line.words] == [(10, 20, 50, 40), (110, 25, 20, 40)]
    assert line.box == (10, 20, 120, 45)


def test_boxes_are_the_files_pixels() -> None:
    (line,) = read(page([word(10, 20, 1)], scale=0.5), "A").lines
    assert line.box == (20, 40, 40, 80)
    (line,) = read(page([word(290, 140, 1)], scale=0.5), "A").lines
    assert line.box == (580, 280, 20, 20)


@pytest.mark.parametrize("count", [0, 1, 3, 10])
def test_alternatives_are_as_many_as_asked_the_chosen_first(count: int) -> None:
    table = np.linspace(0.0, 2 / COUNT, COUNT, dtype=np.float32)[None]
    reading = build(page([word(10, 20, 1)]), table, Options(alternatives=count))
    character = reading.lines[0].words[0].characters[0]
    assert "".join(a.char for a in character.alternatives) == "zyxwvutsrq"[:count]
    confidences = [a.confidence for a in character.alternatives]
    assert confidences == sorted(confidences, reverse=True)
    assert character.char == "z"
    assert character.confidence == pytest.approx(2 / COUNT, abs=1e-4)


def test_a_character_is_judged_apart_from_whether_it_is_one() -> None:
    table = rows({"A": 0.3, "B": 0.1})
    (character,) = build(page([word(10, 20, 1)]), table, Options()).lines[0].words[0].characters
    assert [(a.char, a.confidence) for a in character.alternatives[:2]] == [
        ("A", 0.75),
        ("B", 0.25),
    ]


def test_a_row_without_any_belief_may_be_anything() -> None:
    reading = build(page([word(10, 20, 2)], plain=False), np.zeros((2, COUNT)), Options())
    assert reading.needs_review
    assert all(0 < c.confidence < 0.2 for c in reading.lines[0].words[0].characters)


def test_confidence_is_a_product_in_words_and_a_mean_above_them() -> None:
    table = rows({"A": 0.9, "B": 0.1}, {"A": 0.8, "B": 0.2}, {"A": 0.6, "B": 0.4})
    reading = build(page([word(10, 20, 2), word(110, 20, 1)]), table, Options())
    assert [w.confidence for w in reading.lines[0].words] == [0.72, 0.6]
    assert reading.lines[0].confidence == reading.confidence == 0.68


@pytest.mark.parametrize(("doubtful", "review"), [(0.89, True), (0.91, False)])
def test_one_doubtful_word_needs_review(doubtful: float, review: bool) -> None:
    table = rows({"A": 1.0}, {"A": doubtful, "B": 1 - doubtful})
    reading = build(page([word(10, 20, 1)], [word(10, 90, 1)]), table, Options())
    assert reading.needs_review is review


def test_the_word_is_context_unless_the_page_is_plain() -> None:
    ring = {"0": 0.5, "O": 0.45, "o": 0.05}
    table = rows({"R": 1.0}, ring, {"B": 1.0})
    texts = [
        build(page([word(10, 20, 3)], plain=plain), table, Options()).text
        for plain in (True, False)
    ]
    assert texts == ["R0B", "ROB"]


def test_a_line_at_the_border_that_reads_far_worse_is_debris() -> None:
    table = rows({"A": 0.6, "B": 0.4}, {"C": 0.9, "D": 0.1}, {"E": 0.7, "F": 0.3})
    lines = [[word(10, y, 1)] for y in (0, 60, 250)]
    assert build(page(*lines, border=(True, False, True)), table, Options()).text == "C"
    assert build(page(*lines, border=(True, False, False)), table, Options()).text == "C\nE"
    assert build(page(*lines), table, Options()).text == "A\nC\nE"


def test_a_line_at_the_border_that_reads_as_well_stays() -> None:
    table = rows({"A": 0.9, "B": 0.1}, {"C": 0.9, "D": 0.1})
    lines = [[word(10, y, 1)] for y in (0, 60)]
    assert build(page(*lines, border=(True, True)), table, Options()).text == "A\nC"


def test_only_the_best_path_is_read() -> None:
    halves = [solid(10, 20, 14, 40), solid(24, 20, 14, 40)]
    candidates = [Candidate(0, 1, halves[0]), Candidate(1, 2, halves[1])]
    whole = Candidate(0, 2, solid(10, 20, 28, 40))
    lattice = Lattice(2, [*candidates, whole], em=40.0)
    table = rows({"I": 0.4, "l": 0.4}, {"I": 0.4, "l": 0.4}, {"H": 1.0})
    assert build(page([lattice]), table, Options()).text == "H"


def test_a_number_without_its_point_is_for_a_person_to_see() -> None:
    plain, pointed = word(10, 20, 4), word(10, 20, 4)
    pointed.marks.append(solid(63, 55, 5, 5))
    surely = read(page([plain], plain=False), "3627")
    doubted = read(page([pointed], plain=False), "3627")
    assert surely.text == doubted.text == "3627"
    assert doubted.needs_review
    assert doubted.confidence <= 0.5 < surely.confidence
    assert read(page([pointed], plain=False), "ABCD").confidence > 0.5
