import numpy as np
import pytest

from pipeline.classes import CHARS, COUNT, INDEX
from pipeline.shapes import ALIKE, alike, together


def test_a_class_is_like_itself_and_likeness_is_mutual() -> None:
    for label in range(len(CHARS)):
        assert label in alike(label)
        assert all(label in alike(other) for other in alike(label))


def test_the_groups_are_apart() -> None:
    assert len(set("".join(ALIKE))) == sum(map(len, ALIKE))
    assert alike(INDEX["A"]) == [INDEX["A"]]


def test_beliefs_are_taken_together_with_those_of_like_classes() -> None:
    beliefs = np.zeros(COUNT)
    beliefs[[INDEX["0"], INDEX["o"], INDEX["A"]]] = 0.2, 0.3, 0.5
    said = beliefs @ together()
    assert [said[INDEX[char]] for char in "0OoAa"] == pytest.approx([0.5, 0.5, 0.5, 0.5, 0.0])
