import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.classes import CHARS, COUNT, INDEX
from pipeline.context import look_alikes, weigh

ROWS = st.integers(1, 40).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(0, 1000), min_size=n, max_size=n),
        st.lists(st.floats(1, 200), min_size=n, max_size=n),
        st.floats(0, 200),
        st.sampled_from([0.01, 0.3, 5.0]),
    )
)


def belief(**shares: float) -> np.ndarray:
    """One row: these characters' shares (`_1` is 1), and a little of everything else."""
    row = np.full(COUNT, 1e-4)
    for char, share in shares.items():
        row[INDEX[char[-1]]] = share
    row /= row.sum()
    return row


def sure(text: str) -> np.ndarray:
    return np.stack([belief(**{"_" + char: 0.98}) for char in text])


def read(rows: np.ndarray, heights: list[float] | None = None) -> str:
    sizes = np.array(heights or [40.0] * len(rows))
    return "".join(CHARS[i] for i in weigh(rows, sizes, tall=40.0).argmax(axis=1))


@given(ROWS)
def test_rows_still_sum_to_one(
    word: tuple[list[int], list[float], float, float],
) -> None:
    seeds, heights, tall, spread = word
    rows = np.stack([np.random.default_rng(s).dirichlet(np.full(COUNT, spread)) for s in seeds])
    weighed = weigh(rows, np.array(heights), tall)
    assert weighed.shape == rows.shape
    assert (weighed >= 0).all()
    np.testing.assert_allclose(weighed.sum(axis=1), 1, atol=1e-9)


@given(st.lists(st.integers(0, COUNT - 1), min_size=1, max_size=40), st.integers(1, 60))
def test_certainty_itself_is_no_trouble(classes: list[int], height: int) -> None:
    rows = np.eye(COUNT)[classes]
    weighed = weigh(rows, np.full(len(rows), float(height)), 40.0)
    np.testing.assert_allclose(weighed.sum(axis=1), 1, atol=1e-9)


@pytest.mark.parametrize("text", ["1984", "MARIE", "Marie", "hand", "A4"])
def test_what_is_sure_stays(text: str) -> None:
    heights = [24.0 if c in "aehimnr" else 40.0 for c in text]
    assert read(sure(text), heights) == text


def test_a_bar_among_letters_is_a_letter_and_among_digits_a_digit() -> None:
    bar = belief(_1=0.4, I=0.3, l=0.3)
    assert read(np.stack([*sure("MAR"), bar, *sure("E")])) == "MARIE"
    assert read(np.stack([bar, *sure("984")])) == "1984"


def test_a_ring_among_digits_is_a_zero_and_among_capitals_an_o() -> None:
    ring = belief(_0=0.45, O=0.4, o=0.15)
    assert read(np.stack([*sure("2"), ring, *sure("26")])) == "2026"
    assert read(np.stack([*sure("R"), ring, *sure("BERT")])) == "ROBERT"


def test_size_tells_the_cases_that_look_alike() -> None:
    letter = belief(S=0.5, s=0.5)[None]
    assert read(letter, [40.0]) == "S"
    assert read(letter, [22.0]) == "s"


@pytest.mark.parametrize("letter", "py")
def test_what_hangs_below_the_line_is_a_small_letter(letter: str) -> None:
    rows = belief(**{letter: 0.3, letter.upper(): 0.7})[None].repeat(2, axis=0)
    shared = look_alikes(rows, np.full(2, 40.0), 40.0, np.array([14.0, 1.0]))
    assert [CHARS[i] for i in shared.argmax(axis=1)] == [letter, letter.upper()]
    np.testing.assert_allclose(shared.sum(axis=1), 1)


def test_where_the_line_is_unknown_they_stay_as_they_are() -> None:
    rows = belief(p=0.6, P=0.4)[None]
    cases = [INDEX["p"], INDEX["P"]]
    shared = look_alikes(rows, np.full(1, 40.0), 40.0)
    np.testing.assert_array_equal(shared[:, cases], rows[:, cases])


@pytest.mark.parametrize(
    ("written", "meant"),
    [("BRiCE", "BRICE"), ("DiMiTRi", "DIMITRI"), ("Nina", "Nina"), ("nib", "nib"), ("i", "i")],
)
def test_a_dotted_i_among_capitals_is_one(written: str, meant: str) -> None:
    assert read(sure(written)) == meant


def test_the_input_is_left_alone() -> None:
    rows = sure("Six")
    before = rows.copy()
    weigh(rows, np.full(3, 30.0), 40.0)
    np.testing.assert_array_equal(rows, before)


def test_a_very_long_word_of_certainties_is_still_weighed() -> None:
    rows = np.eye(COUNT)[[40] * 250 + [3] + [40] * 49]
    np.testing.assert_allclose(weigh(rows, np.full(300, 30.0), 40.0).sum(axis=1), 1)
