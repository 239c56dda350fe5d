"""What the pipeline cuts out of composed words, labelled: characters, and what is none.

A network that saw only characters is sure of whatever it is shown; these teach it what half a
letter, two letters in one and the form's own ink look like, as the lattice really proposes them.
"""

from dataclasses import replace

import numpy as np

from models.composition import Composed, Composer
from models.emnist import Glyphs
from models.language import shipped
from models.manner import SCRIPT
from models.scanning import NOBODY
from models.wording import JOINED_KINDS, Likely
from pipeline.classes import COUNT, INDEX
from pipeline.components import SOFT, find
from pipeline.glyph import normalise
from pipeline.ink import binarise, to_grey
from pipeline.lattice import Candidate
from pipeline.lines import find_lines
from pipeline.segment import WIDE, lattices
from pipeline.shapes import alike

NONE = COUNT
"""The class, after the 62, of what is no character."""
WHOLE, OWN = 0.85, 0.85
"""A character has this share of its glyph's ink, and its ink is of the glyph by this share."""
PART, MIXED = 0.72, 0.72
"""Below either it is none; between, it is left out."""
WIDTHS = (1.0, 0.75, 0.6)
"""How wide a component must be to be cut: the less, the more there is that is none."""
SCRIPTED = 5
_NOTHING = -2
_UPRIGHT = replace(SCRIPT, ruled=0.0, lean=0.0)
"""Candidates are cut here without taking rules away, and without setting upright what leans."""


def bank(emnist: Glyphs, words: int, seed: int) -> Glyphs:
    """Candidates of so many composed words, as many characters as others, cut more and less.

    One word in SCRIPTED is a likely one, joined up. Returns glyphs whose candidate sets have 63
    columns, the last for NONE; y is -1.
    """
    rng, forms = np.random.default_rng(seed), Composer(emnist, seed)
    script, likely = Composer(emnist, seed, _UPRIGHT), Likely(shipped(), seed, JOINED_KINDS)
    parts = []
    for number in range(words):
        joined = number % SCRIPTED == SCRIPTED - 1
        composed = script.compose(likely) if joined else forms.compose()
        parts.append(_balanced(harvest(composed, float(rng.choice(WIDTHS))), rng))
    return Glyphs(*(np.concatenate(arrays) for arrays in zip(*map(_arrays, parts), strict=True)))


def harvest(composed: Composed, wide: float = WIDE) -> Glyphs:
    """Every candidate of the composed image that is clearly a character or clearly none.

    wide: as `pipeline.segment.lattices` has it.
    """
    ink = binarise(to_grey(composed.image))
    rows = find_lines(find(ink), *ink.mask.shape)
    found = [c for row in rows for word in lattices(row, wide=wide) for c in word.candidates]
    owner = np.pad(composed.owner, 1, constant_values=NOBODY)
    inked = np.pad(ink.mask, 1)
    totals = _counts(owner[inked], len(composed.text))
    labels = [_label(c, owner, totals, composed.text) for c in found]
    kept = [(c, label) for c, label in zip(found, labels, strict=True) if label != _NOTHING]
    x = np.array([normalise(c.glyph.ink) for c, _ in kept], np.uint8).reshape(-1, 28, 28)
    sets = np.array([_set(label) for _, label in kept], bool).reshape(-1, COUNT + 1)
    return Glyphs(x, np.full(len(kept), -1, np.int16), sets)


def _balanced(found: Glyphs, rng: np.random.Generator) -> Glyphs:
    none = found.candidates[:, NONE]
    characters, others = np.flatnonzero(~none), np.flatnonzero(none)
    kept = rng.permutation(others)[: max(len(characters), 2)]
    return found[np.concatenate([characters, kept])]


def _arrays(glyphs: Glyphs) -> tuple[np.ndarray, ...]:
    return glyphs.x, glyphs.y, glyphs.candidates


def _label(candidate: Candidate, owner: np.ndarray, totals: np.ndarray, text: str) -> int:
    """The class of a candidate, NONE, or _NOTHING where it is neither clearly."""
    part = candidate.glyph
    height, width = part.ink.shape
    mine = owner[part.y : part.y + height, part.x : part.x + width][part.ink > SOFT]
    counts = _counts(mine, len(text))
    inked = counts.sum()
    best = int(np.argmax(counts[:-1]))
    if not inked or best >= len(text):
        return NONE if inked else _NOTHING
    whole, own = counts[best] / max(totals[best], 1), counts[best] / inked
    if whole >= WHOLE and own >= OWN:
        return INDEX[text[best]]
    return NONE if whole < PART or own < MIXED else _NOTHING


def _counts(owners: np.ndarray, length: int) -> np.ndarray:
    """Pixels of each glyph, and last of debris."""
    kept = owners[owners != NOBODY]
    return np.bincount(np.where(kept < 0, length, kept), minlength=length + 1)


def _set(label: int) -> np.ndarray:
    row: np.ndarray = np.zeros(COUNT + 1, bool)
    row[alike(label) if label < COUNT else NONE] = True
    return row
