from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis

from worker import heartbeat
from worker.claims import MARGIN_S, Claims, key
from worker.holder import Holder

Hold = Callable[[str], Holder]


@pytest.fixture
def hold(server: "redis.Redis") -> Hold:
    """A holder by task id, on a machine far away whose worker beats."""
    server.set(heartbeat.key("w@far"), "{}")
    here = Holder.here("", "w@far")
    return lambda task_id: here.model_copy(update={"task_id": task_id, "host": f"far-{task_id}"})


def test_a_job_belongs_to_the_first(server: "redis.Redis", hold: Hold) -> None:
    claims = Claims(server)
    assert claims.take("j", hold("one"), 10)
    assert not claims.take("j", hold("two"), 10)
    assert claims.take("another", hold("two"), 10)
    assert claims.holds("j", "one")
    assert not claims.holds("j", "two")
    assert claims.holds("unclaimed", "two")
    assert claims.holder("j") == hold("one")


def test_a_repeated_command_finds_its_own_claim(server: "redis.Redis", hold: Hold) -> None:
    """The client sends a command again whose answer was lost."""
    assert Claims(server).take("j", hold("one"), 10)
    assert Claims(server).take("j", hold("one"), 10)


def test_a_message_that_was_given_back_waits_while_its_child_works(
    server: "redis.Redis", hold: Hold
) -> None:
    claims = Claims(server)
    assert claims.take("j", hold("one"), 10)
    assert not claims.take("j", hold("one").model_copy(update={"pid": 1}), 10)


def test_a_job_is_taken_over_once_its_holder_is_gone(server: "redis.Redis", hold: Hold) -> None:
    claims = Claims(server)
    assert claims.take("j", hold("one"), 10)
    server.delete(heartbeat.key("w@far"))
    assert claims.take("j", hold("two"), 10)
    assert claims.holder("j") == hold("two")


def test_one_of_many_takes_over(server: "redis.Redis", hold: Hold) -> None:
    claims = Claims(server)
    dead = hold("dead").model_copy(update={"worker": "dead"})
    for number in range(20):
        claims.take(f"j{number}", dead, 10)
        with ThreadPoolExecutor(4) as pool:
            took = pool.map(lambda n, j=number: claims.take(f"j{j}", hold(str(n)), 10), range(4))
            assert sum(took) == 1


def test_a_claim_outlives_the_work_and_then_runs_out(server: "redis.Redis", hold: Hold) -> None:
    claims = Claims(server)
    claims.take("j", hold("one"), 10)
    assert 10 < server.ttl(key("j")) <= 10 + MARGIN_S
    server.delete(key("j"))
    assert claims.take("j", hold("two"), 10)


def test_only_the_holder_releases(server: "redis.Redis", hold: Hold) -> None:
    claims = Claims(server)
    claims.take("j", hold("one"), 10)
    claims.release("j", hold("two"))
    assert claims.holder("j") == hold("one")
    claims.release("j", hold("one"))
    assert claims.holder("j") is None
