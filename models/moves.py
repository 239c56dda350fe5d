"""The moves of the champion as numbered objects, each created once: a log that many may write.

Of two writers of one number only one can create it (S3's If-None-Match, Google's generation
match); the other looks again and decides anew. So no move is lost, and none rests on an old state.
"""

import time
from collections.abc import Callable
from pathlib import Path

from models.errors import readable, unavailable
from models.pointer import Champion, Move
from models.remote import Remote

FRESH_S = 2.0
"""Seconds for which the pointer is not asked again: workers do between all jobs."""
TRIES = 20
FOLDER = "champion"


class Moves:
    """The last one is the pointer."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote
        self._looked: tuple[int, float] | None = None
        self._read: dict[int, bytes] = {}

    def champion(self) -> Champion | None:
        """What the last move led to; None before the first."""
        number = self._last(FRESH_S)
        if not number:
            return None
        with readable("champion", Path(self._remote.url) / _path(number)):
            return Move.model_validate_json(self._content(number)).champion

    def turn(self, decide: Callable[[], Move | Champion]) -> Champion:
        """Decide on the state after the last move, and create the next; again if another did."""
        for _ in range(TRIES):
            number = self._last(0)
            if number:
                # Before deciding: what cannot be fetched is not to pass for what is corrupt.
                self._content(number)
            decided = decide()
            if isinstance(decided, Champion):
                return decided
            if self._remote.create(_path(number + 1), decided.model_dump_json().encode()):
                self._looked = None
                return decided.champion
        url = self._remote.url
        raise unavailable(f"others move the champion of {url} all the time", "store", url)

    def _last(self, fresh_s: float) -> int:
        """The number of the last move; 0 before the first."""
        now = time.monotonic()
        if self._looked is None or now - self._looked[1] >= fresh_s:
            stems = (Path(path).stem for path in self._remote.find(FOLDER))
            self._looked = max((int(stem) for stem in stems if stem.isdigit()), default=0), now
        return self._looked[0]

    def _content(self, number: int) -> bytes:
        if number not in self._read:
            self._read = {number: self._remote.read(_path(number))}
        return self._read[number]


def _path(number: int) -> str:
    return f"{FOLDER}/{number:08d}.json"
