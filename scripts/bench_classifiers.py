"""The paper's own comparisons, run and written to docs/classifiers.md.

    python scripts/bench_classifiers.py run DATA    rows into runs/classifiers, one a file
    python scripts/bench_classifiers.py report      tables and plots of the rows that there are

DATA is a folder that holds emnist/train.npz and emnist/validation.npz. A row is one experiment;
`run` skips what has its row: stopped and started again, it loses no more than the one it was at.
"""

from pathlib import Path
from typing import Annotated

import typer
from classifiers.experiments import EXPERIMENTS, Experiment
from classifiers.page import PAGE, write_section
from classifiers.row import Row, read_all, write

RUNS = Path(__file__).parents[1] / "runs" / "classifiers"
REPEATED = 2
"""The best so many are trained on everything too."""

app = typer.Typer(no_args_is_help=True, add_completion=False)
Size = Annotated[int, typer.Option(help="Images drawn to train on.")]
Epochs = Annotated[int, typer.Option(help="Of every network.")]
Seed = Annotated[int, typer.Option(help="Of the drawing and of the networks' weights.")]
Runs = Annotated[Path, typer.Option(help="Where the rows are.")]


@app.command()
def run(
    data: Path,
    size: Size = 50_000,
    epochs: Epochs = 3,
    seed: Seed = 0,
    runs: Runs = RUNS,
    only: Annotated[list[str] | None, typer.Option(help="Rows, by name; default: all.")] = None,
) -> None:
    """Run what has no row yet; the best two, by their development accuracy, on everything too."""
    from classifiers.material import Material

    folder = place(runs, size, epochs, seed)
    folder.mkdir(parents=True, exist_ok=True)
    material = Material.load(data, size, seed)
    material.keep_test(folder)
    asked = [each for each in EXPERIMENTS if not only or each.name in only]
    for experiment in asked:
        _finish(experiment, folder, material, epochs)
    if not only:
        for experiment in best(read_all(folder)):
            _finish(experiment.on_everything(), folder, material, epochs)


@app.command()
def report(
    size: Size = 50_000,
    epochs: Epochs = 3,
    seed: Seed = 0,
    runs: Runs = RUNS,
    out: Annotated[Path, typer.Option(help="The page that has the section.")] = PAGE,
) -> None:
    """Write the tables, the plots and what the measurement says."""
    from classifiers import report as pages

    folder = place(runs, size, epochs, seed)
    write_section(out, "comparison", pages.text(folder, size, epochs, seed, out.parent))


def place(runs: Path, size: int, epochs: int, seed: int) -> Path:
    """The folder of the rows that belong together."""
    return runs / f"{size}x{epochs}-{seed}"


def best(rows: dict[str, Row]) -> list[Experiment]:
    """The best two of what was trained on the same images."""
    compared = [each for each in EXPERIMENTS if each.name in rows and each.share is None]
    return sorted(compared, key=lambda each: -rows[each.name].dev)[:REPEATED]


def _finish(experiment: Experiment, folder: Path, material: object, epochs: int) -> None:
    from classifiers.trial import run as run_one

    if (folder / f"{experiment.name}.json").exists():
        return
    row = run_one(experiment, material, epochs)  # type: ignore[arg-type]
    write(row, folder)
    print(f"{row.name}: {row.accuracy:.4f}, {row.seconds:.0f} s", flush=True)


if __name__ == "__main__":
    app()
