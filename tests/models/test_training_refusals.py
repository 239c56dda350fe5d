"""Trainings that cannot be are refused before any work, by the field that is wrong."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.plan import TrainPlan
from models.store import SHIPPED, Store
from models.training import train
from pipeline.errors import ErrorCode, InkError
from tests.models.characters import characters, saved

PLAN = TrainPlan(("some.npz",), "compact", epochs=1)
GONE = "compact-20260101T000000-00000000"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file of characters, as many as could be trained on; its reference."""
    return saved(characters(500), tmp_path_factory.mktemp("data") / "some.npz")


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    return Store(tmp_path / "store", shipped=tmp_path / "nothing")


def refused(plan: TrainPlan, store: Store) -> InkError:
    with pytest.raises(InkError) as caught:
        train(plan, store)
    assert store.versions() == ()
    return caught.value


@pytest.mark.parametrize(
    ("change", "code", "field", "value"),
    [
        ({"network": "papyrus"}, ErrorCode.INVALID_JOB, "network", "papyrus"),
        ({"start": GONE}, ErrorCode.MODEL_UNAVAILABLE, "start", GONE),
        ({"start": "../../etc"}, ErrorCode.MODEL_UNAVAILABLE, "start", "../../etc"),
        ({"epochs": 0}, ErrorCode.INVALID_JOB, "epochs", "0"),
        ({"data": ()}, ErrorCode.INVALID_JOB, "data", ""),
        ({"data": ("/nowhere.npz",)}, ErrorCode.INVALID_JOB, "data", "/nowhere.npz"),
        ({"data": ("/some.csv",)}, ErrorCode.INVALID_JOB, "data", "/some.csv"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_by_field(
    empty: Store, data: str, change: dict[str, Any], code: ErrorCode, field: str, value: str
) -> None:
    error = refused(replace(PLAN, **({"data": (data,)} | change)), empty)
    assert (error.code, error.field, error.value) == (code, field, value)


def test_too_little_data_is_refused_by_the_part_that_is_empty(empty: Store, tmp_path: Path) -> None:
    one = saved(characters(1), tmp_path / "one.npz")
    error = refused(replace(PLAN, data=(one,)), empty)
    assert (error.code, error.field, error.value) == (ErrorCode.INVALID_JOB, "data", one)
    assert "none of the 1 glyphs falls into the" in error.message


def test_the_holdout_is_never_trained_on(empty: Store) -> None:
    error = refused(replace(PLAN, data=(str(SHIPPED / "holdout.npz"),)), empty)
    assert "none of the 6087 glyphs falls into the train part" in error.message
