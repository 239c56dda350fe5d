"""Means of a network's weights: between two, of several, over a training."""

from collections.abc import Iterable, Mapping

import keras
import numpy as np

from pipeline.classes import COUNT

_Normalisation = keras.layers.BatchNormalization
_MOMENTUM = 0.98
"""Of statistics that are taken anew: some fifty batches count."""

Weights = dict[str, np.ndarray]
"""By path: what is frozen and what is not come in another order."""


def weights(model: keras.Model) -> Weights:
    """A copy of the weights as they are."""
    return {w.path: np.copy(keras.ops.convert_to_numpy(w)) for w in model.weights}


def go(model: keras.Model, before: Weights, after: Weights, share: float) -> None:
    """Set the weights so far from those before to those after: 0..1.

    Between two, most of what either knows is kept (Wortsman et al., 2022, arXiv:2109.01903).
    """
    for weight in model.weights:
        start = before[weight.path]
        weight.assign(start + share * (after[weight.path] - start))


def mean(shares: Mapping[str, float], of: Mapping[str, list[np.ndarray]]) -> list[np.ndarray]:
    """The mean of the networks that are named, each by its share.

    Networks that were trained on from the same weights err apart, and their mean errs less than any
    of them, at the cost of one (Wortsman et al., 2022, arXiv:2203.05482). A share below 0 takes
    away what others share with that network: of what was trained on from it, only what is new
    counts (Ilharco et al., 2023, arXiv:2212.04089).

    Args:
        shares: they sum to 1.
        of: each one's weights, as `get_weights` gives them.

    Raises:
        ValueError: the shares sum to something else, or the networks are not of one kind.
    """
    if abs(sum(shares.values()) - 1) > 1e-6:
        raise ValueError(f"shares sum to {sum(shares.values())}, not 1: {dict(shares)}")
    named = [(share, of[name]) for name, share in shares.items()]
    shapes = {tuple(array.shape for array in weights) for _, weights in named}
    if len(shapes) > 1:
        raise ValueError(f"networks of {len(shapes)} kinds have no mean")
    columns = zip(*(weights for _, weights in named), strict=True)
    parts = [share for share, _ in named]
    return [np.tensordot(parts, np.stack(each), axes=1).astype(np.float32) for each in columns]


def with_reject(weights: list[np.ndarray], of: list[np.ndarray]) -> list[np.ndarray]:
    """A classifier's weights with the reject output of another, which was taught it.

    weights: of a network that has none, or one that learnt of nothing that it is none.
    """
    kernel, bias = (
        np.concatenate([mine[..., :COUNT], theirs[..., COUNT:]], axis=-1)
        for mine, theirs in zip(weights[-2:], of[-2:], strict=True)
    )
    return [*weights[:-2], kernel, bias]


def settle(model: keras.Model, batches: Iterable[np.ndarray]) -> None:
    """Take batch normalisation's statistics anew: those of a mean are not the mean of statistics.

    Nothing else moves (Izmailov et al., 2018, arXiv:1803.05407).

    Args:
        batches: float32 [B,*shape] each, of what is learnt; the later, the more they count.
    """
    layers = [layer for layer in model.layers if isinstance(layer, _Normalisation)]
    before = [layer.momentum for layer in layers]
    for layer in layers:
        layer.momentum = _MOMENTUM
    for batch in batches:
        model(batch, training=True)
    for layer, momentum in zip(layers, before, strict=True):
        layer.momentum = momentum


class Running:
    """The running mean of weights over a training; the first of them fade."""

    def __init__(self, window: float) -> None:
        """window: after so many steps, what was added then counts for 1/e."""
        self._keeps, self._steps = 1 - 1 / window, 0
        self.weights: list[np.ndarray] = []

    def add(self, weights: list[np.ndarray]) -> None:
        """A step further; at the beginning it is the plain mean."""
        self._steps += 1
        keeps = min(self._keeps, 1 - 1 / self._steps)
        self.weights = [
            keeps * old + (1 - keeps) * new
            for old, new in zip(self.weights or weights, weights, strict=True)
        ]
