"""Labelled images: folders of `labels.tsv` and pictures, and the parts they are scored in."""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Half = Literal["even", "odd", "all"]

PROMPTED = frozenset({"names"})
"""Sets whose forms print prompts beside the writing, which no label holds."""


@dataclass(frozen=True)
class LabelledSet:
    """A folder of images; `labels.tsv` says what is written in each."""

    folder: Path
    composed: bool = False
    """Whether we made the images: they have no halves, and another source to tune on."""

    @property
    def name(self) -> str:
        """The folder's."""
        return self.folder.name

    @property
    def prompted(self) -> bool:
        """Whether the scorer drops printed prompts."""
        return self.name in PROMPTED

    def labels(self) -> dict[str, str]:
        """File name → what is written in it, in the file's order."""
        with (self.folder / "labels.tsv").open(encoding="utf-8") as source:
            rows = list(csv.reader(source, delimiter="\t"))[1:]
        return {row[0]: row[1] for row in rows}

    def separated(self) -> frozenset[str]:
        """The images whose letters stand apart; empty where nobody listed them."""
        listed = self.folder / "separated.txt"
        return frozenset(listed.read_text().split()) if listed.exists() else frozenset()

    def files(self, half: Half = "all") -> list[str]:
        """Names of the labelled images of one half."""
        return [name for name in self.labels() if self.composed or in_half(name, half)]


def number(file: str) -> int:
    """The digits of a file's name, as the scorer reads them."""
    return int(re.sub(r"\D", "", file) or 0)


def in_half(file: str, half: Half) -> bool:
    """Whether a file belongs to the half that thresholds may be chosen on, or to the other."""
    return half == "all" or (number(file) % 2 == 0) == (half == "even")


@dataclass(frozen=True)
class Part:
    """A named part of a set."""

    name: str
    holds: Callable[[str], bool]


def parts(labelled: LabelledSet, half: Half) -> list[Part]:
    """What to score of a set: a half, and of it what stands apart; with `all`, the odd half too."""
    if labelled.composed:
        return [_half("all")]
    apart = labelled.separated()
    halves: list[Half] = ["odd", "all"] if half == "all" else [half]
    found = [_half(each) for each in halves]
    if apart:
        least: Half = halves[0]
        found.insert(0, Part(f"{least}, letters apart", lambda f: f in apart and in_half(f, least)))
    return found


def _half(half: Half) -> Part:
    return Part(half, lambda file: in_half(file, half))
