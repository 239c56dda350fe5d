"""Which character of a reading a person's text replaces: alignment by edit distance."""

from collections.abc import Sequence

Pair = tuple[int, str]
"""A character of the reading, by its place, and what it is."""

_COST = 3
"""Of a character too many or too few; two of them cost more than one that was misread."""
_MISREAD, _OTHER_CASE = 4, 1


def pairs(read: str, right: str) -> list[Pair]:
    """What the characters of `read` are by the text `right`, where that is certain.

    A misread character beside one that is missing or too many is left out: the cut may have been
    wrong, and then its glyph is no character. Spaces count for nothing.
    """
    wanted = [char for char in right if not char.isspace()]
    steps = _steps(read, wanted)
    return [
        (i, wanted[j])
        for at, (i, j) in enumerate(steps)
        if i is not None and j is not None and (read[i] == wanted[j] or _sure(steps, at))
    ]


def _sure(steps: Sequence[tuple[int | None, int | None]], at: int) -> bool:
    around = [*steps[max(0, at - 1) : at], *steps[at + 1 : at + 2]]
    return all(i is not None and j is not None for i, j in around)


def _steps(read: str, wanted: list[str]) -> list[tuple[int | None, int | None]]:
    """The cheapest alignment: places in both, None where one has no counterpart."""
    table = [[_COST * j for j in range(len(wanted) + 1)]]
    for i, char in enumerate(read):
        row = [_COST * (i + 1)]
        for j, right in enumerate(wanted):
            row.append(
                min(table[i][j] + _cost(char, right), table[i][j + 1] + _COST, row[j] + _COST)
            )
        table.append(row)
    steps: list[tuple[int | None, int | None]] = []
    i, j = len(read), len(wanted)
    while i or j:
        here = table[i][j]
        if i and j and here == table[i - 1][j - 1] + _cost(read[i - 1], wanted[j - 1]):
            i, j = i - 1, j - 1
            steps.append((i, j))
        elif i and here == table[i - 1][j] + _COST:
            i -= 1
            steps.append((i, None))
        else:
            j -= 1
            steps.append((None, j))
    return steps[::-1]


def _cost(char: str, right: str) -> int:
    if char == right:
        return 0
    return _OTHER_CASE if char.lower() == right.lower() else _MISREAD
