"""The moves of the champion as numbered objects, each created once: a log that many may write.

Of two writers of one number only one can create it (S3's If-None-Match, Google's generation
match); the other looks again and decides anew. So no move is lost, and none rests on an old state.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from models.errors import readable, unavailable
from models.pointer import Champion, Move
from models.remote import Remote
from models.waiting import at_most
from pipeline.errors import InkError

FRESH_S = 2.0
"""Seconds for which the pointer is not asked again: workers do between all jobs."""
LOOK_S = 5.0
"""Seconds that a job waits for the pointer, at most."""
AWAY_S = 30.0
"""Seconds for which a URL that did not answer is not asked again: else every job would wait."""
TRIES = 20
FOLDER = "champion"


@dataclass(frozen=True)
class _Look:
    """The last move when it was looked for: its number, 0 before the first, and its content."""

    number: int
    content: bytes
    at: float
    """Seconds of time.monotonic()."""


class Moves:
    """The last one is the pointer."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote
        self._last: _Look | None = None
        self._away_at = -math.inf

    def champion(self) -> Champion | None:
        """What the last move led to; None before the first."""
        look = self._last
        if look is None or time.monotonic() - look.at >= FRESH_S:
            look = self._last = self._promptly()
        if not look.number:
            return None
        with readable("champion", f"{self._remote.shown}/{_path(look.number)}"):
            return Move.model_validate_json(look.content).champion

    def turn(self, decide: Callable[[], Move | Champion]) -> Champion:
        """Decide on the state after the last move, and create the next; again if another did."""
        for _ in range(TRIES):
            look = self._look()
            self._away_at = -math.inf
            # What is decided on stays the same until it is: the number says which move it is.
            self._last = replace(look, at=math.inf)
            try:
                decided = decide()
            finally:
                self._last = look
            if isinstance(decided, Champion):
                return decided
            move = decided.model_dump_json().encode()
            if self._remote.create(_path(look.number + 1), move):
                self._last = None
                return decided.champion
        raise unavailable(
            f"others move the champion of {self._remote.shown} all the time",
            "store",
            self._remote.shown,
        )

    def check(self) -> None:
        """Raise where the pointer was not to be had a moment ago."""
        if time.monotonic() - self._away_at < AWAY_S:
            raise self._remote.away(f"nor did it in the last {AWAY_S:.0f} s")

    def _promptly(self) -> _Look:
        """Look, without waiting long; not at all where that was in vain a moment ago."""
        self.check()
        self._remote.load()
        try:
            return at_most(LOOK_S, self._look)
        except (InkError, TimeoutError) as error:
            self._away_at = time.monotonic()
            if isinstance(error, InkError):
                raise
            raise self._remote.away(f"within {LOOK_S:.0f} s") from None

    def _look(self) -> _Look:
        at = time.monotonic()
        stems = [PurePosixPath(path).stem for path in self._remote.find(FOLDER)]
        number = max((int(stem) for stem in stems if stem.isdigit()), default=0)
        if self._last is not None and self._last.number == number:
            return _Look(number, self._last.content, at)
        return _Look(number, self._remote.read(_path(number)) if number else b"", at)


def _path(number: int) -> str:
    return f"{FOLDER}/{number:08d}.json"
