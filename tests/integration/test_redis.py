"""Redis goes away and comes back."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import started
from tests.integration.conftest import Producer, producing
from tests.integration.workers import Worker, until
from worker.embedded import EmbeddedRedis

JOBS = 24
STREAM = "inkqueue:reply:restart"


@pytest.fixture
def mortal_redis(tmp_path: Path) -> Iterator[EmbeddedRedis]:
    server = started(tmp_path)
    yield server
    server.stop()


@pytest.fixture
def client(mortal_redis: EmbeddedRedis, files: Path) -> Iterator[Producer]:
    yield from producing(mortal_redis, files)


@pytest.fixture
def worker(
    mortal_redis: EmbeddedRedis, environment: dict[str, str], tmp_path: Path
) -> Iterator[Worker]:
    app, log = "tests.integration.app", tmp_path / "log"
    worker = Worker(app, "restart", "interactive", mortal_redis, log, 2, **environment)
    yield worker.ready()
    worker.stop()


def test_every_job_has_one_result_though_redis_restarts(
    mortal_redis: EmbeddedRedis, client: Producer, worker: Worker
) -> None:
    images = [f"trial://slow/0.5/a.png~restart{number}" for number in range(JOBS)]
    sent = [
        client.send("recognize", {"image": each, "reply_to": STREAM}, soft_time_limit=3)
        for each in images
    ]
    for part in (JOBS // 4, JOBS // 2):
        until(lambda part=part: client.server.xlen(STREAM) >= part)
        mortal_redis.stop()
        # Longer than the soft limit: work that is done waits with its result.
        time.sleep(5)
        mortal_redis.start()
    results = [client.get(each) for each in sent]
    assert [result["error"] for result in results] == [None] * JOBS
    assert [result["job_id"] for result in results] == [each.id for each in sent]
    # Time for a second entry, were there to be one.
    time.sleep(2)
    heard = [json.loads(fields[b"result"]) for _, fields in client.server.xrange(STREAM)]
    assert sorted(r["job_id"] for r in heard) == sorted(each.id for each in sent)
    assert not client.server.exists("interactive")
