"""What the measurement says where the paper contradicts itself, made of the rows alone."""

import numpy as np
from scipy.stats import binom, binomtest

from classifiers.experiments import PAPER
from classifiers.row import Row
from models.gate import compare
from pipeline.classes import MERGED

SIGNIFICANT = 0.05
CLAIMED, SHOWN, SHOWN_RIGHT = 0.92, 7, 6
"""The paper's accuracy, and the readings that it shows for it."""


def said(rows: dict[str, Row], y: np.ndarray) -> list[str]:
    """Paragraphs, one a contradiction that there are rows to judge by."""
    told = [
        paragraph for say in (_tree, _claim, _splits, _normalisation) if (paragraph := say(rows, y))
    ]
    return ["### What the measurement says of the paper's contradictions", *told] if told else []


def difference(new: Row, old: Row, y: np.ndarray) -> str:
    """How the first reads beside the second, as far as the test images can tell."""
    right = [np.array(row.read) == y for row in (new, old)]
    pairs = compare(right[0], right[1])
    points = 100 * (new.accuracy - old.accuracy)
    if pairs.p >= SIGNIFICANT:
        return f"no different beyond chance ({points:+.1f} points, p = {pairs.p:.2g})"
    word = "better" if points > 0 else "worse"
    return f"{word} by {abs(points):.1f} points (p = {pairs.p:.1g})"


def _tree(rows: dict[str, Row], y: np.ndarray) -> str | None:
    tree, network = rows.get("classifier-tree"), rows.get(PAPER)
    if not tree or not network:
        return None
    others = [row for row in rows.values() if row.group == "classifier"]
    place = 1 + sum(row.accuracy > tree.accuracy for row in others)
    return (
        f"**The decision tree is effective, and the CNN is far better.** The tree reads "
        f"{_percent(tree.accuracy)}, place {place} of {len(others)} among the other classifiers; "
        f"the network reads {_percent(network.accuracy)}. So of 100 characters the tree misreads "
        f"{100 * (1 - tree.accuracy):.0f}, the network {100 * (1 - network.accuracy):.0f}: "
        f"the network is {difference(network, tree, y)}."
    )


def _claim(rows: dict[str, Row], y: np.ndarray) -> str | None:
    network = rows.get(PAPER)
    if not network:
        return None
    best = max(rows.values(), key=lambda row: row.accuracy)
    merged = float((MERGED[np.array(best.read)] == MERGED[y]).mean())
    sure = binomtest(SHOWN_RIGHT, SHOWN).proportion_ci()
    odds = float(binom.pmf(SHOWN_RIGHT, SHOWN, network.accuracy))
    reached = "reaches" if best.accuracy >= CLAIMED else "does not reach"
    return (
        f"**6 of 7 is not 92%.** It is {_percent(SHOWN_RIGHT / SHOWN)}, and seven readings tell "
        f"no more than that accuracy lies between {_percent(sure.low)} and {_percent(sure.high)} "
        f"(95%): a network as good as the one measured, {_percent(network.accuracy)}, shows six "
        f"of seven in {100 * odds:.0f} of 100 such pictures. Of 62 classes the best row, "
        f"{_named(best)}, {reached} 92%: {_percent(best.accuracy)}; with the letters merged whose "
        f"cases look alike, as ByMerge does, it is {_percent(merged)}."
    )


def _splits(rows: dict[str, Row], y: np.ndarray) -> str | None:
    half, most = rows.get("split-half"), rows.get("split-most")
    if not half or not most:
        return None
    told = (
        f"**Half and half, or 690,000 for training.** With {half.images:,} characters to learn "
        f"from instead of {most.images:,} the network is {difference(half, most, y)}: "
        f"{_percent(half.accuracy)} against {_percent(most.accuracy)}."
    )
    full = rows.get(f"everything-{PAPER}")
    if full:
        told += f" On all {full.images:,} it reads {_percent(full.accuracy)}."
    return told


def _normalisation(rows: dict[str, Row], y: np.ndarray) -> str | None:
    with_it, without = rows.get("architecture-normalised"), rows.get(PAPER)
    if not with_it or not without:
        return None
    times = with_it.seconds / without.seconds
    return (
        f"**Batch normalisation in one list of layers and not in the other.** With it the network "
        f"is {difference(with_it, without, y)}: {_percent(with_it.accuracy)} against "
        f"{_percent(without.accuracy)}, in {times:.1f} times the training time."
    )


def _named(row: Row) -> str:
    where = " on everything" if row.group == "everything" else ""
    return f"{row.title}{where}"


def _percent(value: float) -> str:
    return f"{100 * value:.1f}%"
