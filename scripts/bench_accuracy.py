"""Measure reading: every set, every stage, beside other engines on the same images.

The quick loop while working on the pipeline, and the whole measurement, into docs/accuracy.md:

    python scripts/bench_accuracy.py DATA --sets names,digits --ours-only [--model X]
    python scripts/bench_accuracy.py DATA --compose-from validation
"""

from pathlib import Path
from typing import Annotated

import typer
from accuracy import full, quick
from accuracy.sets import Half
from accuracy.writers import Source

RUNS = Path(__file__).parents[1] / "runs" / "accuracy"


def main(
    data: Annotated[Path, typer.Argument(help="Folder that holds words/ and emnist/.")],
    sets: Annotated[str, typer.Option(help="With --ours-only: some sets, by name.")] = "names",
    half: Annotated[Half, typer.Option(help="With --ours-only: which files.")] = "even",
    ours_only: Annotated[bool, typer.Option("--ours-only", help="Quick, ours alone.")] = False,
    model: Annotated[str | None, typer.Option(help="A version, or a .keras file.")] = None,
    temperature: Annotated[float | None, typer.Option(help="Of a .keras file.")] = None,
    compose_from: Annotated[Source, typer.Option(help="Characters of what is composed.")] = "dev",
    option: Annotated[
        list[str] | None, typer.Option(help="With --ours-only: a field of a job, name=value.")
    ] = None,
    kept: Annotated[
        bool, typer.Option("--kept", help="Of other engines, answers of earlier runs alone.")
    ] = False,
    out: Annotated[Path, typer.Option(help="Where the page goes.")] = full.DOCS / "accuracy.md",
) -> None:
    """Read, score, find causes and draw the worst."""
    if ours_only:
        quick.run(data, sets.split(","), half, compose_from, RUNS, model, temperature, option or [])
        return
    head = full.HEAD.format(source=compose_from)
    lines = []
    for line in full.run(data, compose_from, RUNS, model, not kept):
        print(line, flush=True)
        lines.append(line)
    out.write_text("\n".join([head, *lines]).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
