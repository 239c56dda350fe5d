"""The main path: image → lattices → one classifier call → best paths → the result tree."""

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from pipeline import paper
from pipeline.boxes import unboxed, without_boxes
from pipeline.cells import without_cells
from pipeline.chosen import chosen
from pipeline.combs import without_combs
from pipeline.components import join
from pipeline.confidence import DEFAULT
from pipeline.deskew import skew, turned
from pipeline.edges import is_cut, is_stray
from pipeline.errors import ErrorCode, InkError
from pipeline.faint import TALL, without_faint
from pipeline.frames import fused, pruned
from pipeline.glyph import normalise_all
from pipeline.holes import without_holes
from pipeline.impulses import without_impulses
from pipeline.ink import Ink, contrast_of, floor_of, threshold, to_grey
from pipeline.lattice import Lattice
from pipeline.margins import without_margins
from pipeline.options import Options
from pipeline.page import SURE, Page, Print
from pipeline.parted import Parted
from pipeline.posture import straightened
from pipeline.prior import Letters
from pipeline.reading import Reading
from pipeline.rings import without_rings
from pipeline.rules import without_rules
from pipeline.segment import Group, groups, lattice
from pipeline.shading import without_shading
from pipeline.sheet import laid_flat
from pipeline.sides import without_sides
from pipeline.sight import Sight, beliefs, sight_of
from pipeline.squares import over_squares
from pipeline.strip import strip
from pipeline.style import PRINT, left_out, part, wanted, without_cut
from pipeline.tree import build

Classify = Callable[[np.ndarray], np.ndarray]
"""uint8 [N,28,28] → float32 [N,62]; a row's sum is the probability of being a character."""
OnStage = Callable[[str], None]
OnGlyphs = Callable[[np.ndarray], None]

STAGES = ("ink", "lines", "segment", "normalise", "classify", "compose")
LONGEST_SIDE = 2400
"""Pixels: larger images are read at this size; their boxes are still the file's."""


def read(
    image: np.ndarray,
    classify: Classify,
    options: Options | None = None,
    language: Letters | None = None,
    on_stage: OnStage | None = None,
    on_glyphs: OnGlyphs | None = None,
) -> Reading:
    """Read the handwriting of one image.

    Args:
        image: uint8 [H,W,3] RGB or [H,W] grey, as `decode` returns it.
        classify: the classifier, called once for the whole image. Its `words`, where it has any,
            is the calibration of what is read with it; its `frames`, the strip network (`Frames`);
            its `digits`, that for numbers (`pipeline.sight`).
        options: what the job asks for; the defaults when None.
        language: a language model, where the options ask for one.
        on_stage: called with the name of each stage of `STAGES` as it begins; may raise.
        on_glyphs: given the normalised glyphs of the characters read, uint8 [characters,28,28].
    """
    options, stage = options or Options(), on_stage or _ignore
    page = _page(image, classify, options, stage)
    try:
        page, glyphs, reading = _read(page, classify, options, language, stage)
    except InkError as error:
        if error.code is not ErrorCode.NO_MATCH or not page.left_out or options.style != "auto":
            raise
        # What the job asks for may well be what was taken for print: to be looked at by a person.
        page = _page(image, classify, options.model_copy(update={"style": "any"}), stage)
        page, glyphs, reading = _read(page, classify, options, language, stage)
        reading = reading.model_copy(update={"needs_review": True})
    if on_glyphs is not None:
        on_glyphs(chosen(page, glyphs, reading))
    return reading


def _page(image: np.ndarray, classify: Classify, options: Options, stage: OnStage) -> Page:
    if options.preset == "paper":
        return paper.segment(image, stage)
    return _segment(image, options, stage, sight_of(classify, options))


def _read(
    page: Page, classify: Classify, options: Options, language: Letters | None, stage: OnStage
) -> tuple[Page, np.ndarray, Reading]:
    """The page as read, the normalised glyphs of its candidates, and its reading."""
    candidates = [c for line in page.lines for word in line for c in word.candidates]
    stage("normalise")
    glyphs = normalise_all([c.glyph.ink for c in candidates])
    stage("classify")
    probabilities = beliefs(classify(glyphs))
    stage("compose")
    page, probabilities = _fused(page, probabilities)
    calibration = getattr(classify, "words", DEFAULT)
    known = language if options.language else None
    return page, glyphs, build(page, probabilities, options, known, calibration)


def _segment(image: np.ndarray, options: Options, stage: OnStage, sight: Sight | None) -> Page:
    stage("ink")
    height, width = image.shape[:2]
    scale = min(1.0, LONGEST_SIDE / max(height, width))
    flat, sheet = laid_flat(_shrink(image, scale))
    ink, turn = _ink(without_holes(without_margins(to_grey(flat))))
    stage("lines")
    ink, rows, turn = straightened(ink, turn)
    stage("segment")
    size = ink.mask.shape
    parted = without_cut(part(rows, size[0]), size[0])
    lines = wanted(parted, options.style, SURE if options.constrained else PRINT)
    written = [[*line.handwritten, *line.printed] for line in lines]
    longest = max(written, key=lambda row: sum(c.width for c in row), default=[])
    kept = [
        (_groups(line), is_cut(row, size[0]))
        for line, row in zip(lines, written, strict=True)
        if row and not is_stray(row, longest, *size)
    ]
    found = [(words, cut) for words, cut in kept if words]
    border = tuple(cut for _, cut in found)
    words = _lattices([words for words, _ in found], options.constrained, sight)
    left = _left_out(parted, lines)
    return Page(width, height, scale, words, border=border, turn=turn, left_out=left, sheet=sheet)


def _left_out(lines: list[Parted], read: list[Parted]) -> tuple[Print, ...]:
    words = left_out(lines, read)
    return tuple(Print(join(word.row).box, word.sure) for word in words)


def _fused(page: Page, probabilities: np.ndarray) -> tuple[Page, np.ndarray]:
    """With what the strip network saw of each word."""
    words = [word for line in page.lines for word in line]
    ends = np.cumsum([len(word.candidates) for word in words])
    rows = np.split(probabilities, ends[:-1]) if words else []
    both = [fused(word, own) for word, own in zip(words, rows, strict=True)]
    rest = iter(word for word, _ in both)
    lines = [[next(rest) for _ in line] for line in page.lines]
    return replace(page, lines=lines), np.concatenate([probabilities[:0], *(r for _, r in both)])


def _ink(grey: np.ndarray) -> tuple[Ink, np.ndarray | None]:
    """The ink of a page without rules, turned level where it lies askew, and the way back then."""
    contrast, turn = contrast_of(without_impulses(grey)), None
    floor = floor_of(contrast)
    contrast = without_sides(contrast, floor)
    if degrees := skew(threshold(contrast, floor).mask):
        contrast, turn = turned(contrast, degrees)
    page = min(contrast.shape) >= TALL
    floor = over_squares(contrast, floor) if page else floor
    contrast = without_cells(contrast, floor)
    if page:
        # Boxes first: a faint one would lose its upper and lower sides as rules.
        contrast = without_faint(unboxed(contrast, floor), floor)
    ink = without_boxes(threshold(contrast, floor))
    ink = without_rules(without_rings(ink))
    return without_shading(without_combs(ink), contrast, floor), turn


def _groups(line: Parted) -> list[Group]:
    """By hand and by type apart, since each has its own size and spacing; left to right."""
    words = [*groups(line.handwritten, "handwritten"), *groups(line.printed, "printed")]
    return sorted(words, key=lambda word: min(letter.x for letter in word.letters))


def _lattices(
    lines: list[list[Group]], constrained: bool, sight: Sight | None
) -> list[list[Lattice]]:
    """Each word's lattice, cut with what the strip network sees of all of them in one call."""
    if sight is None:
        return [[lattice(word) for word in line] for line in lines]
    seen = iter(sight([strip(join(word.letters)) for line in lines for word in line]))
    return [
        [pruned(lattice(word, framed=next(seen)), constrained) for word in line] for line in lines
    ]


def _shrink(image: np.ndarray, scale: float) -> np.ndarray:
    if scale == 1.0:
        return image
    height, width = (max(1, round(side * scale)) for side in image.shape[:2])
    return cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)


def _ignore(stage: str) -> None:
    return None
