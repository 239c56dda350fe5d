"""Words that are parted or joined by what they spell, over lattices whose glyphs are known."""

from dataclasses import replace

import pytest

from models.language import shipped
from pipeline.components import Component
from pipeline.language import count
from pipeline.lattice import Candidate, Lattice
from pipeline.options import Options
from pipeline.page import Page
from pipeline.prior import Letters
from pipeline.reading import Reading
from pipeline.spaces import CONTRAST, FAR, NEAR
from pipeline.tree import build
from tests.pipeline.drawing import solid
from tests.pipeline.test_matching import belief

KNOWN = count(dict.fromkeys(["baker", "rosa", "maria", "linda", "annalisa"], 50.0), 5, 0.0)
WIDTH, HEIGHT, CLOSE = 20, 40, 4
BROAD = round(NEAR * HEIGHT) + 10


def line(written: str, gap: int) -> tuple[list[Lattice], str]:
    """Letters CLOSE to each other; `_` is a gap inside a word, a space one between two."""
    words: list[Lattice] = []
    x, pieces = 10, list[Candidate]()
    for char in written + " ":
        if char.isalnum():
            piece = solid(x, 20, WIDTH, HEIGHT)
            pieces.append(Candidate(len(pieces), len(pieces) + 1, piece))
            x += WIDTH + CLOSE
            continue
        x += gap - CLOSE
        if char == " ":
            words.append(Lattice(len(pieces), pieces, HEIGHT))
            pieces = []
    return words, "".join(filter(str.isalnum, written))


def read(written: str, gap: int = BROAD, letters: Letters | None = KNOWN) -> Reading:
    words, text = line(written, gap)
    page = Page(2000, 200, 1.0, [words])
    return build(page, belief(text, 0.9999), Options(), letters)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("MARI A", "MARIA"),
        ("M ARI A", "MARIA"),
        ("ROSA MARI A", "ROSA MARIA"),
        ("BAKER_ROSA", "BAKER ROSA"),
        ("BAKER_ROSA_MARIA", "BAKER ROSA MARIA"),
        ("BAKER_RO SA", "BAKER ROSA"),
    ],
)
def test_what_is_spelled_tells_where_words_end(written: str, text: str) -> None:
    assert read(written).text == text


@pytest.mark.parametrize("written", ["MARIA ROSA", "MAR_IA", "ANNA_LISA", "XQ ZV", "XQ_ZV"])
def test_gaps_tell_where_spelling_does_not(written: str) -> None:
    assert read(written).text == written.replace("_", "")


@pytest.mark.parametrize("written", ["MARI 4", "73 34", "73_34", "AB7 4CD", "AB7_4CD", "K_73"])
def test_nothing_is_known_of_digits(written: str) -> None:
    assert read(written).text == written.replace("_", "")


@pytest.mark.parametrize("written", ["BAKER_34", "34_BAKER", "ROSA_LINDA_34"])
def test_a_number_is_parted_from_the_words_beside_it(written: str) -> None:
    assert read(written).text == written.replace("_", " ")
    assert read(written, CLOSE).text == written.replace("_", "")


def test_without_a_language_model_gaps_alone_tell() -> None:
    assert read("MARI A", letters=None).text == "MARI A"
    assert read("BAKER_ROSA", letters=None).text == "BAKERROSA"


@pytest.mark.parametrize("written", ["MARI A", "ROSE MARY", "MAY BE", "WITH OUT", "TO DAY"])
def test_the_further_two_stand_apart_the_clearer_it_has_to_be(written: str) -> None:
    whole = written.replace(" ", "")
    assert read(written, round(FAR * HEIGHT), letters=shipped()).text == whole
    assert read(written, round((FAR + 0.2) * HEIGHT), letters=shipped()).text == written


def test_what_is_hardly_likelier_stays_as_its_gap_has_it() -> None:
    assert read("IN TO", letters=shipped()).text == "IN TO"
    assert read("NOW_HERE", letters=shipped()).text == "NOWHERE"
    assert read("BAKER_ROSA", letters=shipped()).text == "BAKER ROSA"


def test_two_that_are_likelier_than_one_are_parted_at_a_narrow_gap() -> None:
    narrow = round(0.28 * HEIGHT)
    assert read("SAN_REMO", narrow, letters=shipped()).text == "SAN REMO"
    assert read("SAN_REMO", CLOSE, letters=shipped()).text == "SANREMO"


def test_a_gap_as_wide_as_the_others_parts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = round(NEAR * HEIGHT) + 4
    monkeypatch.setattr(f"{__name__}.CLOSE", wide)
    assert read("BAKER_ROSA", round(CONTRAST * wide) - 1).text == "BAKERROSA"
    assert read("BAKER_ROSA", round(CONTRAST * wide) + 1).text == "BAKER ROSA"


def test_what_stands_near_is_not_parted() -> None:
    assert read("BAKER_ROSA", round(NEAR * HEIGHT) - 2).text == "BAKERROSA"


@pytest.mark.parametrize("mark", [solid(0, 52, 5, 12), solid(0, 38, 8, 4)], ids=["comma", "dash"])
def test_nothing_is_joined_across_a_mark(mark: Component) -> None:
    words, text = line("MARI A", BROAD)
    last = words[0].candidates[-1].glyph.right
    words[0].marks.append(solid(last + 6, mark.y, mark.width, mark.height))
    page = Page(2000, 200, 1.0, [words])
    assert build(page, belief(text, 0.9999), Options(), KNOWN).text == "MARI A"


def test_print_and_hand_are_not_joined() -> None:
    words, text = line("MARI A", BROAD)
    both = [replace(words[0], style="printed"), replace(words[1], style="handwritten")]
    page = Page(2000, 200, 1.0, [both])
    assert build(page, belief(text, 0.9999), Options(), KNOWN).text == "MARI A"


def test_long_words_stay_as_they_are() -> None:
    assert read("_".join(["MARIA"] * 12)).text == "MARIA" * 12


def test_every_character_keeps_its_place() -> None:
    (whole,) = read("MARI A").lines[0].words
    assert [c.box[0] for c in whole.characters[:2]] == [10, 10 + WIDTH + CLOSE]
    assert whole.box == (10, 20, 5 * WIDTH + 3 * CLOSE + BROAD, HEIGHT)
    first, last = read("BAKER_ROSA").lines[0].words
    assert last.box[0] - first.box[0] - first.box[2] == BROAD


def test_nothing_is_parted_within_a_letter() -> None:
    words, text = line("BAKER_ROSA", BROAD)
    pieces = words[0].candidates
    across = solid(pieces[4].glyph.x, 20, pieces[5].glyph.right - pieces[4].glyph.x, HEIGHT)
    words[0].candidates.append(Candidate(4, 6, across, prior=-50.0))
    rows = belief(text + "M", 0.95)
    reading = build(Page(2000, 200, 1.0, [words]), rows, Options(), KNOWN)
    assert reading.text == "BAKERROSA"
