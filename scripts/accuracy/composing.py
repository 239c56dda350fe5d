"""Composed sets as folders: pictures and labels.tsv, the same for the same seed."""

import csv
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import handwriting
import numpy as np
import stationery
from PIL import Image

from accuracy import elsewhere, fields, marks, pages, prose, touching
from accuracy.fields import FIELDS
from accuracy.pages import Composed
from accuracy.sets import LabelledSet
from accuracy.writers import Source, Writers

SOURCES = [
    Path(str(module.__file__))
    for module in (elsewhere, fields, marks, pages, prose, touching, handwriting, stationery)
]
SOURCES += [prose.HERE / "words.txt", prose.HERE / "names.txt"]

Compose = Callable[[Writers, np.random.Generator], Composed]
NUMBERS: dict[str, Compose] = {"digits": touching.string, "elsewhere": elsewhere.string}
KINDS: dict[str, Compose] = {"pages": pages.page, **NUMBERS, **FIELDS}
COUNTS = {"pages": 24, **dict.fromkeys(NUMBERS, 200), **dict.fromkeys(FIELDS, 100)}
"""Pictures of each kind."""
SEED = 1962


def composed(kind: str, data: Path, source: Source, folder: Path, seed: int = SEED) -> LabelledSet:
    """The set, composed anew where the generator or the seed has changed since."""
    target = folder / f"{kind}-{source}"
    stamp, mark = target / "stamp", _mark(seed)
    if not stamp.exists() or stamp.read_text() != mark:
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        _write(kind, Writers.of(data, source), target, seed)
        stamp.write_text(mark)
    return LabelledSet(target, composed=True)


def asked(labelled: LabelledSet) -> dict[str, object]:
    """What a job would say of a set's images: numbers and fields are asked for as such."""
    kind = labelled.name.partition("-")[0]
    if not labelled.composed or kind == "pages":
        return {}
    return {"charset": "digits"} if kind in NUMBERS else {"pattern": FIELDS[kind].pattern}


def _write(kind: str, writers: Writers, target: Path, seed: int) -> None:
    with (target / "labels.tsv").open("w", encoding="utf-8", newline="") as file:
        labels = csv.writer(file, delimiter="\t")
        labels.writerow(["file", "transcription"])
        for number in range(COUNTS[kind]):
            made = KINDS[kind](writers, np.random.default_rng([seed, number]))
            Image.fromarray(made.picture).save(target / f"{number:03d}.png")
            labels.writerow([f"{number:03d}.png", made.text])


def _mark(seed: int) -> str:
    """What the pictures depend on, beside the characters."""
    sources = b"".join(source.read_bytes() for source in SOURCES)
    return f"{seed} {hashlib.sha256(sources).hexdigest()}\n"
