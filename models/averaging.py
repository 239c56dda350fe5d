"""Weights between two of a network's: their mean keeps most of what either knows.

Wortsman et al., 2022, arXiv:2109.01903.
"""

import keras
import numpy as np

Weights = dict[str, np.ndarray]
"""By path: what is frozen and what is not come in another order."""


def weights(model: keras.Model) -> Weights:
    """A copy of the weights as they are."""
    return {w.path: np.copy(keras.ops.convert_to_numpy(w)) for w in model.weights}


def go(model: keras.Model, before: Weights, after: Weights, share: float) -> None:
    """Set the weights so far from those before to those after: 0..1."""
    for weight in model.weights:
        start = before[weight.path]
        weight.assign(start + share * (after[weight.path] - start))
