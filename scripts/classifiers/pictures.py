"""The paper's figures: accuracy and loss curves, a confusion matrix, readings right and wrong."""

from pathlib import Path

import matplotlib
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from sklearn.metrics import confusion_matrix

from classifiers.row import Row
from pipeline.classes import CHARS, COUNT

ACROSS, DOWN = 12, 4
"""Of the grid of samples: as many right as wrong."""
matplotlib.use("agg")
# The same rows draw the same file.
matplotlib.rcParams["svg.hashsalt"] = "classifiers"


def draw(rows: dict[str, Row], x: np.ndarray, y: np.ndarray, docs: Path) -> dict[str, Path]:
    """Write what the rows give to draw; by title, the files."""
    drawn = {}
    learnt = [row for row in rows.values() if row.curve and row.group != "everything"]
    if learnt:
        title = "Loss and accuracy on the development part, epoch by epoch"
        drawn[title] = _save(_curves(learnt), docs / "classifiers-curves.svg")
    if rows:
        best = max(rows.values(), key=lambda row: row.dev)
        title = f"Confusion matrix of the best row, {best.name}: true class down, reading across"
        drawn[title] = _save(_confusion(best, y), docs / "classifiers-confusion.png")
        title = f"Readings of {best.name}: half of them right, half of them wrong"
        drawn[title] = _save(_samples(best, x, y), docs / "classifiers-samples.png")
    return drawn


def _curves(rows: list[Row]) -> Figure:
    figure, panels = plt.subplots(1, 2, figsize=(11, 4.5), layout="constrained")
    styles = {"optimiser": "-", "architecture": "--", "split": ":"}
    for row in rows:
        epochs = range(1, len(row.curve) + 1)
        for panel, name in zip(panels, ("loss", "accuracy"), strict=True):
            values = [epoch[f"val_{name}"] for epoch in row.curve]
            panel.plot(epochs, values, styles[row.group], marker=".", label=row.title)
    for panel, name in zip(panels, ("loss", "accuracy"), strict=True):
        panel.set(title=name, xlabel="epoch", xticks=range(1, 1 + max(len(r.curve) for r in rows)))
        panel.grid(alpha=0.3)
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside right upper", fontsize=8)
    return figure


def _confusion(row: Row, y: np.ndarray) -> Figure:
    shares = confusion_matrix(y, row.read, labels=range(COUNT), normalize="true")
    figure, axes = plt.subplots(figsize=(9, 9), layout="constrained")
    axes.imshow(np.sqrt(shares), cmap="Blues")  # the root, so that rare confusions show too
    axes.set_xticks(range(COUNT), CHARS, fontsize=7)
    axes.set_yticks(range(COUNT), CHARS, fontsize=7)
    return figure


def _samples(row: Row, x: np.ndarray, y: np.ndarray) -> Figure:
    read = np.array(row.read)
    each = ACROSS * DOWN // 2
    shown = np.concatenate([_some(read == y, each), _some(read != y, each)])
    figure, cells = plt.subplots(DOWN, ACROSS, figsize=(ACROSS, 1.3 * DOWN), layout="constrained")
    for axes in cells.flat:
        axes.axis("off")
    for axes, number in zip(cells.flat, shown, strict=False):
        right = read[number] == y[number]
        axes.imshow(255 - x[number], cmap="gray")
        told = CHARS[read[number]] if right else f"{CHARS[y[number]]} as {CHARS[read[number]]}"
        axes.set_title(told, color="green" if right else "red", fontsize=10)
    return figure


def _some(which: np.ndarray, count: int) -> np.ndarray:
    rows = np.flatnonzero(which)
    return np.random.default_rng(0).permutation(rows)[:count]


def _save(figure: Figure, path: Path) -> Path:
    metadata = {"Date": None} if path.suffix == ".svg" else None
    figure.savefig(path, dpi=80, metadata=metadata)
    plt.close(figure)
    return path
