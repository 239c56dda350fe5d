import contextlib
import os
import signal
import time
from collections.abc import Iterator

import pytest

from worker import limits


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGUSR1, signal.SIGALRM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def swallowing() -> None:
    """As libraries do that answer to anything."""
    for _ in range(100):
        with contextlib.suppress(Exception):
            time.sleep(0.05)


def test_no_library_swallows_the_limit_of_an_image() -> None:
    start = time.monotonic()
    with pytest.raises(limits.ImageTimeUp), limits.image(0.1):
        swallowing()
    assert time.monotonic() - start < 1


def test_an_image_in_time_is_left_alone() -> None:
    with limits.image(0.05):
        pass
    time.sleep(0.1)


def test_the_soft_limit_interrupts_the_block_only() -> None:
    with pytest.raises(limits.TimeUp), limits.soft():
        os.kill(os.getpid(), signal.SIGUSR1)
        swallowing()
    os.kill(os.getpid(), signal.SIGUSR1)


def test_disarmed_it_interrupts_nothing() -> None:
    limits.disarm(sender=None)
    os.kill(os.getpid(), signal.SIGUSR1)
