"""The worker's sign of life."""

import json
import os
import subprocess
import sys

from tests.integration.conftest import Producer
from tests.integration.workers import Worker, until
from worker.heartbeat import TTL_S, key


def exit_code(worker: Worker) -> int:
    """Of the check that a container's health probe runs."""
    return subprocess.run(
        [sys.executable, "-m", "worker.heartbeat", worker.hostname],
        env={**os.environ, "INKQUEUE_REDIS_URL": worker.broker.url},
        check=False,
    ).returncode


def test_a_worker_says_what_it_does(reader: Worker, producer: Producer) -> None:
    beat = json.loads(producer.server.get(key(reader.hostname)))
    assert beat["pid"] == reader.process.pid
    assert {"interactive", "bulk"} <= set(beat["queues"])
    assert beat["children"] == 2
    assert beat["jobs"] >= 0
    assert 0 < producer.server.ttl(key(reader.hostname)) <= TTL_S
    until(lambda: producer.server.get(key(reader.hostname)) != json.dumps(beat).encode(), 60)


def test_the_health_check_tells_the_living_from_the_dead(
    reader: Worker, environment: dict[str, str], tmp_path
) -> None:
    assert exit_code(reader) == 0
    dead = Worker("tests.integration.app", "dead", "none", reader.broker, tmp_path / "log")
    dead.kill()
    assert exit_code(dead) == 1
