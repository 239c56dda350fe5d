"""The model of a child: slow to load, swapped, missing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.store import CHAMPION, Store
from tests.conftest import started
from tests.integration.conftest import Producer, producing
from tests.integration.workers import Worker, until
from worker.embedded import EmbeddedRedis


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedRedis]:
    """A Redis of its own."""
    server = started(tmp_path_factory.mktemp("apart"))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def slow_starter(
    apart: EmbeddedRedis, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Worker]:
    """Its child takes longer to come up than Celery waits by default (4 s), and has no model."""
    folder = tmp_path_factory.mktemp("slow")
    (folder / CHAMPION).write_text("{")
    own = {**environment, "TRIAL_SLOW_START": "8", "INKQUEUE_STORE": str(folder)}
    worker = Worker("tests.integration.app", "slow", "interactive", apart, folder / "log", 1, **own)
    yield worker.ready()
    worker.stop()


@pytest.fixture
def neighbour(apart: EmbeddedRedis, files: Path) -> Iterator[Producer]:
    yield from producing(apart, files)


def test_a_replacement_that_loads_slowly_is_left_alone(
    slow_starter: Worker, neighbour: Producer
) -> None:
    neighbour.ask("recognize", {"image": f"{neighbour.files}/a.png"})
    (first,) = slow_starter.children()
    first.kill()
    # Longer than 4 s after the replacement began: by then the main process would have killed it.
    second = until(lambda: [c for c in slow_starter.children() if c.pid != first.pid])
    neighbour.ask("recognize", {"image": f"{neighbour.files}/a.png"})
    assert slow_starter.children() == second


def test_a_worker_without_a_model_says_so(slow_starter: Worker, neighbour: Producer) -> None:
    result = neighbour.ask("recognize", {"image": f"{neighbour.files}/a.png"})
    assert result["error"]["code"] == "model_unavailable"


def test_children_follow_the_pointer(reader: Worker, producer: Producer, store: Path) -> None:
    versions = Store(store).versions()
    assert Store(store).champion().version == versions[0]
    before = {child.pid for child in reader.children()}
    Store(store).promote(versions[1], "test", "better")
    job = {"images": [f"{producer.files}/a.png"] * 2}
    for _ in range(4):
        batch = producer.ask("recognize_many", job, queue="bulk")
        assert {item["model"] for item in batch["results"]} == {versions[1]}
    assert {child.pid for child in reader.children()} == before
    Store(store).rollback("test", "worse")
    assert (
        until(lambda: producer.ask("recognize", {"image": job["images"][0]})["model"])
        == versions[0]
    )
