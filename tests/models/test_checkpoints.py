"""A training that was cut off goes on at its last checkpoint."""

import os
import time
from pathlib import Path

import numpy as np
import pytest

from models.checkpoints import Checkpoints
from models.fitting import OnProgress, Progress
from tests.models.test_fitting import STEPS, losses, trained, weights


class CrashError(Exception):
    """Something that ends a training half way."""


def crash_in(epoch: int, step: int = STEPS) -> OnProgress:
    def report(at: Progress) -> None:
        if at.epoch == epoch and at.step >= step:
            raise CrashError

    return report


def crashed(folder: Path, epoch: int, step: int = STEPS) -> Checkpoints:
    checkpoints = Checkpoints(folder)
    with pytest.raises(CrashError):
        trained(checkpoints=checkpoints, report=crash_in(epoch, step))
    return checkpoints


def test_after_a_crash_the_training_goes_on_as_if_there_had_been_none(tmp_path: Path) -> None:
    straight, expected = trained(checkpoints=Checkpoints(tmp_path / "straight"))
    checkpoints = crashed(tmp_path / "crashed", epoch=3)
    heard: list[int] = []
    model, rows = trained(checkpoints=checkpoints, report=lambda p: heard.append(p.epoch))
    assert set(heard) == {3}
    assert [row["epoch"] for row in rows] == [1, 2, 3]
    np.testing.assert_allclose(losses(rows), losses(expected), atol=1e-3)
    np.testing.assert_allclose(weights(model), weights(straight), atol=1e-4)


def test_it_goes_on_within_an_epoch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.fitting.SAVE_STEPS", 3)
    straight, expected = trained(checkpoints=Checkpoints(tmp_path / "straight"))
    checkpoints = crashed(tmp_path / "crashed", epoch=2)
    heard: list[tuple[int, int]] = []
    model, rows = trained(checkpoints=checkpoints, report=lambda p: heard.append((p.epoch, p.step)))
    assert heard[0] == (2, 7)
    assert {epoch for epoch, _ in heard} == {2, 3}
    assert [row["epoch"] for row in rows] == [1, 2, 3]
    np.testing.assert_allclose(weights(model), weights(straight), atol=1e-4)
    assert losses(rows)[2] == pytest.approx(losses(expected)[2], abs=1e-3)


def test_a_crash_before_the_first_checkpoint_starts_anew(tmp_path: Path) -> None:
    checkpoints = crashed(tmp_path / "run", epoch=1)
    _, rows = trained(checkpoints=checkpoints)
    assert [row["epoch"] for row in rows] == [1, 2, 3]


def test_a_training_that_ended_is_not_done_again_until_it_is_discarded(tmp_path: Path) -> None:
    checkpoints = Checkpoints(tmp_path / "run")
    heard: list[int] = []
    first, _ = trained(epochs=1, checkpoints=checkpoints)
    again, rows = trained(epochs=1, checkpoints=checkpoints, report=lambda p: heard.append(p.epoch))
    assert heard == []
    assert [row["epoch"] for row in rows] == [1]
    np.testing.assert_array_equal(weights(first), weights(again))
    checkpoints.discard()
    assert not (tmp_path / "run").exists()


def test_the_budget_counts_what_was_spent_before(tmp_path: Path) -> None:
    checkpoints = crashed(tmp_path / "run", epoch=2)
    state = (tmp_path / "run" / "state.json").read_text()
    (tmp_path / "run" / "state.json").write_text(state.replace('"seconds": ', '"seconds": 1000'))
    _, rows = trained(checkpoints=checkpoints, budget=900.0)
    assert len(rows) == 1


def test_an_epoch_that_was_begun_is_ended_though_the_budget_is_spent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.fitting.SAVE_STEPS", 3)
    checkpoints = crashed(tmp_path / "run", epoch=2)
    _, rows = trained(checkpoints=checkpoints, budget=1e-9)
    assert len(rows) == 2


def test_one_checkpoint_lies_there_at_a_time(tmp_path: Path) -> None:
    crashed(tmp_path / "run", epoch=3)
    assert sorted(path.name for path in (tmp_path / "run").iterdir()) == [
        "2-0.weights.h5",
        "state.json",
    ]


def test_what_nobody_came_back_for_is_swept_away(tmp_path: Path) -> None:
    for name, age_s in (("old", 8 * 86_400), ("young", 6 * 86_400)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age_s,) * 2)
    Checkpoints(tmp_path / "new").sweep()
    assert [path.name for path in tmp_path.iterdir()] == ["young"]
