"""Measure reading: every set, every stage, beside other engines on the same images.

The quick loop while working on the pipeline:

    python scripts/bench_accuracy.py DATA --sets names --half even --ours-only [--model X]
"""

from pathlib import Path
from typing import Annotated

import typer
from accuracy import causes, ours
from accuracy.cases import Case, read_all
from accuracy.composing import KINDS, composed
from accuracy.scoring import score
from accuracy.sets import Half, LabelledSet, parts
from accuracy.sheet import draw, worst
from accuracy.writers import Source

from pipeline.options import Options

RUNS = Path(__file__).parents[1] / "runs" / "accuracy"


def main(
    data: Annotated[Path, typer.Argument(help="Folder that holds words/ and emnist/.")],
    sets: Annotated[str, typer.Option(help="Some sets, by name, with commas between.")] = "names",
    half: Annotated[Half, typer.Option(help="Which files.")] = "even",
    ours_only: Annotated[bool, typer.Option("--ours-only", help="No other engines.")] = False,
    model: Annotated[str | None, typer.Option(help="A version, or a .keras file.")] = None,
    temperature: Annotated[float | None, typer.Option(help="Of a .keras file.")] = None,
    compose_from: Annotated[
        Source, typer.Option(help="Characters of the sets `pages` and `digits`.")
    ] = "dev",
    preset: str = "default",
) -> None:
    """Read, score, find causes and draw the worst."""
    engine = ours.load(model, temperature)
    for name in sets.split(","):
        labelled = find(name, data, compose_from)
        cases = list(read_all(engine, labelled, labelled.files(half), Options(preset=preset)))
        report(labelled, half, cases)
        sheets = draw(worst(cases), RUNS / name)
        print(f"worst {min(50, len(cases))}: {', '.join(str(path) for path in sheets)}\n")


def find(name: str, data: Path, source: Source) -> LabelledSet:
    """A set by its name: one that is composed, or a folder of words."""
    if name in KINDS:
        return composed(name, data, source, RUNS / "composed")
    return LabelledSet(data / "words" / name)


def report(labelled: LabelledSet, half: Half, cases: list[Case]) -> None:
    """Figures and causes of one set."""
    texts = {case.path.name: case.reading.text for case in cases}
    for part in parts(labelled, half):
        names = [name for name in texts if part.holds(name)]
        figures = score(labelled.labels(), texts, names, prompted=labelled.prompted)
        print(
            f"{labelled.name}, {part.name}: {figures.images} images, CER {figures.cer:.4f}, "
            f"exact {figures.exact:.1%}"
        )
    print(f"largest cause: {causes.largest(cases)}")
    print(causes.stages(cases))
    print(f"{causes.candidates(cases):.1f} candidates a word")
    print("\n".join(causes.table(cases)))


if __name__ == "__main__":
    typer.run(main)
