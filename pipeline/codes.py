"""What a code is like whose pattern leaves open where letters end and digits begin."""

from dataclasses import replace

import numpy as np

from pipeline.classes import COUNT as CLASSES
from pipeline.context import DIGITS
from pipeline.prior import SWITCH, Memory, Prior
from pipeline.symbols import COUNT

TURN = float(np.log((1 - SWITCH) / SWITCH))
"""Log odds that a run goes on where it might end: a digit follows digits, a letter letters."""
_LETTER, _DIGIT = 1, 2
_KIND = np.array([*(np.where(DIGITS, _DIGIT, _LETTER)), *[0] * (COUNT - CLASSES)])
"""int64 [COUNT]: 1 for a letter, 2 for a digit, 0 for what parts runs."""
_BONUS = np.stack([-TURN * ((_KIND > 0) & (kind > 0) & (kind != _KIND)) for kind in range(3)])
"""float [3, COUNT]: of each symbol, after each kind."""


class CodePrior(Prior):
    """Letters and digits stand in runs: in `SW10 2AB` the 0 is no O, though it might be one."""

    weighs = True

    def bonus(self, memory: Memory) -> np.ndarray:
        """Less for what ends a run."""
        return np.asarray(_BONUS[memory.contexts])

    def extend(self, memory: Memory, symbols: np.ndarray) -> Memory:
        """After a letter, a digit, or neither; -1 leaves it as it was."""
        kinds = np.where(symbols >= 0, _KIND[np.maximum(symbols, 0)], memory.contexts)
        return replace(memory, contexts=kinds)
