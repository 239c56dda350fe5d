"""Words that are parted or joined by what they spell, over lattices whose glyphs are known."""

import pytest

from pipeline.language import count
from pipeline.lattice import Candidate, Lattice
from pipeline.options import Options
from pipeline.page import Page
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


def read(written: str, gap: int = BROAD, known: bool = True) -> Reading:
    words, text = line(written, gap)
    page = Page(2000, 200, 1.0, [words])
    return build(page, belief(text, 0.9999), Options(), KNOWN if known else None)


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


@pytest.mark.parametrize("written", ["MARI 4", "73 34", "BAKER_34", "73_34", "AB7 4CD"])
def test_nothing_is_known_of_digits(written: str) -> None:
    assert read(written).text == written.replace("_", "")


def test_without_a_language_model_gaps_alone_tell() -> None:
    assert read("MARI A", known=False).text == "MARI A"
    assert read("BAKER_ROSA", known=False).text == "BAKERROSA"


def test_what_stands_far_apart_is_not_joined() -> None:
    assert read("MARI A", round(FAR * HEIGHT) + 1).text == "MARI A"


@pytest.mark.parametrize("gap", [round(NEAR * HEIGHT) - 2, round(CONTRAST * CLOSE)])
def test_what_stands_near_is_not_parted(gap: int) -> None:
    assert read("BAKER_ROSA", gap).text == "BAKERROSA"


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
