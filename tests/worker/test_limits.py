import contextlib
import signal
import time
from collections.abc import Iterator

import pytest

from worker import limits


@pytest.fixture(autouse=True)
def _handler() -> Iterator[None]:
    before = signal.getsignal(signal.SIGALRM)
    yield
    signal.signal(signal.SIGALRM, before)


SOON_S = 4
"""Less than `swallowing` takes, and enough for a machine that has other things to do."""


def swallowing() -> None:
    """As libraries do that answer to anything; 5 s in all."""
    for _ in range(100):
        with contextlib.suppress(Exception):
            time.sleep(0.05)


def test_no_library_swallows_the_limit() -> None:
    start = time.monotonic()
    with pytest.raises(limits.TimeUp), limits.within(0.1):
        swallowing()
    assert 0.1 <= time.monotonic() - start < SOON_S


def test_work_in_time_is_left_alone() -> None:
    with limits.within(0.05):
        pass
    time.sleep(0.1)


def test_an_inner_limit_ends_the_inner_block_only() -> None:
    with limits.within(5):
        with pytest.raises(limits.TimeUp), limits.within(0.05):
            swallowing()
        time.sleep(0.05)


def test_the_outer_limit_runs_on_within_the_inner() -> None:
    start = time.monotonic()
    with pytest.raises(limits.TimeUp), limits.within(0.2):
        with limits.within(0.1), contextlib.suppress(limits.TimeUp):
            swallowing()
        swallowing()
    assert 0.2 <= time.monotonic() - start < SOON_S


def test_the_outer_limit_may_come_first() -> None:
    start = time.monotonic()
    with pytest.raises(limits.TimeUp), limits.within(0.1):
        with contextlib.suppress(limits.TimeUp), limits.within(5):
            swallowing()
        swallowing()
    assert time.monotonic() - start < SOON_S


@pytest.mark.parametrize(
    ("asked", "limit"), [(None, 60), (5, 5), (5.5, 5.5), (3600, 60), (0, 60), (-1, 60), ("5", 60)]
)
def test_a_producer_may_ask_for_less(asked: object, limit: float) -> None:
    assert limits.lesser(asked, 60) == limit


@pytest.mark.parametrize(
    ("timelimit", "limits_s"),
    [
        (None, (None, None)),
        ([9, 3], (9, 3)),
        ([None, 2.5], (None, 2.5)),
        (5, (None, None)),
        ([1], (None, None)),
        (["9", -3], (None, None)),
        ({"hard": 1, "soft": 2}, (None, None)),
    ],
)
def test_what_is_no_limit_of_a_message_is_none(
    timelimit: object, limits_s: tuple[float | None, float | None]
) -> None:
    assert limits.asked(timelimit) == limits_s
