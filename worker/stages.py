"""The clock of one job: milliseconds by stage, and the deadline between stages."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from pipeline.errors import ErrorCode, InkError


def check_deadline(deadline: datetime | None) -> None:
    """Raise InkError deadline_passed once it has."""
    if deadline is not None and datetime.now(UTC) >= deadline:
        value = deadline.isoformat()
        raise InkError(ErrorCode.DEADLINE_PASSED, "the deadline has passed", "deadline", value)


class Stages:
    """Call it with a stage's name as the stage begins, and `end()` after the last.

    Args:
        deadline: no stage begins after it.
        told: is given each stage's name as it begins; may raise.
    """

    def __init__(
        self, deadline: datetime | None = None, told: Callable[[str], None] | None = None
    ) -> None:
        self._deadline, self._told = deadline, told
        self._name: str | None = None
        self._since = 0.0
        self._seconds: dict[str, float] = {}

    def __call__(self, name: str) -> None:
        """End the stage before, refuse to go on past the deadline, begin this one."""
        self.end()
        check_deadline(self._deadline)
        if self._told is not None:
            self._told(name)
        self._name, self._since = name, time.perf_counter()

    def end(self) -> dict[str, float]:
        """End the running stage; milliseconds by stage so far, one entry for repeated stages."""
        if self._name is not None:
            spent = time.perf_counter() - self._since
            self._seconds[self._name] = self._seconds.get(self._name, 0.0) + spent
            self._name = None
        return {name: round(1000 * seconds, 1) for name, seconds in self._seconds.items()}
