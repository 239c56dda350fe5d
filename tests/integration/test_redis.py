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


TIME_LIMIT_S = 8
SOFT_S = 6
"""Of a job of half a second: room for a machine that has other things to do."""


@pytest.fixture(scope="module")
def mortal_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedRedis]:
    server = started(tmp_path_factory.mktemp("mortal"))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def client(mortal_redis: EmbeddedRedis, files: Path) -> Iterator[Producer]:
    yield from producing(mortal_redis, files)


@pytest.fixture(scope="module")
def worker(
    mortal_redis: EmbeddedRedis,
    environment: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Worker]:
    """Started as the container image does, with a soft shutdown of as long as one image takes."""
    app, log = "tests.integration.app", tmp_path_factory.mktemp("restart") / "log"
    own = {"INKQUEUE_TIME_LIMIT": str(TIME_LIMIT_S), "REMAP_SIGTERM": "SIGQUIT"}
    worker = Worker(
        app, "restart", "interactive,bulk", mortal_redis, log, 2, **{**environment, **own}
    )
    yield worker.ready()
    worker.stop()


def test_a_lost_connection_begins_no_job_again(client: Producer, worker: Worker) -> None:
    """Celery gives back what is not acknowledged, while the child works on."""
    image = "trial://slow/2.5/a.png~blip"
    sent = client.send("recognize", {"image": image})
    for _ in range(2):
        until(lambda: client.openings(image))
        client.server.execute_command("CLIENT KILL TYPE normal")
        time.sleep(1)
    assert client.get(sent)["status"] == "done"
    until(lambda: worker.log.read_text().count(f"[{sent.id}] received") > 1)
    assert client.openings(image) == 1
    assert client.server.scard(f"inkqueue:attempts:{sent.id}") == 1


def test_every_job_has_one_result_though_redis_restarts(
    mortal_redis: EmbeddedRedis, client: Producer, worker: Worker
) -> None:
    images = [f"trial://slow/0.5/a.png~restart{number}" for number in range(JOBS)]
    sent = [
        client.send("recognize", {"image": each, "reply_to": STREAM}, soft_time_limit=SOFT_S)
        for each in images
    ]
    for part in (JOBS // 4, JOBS // 2):
        until(lambda part=part: client.server.xlen(STREAM) >= part)
        mortal_redis.stop()
        # Longer than the soft limit: work that is done waits with its result.
        time.sleep(SOFT_S + 1)
        mortal_redis.start()
    results = [client.get(each) for each in sent]
    assert [result["error"] for result in results] == [None] * JOBS
    assert [result["job_id"] for result in results] == [each.id for each in sent]
    # Time for a second entry, were there to be one.
    time.sleep(2)
    heard = [json.loads(fields[b"result"]) for _, fields in client.server.xrange(STREAM)]
    assert sorted(r["job_id"] for r in heard) == sorted(each.id for each in sent)
    assert not client.server.exists("interactive")


def test_a_worker_that_is_stopped_finishes_what_fits_and_gives_back_the_rest(
    client: Producer, worker: Worker
) -> None:
    one, many = "trial://slow/2/a.png~one", [f"trial://slow/4/a.png~{n}" for n in range(3)]
    short = client.send("recognize", {"image": one})
    long = client.send("recognize_many", {"images": many}, queue="bulk")
    until(lambda: client.openings(one) and client.openings(many[0]))
    worker.process.terminate()
    worker.process.wait(TIME_LIMIT_S + 60)
    assert client.get(short)["status"] == "done"
    assert not long.ready()
    assert client.server.llen("bulk") == 1
