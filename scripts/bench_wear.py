"""Read names whose letters stand apart as worn images show them, each damage by itself.

usage: python scripts/bench_wear.py DATA    (a folder that holds words/names)
"""

import zlib
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from accuracy import ours
from accuracy.scoring import Figures, score
from accuracy.sets import LabelledSet, in_half
from accuracy.wear import DAMAGES, Damage
from classifiers.page import table, write_section

from pipeline.options import Options
from pipeline.reader import read

PAGE = Path(__file__).parents[1] / "docs" / "wear.md"
TEXT = """`make bench-wear DATA=…` damages {images} images of words/names (the {half} files of
those whose letters stand apart) by a seed, each damage by itself, and reads them with {version}."""


def main(
    data: Annotated[Path, typer.Argument(help="Folder that holds words/names.")],
    half: Annotated[str, typer.Option(help="even, odd or all files.")] = "odd",
    only: Annotated[list[str] | None, typer.Option(help="Damages, by name; default: all.")] = None,
    out: Annotated[Path, typer.Option(help="The page that has the table.")] = PAGE,
) -> None:
    """Damage, read, score, and write the page's table."""
    names = LabelledSet(data / "words" / "names")
    files = [file for file in sorted(names.separated()) if in_half(file, half)]  # type: ignore[arg-type]
    engine = ours.load(threads=1)
    rows = []
    for name, damage in DAMAGES.items():
        if not only or name in only:
            figures = worn(engine, names, files, damage)
            rows.append([name, f"{figures.cer:.4f}", f"{figures.exact:.1%}"])
            print(*rows[-1], flush=True)
    said = TEXT.format(images=len(files), half=half, version=f"`{engine.classify.version}`")
    if not only:
        write_section(out, "wear", f"{said}\n\n{table(['names', 'CER', 'exact'], rows)}")


def worn(engine: ours.Ours, names: LabelledSet, files: list[str], damage: Damage) -> Figures:
    """How the named files read once they are damaged."""
    options, language = ours.equipped(Options())
    texts = {}
    for file in files:
        rng = np.random.default_rng(zlib.crc32(file.encode()))
        image = damage(engine.image(names.folder / file), rng)
        texts[file] = read(image, engine.classify, options, language).text
    return score(names.labels(), texts, files, prompted=True)


if __name__ == "__main__":
    typer.run(main)
