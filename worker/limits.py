"""Time limits that no library can swallow, armed only while a job may be interrupted."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from pipeline.errors import ErrorCode, InkError


class TimeUp(BaseException):
    """Celery's soft time limit. Pillow's `except Exception` and the like must not eat it."""


class ImageTimeUp(BaseException):
    """The time of one image of a batch."""


@contextmanager
def soft() -> Iterator[None]:
    """Let the pool's soft time limit raise TimeUp in this block, and nowhere else.

    Outside, while Celery stores the result, it would turn a finished job into a FAILURE; there
    the hard limit alone ends a child that hangs.
    """
    signal.signal(signal.SIGUSR1, _raise_time_up)
    try:
        yield
    finally:
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)


@contextmanager
def image(seconds: float) -> Iterator[None]:
    """Raise ImageTimeUp in this block after so many seconds."""
    signal.signal(signal.SIGALRM, _raise_image_time_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_IGN)


def disarm(**_: object) -> None:
    """Ignore the soft limit from the start of a task on: a receiver of `task_prerun`."""
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)


def exceeded(what: str) -> InkError:
    """The error of a job or an image that ran into its limit."""
    return InkError(ErrorCode.TIME_LIMIT, f"{what} took longer than its time limit")


def _raise_time_up(signum: int, frame: FrameType | None) -> None:
    raise TimeUp


def _raise_image_time_up(signum: int, frame: FrameType | None) -> None:
    raise ImageTimeUp
