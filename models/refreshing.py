"""How a version is refreshed: it learns what people corrected without forgetting the rest.

Slow steps of its last layers, corrections with weight among what it learnt before, classes no
likelier than they were, and in the end a mean of the old weights and the new.
"""

from collections.abc import Callable
from dataclasses import replace

import keras
import numpy as np

from models import averaging
from models.emnist import Glyphs, join, some
from models.networks import Recipe
from models.store import SHIPPED
from pipeline.classes import MERGED

REPLAY = str(SHIPPED / "replay.npz")
"""Characters that every refresh sees again, lest it forget them."""
EPOCHS, SLOWER, WORDS = 2, 10.0, 300
"""Epochs, by how much the steps are smaller, and how many words are composed at most."""
SHARE, MOST = 0.3, 40
"""The corrections' share of what is learnt, each repeated so many times at most: every time it is
degraded or jittered anew."""
FORGETS, CHANCE = 0.002, 8
"""What accuracy may fall by, but for so many glyphs, which come and go by chance: of the 1,500 that
a refresh without data of its own is measured on they are more. The gate weighs what is left."""
SHARES = tuple(percent / 100 for percent in range(100, 20, -5))
"""Of the new weights: they are tried until accuracy does not fall by more. The steps are small,
since a glyph more or less decides of each, and what was corrected is lost with the weights."""
ROUNDS, RARE = 3, 1e-5
"""Of levelling, which is all but done after the first; no class is rarer than that."""
REPLAYED = 40_000
"""Glyphs at most that a refresh sees again, drawn anew by its seed: minutes, whatever there is."""


def gently(recipe: Recipe) -> Recipe:
    """The recipe for a network that starts from a version's weights."""
    words = min(recipe.words, WORDS)
    return replace(recipe, epochs=EPOCHS, learning_rate=recipe.learning_rate / SLOWER, words=words)


def weighted(glyphs: Glyphs, corrections: Glyphs) -> Glyphs:
    """The glyphs, and behind them the corrections, repeated up to their share of the whole."""
    wanted = SHARE / (1 - SHARE) * len(glyphs)
    times = int(np.clip(round(wanted / max(len(corrections), 1)), 1, MOST))
    return join([glyphs, *[corrections] * times])


def drawn(glyphs: Glyphs, seed: int) -> Glyphs:
    """What is seen again of these, in their order."""
    return some(glyphs, REPLAYED, seed)


def either_case(glyphs: Glyphs) -> Glyphs:
    """Of the letters whose cases look alike, the label says only which letter it is.

    A normalised glyph has lost the size that tells them apart, and who types a form's names in
    capitals says nothing of how they were written.
    """
    return replace(glyphs, candidates=glyphs.candidates @ (MERGED[:, None] == MERGED))


def freeze(model: keras.Model) -> None:
    """Let only the dense layers learn: what strokes look like, it knows."""
    for layer in model.layers:
        layer.trainable = isinstance(layer, keras.layers.Dense)


def level(model: keras.Model, before: np.ndarray, rows: Callable[[], np.ndarray]) -> None:
    """Make each class as likely, over the development glyphs, as it was before the refresh.

    What is written on some forms teaches what letters look like, and not how often they come: a
    network that saw capitals alone takes everything for one. Only the last layer's biases move.

    Args:
        before: the mean of the rows that the version gave which it began from, float [62].
        rows: those of the model as it is, float [N,62].
    """
    bias = model.layers[-1].bias
    values = np.copy(keras.ops.convert_to_numpy(bias))
    for _ in range(ROUNDS):
        now = rows().mean(axis=0)
        values[: len(now)] += np.log(np.maximum(before, RARE) / np.maximum(now, RARE))
        bias.assign(values)


def blend(
    model: keras.Model, old: list[np.ndarray], accuracy: Callable[[], float], glyphs: int
) -> None:
    """Unfreeze a refreshed model, and go from the old weights only so far as it forgets nothing.

    Args:
        old: the weights that it began from, as `get_weights` gives them.
        accuracy: of the model as it is, on so many development glyphs.
    """
    new = averaging.weights(model)
    for layer in model.layers:
        layer.trainable = True
    model.set_weights(old)
    before = averaging.weights(model)
    least = accuracy() - max(FORGETS, CHANCE / glyphs)
    for share in SHARES:
        averaging.go(model, before, new, share)
        if accuracy() >= least:
            return
