"""A holdout of one's own: what the version learnt is no part of it."""

from pathlib import Path

import pytest

from models.emnist import Glyphs, part
from models.promotion import weighed
from models.store import Store
from pipeline.errors import ErrorCode, InkError
from tests import tiny
from tests.models.characters import characters, saved

COUNT = 400


@pytest.fixture
def versions(tmp_path: Path) -> list[str]:
    return tiny.fill(tmp_path / "store", 2)


@pytest.fixture
def glyphs() -> Glyphs:
    return characters(COUNT)


def test_glyphs_that_were_trained_on_are_left_out(
    tmp_path: Path, versions: list[str], glyphs: Glyphs
) -> None:
    store, data = Store(tmp_path / "store"), saved(glyphs, tmp_path / "some.npz")
    trained = len(part(glyphs, "train"))
    assert 0 < trained < COUNT
    whole = weighed(store, versions[1], data)
    rest = weighed(store, versions[1], data, learnt=(data,))
    assert whole is not None
    assert rest is not None
    assert (whole.holdout.images, rest.holdout.images) == (COUNT, COUNT - trained)


def test_a_holdout_of_nothing_else_is_refused(
    tmp_path: Path, versions: list[str], glyphs: Glyphs
) -> None:
    data = saved(part(glyphs, "train"), tmp_path / "some.npz")
    with pytest.raises(InkError, match="every glyph of it was trained on") as caught:
        weighed(Store(tmp_path / "store"), versions[1], data, learnt=(data,))
    error = caught.value
    assert (error.code, error.field, error.value) == (ErrorCode.INVALID_JOB, "holdout", data)
