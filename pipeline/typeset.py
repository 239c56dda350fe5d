"""How likely a word is set in type: by itself, and beside the handwriting of its page.

Type keeps its line, its size and its spacing, which a hand rarely does for long; a prompt often
ends in a colon. A very even hand does so too, so that a word that may be type has to look unlike
the handwriting beside it as well: smaller, closer or straighter.
"""

from dataclasses import dataclass

import numpy as np

from pipeline.look import Look

ALIGNMENT, COLON, SPACING = 5.5, 3.0, 5.0
"""Evidence for type, each by itself: how well the letters keep their line (0 to 1), a colon after
them, and, against it, the gap between them in letters' heights."""
CONTRAST, SIZE = 5.0, 5.0
"""And beside other words: how much better it keeps its line than the worst of them, and, against
it, its height as a share of the tallest's."""
BIAS, ALONE = 2.0, -3.7
"""What the evidence starts from, with other words beside it and without."""
ALIGNED, LEVEL, MANY = 0.68, 0.9, 8
"""Without a colon, type keeps its line so well; and better, on a page of so many words, one of
which any hand sets level by chance."""
TYPICAL = 20
"""Percent: the other words' alignment and height are those of about the lowest and tallest fifth,
so that on a page of many words no odd one is the measure."""
LETTERS, CLOSE = 3, 0.16
"""Without a colon, fewer letters keep one line by chance, and type stands no further apart than
this share of a letter's height."""

SMALLER, CLOSER, STRAIGHTER, PROMPT, ALIKE = 5.3, 11.3, 3.1, 1.0, -3.2
"""Log odds that it is not of the hand beside it: by how much its letters are smaller, the usual and
the tallest (in powers of e), stand closer (in letters' heights) and keep their line better; a
colon; and where all is alike. Fitted on forms, and on pages in one even hand, of which much may be
type by the evidence above."""


@dataclass(frozen=True)
class Hand:
    """The writing of a page that is none of what may be type.

    height: of a typical letter, pixels; tall: of a tall one; gap: between its letters, in letters'
    heights; alignment: of its words, 0 to 1; the last two None where no two letters stand in one
    word.
    """

    height: float
    tall: float
    gap: float | None = None
    alignment: float | None = None


def hand_of(heights: list[int], words: list[Look]) -> Hand | None:
    """The hand of letters of these heights, and of their words; None where there are no letters."""
    if not heights:
        return None
    height, tall = (float(np.percentile(heights, share)) for share in (50, 100 - TYPICAL))
    if not words:
        return Hand(height, tall)
    sizes = [len(word.letters) for word in words]
    gap = float(np.median([gap for word in words for gap in word.gaps]))
    return Hand(height, tall, gap, float(np.average([w.alignment for w in words], weights=sizes)))


def evidence(look: Look, every: list[Look]) -> float:
    """Log odds that a word is type, by its own look among those of its page; 0 of hands."""
    least = ALIGNED if len(every) <= MANY else LEVEL
    level = len(look.letters) >= LETTERS and look.gap <= CLOSE and look.alignment >= least
    if not (look.colon or level):
        return 0.0
    odds = ALIGNMENT * look.alignment + COLON * look.colon - SPACING * look.gap
    return max(0.0, odds + _beside(look, [other for other in every if other is not look]))


def _beside(look: Look, others: list[Look]) -> float:
    if not others:
        return ALONE
    contrast = look.alignment - float(np.percentile([o.alignment for o in others], TYPICAL))
    size = look.height / float(np.percentile([o.height for o in others], 100 - TYPICAL))
    return BIAS + CONTRAST * contrast - SIZE * size


def unlike(look: Look, hand: Hand) -> float:
    """Log odds that a word which may be type is not of the hand beside it."""
    smaller = min(hand.height / look.height, hand.tall / look.tall)
    odds = ALIKE + PROMPT * look.colon + SMALLER * float(np.log(smaller))
    if hand.gap is None or hand.alignment is None:
        return odds
    return odds + CLOSER * (hand.gap - look.gap) + STRAIGHTER * (look.alignment - hand.alignment)
