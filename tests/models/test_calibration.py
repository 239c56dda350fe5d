import numpy as np
import pytest

from models.calibration import fit, tempered
from models.emnist import one_hot


def drawn(temperature: float, columns: int = 62) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities that are honest once raised to 1/temperature, and classes drawn from them."""
    rng = np.random.default_rng(3)
    honest = rng.dirichlet(np.full(62, 0.1), 20_000)
    y = (honest.cumsum(axis=1) > rng.random((len(honest), 1))).argmax(axis=1)
    boastful = tempered(honest, 1 / temperature)
    filler = np.full((len(y), columns - 62), 0.25)
    return np.hstack([boastful * (1 - filler.sum(axis=1, keepdims=True)), filler]), y


@pytest.mark.parametrize("temperature", [0.5, 1.0, 1.7, 4.0])
def test_the_temperature_that_was_put_in_is_found(temperature):
    p, y = drawn(temperature)
    assert fit(p, one_hot(y)) == pytest.approx(temperature, rel=0.02)


def test_no_other_temperature_is_likelier():
    p, y = drawn(2.2)
    best = fit(p, one_hot(y))
    losses = [
        -np.log(tempered(p, t)[np.arange(len(y)), y] + 1e-300).mean()
        for t in (best, best * 0.97, best * 1.03)
    ]
    assert losses[0] == min(losses)


def test_what_may_be_anything_is_left_out():
    p, y = drawn(1.7)
    anything = np.ones((5_000, 62), bool)
    both = fit(np.vstack([p, p[:5_000]]), np.vstack([one_hot(y), anything]))
    assert both == fit(p, one_hot(y))


def test_a_label_that_leaves_the_case_open_tells_of_the_rest():
    p, y = drawn(1.7)
    pairs = one_hot(y) | one_hot(np.where(y < 31, y + 31, y - 31))
    assert fit(p, pairs) == pytest.approx(1.7, rel=0.03)


def test_a_reject_output_is_left_out():
    (p, y), (wide, same) = drawn(1.7), drawn(1.7, columns=63)
    assert fit(wide, one_hot(same)) == pytest.approx(fit(p, one_hot(y)), abs=1e-3)


def test_certainty_of_zero_and_one_is_survived():
    p = np.eye(62)[[1, 2, 3, 4]]
    assert fit(p, one_hot(np.array([1, 2, 3, 5]))) > 1
    assert np.isfinite(tempered(p, 0.05)).all()


def test_a_temperature_needs_a_label():
    with pytest.raises(ValueError, match="with a label"):
        fit(np.eye(62)[:1], np.ones((1, 62), bool))


def test_tempering_keeps_sums_and_order():
    rows = np.random.default_rng(4).random((50, 62)) * 0.01
    for temperature in (0.3, 3.0):
        cooled = tempered(rows, temperature)
        np.testing.assert_allclose(cooled.sum(axis=1), rows.sum(axis=1))
        assert (cooled.argsort(axis=1) == rows.argsort(axis=1)).all()
    assert tempered(rows, 3.0).max() < rows.max() < tempered(rows, 0.3).max()
