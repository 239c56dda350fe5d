"""Score versions on characters as bad scans and photos show them, beside the clean ones.

usage: python scripts/bench_corrupted.py DATA    (a folder that holds emnist/validation.npz)

The corrupted set stays in runs/, as an npz that `inkqueue evaluate --data` takes too.
"""

import hashlib
from pathlib import Path
from typing import Annotated

import cv2
import numpy as np
import typer
from classifiers import corruption
from classifiers.page import PAGE, write_section
from classifiers.robustness import section

from models.classifier import load
from models.emnist import Glyphs, load_npz
from models.evaluation import evaluate
from models.store import SHIPPED, Store
from pipeline import glyph, ink

RUNS = Path(__file__).parents[1] / "runs" / "corrupted"


def main(
    data: Annotated[Path, typer.Argument(help="Folder that holds emnist/validation.npz.")],
    model: Annotated[
        list[Path] | None, typer.Option(help="Folder of a version; default: the shipped.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Of the corruption.")] = 0,
    runs: Annotated[Path, typer.Option(help="Where the set is kept.")] = RUNS,
    out: Annotated[Path, typer.Option(help="The page that has the section.")] = PAGE,
) -> None:
    """Corrupt, score, and write the page's section."""
    source = data / "emnist" / "validation.npz"
    clean = load_npz(source).known
    hard = made(source, clean, seed, runs)
    results = {}
    for folder in model or shipped():
        classify = load(folder)
        results[classify.version] = (
            evaluate(classify, clean.x, clean.y),
            evaluate(classify, hard, clean.y),
        )
    text = section(results, source.name, len(clean), seed)
    print(text)
    write_section(out, "corrupted", text)


def shipped() -> list[Path]:
    """The folders of the versions that ship with the project, the newest first."""
    store = Store(SHIPPED)
    return [store.folder(version) for version in store.versions()[::-1]]


def made(source: Path, clean: Glyphs, seed: int, runs: Path) -> np.ndarray:
    """The corrupted glyphs, kept by the content of their source and of the code that makes them."""
    by = [Path(str(module.__file__)).read_bytes() for module in (corruption, glyph, ink)]
    digest = hashlib.sha256(b"".join([source.read_bytes(), *by])).hexdigest()
    path = runs / f"{source.stem}-{seed}-{digest[:8]}.npz"
    if not path.exists():
        cv2.setNumThreads(1)
        runs.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(path, x=corruption.corrupted(clean.x, seed), y=clean.y)
    return np.asarray(np.load(path)["x"])


if __name__ == "__main__":
    typer.run(main)
