"""A real Redis for every test that wants one, and tests on more than one process."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from hypothesis import settings

from tests import scheduling
from worker.embedded import EmbeddedRedis
from worker.settings import Settings

# A busy machine is no bug: what an example may take is not a property of the code.
settings.register_profile("inkqueue", deadline=None)
settings.load_profile("inkqueue")

# Several processes with a thread each do more than several that fight for the cores.
for _name in ("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "OPENCV_FOR_THREADS_NUM"):
    os.environ.setdefault(_name, "1")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    scheduling.slowest_first(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> scheduling.Scheduling | None:
    if config.getoption("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False  # it begins where the tests are many, not slow
    return scheduling.Scheduling(config, log)


def started(folder: Path) -> EmbeddedRedis:
    """A server with an append-only file in this folder."""
    return EmbeddedRedis(append_only=True, folder=folder, password="hush").start()


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedRedis]:
    """For tests that empty it as they like."""
    server = started(tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()


@pytest.fixture
def server(redis_server: EmbeddedRedis) -> Iterator["redis.Redis"]:
    """A client of an empty database."""
    client = redis.Redis.from_url(redis_server.url)
    client.flushall()
    yield client
    client.close()


@pytest.fixture
def settings(redis_server: EmbeddedRedis, tmp_path: Path) -> Settings:
    """The defaults, with the test's Redis and an empty store."""
    return Settings(redis_url=redis_server.url, store=tmp_path / "store")
