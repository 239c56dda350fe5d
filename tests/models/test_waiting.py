"""Work that may hang is waited for so long and no longer."""

import threading
import time

import pytest

from models.waiting import at_most


def test_what_the_work_returns_or_raises_comes_out() -> None:
    assert at_most(5.0, lambda: 42) == 42
    with pytest.raises(ZeroDivisionError):
        at_most(5.0, lambda: 1 / 0)


def test_what_hangs_is_left() -> None:
    end = threading.Event()
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        at_most(0.1, lambda: end.wait(60))
    assert time.monotonic() - begun < 10
    end.set()
