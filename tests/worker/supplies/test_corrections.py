"""`corrections:` among the data: those there are when the training begins."""

import numpy as np
import pytest

from pipeline.errors import ErrorCode, InkError
from worker import supplies
from worker.services import Services


def test_corrections_are_those_of_now_and_stay_so_when_cut_off(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    glyphs = np.random.default_rng(0).integers(0, 255, (2, 28, 28), dtype=np.uint8)
    services.corrections.add([(glyphs[0], "7")])
    monkeypatch.setattr(supplies, "discard", lambda *_: None)
    for _ in range(2):
        with supplies.fetched(("corrections:",), "j", services) as data:
            assert data.paths == ()
            assert data.corrections is not None
            with np.load(data.corrections) as found:
                np.testing.assert_array_equal(found["x"], glyphs[:1])
                assert found["y"].tolist() == [7]
        services.corrections.add([(glyphs[1], "a")])


def test_without_corrections_there_is_nothing_to_learn(services: Services) -> None:
    fetched = supplies.fetched(("corrections:",), "j", services)
    with pytest.raises(InkError, match="no corrections") as caught, fetched:
        pytest.fail("fetched")
    assert (caught.value.code, caught.value.field) == (ErrorCode.INVALID_JOB, "data")
