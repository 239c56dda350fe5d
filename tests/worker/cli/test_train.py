"""`inkqueue train`: a version made here, or a job for the trainer's worker."""

import json
from base64 import b64decode
from pathlib import Path

import numpy as np
import pytest
import redis

from models.store import Store
from tests.worker.cli.conftest import Run
from worker.cli.exits import Exit
from worker.embedded import EmbeddedRedis


@pytest.fixture
def glyphs(tmp_path: Path) -> str:
    """Data to train on, if not to learn from."""
    x = np.random.default_rng(0).integers(0, 255, (400, 28, 28), dtype=np.uint8)
    np.savez(tmp_path / "glyphs.npz", x=x, y=np.arange(400) % 62)
    return "glyphs.npz"


def test_it_registers_a_version_weighs_it_and_prints_its_name(
    inkqueue: Run, glyphs: str, tmp_path: Path
) -> None:
    store = Store(tmp_path / "store")
    plan = ("--network", "paper", "--epochs", 1, "--seed", 7)
    done = inkqueue("train", "--data", glyphs, *plan, store=store.root)
    assert done.returncode == Exit.OK, done.stderr
    card = store.card(done.stdout.strip())
    assert (card.network, card.epochs, card.seed) == ("paper", 1, 7)
    assert "epoch 1: dev loss" in done.stderr
    assert "significantly worse on the holdout" in done.stderr
    assert done.stderr.splitlines()[-1] == "rejected"
    (event,) = store.history()
    assert (event.action, event.version) == ("rejected", card.version)
    assert store.champion().version != card.version


def test_corrections_are_for_the_trainer(inkqueue: Run, tmp_path: Path) -> None:
    done = inkqueue("train", "--data", "corrections:", store=tmp_path / "store")
    assert done.returncode == Exit.USAGE
    assert "add --queue" in done.stderr


def test_a_store_that_cannot_be_made_is_one_line_before_any_work(
    inkqueue: Run, glyphs: str, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    done = inkqueue("train", "--data", glyphs, store=tmp_path / "file" / "store")
    assert done.returncode == Exit.USAGE
    (line,) = done.stderr.splitlines()
    assert str(tmp_path / "file") in line


def test_what_cannot_be_trained_is_one_line(inkqueue: Run, glyphs: str, tmp_path: Path) -> None:
    for arguments in (("none.npz",), (glyphs, "--network", "none")):
        done = inkqueue("train", "--data", *arguments, store=tmp_path / "store")
        assert (done.returncode, done.stdout) == (Exit.USAGE, "")
        (line,) = done.stderr.splitlines()
        assert "invalid_job" in line
    assert line.startswith("inkqueue: --network: unknown network 'none'")


def test_queue_sends_it_to_the_trainer(
    inkqueue: Run, server: "redis.Redis", redis_server: EmbeddedRedis
) -> None:
    data = ("--data", "s3://sets/a.npz", "--data", "/sets/b.npz")
    done = inkqueue("train", *data, "--queue", "--epochs", 3, redis_url=redis_server.url)
    assert done.returncode == Exit.OK, done.stderr
    (message,) = server.lrange("training", 0, -1)
    envelope = json.loads(message)
    (job,), _, _ = json.loads(b64decode(envelope["body"]))
    assert job["data"] == ["s3://sets/a.npz", "/sets/b.npz"]
    assert job["epochs"] == 3
    assert envelope["headers"]["id"] == done.stdout.strip()


def test_what_no_job_may_say_is_not_sent(
    inkqueue: Run, server: "redis.Redis", redis_server: EmbeddedRedis
) -> None:
    for wrong in (("--epochs", 2000), ("--seed", 5_000_000_000)):
        data = ("--data", "/sets/a.npz", "--queue")
        done = inkqueue("train", *data, *wrong, redis_url=redis_server.url)
        assert (done.returncode, done.stdout) == (Exit.USAGE, "")
        (line,) = done.stderr.splitlines()
        assert "invalid_job" in line
    assert not server.exists("training")
