"""One Redis, one recognition worker and one trainer for all integration tests."""

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import redis
from celery import Celery
from celery.result import AsyncResult
from PIL import Image, ImageDraw

from tests import tiny
from tests.conftest import started
from tests.integration.trial import PREFIXES
from tests.integration.workers import PATIENCE_S, Worker
from worker.embedded import EmbeddedRedis

TIME_LIMIT_S = 12
VISIBILITY_S = 24
LONG_S = 45
"""A training longer than the recognition worker's visibility timeout and its look every 10 s."""


@dataclass(frozen=True)
class Producer:
    """A client that knows Celery, the broker's address and the tasks' names; nothing of ours."""

    app: Celery
    server: "redis.Redis"
    files: Path

    def send(self, name: str, job: Any, queue: str | None = "interactive", **options: Any) -> Any:
        return self.app.send_task(f"inkqueue.{name}", [job], queue=queue, **options)

    def get(self, sent: AsyncResult) -> dict[str, Any]:
        """The result of a job, which is a SUCCESS whatever happened."""
        found = sent.get(timeout=PATIENCE_S, propagate=False)
        assert (sent.state, sent.traceback) == ("SUCCESS", None)
        return found

    def ask(self, name: str, job: Any, **options: Any) -> dict[str, Any]:
        return self.get(self.send(name, job, **options))

    def publish(self, body: Any, **headers: Any) -> AsyncResult:
        """A message as a hand that knows little of Celery makes it."""
        task_id = uuid.uuid4().hex
        headers = {"task": "inkqueue.recognize", "id": task_id, **headers}
        with self.app.producer_pool.acquire() as sender:
            sender.publish(
                body,
                routing_key="interactive",
                serializer="json",
                headers=headers,
                correlation_id=task_id,
            )
        return self.app.AsyncResult(task_id)

    def openings(self, path: str) -> int:
        """How often a `trial://` source was opened."""
        log = self.files / "opened.log"
        lines = log.read_text().splitlines() if log.exists() else []
        return lines.count(path.removeprefix("trial://"))


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The allowed root: a picture, and glyphs to train on."""
    folder = tmp_path_factory.mktemp("files")
    image = Image.new("L", (160, 60), 235)
    pen = ImageDraw.Draw(image)
    pen.line((30, 12, 30, 48), fill=30, width=5)
    pen.ellipse((70, 18, 100, 48), outline=30, width=5)
    image.save(folder / "a.png")
    glyphs = np.random.default_rng(0).integers(0, 255, (400, 28, 28), dtype=np.uint8)
    np.savez(folder / "train.npz", x=glyphs, y=np.arange(400) % 62)
    (folder / "text.png").write_text("no image")
    return folder


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two tiny versions, the first the champion."""
    root = tmp_path_factory.mktemp("store")
    tiny.fill(root, 2)
    return root


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedRedis]:
    server = started(tmp_path_factory.mktemp("broker"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def environment(files: Path, store: Path) -> dict[str, str]:
    """What an operator sets for these tests."""
    return {
        "INKQUEUE_SOURCE_ROOTS": str(files),
        "INKQUEUE_SOURCE_PREFIXES": PREFIXES,
        "INKQUEUE_STORE": str(store),
        "INKQUEUE_TIME_LIMIT": str(TIME_LIMIT_S),
        "INKQUEUE_BULK_TIME_LIMIT": str(TIME_LIMIT_S),
        "INKQUEUE_VISIBILITY_TIMEOUT": str(VISIBILITY_S),
        "TRIAL_FILES": str(files),
    }


@pytest.fixture(scope="session")
def reader(
    broker: EmbeddedRedis,
    environment: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
    long_training: AsyncResult,
) -> Iterator[Worker]:
    """The recognition worker, two children with a model each; a training runs beside it."""
    log = tmp_path_factory.mktemp("reader") / "log"
    worker = Worker(
        "tests.integration.app", "reader", "interactive,bulk", broker, log, 2, **environment
    )
    yield worker.ready()
    worker.stop()


@pytest.fixture(scope="session")
def producer(broker: EmbeddedRedis, files: Path) -> Iterator[Producer]:
    yield from producing(broker, files)


def producing(broker: EmbeddedRedis, files: Path) -> Iterator[Producer]:
    """A producer for that Redis."""
    app = Celery(broker=broker.url, backend=broker.url, set_as_current=False)
    server = redis.Redis.from_url(broker.url)
    yield Producer(app, server, files)
    server.close()
    app.close()


@pytest.fixture(scope="session")
def trainer(
    broker: EmbeddedRedis, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Worker]:
    log = tmp_path_factory.mktemp("trainer") / "log"
    worker = Worker("tests.integration.trainer", "trainer", "training", broker, log, **environment)
    yield worker
    worker.kill()


@pytest.fixture(scope="session")
def long_training(trainer: Worker, producer: Producer) -> AsyncResult:
    """A long training, begun before the reader and over when the last test asks."""
    job = {"data": [f"trial://slow/{LONG_S}/train.npz"], "network": "paper", "epochs": 1}
    return producer.send("train", {**job, "promote": False}, queue="training", task_id="long")


def pytest_configure() -> None:
    # The tests' own Celery client must not take its settings from the operator's shell.
    os.environ.pop("CELERY_BROKER_URL", None)
