"""A training that was cut off goes on."""

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from models.errors import unavailable
from models.fitting import Progress
from models.plan import TrainPlan, fingerprint
from models.store import Store
from models.training import train
from pipeline.errors import ErrorCode, InkError
from tests.models.characters import characters, saved

ROOT = Path(__file__).parents[2]
COUNT = 500


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file of characters; its reference."""
    return saved(characters(COUNT), tmp_path_factory.mktemp("data") / "some.npz")


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    """A store with nothing in it."""
    return Store(tmp_path / "store", shipped=tmp_path / "nothing")


class CrashError(Exception):
    """Something that ends a training half way."""


def test_a_plan_that_was_cut_off_goes_on(empty: Store, data: str) -> None:
    plan = TrainPlan((data,), "paper", epochs=2)

    def crash(at: Progress) -> None:
        if at.epoch == 2:
            raise CrashError

    with pytest.raises(CrashError):
        train(plan, empty, crash)
    assert empty.versions() == ()
    heard: list[int] = []
    card = empty.card(train(plan, empty, lambda at: heard.append(at.epoch)))
    assert set(heard) == {2}
    assert (card.epochs, [row["epoch"] for row in card.curve]) == (2, [1, 2])
    assert list((empty.root / "checkpoints").iterdir()) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from models.store import Store
from models.training import train
from models.plan import TrainPlan

def report(at):
    if at.epoch == 2:
        os.kill(os.getpid(), signal.SIGKILL)

data, root = sys.argv[1:]
train(TrainPlan((data,), "paper", epochs=2), Store(Path(root)), report)
"""


def test_a_killed_process_loses_one_epoch_at_most(empty: Store, data: str) -> None:
    command = [sys.executable, "-c", KILLED, data, str(empty.root)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=150)
    assert done.returncode == -signal.SIGKILL
    heard: list[int] = []
    plan = TrainPlan((data,), "paper", epochs=2)
    card = empty.card(train(plan, empty, lambda at: heard.append(at.epoch)))
    assert set(heard) == {2}
    assert card.epochs == 2


def test_another_plan_and_other_data_begin_at_the_beginning(empty: Store, tmp_path: Path) -> None:
    heard: list[int] = []

    def crash(at: Progress) -> None:
        heard.append(at.epoch)
        if at.epoch == 2:
            raise CrashError

    file = tmp_path / "data.npz"
    saved(characters(COUNT), file)
    first = TrainPlan((str(file),), "paper", epochs=2, seed=1)
    with pytest.raises(CrashError):
        train(first, empty, crash)
    saved(characters(COUNT - 1), file)
    for plan in (replace(first, seed=2), first):
        heard.clear()
        with pytest.raises(CrashError):
            train(plan, empty, crash)
        assert heard[0] == 1


def test_a_training_that_is_called_off_leaves_nothing(empty: Store, data: str) -> None:
    def cancel(at: Progress) -> None:
        if at.epoch == 2:
            raise InkError(ErrorCode.CANCELLED, "enough")

    with pytest.raises(InkError):
        train(TrainPlan((data,), "paper", epochs=2), empty, cancel)
    assert list((empty.root / "checkpoints").iterdir()) == []


def test_a_training_whose_store_was_away_is_kept(
    empty: Store, data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sent again, with a copy of the data in another folder, it has only to be registered."""
    copy = tmp_path / "again" / Path(data).name
    copy.parent.mkdir()
    copy.write_bytes(Path(data).read_bytes())

    def away(*_: object) -> str:
        raise unavailable("the store does not answer", "store", "s3://models")

    with monkeypatch.context() as patch, pytest.raises(InkError, match="does not answer"):
        patch.setattr(Store, "register", away)
        train(TrainPlan((data,), "paper", epochs=1), empty)
    heard: list[str] = []
    version = train(
        TrainPlan((str(copy),), "paper", epochs=1), empty, lambda at: heard.append(at.stage)
    )
    assert empty.card(version).epochs == 1
    assert not {"fit", "epoch"} & set(heard)
    assert list((empty.root / "checkpoints").iterdir()) == []


def test_a_version_that_nobody_could_be_told_of_is_not_trained_again(
    empty: Store, data: str
) -> None:
    plan = TrainPlan((data,), "paper", epochs=1)

    def away(version: str) -> None:
        raise CrashError

    with pytest.raises(CrashError):
        train(plan, empty, on_registered=away)
    heard, told = [], []
    version = train(plan, empty, lambda at: heard.append(at.stage), told.append)
    assert {"fit", "epoch"}.isdisjoint(heard)
    assert told == [version]
    assert list((empty.root / "checkpoints").iterdir()) == []


def test_another_release_begins_at_the_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = TrainPlan(("a.npz",), "paper")
    before = fingerprint(plan, ())
    assert fingerprint(plan, ()) == before
    monkeypatch.setattr("models.plan.version", lambda name: "99.0")
    assert fingerprint(plan, ()) != before
