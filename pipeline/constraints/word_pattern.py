"""Whether a pattern spells words: `[A-Z]+` may be a name, `[A-Z]{3}` is a code.

And whether a code's leaves open where letters end and digits begin: `[A-Z][A-Z0-9]{3}`.
"""

from pipeline.constraints.automaton import Arcs, Automaton
from pipeline.symbols import SYMBOLS

LETTERS = 20
"""So many letters at least may go on a word, and no digit."""
LENGTHS = 4
"""A run of letters that may end or go on at so many places, one after the other, is a word: codes
are of one length, or of a few."""


def spells_words(automaton: Automaton) -> bool:
    """Whether letters may follow each other in it as in a word."""
    arcs = [automaton.arcs(state) for state in range(len(automaton))]
    ends = automaton.accepting
    within = {s for s, own in enumerate(arcs) if _goes_on(own) and (ends[s] or _breaks(own))}
    runs = within
    for _ in range(LENGTHS - 1):
        runs = {s for s in within if any(target in runs for target in _letters(arcs[s]).values())}
    return bool(runs)


def leaves_open(automaton: Automaton) -> bool:
    """Whether a letter and a digit may stand in the same place."""
    arcs = [automaton.arcs(state) for state in range(len(automaton))]
    return any(_letters(own) and any(SYMBOLS[symbol].isdigit() for symbol in own) for own in arcs)


def _goes_on(arcs: Arcs) -> bool:
    letters = {SYMBOLS[symbol].lower() for symbol in _letters(arcs)}
    return len(letters) >= LETTERS and not any(SYMBOLS[symbol].isdigit() for symbol in arcs)


def _breaks(arcs: Arcs) -> bool:
    return len(_letters(arcs)) < len(arcs)


def _letters(arcs: Arcs) -> Arcs:
    return {symbol: target for symbol, target in arcs.items() if SYMBOLS[symbol].isalpha()}
