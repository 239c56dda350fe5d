"""A Redis and a store of their own, a worker that trains and one that reads."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import started
from tests.integration.conftest import Producer, producing
from tests.integration.refresh.fleet import Fleet
from tests.integration.workers import Worker
from worker.embedded import EmbeddedRedis
from worker.events import Events
from worker.settings import Settings


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedRedis]:
    """A Redis of its own."""
    server = started(tmp_path_factory.mktemp("alone"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with nothing of its own: the shipped champion serves."""
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def fleet(
    alone: EmbeddedRedis, models: Path, files: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Fleet]:
    """The trainer, which a test may replace."""
    environment = {"INKQUEUE_SOURCE_ROOTS": str(files), "INKQUEUE_STORE": str(models)}
    fleet = Fleet(alone, tmp_path_factory.mktemp("logs"), environment)
    fleet.start_trainer()
    yield fleet
    fleet.trainer.stop()


@pytest.fixture(scope="session")
def reading(fleet: Fleet) -> Iterator[Worker]:
    """The worker that reads."""
    worker = fleet.reader().ready()
    yield worker
    worker.stop()


@pytest.fixture(scope="session")
def service(alone: EmbeddedRedis, files: Path, fleet: Fleet) -> Iterator[Producer]:
    yield from producing(alone, files)


@pytest.fixture
def events(service: Producer, alone: EmbeddedRedis) -> Events:
    return Events(service.server, Settings(redis_url=alone.url))
