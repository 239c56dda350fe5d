"""The one place for a training: two holders of one process stand for two machines here."""

import time

import pytest
import redis
from redis.exceptions import LockNotOwnedError

from tests.integration.workers import until
from worker import heartbeat, slot
from worker.holder import Holder
from worker.slot import Slot

HERE = Holder.here("task", "a@one")


def elsewhere(server: "redis.Redis", alive: bool = True) -> Holder:
    """A process of a machine that cannot be seen from here, whose worker beats or not."""
    holder = HERE.model_copy(update={"host": "far", "worker": "b@far"})
    if alive:
        server.set(heartbeat.key(holder.worker), "{}", ex=30)
    return holder


def test_there_is_one_place_and_it_is_given_back(server: "redis.Redis") -> None:
    other = elsewhere(server)
    with Slot(server).held(other) as free:
        assert free
        assert Slot(server).holder() == other
        with Slot(server).held(HERE) as also:
            assert not also
        assert Slot(server).holder() == other
    with Slot(server).held(HERE) as free:
        assert free
    assert not server.exists(slot.KEY)


def test_the_lease_is_renewed_while_it_is_held(server: "redis.Redis") -> None:
    short = Slot(server, lease_s=2)
    with short.held(elsewhere(server)):
        time.sleep(3)
        with short.held(HERE) as free:
            assert not free


def test_a_lease_that_nobody_renews_runs_out(server: "redis.Redis") -> None:
    server.set(slot.KEY, elsewhere(server).model_dump_json(), px=2000)
    with Slot(server).held(HERE) as free:
        assert not free
    until(lambda: not server.exists(slot.KEY), 30)
    with Slot(server).held(HERE) as free:
        assert free


@pytest.mark.parametrize(
    "gone",
    [
        lambda server: elsewhere(server, alive=False),
        lambda server: HERE.model_copy(update={"started": 1, "pid": 2**22 + 1}),
    ],
    ids=["its worker beats no more", "its process is dead"],
)
def test_the_place_of_one_that_is_gone_is_taken_at_once(server: "redis.Redis", gone) -> None:  # type: ignore[no-untyped-def]
    server.set(slot.KEY, gone(server).model_dump_json(), ex=60)
    with Slot(server).held(HERE) as free:
        assert free


def test_a_lease_that_was_lost_is_taken_again(server: "redis.Redis") -> None:
    short = Slot(server, lease_s=0.6)
    with short.held(HERE):
        server.delete(slot.KEY)
        until(lambda: short.holder() == HERE, 30)
        short.check()


def test_whoever_lost_the_place_to_another_must_stop(server: "redis.Redis") -> None:
    with Slot(server).held(HERE):
        Slot(server).check()
        other = elsewhere(server)
        server.set(slot.KEY, other.model_dump_json(), ex=60)
        with pytest.raises(LockNotOwnedError):
            Slot(server).check()
    # Nor does it give up what is not its own.
    assert Slot(server).holder() == other
