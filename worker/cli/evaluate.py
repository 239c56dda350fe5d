"""`inkqueue evaluate`: score a version on labelled glyphs."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from worker.cli import quiet
from worker.cli.models import open_store
from worker.cli.show import output, progress

if TYPE_CHECKING:
    import numpy as np

    from models.classifier import Classifier
    from models.figures import Figures


def evaluate(
    data: Annotated[str, typer.Option(help="npz with `x` uint8 [N,28,28] and `y`; -1 is unknown.")],
    model: Annotated[str | None, typer.Option(help="Version; default: the champion.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Score a version on labelled glyphs: accuracy, merged classes, calibration."""
    store = open_store()
    version = model or store.champion().version
    folder = store.folder(version)
    from models import datasets

    # Before the model: what is wrong with the data is known at once.
    glyphs = datasets.load(data)
    with quiet.libraries():
        from models import classifier

        loaded = classifier.load(folder)
        loaded.warm_up()
    figures = _scored(loaded, glyphs.x, glyphs.y)
    if json:
        print(figures.model_dump_json())
        return
    grid = Table(box=None, show_header=False, pad_edge=False)
    for name, value in figures.model_dump().items():
        grid.add_row(name, f"{value:.4f}" if isinstance(value, float) else str(value))
    output.print(grid)


def _scored(classify: "Classifier", x: "np.ndarray", y: "np.ndarray") -> "Figures":
    from models.evaluation import evaluate as score

    with progress() as bar:
        task = bar.add_task("scoring", total=int((y >= 0).sum()))

        def counted(glyphs: "np.ndarray") -> "np.ndarray":
            rows = classify(glyphs)
            bar.advance(task, len(glyphs))
            return rows

        return score(counted, x, y).model_copy(update={"model": classify.version})
