r"""Patterns: a small subset of regular expressions → syntax tree, within bounds.

literals   `\d`   `.`   `[A-Z]` `[^0-9]`   `( )`   `|`   `?` `*` `+` `{m}` `{m,}` `{m,n}`
`.` is any of the 62 classes. A backslash makes any other character a literal.
"""

from dataclasses import dataclass

from pipeline.classes import CHARS
from pipeline.symbols import INDEX

LONGEST = 200
"""Characters a pattern may have."""
MOST_REPEATS = 64
"""What `{m,n}` may count to."""
DEEPEST = 20
"""Groups inside groups."""


@dataclass(frozen=True)
class Chars:
    """One of these characters."""

    symbols: frozenset[int]


@dataclass(frozen=True)
class Sequence:
    """One part after the other; nothing where there are none."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Choice:
    """One of these."""

    options: tuple["Node", ...]


@dataclass(frozen=True)
class Repeat:
    """From `least` to `most` of them; without end where most is None."""

    part: "Node"
    least: int
    most: int | None


Node = Chars | Sequence | Choice | Repeat


def parse(pattern: str) -> Node:
    """The syntax tree. ValueError says what is wrong, and at which character."""
    if not 0 < len(pattern) <= LONGEST:
        raise ValueError(f"a pattern has 1 to {LONGEST} characters, not {len(pattern)}")
    parser = _Parser(pattern)
    tree = parser.choice()
    if parser.peek():
        raise parser.wrong("has no opening bracket before it")
    return tree


def alphabet(tree: Node) -> frozenset[int]:
    """All the symbols that a match may hold."""
    match tree:
        case Chars(symbols):
            return symbols
        case Repeat(part):
            return alphabet(part)
        case Sequence(parts) | Choice(parts):
            return frozenset[int]().union(*map(alphabet, parts))


class _Parser:
    """Recursive descent over one pattern."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0
        self._depth = 0

    def peek(self) -> str:
        return self._pattern[self._at : self._at + 1]

    def wrong(self, why: str) -> ValueError:
        shown = self.peek() or "the end"
        return ValueError(f"{shown!r} at {self._at} of {self._pattern!r} {why}")

    def choice(self) -> Node:
        options = [self._sequence()]
        while self._take("|"):
            options.append(self._sequence())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _sequence(self) -> Node:
        parts: list[Node] = []
        while self.peek() not in ("", "|", ")"):
            parts.append(self._repeated(self._atom()))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _atom(self) -> Node:
        if self._take("("):
            return self._group()
        if self._take("["):
            return self._class()
        if self._take("."):
            return _chars(CHARS)
        if self.peek() in "?*+{}]^$":
            raise self.wrong("does not stand alone in this subset: put a backslash before it")
        return _chars(self._one())

    def _group(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self.wrong(f"is nested more than {DEEPEST} deep")
        inner = self.choice()
        if not self._take(")"):
            raise self.wrong("should be )")
        self._depth -= 1
        return inner

    def _class(self) -> Node:
        inverted = self._take("^")
        found = ""
        while not self._take("]"):
            found += self._range(self._one())
        if inverted:
            found = "".join(char for char in CHARS if char not in found)
        if not found:
            raise self.wrong("closes a class that holds nothing")
        return _chars(found)

    def _range(self, first: str) -> str:
        tail = self._pattern[self._at : self._at + 2]
        if len(first) > 1 or len(tail) < 2 or tail[0] != "-" or tail[1] == "]":
            return first
        self._at += 1
        last = self._one()
        if len(last) > 1 or not _alike(first, last):
            raise self.wrong(f"ends no range from {first!r}: write 0-9, A-Z or a-z, or part of one")
        return CHARS[CHARS.index(first) : CHARS.index(last) + 1]

    def _one(self) -> str:
        r"""A literal, or the digits of `\d`."""
        escaped = self._take("\\")
        char = self.peek()
        if escaped and char == "d":
            char = "0123456789"
        elif char not in INDEX or (escaped and char.isalnum()):
            raise self.wrong("cannot be read, or is not in this subset")
        self._at += 1
        return char

    def _repeated(self, part: Node) -> Node:
        signs = {"?": (0, 1), "*": (0, None), "+": (1, None)}
        sign = self.peek()
        if not sign or sign not in "?*+{":
            return part
        least, most = self._counts() if sign == "{" else signs[sign]
        self._at += 1
        return Repeat(part, least, most)

    def _counts(self) -> tuple[int, int | None]:
        """Of `{m}`, `{m,}` or `{m,n}`; leaves the closing bracket to be taken."""
        end = self._pattern.find("}", self._at)
        low, comma, high = self._pattern[self._at + 1 : max(end, 0)].partition(",")
        if not _number(low) or not (_number(high) or not high):
            raise self.wrong(f"begins no {{m}}, {{m,}} or {{m,n}} up to {MOST_REPEATS}")
        least = int(low)
        most = int(high) if high else None if comma else least
        if most is not None and most < max(least, 1):
            raise self.wrong("counts to less than it starts from")
        self._at = end
        return least, most

    def _take(self, char: str) -> bool:
        taken = self.peek() == char
        self._at += taken
        return taken


def _chars(found: str) -> Chars:
    return Chars(frozenset(INDEX[char] for char in found))


def _number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 3 and int(text) <= MOST_REPEATS


def _alike(first: str, last: str) -> bool:
    """Whether both are digits, capitals or small letters, in order."""
    kinds = (str.isdigit, str.isupper, str.islower)
    both = first in CHARS and last in CHARS and first <= last
    return both and any(kind(first) and kind(last) for kind in kinds)
