"""In what manner words are composed: as in a form's boxes, joined up, or run together."""

from dataclasses import dataclass, replace

import numpy as np

from models.hand import Hand


@dataclass(frozen=True)
class Manner:
    """Where glyphs come from, and how near they stand.

    emnist, typefaces: the shares of words in EMNIST's glyphs and in a handwriting typeface; the
    rest is set in type. joined: of the words in a handwriting typeface, the share in one whose
    letters join; natural: of these, the share that stand as the typeface says. touching: the
    bounds of the share of neighbours that meet, if not a pen's own; overlap: as a hand's; lean:
    the most columns to the right for each row up, beside the hand's own; broad: the most that
    letters are widened. Shares of words: ruled, underlined; dotted, with a dot on an I in
    capitals; accented, with accents. steady: in an even hand, legible and with nothing beside it.
    """

    emnist: float
    typefaces: float
    touching: tuple[float, float] | None = None
    overlap: float = 0.0
    lean: float = 0.0
    broad: float = 1.0
    ruled: float = 0.0
    dotted: float = 0.0
    accented: float = 0.0
    joined: float = 0.25
    natural: float = 0.0
    steady: bool = False

    def of(self, hand: Hand, rng: np.random.Generator) -> Hand:
        """A hand that writes so."""
        hand = _steadied(hand) if self.steady else hand
        if self.touching is None:
            return hand
        return replace(
            hand,
            touching=float(rng.uniform(*self.touching)),
            overlap=self.overlap,
            shear=hand.shear + max(0.0, rng.uniform(-self.lean, self.lean)),
            aspect=hand.aspect * rng.uniform(1.0, self.broad),
        )


def _steadied(hand: Hand) -> Hand:
    """The same hand, taking its time: half as restless, its pen less thin or thick."""
    return replace(
        hand,
        gap=abs(hand.gap),
        stroke=hand.stroke**0.5,
        waver=0.4 * hand.waver,
        unrest=0.5 * hand.unrest,
    )


FORMS = Manner(0.45, 0.45, dotted=0.35, accented=0.25)
JOINED = Manner(0.15, 0.85, (1.0, 1.0), accented=0.15, joined=0.8, natural=0.6)
NUMBERS = Manner(0.8, 0.2, (0.0, 1.0), 2.5, ruled=0.2)
NEAT = Manner(0.8, 0.2, (0.0, 1.0), 2.5, steady=True)
SCRIPT = Manner(
    0.2,
    0.8,
    (0.3, 1.0),
    2.5,
    lean=1.0,
    broad=1.7,
    ruled=0.4,
    accented=0.15,
    joined=0.8,
    natural=0.7,
)
