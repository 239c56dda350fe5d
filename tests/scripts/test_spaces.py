"""Word boundaries: counted where words part, whatever parts them."""

import numpy as np
from accuracy import spaces
from accuracy.writers import Writers


def test_a_line_is_the_same_for_a_seed_and_its_spaces_are_empty(writers: Writers) -> None:
    for seed in range(12):
        one, other = (spaces.line(writers, np.random.default_rng(seed)) for _ in range(2))
        assert np.array_equal(one.ink, other.ink)
        assert one.spaces == other.spaces
        assert not any(one.ink[:, a:b].any() for a, b in one.spaces)


def test_wide_spaces_are_found_and_their_lack_is_counted(writers: Writers) -> None:
    made = [spaces.line(writers, np.random.default_rng(seed)) for seed in range(40)]
    assert spaces.figures(made)[2] > 0.7
    without = [spaces.Spaced(each.ink, []) for each in made]
    assert spaces.figures(without) == (0.0, 0.0, 0.0)
