"""The listener prints each result once, in whatever order things happen."""

import json
import socket
import time
from pathlib import Path

import pytest
import redis
from celery import Celery

from tests.producer_examples.conftest import Example

STREAM = "inkqueue:reply:listener-test"


@pytest.fixture
def client(broker: str) -> "redis.Redis":
    """The same Redis, without the stream."""
    client = redis.Redis.from_url(broker)
    client.delete(STREAM)
    return client


def _send(broker: str, picture: Path, job_id: str) -> None:
    job = {"image": str(picture), "job_id": job_id, "reply_to": STREAM}
    with Celery(broker=broker, backend=broker) as app:
        app.send_task("inkqueue.recognize", [job], queue="interactive").get(timeout=60)


def _first_line(run: object) -> dict[str, object]:
    line: dict[str, object] = json.loads(run.stdout.readline())  # type: ignore[attr-defined]
    return line


@pytest.mark.usefixtures("client")
def test_it_hears_what_came_before_it_and_what_comes_after(
    example: Example, broker: str, picture: Path
) -> None:
    _send(broker, picture, "listener-before")
    run = example("listener.py", broker, STREAM, 2)
    assert _first_line(run)["job_id"] == "listener-before"
    _send(broker, picture, "listener-after")
    output, errors = run.communicate(timeout=90)
    assert json.loads(output)["job_id"] == "listener-after"
    assert run.returncode == 0, errors


def test_each_result_goes_to_one_listener_and_is_acknowledged(
    example: Example, broker: str, picture: Path, client: "redis.Redis"
) -> None:
    for number in range(2):
        _send(broker, picture, f"listener-shared-{number}")
    outputs = [
        json.loads(example("listener.py", broker, STREAM, 1).communicate(timeout=90)[0])["job_id"]
        for _ in range(2)
    ]
    assert outputs == ["listener-shared-0", "listener-shared-1"]
    assert client.xpending(STREAM, "listeners")["pending"] == 0


def test_one_that_died_before_acknowledging_is_given_it_again(
    example: Example, broker: str, picture: Path, client: "redis.Redis"
) -> None:
    client.xgroup_create(STREAM, "listeners", id="0", mkstream=True)
    _send(broker, picture, "listener-died")
    client.xreadgroup("listeners", socket.gethostname(), {STREAM: ">"})
    output, _ = example("listener.py", broker, STREAM, 1).communicate(timeout=90)
    assert json.loads(output)["job_id"] == "listener-died"


def test_it_goes_on_after_the_stream_expired(
    example: Example, broker: str, picture: Path, client: "redis.Redis"
) -> None:
    run = example("listener.py", broker, STREAM, 1)
    until = time.monotonic() + 30
    while not client.exists(STREAM) and time.monotonic() < until:
        time.sleep(0.05)
    assert client.ttl(STREAM) > 0
    time.sleep(0.5)  # it is waiting in XREADGROUP by now
    client.delete(STREAM)
    _send(broker, picture, "listener-expired")
    output, errors = run.communicate(timeout=90)
    assert json.loads(output)["job_id"] == "listener-expired", errors
