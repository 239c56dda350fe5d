"""The soft time limit: it ends the work with an answer, where the hard limit kills the child.

Celery has a soft limit of its own, but its timer runs in the main process, which waits in line
while Redis is away; and its exception is one that any library's `except Exception` swallows.
"""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from pipeline.errors import ErrorCode, InkError

_SOON_S = 0.001


class TimeUp(BaseException):
    """The block took longer than it may."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TimeUp in this block after so many seconds; in the main thread only.

    Blocks may be nested: the outer's time runs on, and is up as soon as the inner is left.
    """
    start, outer = time.monotonic(), signal.getitimer(signal.ITIMER_REAL)[0]
    signal.signal(signal.SIGALRM, _raise)
    signal.setitimer(signal.ITIMER_REAL, min(seconds, outer or seconds))
    try:
        yield
    finally:
        left = outer and max(outer - (time.monotonic() - start), _SOON_S)
        signal.setitimer(signal.ITIMER_REAL, left)


def exceeded(what: str) -> InkError:
    """The error of a job or an image that ran into its limit."""
    return InkError(ErrorCode.TIME_LIMIT, f"{what} took longer than its time limit")


def asked(timelimit: object) -> tuple[float | None, float | None]:
    """A message's limits, hard and soft; None for what is no number of seconds."""
    pair = timelimit if isinstance(timelimit, list | tuple) and len(timelimit) == 2 else (0, 0)
    hard, soft = (each if isinstance(each, int | float) and each > 0 else None for each in pair)
    return hard, soft


def lesser(asked: object, limit: float) -> float:
    """The limit, or what the producer asked for if that is less.

    More would outlive the visibility timeout, and the job would be begun twice.
    """
    return min(asked, limit) if isinstance(asked, int | float) and asked > 0 else limit


def _raise(signum: int, frame: FrameType | None) -> None:
    raise TimeUp
