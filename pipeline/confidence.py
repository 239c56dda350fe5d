"""How likely a word is right, from what the search and the classifier say of it."""

import math
from collections.abc import Callable
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict

from pipeline.spelling import Spelling

How = Literal["plain", "language", "digits", "matched", "coded"]
Judge = Callable[[Spelling], float]
Weights = tuple[float, float, float, float, float, float]
NAMES = ("constant", "share", "characters", "legibility", "length", "fit")
"""What each weight goes with, as `features` has it."""
DROPPED = 0.5
"""What leaves out a letter or a mark is no surer than this: it may be something else."""
WORDS = "words.json"
"""Where a version keeps its calibration, beside its network."""
_SURE, _UNLIKELY, _WORST_FIT = 7.0, -12.0, -5.0


class Calibration(BaseModel):
    """Weights of a logistic model, fitted on words composed of characters never trained on.

    plain: of words read without a language model; language: with one; digits: of numbers, where
    nothing else can be, plain where that is None; matched: of what a lexicon found; coded: of
    what a pattern did that does not spell words, matched where that is None.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    plain: Weights = (-1.18, 0.72, 0.74, -0.22, 0.33, 0.01)
    language: Weights = (-0.41, 0.68, 0.2, 0.51, -0.11, 0.31)
    digits: Weights | None = None
    matched: Weights = (2.37, 0.5, -0.38, 3.3, 0.47, 1.59)
    coded: Weights | None = None

    def judge(self, how: How) -> Judge:
        """What gives the probability that a word read in such a way is right."""
        older = self.matched if how == "coded" else self.plain
        weights = np.array(getattr(self, how) or older)

        def judge(word: Spelling) -> float:
            sure = float(1 / (1 + np.exp(-float(weights @ features(word)))))
            return min(sure, DROPPED) if word.dropped else sure

        return judge


DEFAULT = Calibration()
"""What was fitted for the shipped network: for versions that were given none of their own."""


def product(word: Spelling) -> float:
    """That of its characters: for the preset that knows of nothing else."""
    return math.prod(letter.believed for letter in word.letters)


def features(word: Spelling) -> np.ndarray:
    """What there is to judge by: float [6], as NAMES has it."""
    share = min(max(word.readings[0][1], 1e-6), 1 - 1e-6)
    believed = [np.log(max(letter.believed, 1e-6)) for letter in word.letters]
    return np.array(
        [
            1.0,
            np.clip(np.log(share / (1 - share)), -_SURE, _SURE),
            max(float(np.sum(believed)), _UNLIKELY),
            word.legibility,
            np.log(len(word.letters)),
            max(word.fit, _WORST_FIT),
        ]
    )
