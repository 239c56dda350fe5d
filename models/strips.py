"""Strips of composed words, labelled frame by frame, to train the strip network on.

Composition knows whose ink is whose, so the network need not find out by itself where each
character stands, as it would from the text alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Literal

import cv2
import numpy as np

from models.composition import Composed, Composer
from models.emnist import Glyphs
from models.language import shipped
from models.manner import FORMS, JOINED, NUMBERS, SCRIPT
from models.scanning import NOBODY
from models.wording import JOINED_KINDS, MIXED_KINDS, Coded, Digits, Likely, Words
from pipeline.classes import INDEX
from pipeline.components import SOFT, Component, join
from pipeline.ink import binarise, to_grey
from pipeline.posture import straightened
from pipeline.rules import without_rules
from pipeline.segment import groups
from pipeline.strip import EDGE, Strip, strip

Kind = Literal["forms", "joined", "numbers", "digits", "script"]
MANNERS = {
    "forms": FORMS,
    "joined": JOINED,
    "numbers": NUMBERS,
    "digits": NUMBERS,
    "script": SCRIPT,
}
WHOLE, PART = 0.6, 0.15
"""A character has more than the first share of its ink in a strip; below the second, none of it."""
UNSURE = -1
"""The label of a character of which only a part is there."""


@dataclass(frozen=True, eq=False)
class Labelled:
    """A strip, uint8 [32,w], and its characters from left to right.

    labels: int16 [n], 0..61 or UNSURE; spans: float32 [n,3], the left, the middle and the right
    column of their ink.
    """

    image: np.ndarray
    labels: np.ndarray
    spans: np.ndarray


@dataclass(frozen=True, eq=False)
class Strips:
    """Many strips end to end: pixels uint8 [32,W]; ends int64 [n], of each strip; labels int16
    [m] and spans float32 [m,3] of all their characters; counts int64 [n], of each one's.
    """

    pixels: np.ndarray
    ends: np.ndarray
    labels: np.ndarray
    spans: np.ndarray
    counts: np.ndarray

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, index: int) -> Labelled:
        first, start = (
            int(totals[index - 1]) if index else 0 for totals in (self.ends, self._totals)
        )
        last, end = int(self.ends[index]), int(self._totals[index])
        return Labelled(self.pixels[:, first:last], self.labels[start:end], self.spans[start:end])

    @cached_property
    def _totals(self) -> np.ndarray:
        return np.cumsum(self.counts)


def bank(emnist: Glyphs, words: int, seed: int, kind: Kind = "forms") -> Strips:
    """The strips of so many composed words.

    kind: forms, half of them by chance and half likely words; joined, likely ones in joined-up
    small letters; numbers, digits and codes that run together; digits, those alone; script, likely
    words that lean, join and stand on rules.
    """
    composer = Composer(emnist, seed, MANNERS[kind])
    wordings = _wordings(kind, seed)
    composed = (composer.compose(wordings[number % 2]) for number in range(words))
    return gather([strip for picture in composed for strip in harvest(picture)])


def _wordings(kind: Kind, seed: int) -> tuple[Words | None, Words | None]:
    """What words say by turns; None for the composer's own."""
    if kind == "numbers":
        return (Coded(seed),) * 2
    if kind == "digits":
        return (Digits(seed),) * 2
    if kind == "forms":
        return None, Likely(shipped(), seed, MIXED_KINDS)
    return (Likely(shipped(), seed, JOINED_KINDS),) * 2


def gather(found: list[Labelled]) -> Strips:
    """Strips end to end."""
    return Strips(
        np.concatenate([each.image for each in found], axis=1),
        np.cumsum([each.image.shape[1] for each in found]),
        np.concatenate([each.labels for each in found]),
        np.concatenate([each.spans for each in found]),
        np.array([len(each.labels) for each in found]),
    )


def merged(banks: list[Strips]) -> Strips:
    """Several banks as one."""
    widths = np.cumsum([0] + [bank.pixels.shape[1] for bank in banks])
    ends = [bank.ends + before for bank, before in zip(banks, widths, strict=False)]
    return Strips(
        np.concatenate([bank.pixels for bank in banks], axis=1),
        np.concatenate(ends),
        np.concatenate([bank.labels for bank in banks]),
        np.concatenate([bank.spans for bank in banks]),
        np.concatenate([bank.counts for bank in banks]),
    )


def save(strips: Strips, path: Path) -> None:
    """Keep a bank, which takes minutes to make."""
    arrays = {field.name: getattr(strips, field.name) for field in fields(strips)}
    np.savez_compressed(path, **arrays)


def load(path: Path) -> Strips:
    """A bank that was kept."""
    with np.load(path) as data:
        return Strips(**{field.name: data[field.name] for field in fields(Strips)})


def harvest(composed: Composed) -> Iterator[Labelled]:
    """The strips of the words that the pipeline finds on a composed image."""
    owner, rows = _lines(composed)
    totals = np.bincount(owner[owner >= 0], minlength=len(composed.text))
    for row in rows:
        for group in groups(row):
            word = join(group.letters)
            inked = word.ink[1:-1, 1:-1] > SOFT
            window = owner[word.y : word.bottom, word.x : word.right]
            yield _labelled(strip(word), np.where(inked, window, NOBODY), totals, composed.text)


def _lines(composed: Composed) -> tuple[np.ndarray, list[list[Component]]]:
    """Whose each pixel is, and the lines, without rules and upright, as the reader has them."""
    ink, owner = without_rules(binarise(to_grey(composed.image))), composed.owner
    ink, rows, turn = straightened(ink, None)
    if turn is not None:
        how = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
        owner = cv2.warpAffine(owner, turn, ink.mask.shape[::-1], flags=how, borderValue=NOBODY)
    return np.where(ink.mask, owner, NOBODY), rows


def _labelled(made: Strip, owner: np.ndarray, totals: np.ndarray, text: str) -> Labelled:
    labels, spans = [], []
    for index, char in enumerate(text):
        columns = np.nonzero(owner == index)[1]
        share = len(columns) / max(totals[index], 1)
        if share < PART:
            continue
        labels.append(INDEX[char] if share >= WHOLE else UNSURE)
        left, right = columns.min(), columns.max() + 1
        middle = (left + right) / 2
        spans.append([EDGE + made.scale * column for column in (left, middle, right)])
    return Labelled(
        made.image,
        np.array(labels, np.int16),
        np.array(spans, np.float32).reshape(-1, 3),
    )
