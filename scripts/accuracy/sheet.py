"""Pictures of the worst cases: the image with its boxes, and the lattice behind the reading."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from accuracy.alignment import case_free, top
from accuracy.cases import Case
from accuracy.traces import WordTrace
from pipeline.decoding import decode
from pipeline.glyph import normalise
from pipeline.render import overlay

WIDTH, HALF, GLYPH, BAR = 1200, 600, 36, 5
WHITE, BLACK, GREY, GREEN, RED = 255, (0, 0, 0), (150, 150, 150), (20, 140, 60), (200, 50, 30)
A_SHEET = 5
PIXELS = 100_000_000


def worst(cases: Sequence[Case], count: int = 50) -> list[Case]:
    """The cases with most errors."""
    wrong = [case for case in cases if case.verdict.errors]
    return sorted(wrong, key=lambda case: (-case.verdict.errors, case.path.name))[:count]


def draw(cases: Sequence[Case], folder: Path) -> list[Path]:
    """Write sheets of five cases each, in the order given; sheets of an earlier run go."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("worst-*.png"):
        old.unlink()
    written = []
    for start in range(0, len(cases), A_SHEET):
        strips = [strip(case) for case in cases[start : start + A_SHEET]]
        path = folder / f"worst-{start + 1:02d}.png"
        Image.fromarray(np.vstack(strips)).save(path)
        written.append(path)
    return written


def strip(case: Case) -> np.ndarray:
    """One case, uint8 [h,WIDTH,3]: caption, image, then of each word pieces, lattice and paths."""
    verdict = case.verdict
    caption = (
        f"{case.path.name}   label {case.label!r}   read {case.reading.text!r} "
        f"({case.reading.confidence:.2f})   {verdict.errors} errors: {verdict.main}"
    )
    rows = [_text(caption), _image(case)]
    for number, line in enumerate(case.trace.lines):
        for index, word in enumerate(line):
            rows += _word(case, number, index, word)
    return np.vstack([*rows, np.full((6, WIDTH, 3), 200, np.uint8)])


def _image(case: Case) -> np.ndarray:
    image = decode(case.path.read_bytes(), PIXELS)
    picture = overlay(image, case.reading)
    scale = min(1.0, (WIDTH - 8) / picture.shape[1], 160 / picture.shape[0])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return _padded(small)


def _word(case: Case, line: int, index: int, word: WordTrace) -> list[np.ndarray]:
    """What was chosen, what the label asks for, the pieces, and every candidate as a bar."""
    wanted = _wanted(case, line, index)
    read = word.text if word.read else "(dropped)"
    caption = _text(f"line {line + 1} word {index + 1}: {read}", GREY)
    chosen = _glyphs(word, [(k, None) for k in word.read])
    if not wanted:
        return [caption, _beside(chosen)]
    pieces = [(k, None) for k, c in enumerate(word.lattice.candidates) if c.end == c.start + 1]
    lattice = _beside(_glyphs(word, pieces), _bars(word, {k for k, _ in wanted}))
    return [caption, _beside(chosen, _glyphs(word, wanted)), lattice]


def _wanted(case: Case, line: int, index: int) -> list[tuple[int, str | None]]:
    alignment = case.verdict.alignment
    if alignment is None or line != case.verdict.line:
        return []
    return [(step.candidate, step.char or "-") for step in alignment.steps if step.word == index]


def _glyphs(word: WordTrace, which: Sequence[tuple[int, str | None]]) -> np.ndarray:
    """Candidates as the classifier sees them, each with a character and the belief in it."""
    row = np.full((GLYPH + 16, HALF, 3), WHITE, np.uint8)
    for at, (index, char) in enumerate(which[: HALF // (GLYPH + 6)]):
        x = at * (GLYPH + 6) + 4
        glyph = 255 - normalise(word.lattice.candidates[index].glyph.ink)
        row[:GLYPH, x : x + GLYPH] = cv2.resize(glyph, (GLYPH, GLYPH))[..., None]
        shown = char or top(word.rows[index])
        belief = 0.0 if shown == "-" else case_free(word.rows[index], shown)
        colour = GREEN if belief >= 0.5 else RED
        _put(row, f"{shown} {100 * belief:.0f}", (x, GLYPH + 12), colour)
    return row


def _bars(word: WordTrace, wanted: set[int]) -> np.ndarray:
    """Every candidate, first piece to last: chosen black, the label's red, both green."""
    unit = min(28, HALF // max(1, word.lattice.pieces))
    order = sorted(range(len(word.rows)), key=lambda k: word.lattice.candidates[k].start)
    levels: list[int] = []
    bars = []
    for index in order:
        candidate = word.lattice.candidates[index]
        level = next((k for k, end in enumerate(levels) if end <= candidate.start), len(levels))
        levels[level : level + 1] = [candidate.end]
        bars.append((index, candidate.start * unit + 2, candidate.end * unit - 2, level * BAR))
    picture = np.full((len(levels) * BAR + 4, HALF, 3), WHITE, np.uint8)
    colours = {(True, True): GREEN, (True, False): RED, (False, True): BLACK}
    for index, left, right, y in bars:
        colour = colours.get((index in wanted, index in word.read), GREY)
        cv2.rectangle(picture, (left, y), (right, y + BAR - 3), colour, -1)
    return picture


def _beside(left: np.ndarray, right: np.ndarray | None = None) -> np.ndarray:
    both = [left] if right is None else [left, right]
    tall = max(len(each) for each in both)
    rooms = [((0, tall - len(each)), (0, 0), (0, 0)) for each in both]
    padded = [np.pad(e, room, constant_values=WHITE) for e, room in zip(both, rooms, strict=True)]
    return _padded(np.hstack(padded), 0)


def _text(text: str, colour: tuple[int, int, int] = BLACK) -> np.ndarray:
    row = np.full((20, WIDTH, 3), WHITE, np.uint8)
    _put(row, text.encode("ascii", "replace").decode(), (4, 14), colour)
    return row


def _put(
    picture: np.ndarray, text: str, place: tuple[int, int], colour: tuple[int, int, int]
) -> None:
    cv2.putText(picture, text, place, cv2.FONT_HERSHEY_SIMPLEX, 0.42, colour, 1, cv2.LINE_AA)


def _padded(picture: np.ndarray, margin: int = 4) -> np.ndarray:
    room = ((0, 0), (margin, max(0, WIDTH - picture.shape[1] - margin)), (0, 0))
    return np.pad(picture, room, constant_values=WHITE)[:, :WIDTH]
