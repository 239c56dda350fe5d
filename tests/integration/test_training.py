"""Trainings, on a worker of their own."""

from pathlib import Path
from typing import Any

import pytest
from celery.result import AsyncResult

from models.store import Store
from tests.integration.conftest import LONG_S, Producer
from tests.integration.workers import Worker, until

pytestmark = pytest.mark.usefixtures("reader")


def test_a_training_longer_than_the_readers_timeout_starts_once(
    producer: Producer, trainer: Worker, long_training: AsyncResult, store: Path
) -> None:
    result = producer.get(long_training)
    assert result["status"] == "done"
    assert Store(store).card(result["version"]).network == "paper"
    assert producer.openings(f"trial://slow/{LONG_S}/train.npz") == 1
    # None is left once a checkpoint is written: a restart that got further costs no attempt.
    assert producer.server.scard("inkqueue:attempts:long") <= 1
    # Nor was its message given out again, which only the next in line would show.
    producer.ask("train", {}, queue="training")
    assert trainer.log.read_text().count("inkqueue.train[long] received") == 1


def test_a_training_tells_its_progress_and_registers_a_version(
    producer: Producer, long_training: AsyncResult, store: Path
) -> None:
    job = {"data": [f"{producer.files}/train.npz"], "network": "compact", "epochs": 2, "seed": 3}
    sent = producer.send("train", {**job, "promote": False}, queue="training")
    seen = []
    until(lambda: seen.append((sent.state, sent.info)) or sent.ready())
    result = producer.get(sent)
    card = Store(store).card(result["version"])
    assert (card.network, card.epochs, card.seed) == ("compact", 2, 3)
    assert card.data[0].name == "train.npz"
    assert result["promoted"] is None
    assert result["verdict"]["holdout"]["images"] == 6087
    progress = [info for state, info in seen if state == "PROGRESS"]
    assert {"fit"} <= {meta["stage"] for meta in progress}
    assert all(meta["epochs"] == 2 for meta in progress if meta["stage"] == "fit")
    assert not any((store / "fetched").iterdir())


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"network": "none"}, "invalid_job", "network"),
        ({"data": ["/etc/passwd.npz"]}, "source_not_allowed", "data"),
        ({"data": ["{files}/a.png"]}, "invalid_job", "data"),
        ({"start": "compact-20200101T000000-00000000"}, "model_unavailable", "start"),
        ({"epochs": 0}, "invalid_job", "epochs"),
    ],
)
def test_a_training_that_fails_says_why(
    producer: Producer, long_training: AsyncResult, change: dict[str, Any], code: str, field: str
) -> None:
    job = {"data": ["{files}/train.npz"], "network": "paper", "epochs": 1, **change}
    job["data"] = [each.replace("{files}", str(producer.files)) for each in job["data"]]
    result = producer.ask("train", job, queue="training")
    assert (result["error"]["code"], result["error"]["field"]) == (code, field)
    # Nor does it tell where the copies lay.
    assert "fetched" not in result["error"]["message"]


@pytest.mark.parametrize("queue", [None, "interactive"])
def test_a_training_finds_its_queue(
    producer: Producer, long_training: AsyncResult, queue: str | None
) -> None:
    result = producer.ask("train", {"data": ["/etc/x.npz"]}, queue=queue)
    assert result["error"]["code"] == "source_not_allowed"


def test_a_reading_among_trainings_finds_its_queue(
    producer: Producer, long_training: AsyncResult
) -> None:
    job = {"image": f"{producer.files}/a.png"}
    assert producer.ask("recognize", job, queue="training")["status"] == "done"


def test_it_takes_its_limits_along(producer: Producer, long_training: AsyncResult) -> None:
    job = {"image": "trial://slow/11/a.png~forwarded"}
    result = producer.ask("recognize", job, queue="training", soft_time_limit=1)
    assert result["error"]["code"] == "time_limit"
