import pytest
import redis

from worker import heartbeat
from worker.embedded import EmbeddedRedis


def test_a_worker_lives_while_its_key_does(
    server: "redis.Redis", redis_server: EmbeddedRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INKQUEUE_REDIS_URL", redis_server.url)
    assert heartbeat.main(["celery@here"]) == 1
    server.set(heartbeat.key("celery@here"), "{}")
    assert heartbeat.main(["celery@here"]) == 0
    assert heartbeat.main([]) == 1


def test_without_redis_nothing_lives(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INKQUEUE_REDIS_URL", "redis://127.0.0.1:1")
    assert heartbeat.main([]) == 1
    monkeypatch.setenv("INKQUEUE_REDIS_URL", "nonsense")
    assert heartbeat.main([]) == 1
    assert "INKQUEUE_REDIS_URL='nonsense'" in capsys.readouterr().err
