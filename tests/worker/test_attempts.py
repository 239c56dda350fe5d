import pytest
import redis

from pipeline.errors import ErrorCode, InkError
from worker.attempts import Attempts
from worker.settings import Settings


def test_attempts_are_counted_and_end(server: "redis.Redis", settings: Settings) -> None:
    attempts = Attempts(server, settings)
    assert [attempts.begin("j", 3) for _ in range(3)] == [1, 2, 3]
    with pytest.raises(InkError) as caught:
        attempts.begin("j", 3)
    assert caught.value.code == ErrorCode.ATTEMPTS_EXHAUSTED
    assert attempts.begin("another", 3) == 1


def test_counters_run_out(server: "redis.Redis", settings: Settings) -> None:
    Attempts(server, settings).begin("j", 3)
    assert 0 < server.ttl("inkqueue:attempts:j") <= settings.result_ttl
