import time

import numpy as np
import pytest
import redis

from worker import corrections
from worker.corrections import Corrections
from worker.settings import Settings


@pytest.fixture
def kept(server: "redis.Redis", settings: Settings) -> Corrections:
    return Corrections(server, settings)


def glyphs(count: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 255, (count, 28, 28), dtype=np.uint8)


def limited(kept: Corrections, **limits: int) -> Corrections:
    return Corrections(kept.server, kept.settings.model_copy(update=limits))


def test_the_glyphs_of_a_reading_live_as_long_as_its_result(kept: Corrections) -> None:
    some = glyphs(3)
    kept.keep("j/0", some)
    found = kept.kept("j/0")
    assert found is not None
    np.testing.assert_array_equal(found, some)
    assert 0 < kept.server.ttl(corrections.key("j/0")) <= kept.settings.result_ttl
    assert kept.kept("other") is None


def test_samples_come_back_oldest_first_with_their_labels(kept: Corrections) -> None:
    some = glyphs(3)
    for glyph, char in zip(some, "7aZ", strict=True):
        kept.add([(glyph, char)])
    x, y = kept.read()
    np.testing.assert_array_equal(x, some)
    assert y.tolist() == [7, 36, 35]
    assert y.dtype == np.int16


def test_without_any_there_are_none(kept: Corrections) -> None:
    kept.add([])
    x, y = kept.read()
    assert (x.shape, y.shape) == ((0, 28, 28), (0,))


def test_the_last_word_on_a_glyph_counts(kept: Corrections) -> None:
    (glyph,) = glyphs(1)
    for char in "1177":
        kept.add([(glyph, char)])
    assert kept.read()[1].tolist() == [7]
    assert len(kept) == 1


def test_the_oldest_of_too_many_go(kept: Corrections) -> None:
    few, some = limited(kept, corrections_limit=2), glyphs(3)
    for glyph in some:
        few.add([(glyph, "a")])
    np.testing.assert_array_equal(few.read()[0], some[1:])
    assert kept.server.hlen(corrections.SAMPLES) == 2


def test_what_is_too_old_goes_and_all_of_it_in_the_end(
    kept: Corrections, monkeypatch: pytest.MonkeyPatch
) -> None:
    some, now = glyphs(2), time.time()
    monkeypatch.setattr(time, "time", lambda: now - kept.settings.corrections_ttl - 1)
    kept.add([(some[0], "a")])
    monkeypatch.setattr(time, "time", lambda: now)
    kept.add([(some[1], "b")])
    np.testing.assert_array_equal(kept.read()[0], some[1:])
    for name in (corrections.SAMPLES, corrections.TIMES):
        assert 0 < kept.server.ttl(name) <= kept.settings.corrections_ttl
