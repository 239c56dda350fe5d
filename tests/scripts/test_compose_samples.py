"""The composer, on letters drawn here: no test may need EMNIST."""

import importlib
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import cv2
import numpy as np
import pytest

from models.emnist import Glyphs, one_hot
from pipeline.classes import CHARS, INDEX

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch):
    """Import a module of scripts/, as a script beside it would."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return importlib.import_module


def drawn(char: str, thickness: int = 2) -> np.ndarray:
    glyph = np.zeros((28, 28), np.uint8)
    cv2.putText(glyph, char, (6, 22), cv2.FONT_HERSHEY_SIMPLEX, 0.75, 255, thickness, cv2.LINE_AA)
    return glyph


def labelled(pairs: list[tuple[np.ndarray, str]]) -> Glyphs:
    y = np.array([INDEX[char] for _, char in pairs], np.int16)
    return Glyphs(np.stack([glyph for glyph, _ in pairs]), y, one_hot(y))


def boxes(ink: np.ndarray) -> list[list[int]]:
    """x, y, width, height of every component, left to right."""
    _, _, stats, _ = cv2.connectedComponentsWithStats((ink > 0.5).astype(np.uint8))
    return sorted(box[:4].tolist() for box in stats[1:])


@pytest.fixture
def write(script):
    glyphs = {char: drawn(char)[None] for char in "HaprEt"}

    def page(text: str, height: int = 48) -> np.ndarray:
        handwriting: ModuleType = script("handwriting")
        hand = handwriting.Hand(glyphs, np.random.default_rng(3), height, pen=0.1)
        return hand.page(text.split("\n"))

    return page


def test_letters_get_back_their_heights_and_places_on_the_line(write):
    (_, capital_top, _, capital), (_, top, _, small), (_, _, _, long) = boxes(write("Hap"))
    assert small / capital == pytest.approx(0.64, abs=0.12)
    assert long / capital == pytest.approx(0.98, abs=0.15)
    baseline = capital_top + capital
    assert top + small == pytest.approx(baseline, abs=6)
    p_top, p_tall = boxes(write("Hap"))[2][1::2]
    assert p_top + p_tall > baseline + 8


def test_letters_stand_apart_and_words_further(write):
    found = boxes(write("Ha ra"))
    assert len(found) == 4
    gaps = [b[0] - a[0] - a[2] for a, b in pairwise(found)]
    assert min(gaps) >= 2
    assert gaps[1] > 2 * max(gaps[0], gaps[2])


def test_lines_lie_below_each_other(write):
    upper, lower = sorted(box[1] for box in boxes(write("H\nE")))
    assert lower - upper == pytest.approx(1.9 * 48, abs=6)


def test_one_pen_draws_thick_and_thin_glyphs_alike(script):
    handwriting = script("handwriting")
    widths = []
    for thickness in (1, 3):
        glyphs = {"H": drawn("H", thickness)[None]}
        ink = handwriting.Hand(glyphs, np.random.default_rng(3), 48, pen=0.1).page(["H"])
        inside = cv2.distanceTransform((ink > 0.5).astype(np.uint8), cv2.DIST_L2, 5)
        widths.append(inside[inside > 0].mean())
    assert widths[1] / widths[0] == pytest.approx(1, abs=0.2)


def test_ambiguous_and_broken_glyphs_are_not_chosen(script):
    typical, broken = drawn("H"), drawn("H")
    broken[:, 12:15] = 0
    good = [np.roll(typical, (dy, dx), (0, 1)) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    pairs = [(glyph, "H") for glyph in [*good, drawn("A"), broken]]
    others = [(np.roll(drawn("A"), dx, 1), "A") for dx in (-1, 0, 1)] * 3
    chosen = script("typical").choose(labelled(pairs + others), "H")
    assert len(chosen) == 4
    for glyph in chosen:
        assert any((glyph == each).all() for each in good)


def test_an_i_has_its_dot(script):
    dotted, bare = np.zeros((2, 28, 28), np.uint8)
    dotted[10:24, 13:16] = dotted[4:7, 13:16] = bare[4:24, 13:16] = 255
    glyphs = labelled([(bare, "i")] * 6 + [(dotted, "i")] * 6 + [(drawn("A"), "A")] * 6)
    assert (script("typical").choose(glyphs, "i") == dotted).all()


def test_ink_is_dark_on_paper_that_the_light_shades(script):
    stationery = script("stationery")
    strokes = np.zeros((60, 200), np.float32)
    strokes[20:40, 50:150] = 1
    sheet = stationery.Sheet(ink=stationery.BLUE, light=0.3, angle=0.0, grain=2.0)
    page = sheet.write(strokes, np.random.default_rng(3))
    assert (page.dtype, page.shape) == (np.uint8, (60, 200, 3))
    red, _, blue = page[30, 60:140].mean(axis=0)
    assert blue > red + 40
    assert page[5, :20].mean() > page[5, -20:].mean() + 30
    assert page[5].mean() > page[30, 60:140].mean() + 80


def test_the_same_seed_gives_the_same_picture(script):
    composing = script("compose_samples")
    sample = composing.Sample("one", "Hat")
    glyphs = {char: drawn(char)[None] for char in "Hat"}
    pictures = [
        composing.compose(sample, glyphs, np.random.default_rng(seed)) for seed in (1, 1, 2)
    ]
    np.testing.assert_array_equal(pictures[0], pictures[1])
    assert pictures[0].shape != pictures[2].shape or (pictures[0] != pictures[2]).any()


def test_what_ships_is_what_the_script_writes(script):
    composing = script("compose_samples")
    rows = [
        line.split("\t") for line in (composing.SAMPLES / "samples.tsv").read_text().split("\n")
    ]
    texts = [[f"{s.name}.png", s.text.replace("\n", "\\n")] for s in composing.TEXTS]
    assert rows == [["file", "text"], *texts, [""]]
    assert {path.name for path in composing.SAMPLES.glob("*.png")} == {row[0] for row in texts}


def test_the_shipped_pictures_are_small_and_readable_by_kind(script):
    composing = script("compose_samples")
    for sample in composing.TEXTS:
        path = composing.SAMPLES / f"{sample.name}.png"
        assert path.stat().st_size < 60_000
        assert cv2.imread(str(path)).shape[0] > 2 * sample.height
        assert set(sample.text) <= set(CHARS + " \n")
