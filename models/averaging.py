"""The mean of networks that were trained on from the same weights.

They err apart, and their mean errs less than any of them, at the cost of one (Wortsman et al.,
2022, "Model soups", arXiv:2203.05482).
"""

from collections.abc import Mapping

import numpy as np

from pipeline.classes import COUNT

Weights = list[np.ndarray]
"""Of a network, as `get_weights` gives them."""


def mean(shares: Mapping[str, float], of: Mapping[str, Weights]) -> Weights:
    """The mean of the networks that are named, each by its share; the shares sum to 1.

    Raises:
        ValueError: they do not, or the networks are not of one kind.
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


def with_reject(weights: Weights, of: Weights) -> Weights:
    """A classifier's weights with the reject output of another, which was taught it.

    weights: of a network that has none, or one that nothing was taught.
    """
    kernel, bias = (
        np.concatenate([mine[..., :COUNT], theirs[..., COUNT:]], axis=-1)
        for mine, theirs in zip(weights[-2:], of[-2:], strict=True)
    )
    return [*weights[:-2], kernel, bias]


class Running:
    """The running mean of weights over a training; the first of them fade."""

    def __init__(self, window: float) -> None:
        """window: after so many steps, what was added then counts for 1/e."""
        self._keeps, self._steps = 1 - 1 / window, 0
        self.weights: Weights = []

    def add(self, weights: Weights) -> None:
        """A step further; at the beginning it is the plain mean."""
        self._steps += 1
        keeps = min(self._keeps, 1 - 1 / self._steps)
        self.weights = [
            keeps * old + (1 - keeps) * new
            for old, new in zip(self.weights or weights, weights, strict=True)
        ]
