"""How a version is refreshed: slower steps, people's corrections with weight, and a replay."""

from dataclasses import replace

import numpy as np

from models.emnist import Glyphs, join
from models.networks import Recipe
from models.store import SHIPPED

REPLAY = str(SHIPPED / "replay.npz")
"""Characters that every refresh sees again, lest it forget them."""
EPOCHS, SLOWER, WORDS = 3, 10.0, 300
"""Epochs, by how much the steps are smaller, and how many words are composed at most."""
SHARE, MOST = 0.2, 40
"""The corrections' share of what is learnt, each repeated so many times at most: every time it is
degraded or jittered anew."""


def gently(recipe: Recipe) -> Recipe:
    """The recipe for a network that starts from a version's weights."""
    words = min(recipe.words, WORDS)
    return replace(recipe, epochs=EPOCHS, learning_rate=recipe.learning_rate / SLOWER, words=words)


def weighted(glyphs: Glyphs, corrections: Glyphs) -> Glyphs:
    """The glyphs, and behind them the corrections, repeated up to their share of the whole."""
    wanted = SHARE / (1 - SHARE) * len(glyphs)
    times = int(np.clip(round(wanted / max(len(corrections), 1)), 1, MOST))
    return join([glyphs, *[corrections] * times])
