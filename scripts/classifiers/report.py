"""The page's section: tables of the rows, pictures, and what the measurement says of the paper."""

from pathlib import Path

import numpy as np

from classifiers import findings, pictures
from classifiers.experiments import EXPERIMENTS, Group
from classifiers.material import TEST
from classifiers.page import table
from classifiers.row import Row, read_all

HEAD = """## The paper's comparisons

"Handwritten Text Recognition using CNN, EMNIST" compares optimisers and classifiers, and suggests
changes to its network. `make bench-classifiers DATA=…` repeats them: {size:,} characters drawn from
the `train` part of train.npz, stratified by class and seeded ({seed}), {epochs} {word} for every
network, batches of 128, optimisers as Keras has them by default. Accuracy is that of 62 classes on
the {test:,} characters of validation.npz, which differ by chance by about {chance:.1f} points (two
standard errors); dev is that on our development part, which the best two are chosen by. Times
are the processor's, since the machine had other work: of training, and of reading 64 glyphs; size
is that of the saved model."""
TITLES: dict[Group, str] = {
    "optimiser": "The paper's network under each optimiser",
    "classifier": "Other classifiers, on the same characters",
    "architecture": "The paper's own suggestions",
    "split": "The paper's two splits",
    "everything": "The best two, on everything",
}
COLUMNS = (
    "", "accuracy", "dev", "training, CPU s", "64 glyphs, CPU ms", "MB", "parameters",
    "learning rate",
)  # fmt: skip


def text(folder: Path, size: int, epochs: int, seed: int, docs: Path) -> str:
    """The section, and the pictures that it shows, which are written into `docs`."""
    rows = read_all(folder)
    with np.load(folder / TEST) as data:
        x, y = data["x"], data["y"]
    chance = 200 * np.sqrt(0.85 * 0.15 / len(y))
    word = "epoch" if epochs == 1 else "epochs"
    head = HEAD.format(size=size, seed=seed, epochs=epochs, word=word, test=len(y), chance=chance)
    groups = [part for group in TITLES if (part := _group(group, rows))]
    drawn = pictures.draw(rows, x, y, docs)
    shown = [f"![{title}]({path.name})" for title, path in drawn.items()]
    said = findings.said(rows, y)
    return "\n\n".join([head, *groups, *_missing(rows), *shown, *said])


def _group(group: Group, rows: dict[str, Row]) -> str | None:
    found = [row for row in _ordered(rows) if row.group == group]
    if not found:
        return None
    columns = [*COLUMNS, "trained on"]
    if group == "split":
        columns.append("accuracy on the rest")
    cells = [[*_cells(row), *([_percent(row.rest)] if group == "split" else [])] for row in found]
    return f"### {TITLES[group]}\n\n{table(columns, cells)}"


def _ordered(rows: dict[str, Row]) -> list[Row]:
    names = [each.name for each in EXPERIMENTS]
    return sorted(rows.values(), key=lambda row: names.index(row.name.removeprefix("everything-")))


def _cells(row: Row) -> list[str]:
    return [
        row.title,
        _percent(row.accuracy),
        _percent(row.dev),
        f"{row.seconds:,.0f}",
        f"{row.milliseconds:.1f}",
        f"{row.bytes / 1e6:.1f}",
        f"{row.parameters:,}" if row.parameters else "",
        f"{row.learning_rate:g}" if row.learning_rate else "",
        f"{row.images:,}",
    ]


def _percent(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.1f}%"


def _missing(rows: dict[str, Row]) -> list[str]:
    left = [f"`{each.name}`" for each in EXPERIMENTS if each.name not in rows]
    return [f"Not measured yet: {', '.join(left)}."] if left else []
