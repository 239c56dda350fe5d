"""Patterns and lexicons over lattices whose glyphs are known."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.classes import CHARS, COUNT, INDEX
from pipeline.components import Component
from pipeline.errors import ErrorCode, InkError
from pipeline.language import count
from pipeline.lattice import Candidate, Lattice
from pipeline.options import Options
from pipeline.page import Page
from pipeline.reading import Reading
from pipeline.tree import build
from tests.pipeline.drawing import solid

Words = list[list[str]]
"""The lines of a page, each of words; a character is one glyph."""


def dot(x: int) -> Component:
    return solid(x, 56, 5, 5)


def dash(x: int) -> Component:
    return solid(x, 38, 14, 4)


def word(text: str, x: int, y: int, marks: tuple[Component, ...] = ()) -> Lattice:
    glyphs = [solid(x + 30 * k, y, 22, 40) for k in range(len(text))]
    candidates = [Candidate(k, k + 1, glyph) for k, glyph in enumerate(glyphs)]
    return Lattice(len(text), candidates, 40.0, list(marks))


def page(lines: Words, marks: tuple[Component, ...] = ()) -> tuple[Page, np.ndarray]:
    """Marks stand on the first line, whose letters are 20..60 pixels from the top."""
    lattices: list[list[Lattice]] = []
    for number, texts in enumerate(lines):
        x, row = 10, []
        for text in texts:
            row.append(word(text, x, 20 + 80 * number, () if lattices or row else marks))
            x += 30 * len(text) + 40
        lattices.append(row)
    return Page(2000, 2000, 1.0, lattices), belief("".join("".join(line) for line in lines))


def belief(text: str, share: float = 0.9) -> np.ndarray:
    rows = np.full((len(text), COUNT), (1 - share) / (COUNT - 1), np.float32)
    rows[np.arange(len(text)), [CHARS.index(char) for char in text]] = share
    return rows


def read(lines: Words, marks: tuple[Component, ...] = (), **options: object) -> Reading:
    found, rows = page(lines, marks)
    return build(found, rows, Options(**options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lines", "options", "text"),
    [
        ([["2O26"]], {"pattern": r"\d{4}"}, "2026"),
        ([["75001"]], {"pattern": r"\d{5}"}, "75001"),
        ([["750", "01"]], {"pattern": r"\d{5}"}, "75001"),
        ([["750", "01"]], {"pattern": r"\d{3} \d{2}"}, "750 01"),
        ([["24", "06", "1987"]], {"pattern": r"\d{2}/\d{2}/\d{4}"}, "24/06/1987"),
        ([["martin"]], {"pattern": "[A-Z]+"}, "MARTIN"),
        ([["paul"]], {"pattern": "[A-Z]+"}, "PAUL"),
        ([["lMRAN"]], {"pattern": "[A-Z]+"}, "IMRAN"),
        ([["lF2"]], {"pattern": r"[A-Z]{2}\d"}, "IF2"),
        ([["HANl"]], {"pattern": "[A-Za-z]+l"}, "HANl"),
        ([["MART1N"]], {"lexicon": ("Martin", "Marta")}, "Martin"),
        ([["HELENE"]], {"lexicon": ("Hélène",)}, "Hélène"),
        ([["JEAN", "PIERRE"]], {"lexicon": ("Jean", "Jean Pierre")}, "Jean Pierre"),
        ([["NAME", "MARTIN"]], {"lexicon": ("Martin", "Marta")}, "Martin"),
        ([["QWXZVK"]], {"lexicon": ("Martin", "Marta")}, None),
        ([["MARTIN"]], {"pattern": r"\d{6}"}, None),
    ],
)
def test_the_best_reading_that_satisfies(
    lines: Words, options: dict[str, object], text: str | None
) -> None:
    if text is not None:
        assert read(lines, **options).text == text
        return
    with pytest.raises(InkError) as caught:
        read(lines, **options)
    assert caught.value.code == ErrorCode.NO_MATCH
    assert caught.value.field == f"options.{next(iter(options))}"


@pytest.mark.parametrize(
    "words",
    [
        ["TELEPHONENUMBER", "75001"],
        ["75001", "TELEPHONENUMBER"],
        ["ALTOGETHER", "MISCELLANEOUS", "75001", "INFORMATION"],
    ],
)
def test_long_words_beside_a_match_are_passed_over(words: list[str]) -> None:
    alone, beside = (read([line], pattern=r"\d{5}") for line in (["75001"], words))
    assert beside.text == "75001"
    assert beside.confidence == pytest.approx(alone.confidence, abs=0.02)


def test_a_one_that_stands_apart_is_part_of_a_sum() -> None:
    found, rows = page([["1", "48994"]])
    rest = found.lines[0][1]
    mark = solid(52, 52, 6, 16)
    narrow = Candidate(0, 1, solid(20, 20, 8, 40))
    found.lines[0] = [Lattice(1, [narrow], 40.0, [mark]), rest]
    asked = Options(pattern=r"\d{1,3}(,\d{3})*\.\d{2}")
    assert build(found, rows, asked).text == "1,489.94"


def test_a_long_word_beside_an_entry_of_a_lexicon_is_passed_over() -> None:
    entries = ("LYON", "LILLE", "NICE", "TELEPHONES", "NUMERO")
    assert read([["TELEPHONENUMBER", "LYON"]], lexicon=entries).text == "LYON"


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"[A-Z]{1,2}\d[A-Z\d]?", "D15"),
        (r"[A-Z]{2}\d", "DI5"),
        (r"[A-Z\d]{3}", "D15"),
        (r"[A-Za-z\d]{3}", "Dl5"),
    ],
)
def test_a_stroke_is_a_one_where_it_may_be_either(pattern: str, text: str) -> None:
    found, rows = page([["D15"]])
    rows[1, [INDEX["1"], INDEX["l"], INDEX["I"]]] = 0.3, 0.5, 0.2
    assert build(found, rows, Options(pattern=pattern)).text == text


def test_one_match_an_image_or_each() -> None:
    lines = [["ANNA", "85"], ["XQW", "BOB", "67"], ["QQQ"]]
    asked = {"pattern": r"[A-Z]{3,4} \d\d"}
    assert read(lines, **asked, matches="each").text == "ANNA 85\nBOB 67"
    assert read(lines, **asked).text in ("ANNA 85", "BOB 67")


def test_a_mark_decides_where_a_pattern_leaves_it_open() -> None:
    asked = {"pattern": r"\d{2}[.-]?\d{2}"}
    assert read([["1250"]], **asked).text == "1250"
    assert read([["1250"]], (dot(64),), **asked).text == "12.50"
    assert read([["1250"]], (dash(60),), **asked).text == "12-50"
    assert read([["1250"]], (dot(64),)).text == "1250"


def test_a_separator_that_is_hardly_one_makes_letters_no_less_sure() -> None:
    def confidence(mark: Component) -> float:
        found, _ = page([["1234"]], (mark,))
        reading = build(found, belief("1234", 0.6), Options(pattern=r"\d{2}-\d{2}"))
        return reading.lines[0].words[0].confidence

    low = solid(62, 55, 14, 4)
    assert 0.3 < confidence(dash(62)) < 0.95
    assert confidence(low) == pytest.approx(confidence(dash(62)), abs=0.01)


def test_a_separator_has_the_box_of_its_ink_or_of_its_gap() -> None:
    for marks, box in (((dot(64),), (64, 56, 5, 5)), ((), (62, 20, 8, 40))):
        (line,) = read([["1250"]], marks, pattern=r"\d\d\.\d\d").lines
        characters = line.words[0].characters
        assert [c.char for c in characters] == list("12.50")
        assert characters[2].box == box
        assert [a.char for a in characters[2].alternatives] == ["."]


def test_readings_are_the_best_first_and_share_what_is_believed() -> None:
    found, rows = page([["MARTA"]])
    rows[4, INDEX["E"]] = 0.5
    (word,) = build(found, rows, Options(lexicon=("Marta", "Marte", "Berta"))).lines[0].words
    assert [r.text for r in word.readings][:2] == ["Marta", "Marte"]
    confidences = [r.confidence for r in word.readings]
    assert confidences == sorted(confidences, reverse=True)
    assert confidences[0] == word.confidence
    assert sum(confidences) <= 1.001
    assert [a.char for a in word.characters[4].alternatives][:2] == ["a", "E"]


def test_an_empty_page_matches_nothing() -> None:
    with pytest.raises(InkError) as caught:
        build(Page(50, 50, 1.0, []), np.zeros((0, COUNT), np.float32), Options(pattern="A"))
    assert (caught.value.code, caught.value.value) == (ErrorCode.NO_MATCH, "A")


@pytest.mark.parametrize(("charset", "text"), [("digits", "2026"), ("upper", "ZOZG")])
def test_a_charset_reads_every_character_as_one_of_it(charset: str, text: str) -> None:
    found, rows = page([["2O26"]])
    rows[:, INDEX["Z"]] += np.array([0.05, 0, 0.05, 0])
    rows[:, INDEX["G"]] += np.array([0, 0, 0, 0.05])
    assert build(found, rows, Options(charset=charset)).text == text


def test_words_of_a_pattern_are_read_with_what_is_known_of_words() -> None:
    found, rows = page([["HANNA"]])
    rows[2, INDEX["W"]] = 0.91
    names, asked = count({"anna": 9.0, "hanna": 9.0}, 4, 0.0), {"pattern": "[A-Z]+"}
    assert build(found, rows, Options(**asked)).text == "HAWNA"
    assert build(found, rows, Options(**asked), names).text == "HANNA"
    assert build(found, rows, Options(pattern="[A-Z]{5}"), names).text == "HAWNA"


def test_numbers_are_no_words_whatever_is_known_of_words() -> None:
    found, rows = page([["75001"]])
    names = count({"proof": 9.0, "mool": 9.0}, 4, 0.0)
    with pytest.raises(InkError) as caught:
        build(found, rows, Options(pattern="[A-Z]+"), names)
    assert caught.value.code == ErrorCode.NO_MATCH


def test_a_separator_ends_a_known_word_as_a_space_does() -> None:
    found, rows = page([["SMITHJOHN"]], (solid(152, 52, 6, 16),))
    names = count({"smith": 9.0, "john": 9.0}, 4, 0.0)
    asked = Options(pattern="[A-Z]+,?[A-Z]+")
    assert build(found, rows, asked, names).text == "SMITH,JOHN"


def test_a_speck_between_two_words_leaves_them_two() -> None:
    found, rows = page([["ST", "JOHN"]], (solid(85, 40, 4, 4),))
    assert build(found, rows, Options(pattern="[A-Z]+( [A-Z]+)*")).text == "ST JOHN"


@pytest.mark.parametrize("number", ["3", "12", "2026"])
def test_a_number_beside_a_sum_is_no_part_of_it(number: str) -> None:
    asked = {"pattern": r"\d{1,3}(,\d{3})*\.\d{2}"}
    assert read([[number, "12500"]], (), **asked).text == "125.00"


def test_no_word_is_made_of_scraps() -> None:
    names = count({"anna": 9.0, "hanna": 9.0}, 4, 0.0)
    glyphs = [solid(x, 20, 22, 40) for x in (10, 40, 70, 100, 130)]
    whole = [Candidate(k, k + 1, glyph) for k, glyph in enumerate(glyphs)]
    scrap = replace(whole[0], scrap=True)
    for first, text in ((whole[0], "HANNA"), (scrap, "ANNA")):
        lattice = Lattice(5, [first, *whole[1:]], 40.0)
        found = Page(200, 100, 1.0, [[lattice]])
        assert build(found, belief("HANNA"), Options(pattern="[A-Z]+"), names).text == text
