"""What the rest of the word says of each character: digits or letters, and in which case."""

from dataclasses import dataclass

import numpy as np

from pipeline.classes import CHARS, INDEX

DIGITS = np.array([c.isdigit() for c in CHARS])
UPPER = np.array([c.isupper() for c in CHARS])
LOWER = np.array([c.islower() for c in CHARS])

ANY = np.ones(len(CHARS), bool)


@dataclass(frozen=True)
class Kind:
    """A kind of word: its prior, the likelihood of each character, the classes first and after.

    Digits cost a little, since they are far more frequent in EMNIST than in words; a word of no
    kind costs much, so that one strange glyph makes no code of a name.
    """

    prior: float
    each: float
    first: np.ndarray
    rest: np.ndarray


KINDS = (
    Kind(0.3, 0.6, DIGITS, DIGITS),
    Kind(0.3, 1.0, UPPER, UPPER),
    Kind(0.15, 1.0, LOWER, LOWER),
    Kind(0.15, 1.0, UPPER, LOWER),
    Kind(0.1, 0.05, ANY, ANY),
)
_UPPER, _SMALLER = 1, [2, 3]

SAME_BUT_SIZE, SAME_BUT_FOOT = "CMOSUVWXYZ", "PY"
"""Letters whose cases differ in size alone, and those of which one hangs below the line."""
SAME_SHAPE = ("0O", "1Il")
"""Classes that one stroke of the pen may equally mean: half of what one has goes to the others."""
DOTTED = 0.15
"""So much of what an i has goes to the capital, which many dot."""
TALL = 0.8
"""A letter below this share of the line's tallest is lower case, where its two cases look alike."""


HANGING = 0.15
"""Of the line's tallest: a letter that hangs lower is lower case, where it is one of those."""
SIZED, HUNG = 12.0, 40.0
"""Log odds for each whole height beyond those."""


def weigh(probabilities: np.ndarray, heights: np.ndarray, tall: float) -> np.ndarray:
    """Each character given the whole word.

    Args:
        probabilities: float [n,62], a word's characters, rows that sum to 1.
        heights: float [n], pixels.
        tall: pixels, the height of the line's tall letters.

    Returns:
        float [n,62], rows that sum to 1: the mixture over the kinds of word of what each allows.
    """
    return by_kind(look_alikes(probabilities, heights, tall))


def by_kind(sized: np.ndarray) -> np.ndarray:
    """The mixture alone, of rows that look-alikes share: float [n,62] → [n,62], summing to 1."""
    within, mass, weight = _kinds(sized)
    mixed = np.einsum("k,knc->nc", weight / weight.sum(), within / mass[:, :, None])
    return np.asarray(mixed / mixed.sum(axis=1, keepdims=True))


def small(sized: np.ndarray) -> float:
    """How likely its letters are small ones rather than capitals: rows as in `by_kind`."""
    *_, weight = _kinds(sized)
    capitals, smaller = weight[_UPPER], weight[_SMALLER].sum()
    return float(smaller / (capitals + smaller))


def _kinds(sized: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What each kind leaves of the rows, [k,n,62]; of each row how much, [k,n]; its weight [k]."""
    allowed = np.stack([_allowed(kind, len(sized)) for kind in KINDS])
    within = sized[None] * allowed
    mass = np.maximum(within.sum(axis=2), 1e-9)
    evidence = np.log([kind.prior for kind in KINDS]) + np.log(mass).sum(axis=1)
    evidence += len(sized) * np.log([kind.each for kind in KINDS])
    return within, mass, np.maximum(np.exp(evidence - evidence.max()), 1e-12)


def look_alikes(
    probabilities: np.ndarray,
    heights: np.ndarray,
    tall: float,
    hangs: np.ndarray | None = None,
) -> np.ndarray:
    """Share probability among what looks alike, by size and place where they tell.

    hangs: float [n], pixels below the line that the others stand on; None where that is unknown.
    The others are those of `weigh`.
    """
    tall = max(tall, 1.0)
    sized = _by_case(_by_shape(probabilities), SAME_BUT_SIZE, SIZED * (heights / tall - TALL))
    if hangs is None:
        return sized
    return _by_case(sized, SAME_BUT_FOOT, HUNG * (HANGING - hangs / tall))


def _allowed(kind: Kind, length: int) -> np.ndarray:
    return np.stack([kind.first] + [kind.rest] * (length - 1))


def _by_shape(probabilities: np.ndarray) -> np.ndarray:
    shaped = probabilities.astype(np.float64)
    for group in SAME_SHAPE:
        columns = [INDEX[char] for char in group]
        shaped[:, columns] = (shaped[:, columns] + shaped[:, columns].mean(1, keepdims=True)) / 2
    dotted = DOTTED * shaped[:, INDEX["i"]]
    shaped[:, INDEX["I"]] += dotted
    shaped[:, INDEX["i"]] -= dotted
    return shaped


def _by_case(probabilities: np.ndarray, letters: str, odds: np.ndarray) -> np.ndarray:
    """Share what letters have in either case, by the log odds, float [n], of capitals."""
    capitals, small = ([INDEX[each] for each in of] for of in (letters, letters.lower()))
    shared, upper = probabilities.copy(), 1 / (1 + np.exp(-odds))[:, None]
    both = shared[:, capitals] + shared[:, small]
    shared[:, capitals], shared[:, small] = both * upper, both * (1 - upper)
    return shared
