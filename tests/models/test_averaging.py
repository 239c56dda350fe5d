"""The mean of several networks' weights."""

import numpy as np
import pytest

from models.averaging import Running, Weights, mean, with_reject


def weights(value: float, outputs: int = 63) -> Weights:
    return [np.full((4, outputs), value, np.float32), np.full(outputs, -value, np.float32)]


def test_each_counts_by_its_share() -> None:
    found = mean({"a": 0.25, "b": 0.75}, {"a": weights(1.0), "b": weights(3.0), "c": weights(9.0)})
    np.testing.assert_allclose(found[0], 2.5)
    np.testing.assert_allclose(found[1], -2.5)
    assert {array.dtype for array in found} == {np.dtype(np.float32)}


def test_shares_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match=r"sum to 0\.9"):
        mean({"a": 0.5, "b": 0.4}, {"a": weights(1.0), "b": weights(2.0)})


def test_networks_of_two_kinds_have_no_mean() -> None:
    with pytest.raises(ValueError, match="no mean"):
        mean({"a": 0.5, "b": 0.5}, {"a": weights(1.0), "b": weights(1.0, outputs=62)})


@pytest.mark.parametrize("outputs", [62, 63])
def test_the_reject_output_is_of_the_one_that_was_taught_it(outputs: int) -> None:
    kernel, bias = with_reject(weights(1.0, outputs), weights(5.0))
    assert kernel.shape == (4, 63)
    np.testing.assert_array_equal(kernel[0], [1.0] * 62 + [5.0])
    np.testing.assert_array_equal(bias, [-1.0] * 62 + [-5.0])


def test_a_running_mean_is_plain_at_first_and_then_forgets() -> None:
    running = Running(window=4)
    for value in (2.0, 4.0):
        running.add(weights(value))
    np.testing.assert_allclose(running.weights[0], 3.0)
    for _ in range(60):
        running.add(weights(10.0))
    np.testing.assert_allclose(running.weights[0], 10.0, atol=1e-3)
