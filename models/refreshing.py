"""How a version is refreshed: it learns what people corrected without forgetting the rest.

Slow steps of its last layers, corrections with weight among what it learnt before, and in the end
a mean of the old weights and the new.
"""

from collections.abc import Callable
from dataclasses import replace

import keras
import numpy as np

from models.emnist import Glyphs, join
from models.networks import Recipe
from models.store import SHIPPED

REPLAY = str(SHIPPED / "replay.npz")
"""Characters that every refresh sees again, lest it forget them."""
EPOCHS, SLOWER, WORDS = 2, 10.0, 300
"""Epochs, by how much the steps are smaller, and how many words are composed at most."""
SHARE, MOST = 0.2, 40
"""The corrections' share of what is learnt, each repeated so many times at most: every time it is
degraded or jittered anew."""
FORGETS, SHARES = 0.005, (1.0, 0.85, 0.7, 0.55, 0.4, 0.25)
"""What accuracy may fall by, and the shares of the new weights that are tried until it does not: a
few of the 1,500 glyphs that it is measured on, since fewer come and go by chance. The gate weighs
what is left on four times as many."""


def gently(recipe: Recipe) -> Recipe:
    """The recipe for a network that starts from a version's weights."""
    words = min(recipe.words, WORDS)
    return replace(recipe, epochs=EPOCHS, learning_rate=recipe.learning_rate / SLOWER, words=words)


def weighted(glyphs: Glyphs, corrections: Glyphs) -> Glyphs:
    """The glyphs, and behind them the corrections, repeated up to their share of the whole."""
    wanted = SHARE / (1 - SHARE) * len(glyphs)
    times = int(np.clip(round(wanted / max(len(corrections), 1)), 1, MOST))
    return join([glyphs, *[corrections] * times])


def freeze(model: keras.Model) -> None:
    """Let only the dense layers learn: what strokes look like, it knows."""
    for layer in model.layers:
        layer.trainable = isinstance(layer, keras.layers.Dense)


def blend(model: keras.Model, old: list[np.ndarray], accuracy: Callable[[], float]) -> None:
    """Unfreeze a refreshed model, and go from the old weights only so far as it forgets nothing.

    The mean of both keeps most of what either knows (Wortsman et al., 2022, arXiv:2109.01903).

    Args:
        old: the weights that it began from, as `get_weights` gives them.
        accuracy: of the model as it is, on development glyphs.
    """
    new = _values(model)
    for layer in model.layers:
        layer.trainable = True
    model.set_weights(old)
    before = _values(model)
    least = accuracy() - FORGETS
    for share in SHARES:
        for weight in model.weights:
            start = before[weight.path]
            weight.assign(start + share * (new[weight.path] - start))
        if accuracy() >= least:
            return


def _values(model: keras.Model) -> dict[str, np.ndarray]:
    """By path: what is frozen and what is not come in another order."""
    return {w.path: np.copy(keras.ops.convert_to_numpy(w)) for w in model.weights}
