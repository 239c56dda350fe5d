import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.classes import COUNT
from pipeline.ctc import log_likelihoods

NONE = COUNT


def frames(*said: dict[int, float]) -> np.ndarray:
    rows = np.zeros((len(said), COUNT + 1), np.float32)
    for row, shares in zip(rows, said, strict=True):
        for label, share in shares.items():
            row[label] = share
    return rows


def spoken(path: tuple[int, ...]) -> list[int]:
    """What a path of one label a frame says."""
    return [label for label, _ in itertools.groupby(path) if label != NONE]


@given(st.integers(0, 10_000), st.lists(st.sampled_from([2, 3]), max_size=3))
def test_it_is_the_sum_over_every_path(seed: int, text: list[int]) -> None:
    shares = np.random.default_rng(seed).dirichlet(np.ones(3), 4)
    rows = frames(*(dict(zip((2, 3, NONE), map(float, row), strict=True)) for row in shares))
    rows = np.maximum(rows, 1e-4)
    paths = itertools.product((2, 3, NONE), repeat=4)
    likely = sum(
        float(np.prod([rows[t, label] for t, label in enumerate(path)]))
        for path in paths
        if spoken(path) == text
    )
    (found,) = log_likelihoods(rows, [text])
    assert np.exp(found) == pytest.approx(likely, rel=0.01, abs=1e-9)


def test_texts_of_any_length_are_asked_together() -> None:
    rows = frames({1: 0.9, NONE: 0.1}, {NONE: 1.0}, {1: 0.8, 7: 0.2}, {NONE: 1.0})
    texts: list[list[int]] = [[1, 1], [1], [1, 7], []]
    together = log_likelihoods(rows, texts)
    alone = [log_likelihoods(rows, [text])[0] for text in texts]
    np.testing.assert_allclose(together, alone)
    assert together.argmax() == 0


def test_the_same_twice_needs_none_between() -> None:
    twice = log_likelihoods(frames({5: 1.0}, {5: 1.0}), [[5, 5]])
    assert twice < log_likelihoods(frames({5: 1.0}, {NONE: 1.0}, {5: 1.0}), [[5, 5]]) - 5


def test_a_zero_and_an_o_are_said_together() -> None:
    o = COUNT - 62 + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".index("o")
    assert log_likelihoods(frames({o: 1.0}), [[0]]) == pytest.approx(0.0, abs=1e-6)
