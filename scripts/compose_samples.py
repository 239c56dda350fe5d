"""Compose the sample images of the demo from characters that no network was trained on.

Usage: python scripts/compose_samples.py DATA, where DATA/emnist/train.npz is EMNIST. Only the
development part of it is used. Writes the pictures and samples.tsv, which says what they read.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from handwriting import Hand
from PIL import Image
from stationery import BLUE, CREAM, GREY, KRAFT, Sheet
from typical import alphabet

from models.datasets import load
from models.emnist import part

SAMPLES = Path(__file__).parent.parent / "worker" / "samples"
COLOURS = 48
"""Of the palette: it keeps the files small, and nobody sees it."""


@dataclass(frozen=True)
class Sample:
    """One picture: its file's name, its text, and how it is written."""

    name: str
    text: str
    sheet: Sheet = field(default_factory=Sheet)
    height: int = 48
    pen: float = 0.1


TEXTS = (
    Sample("name", "Robert"),
    Sample("capitals", "HANNAH", Sheet(ink=BLUE), height=52, pen=0.09),
    Sample("word", "harvest", Sheet(paper=CREAM, light=0.2), height=56),
    Sample("digits", "27593846", Sheet(ink=BLUE, light=0.15, angle=2.2)),
    Sample("date", "24 06 1987", Sheet(paper=GREY, grain=3.0), pen=0.11),
    Sample("full-name", "Martha Benson", Sheet(ink=BLUE, light=0.2), pen=0.085),
    Sample("label", "KEEP DRY", Sheet(paper=KRAFT, light=0.12, grain=3.0), height=60, pen=0.13),
    Sample("street", "35 Station Road", Sheet(light=0.3, angle=1.0), height=44),
    Sample(
        "address",
        "Emma Hudson\n68 North Avenue\nTwyford RD5 7BA",
        Sheet(paper=CREAM, ink=BLUE, light=0.12),
        height=40,
    ),
    Sample("shopping", "Bread 2\nTomato 6\nPepper 3", Sheet(light=0.25, angle=2.5), height=40),
    Sample("amounts", "Rent 850\nWater 42\nHeat 67", Sheet(paper=GREY, light=0.1), height=42),
    Sample("note", "Dear Anna\nthe train is at nine", Sheet(ink=BLUE), height=40, pen=0.095),
)


def main(
    data: Annotated[Path, typer.Argument(help="Folder that holds emnist/train.npz.")],
    out: Annotated[Path, typer.Option(help="Where to write.")] = SAMPLES,
    seed: int = 62,
) -> None:
    """Compose every sample."""
    dev = part(load(str(data / "emnist" / "train.npz")), "dev")
    glyphs = alphabet(dev, "".join(sample.text for sample in TEXTS))
    out.mkdir(parents=True, exist_ok=True)
    for number, sample in enumerate(TEXTS):
        save(compose(sample, glyphs, np.random.default_rng([seed, number])), out, sample)
    rows = [f"{sample.name}.png\t{sample.text}".replace("\n", "\\n") for sample in TEXTS]
    (out / "samples.tsv").write_text("\n".join(["file\ttext", *rows]) + "\n")


def compose(sample: Sample, glyphs: dict[str, np.ndarray], rng: np.random.Generator) -> np.ndarray:
    """A picture of a sample, uint8 [H,W,3] RGB."""
    hand = Hand(glyphs, rng, sample.height, sample.pen)
    return sample.sheet.write(hand.page(sample.text.split("\n")), rng)


def save(picture: np.ndarray, out: Path, sample: Sample) -> None:
    """Write a picture as a small palette PNG."""
    method, dither = Image.Quantize.FASTOCTREE, Image.Dither.NONE
    image = Image.fromarray(picture).quantize(COLOURS, method, dither=dither)
    image.save(out / f"{sample.name}.png", optimize=True)


if __name__ == "__main__":
    typer.run(main)
