from typing import Any

import keras
import numpy as np
import pytest

from models.batches import Batches, Mix, scale
from models.emnist import Glyphs
from tests.models.characters import characters

COUNT = 100
SHAPE = (28, 28, 1)


def numbered() -> Glyphs:
    """Glyphs that carry their number in the first pixel, and a candidate set of it and 61."""
    x = np.zeros((COUNT, 28, 28), np.uint8)
    x[:, 0, 0] = np.arange(COUNT)
    candidates = np.eye(62, dtype=bool)[np.arange(COUNT) % 61]
    candidates[:, 61] = True
    return Glyphs(x, np.full(COUNT, -1, np.int16), candidates)


def batches(seed: int = 3, degraded: float | None = None, batch: int = 16) -> Batches:
    return Batches(numbered(), SHAPE, batch, seed, degraded)


def numbers(x: np.ndarray) -> list[int]:
    return [int(n) for n in np.round(np.asarray(x)[:, 0, 0, 0] * 255)]


def epoch(of: Batches, number: int) -> list[int]:
    of.start(number)
    return [n for k in range(len(of)) for n in numbers(of[k][0])]


def test_pixels_are_scaled_to_one_and_shaped() -> None:
    x = np.array([[[0, 51], [102, 255]]], np.uint8)
    scaled = scale(x, (4, 1))
    assert scaled.dtype == np.float32
    np.testing.assert_allclose(scaled, np.array([[[0], [0.2], [0.4], [1]]]), rtol=1e-6)


def test_every_glyph_comes_once_an_epoch() -> None:
    of = batches()
    assert [len(of[k][0]) for k in range(len(of))] == [16] * 6 + [4]
    assert sorted(epoch(of, 0)) == sorted(epoch(of, 1)) == list(range(COUNT))


def test_each_epoch_is_shuffled_anew_and_by_its_number() -> None:
    first, second = epoch(batches(), 0), epoch(batches(), 1)
    assert first != second
    assert list(range(COUNT)) not in (first, second)
    of = batches()
    assert [epoch(of, n) for n in (1, 0, 1)] == [second, first, second]


def test_the_seed_decides_the_order() -> None:
    assert epoch(batches(seed=3), 0) == epoch(batches(seed=3), 0)
    assert epoch(batches(seed=3), 0) != epoch(batches(seed=4), 0)


def test_each_glyph_keeps_its_candidates() -> None:
    of = batches()
    for k in range(len(of)):
        x, candidates = of[k]
        assert candidates.dtype == np.float32
        np.testing.assert_array_equal(candidates, numbered().candidates[numbers(x)])


def test_augmented_batches_are_seeded_and_new_each_epoch() -> None:
    same = characters(1)[np.zeros(COUNT, int)]  # whose order cannot matter

    def first(seed: int, number: int) -> np.ndarray:
        of = Batches(same, SHAPE, 10, seed, 0.5)
        of.start(number)
        return of[0][0]

    np.testing.assert_array_equal(first(1, 0), first(1, 0))
    assert np.abs(first(1, 0) - first(1, 1)).mean() > 0.02
    assert np.abs(first(1, 0) - first(2, 0)).mean() > 0.02


def test_without_a_share_the_glyphs_are_as_they_are() -> None:
    glyphs = characters(40)
    (x, _) = Batches(glyphs, SHAPE, 40, 1, None)[0]
    plain = {bytes(g) for g in glyphs.x}
    assert {bytes(g) for g in np.round(x[..., 0] * 255).astype(np.uint8)} == plain


class Recorder(keras.Model):
    """A network that learns nothing and notes what it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[list[int]] = []

    def train_step(self, data: Any) -> dict[str, float]:
        """Note a batch."""
        self.seen[-1] += numbers(data[0])
        return {"loss": 0.0}


class Starter(keras.callbacks.Callback):
    """Starts the batches of each epoch."""

    def __init__(self, of: Batches, seen: list[list[int]]) -> None:
        super().__init__()
        self._of, self._seen = of, seen

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        """Shuffle."""
        self._seen.append([])
        self._of.start(epoch)


@pytest.mark.parametrize("first", [0, 2])
def test_keras_gets_every_batch_of_each_epoch(first: int) -> None:
    of, model = batches(), Recorder()
    model.compile("sgd", loss="mse", run_eagerly=True)
    starter = Starter(of, model.seen)
    model.fit(of, epochs=4, initial_epoch=first, verbose=0, shuffle=False, callbacks=[starter])
    assert model.seen == [epoch(batches(), n) for n in range(first, 4)]


def test_candidates_of_composed_words_join_every_batch() -> None:
    none = np.zeros((30, 63), bool)
    none[:, 62] = True
    mix = Mix(Glyphs(np.full((30, 28, 28), 7, np.uint8), np.full(30, -1, np.int16), none), 6)
    x, sets = Batches(numbered(), SHAPE, 16, 1, None, outputs=63, mix=mix)[0]
    assert x.shape == (22, *SHAPE)
    assert sets.shape == (22, 63)
    assert sets[:16, 62].sum() == 0
    np.testing.assert_array_equal(sets[16:], none[:6].astype(np.float32))


def test_what_joins_is_seeded() -> None:
    glyphs = characters(50)
    mix = Mix(glyphs, 10)
    np.testing.assert_array_equal(mix.draw(3)[0], mix.draw(3)[0])
    assert (mix.draw(3)[0] != mix.draw(4)[0]).any()
