import numpy as np
import pytest

from pipeline.codes import TURN, CodePrior
from pipeline.prior import Memory
from pipeline.symbols import INDEX
from tests.pipeline.test_prior import score


@pytest.mark.parametrize(
    ("likely", "other", "odds"),
    [("SW10", "SW1O", TURN), ("ABO", "AB0", TURN), ("1000", "1O00", 2 * TURN), ("B8", "BB", -TURN)],
)
def test_runs_go_on(likely: str, other: str, odds: float) -> None:
    assert score(CodePrior(), likely) - score(CodePrior(), other) == pytest.approx(odds)


@pytest.mark.parametrize("text", ["A", "7", "1234", "ABCD", "A 1", "1-A"])
def test_what_has_one_run_or_parted_ones_costs_nothing(text: str) -> None:
    assert score(CodePrior(), text) == 0.0


def test_what_is_read_past_leaves_the_run_as_it_was() -> None:
    prior = CodePrior()
    memory: Memory = prior.extend(prior.start(), np.array([INDEX["7"]]))
    past = prior.extend(memory, np.array([-1]))
    np.testing.assert_array_equal(prior.bonus(past), prior.bonus(memory))
