"""Who learns the letterforms of more schools, and who does not."""

from pathlib import Path

import numpy as np
import pytest

from models import lessons
from models.datasets import read
from models.emnist import part
from models.letterforms import varied
from models.plan import TrainPlan
from models.refreshing import REPLAY
from tests.models.characters import characters, saved

MANY = characters(1500)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> str:
    return saved(MANY, tmp_path_factory.mktemp("data") / "many.npz")


def test_a_network_that_learns_degraded_glyphs_learns_other_letterforms_too(data: str) -> None:
    train = part(MANY, "train")
    found = lessons.load(TrainPlan((data,), "compact", seed=3))
    np.testing.assert_array_equal(found.learnt.x, varied(train, 3).x)
    assert len(found.learnt) > len(train)


def test_one_that_learns_them_as_they_are_does_not(data: str) -> None:
    found = lessons.load(TrainPlan((data,), "paper", seed=3))
    np.testing.assert_array_equal(found.learnt.x, part(MANY, "train").x)


def test_development_glyphs_stay_as_they_are(data: str) -> None:
    np.testing.assert_array_equal(
        lessons.load(TrainPlan((data,), "compact")).held.x, part(MANY, "dev").x
    )


def test_a_refresh_sees_again_what_there_is_and_corrections_as_they_were_written(
    data: str, tmp_path: Path
) -> None:
    corrections = saved(characters(40), tmp_path / "corrections.npz")
    found = lessons.load(TrainPlan((data,), "compact", corrections=corrections))
    assert found.plain.x.tobytes().startswith(part(MANY, "train").x.tobytes())
    assert len(found.plain) == len(part(MANY, "train")) + len(part(read(REPLAY).glyphs, "train"))
    behind = found.learnt.x[len(found.plain) :][:40]
    np.testing.assert_array_equal(behind, characters(40).x)
