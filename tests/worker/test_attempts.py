import pytest
import redis

from pipeline.errors import ErrorCode, InkError
from worker.attempts import Attempts


def test_attempts_are_counted_and_end(server: "redis.Redis") -> None:
    attempts = Attempts(server)
    assert [attempts.begin("j", 3, 60) for _ in range(3)] == [1, 2, 3]
    with pytest.raises(InkError) as caught:
        attempts.begin("j", 3, 60)
    assert caught.value.code == ErrorCode.ATTEMPTS_EXHAUSTED
    assert attempts.begin("another", 3, 60) == 1


def test_counters_run_out(server: "redis.Redis") -> None:
    Attempts(server).begin("j", 3, 60)
    assert 0 < server.ttl("inkqueue:attempts:j") <= 60
