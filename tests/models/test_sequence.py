"""The loss of a row as a whole: what is said once, in order, costs least."""

import keras
import numpy as np

from models.sequence import MOST, NO_MORE, sequence, sequence_loss
from pipeline.classes import COUNT, INDEX


def said(*frames: int | None) -> np.ndarray:
    """Each frame nearly sure of a class, or of none: float32 [1,frames,63]."""
    rows = np.full((1, len(frames), COUNT + 1), 0.001 / COUNT, np.float32)
    for at, label in enumerate(frames):
        rows[0, at, COUNT if label is None else label] = 0.999
    return rows


def loss(labels: list[int], *frames: int | None) -> float:
    """Of one row."""
    (found,) = keras.ops.convert_to_numpy(sequence_loss(sequence(labels)[None], said(*frames)))
    return float(found)


def test_a_sequence_is_filled_up_and_cut_off() -> None:
    row = sequence([3, 1])
    assert row.shape == (MOST,)
    assert row[:2].tolist() == [3, 1]
    assert (row[2:] == NO_MORE).all()
    assert sequence(list(range(10)) * 9).tolist() == (list(range(10)) * 9)[:MOST]


def test_classes_of_one_shape_are_one() -> None:
    assert sequence([INDEX["0"]])[0] == sequence([INDEX["o"]])[0] == sequence([INDEX["O"]])[0]
    assert sequence([INDEX["A"]])[0] != sequence([INDEX["a"]])[0]


def test_what_is_said_once_and_in_order_costs_next_to_nothing() -> None:
    assert loss([4, 2], None, 4, None, 2, None) < 0.01
    assert loss([4, 2], 4, 4, None, None, 2) < 0.01
    assert loss([INDEX["o"]], None, INDEX["0"], None) < 0.01


def test_what_is_said_twice_or_not_at_all_or_in_another_order_costs() -> None:
    assert loss([4, 2], 4, None, 4, None, 2) > 1
    assert loss([4, 2], None, 4, None, None, None) > 1
    assert loss([4, 2], None, 2, None, 4, None) > 1


def test_two_of_one_shape_need_ground_between_them() -> None:
    assert loss([4, 4], 4, None, 4) < 0.01
    assert loss([4, 4], None, 4, 4) > 1


def test_a_row_of_nothing_has_a_loss() -> None:
    assert loss([], None, None, None) < 0.01
