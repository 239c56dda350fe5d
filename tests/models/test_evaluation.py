import numpy as np
import pytest

from models.evaluation import evaluate, expected_calibration_error
from pipeline.classes import INDEX
from pipeline.errors import ErrorCode, InkError


class Fake:
    """Answers row n for the glyph whose first pixels spell n, and remembers the batches asked."""

    def __init__(self, rows: list[dict[str, float]]) -> None:
        self.version = "fake-20260101T000000-00000000"
        self.batches: list[int] = []
        self._rows = np.zeros((len(rows), 62), np.float32)
        for row, beliefs in zip(self._rows, rows, strict=True):
            for char, belief in beliefs.items():
                row[INDEX[char]] = belief

    def __call__(self, x: np.ndarray) -> np.ndarray:
        self.batches.append(len(x))
        return self._rows[x[:, 0, 0].astype(int) * 256 + x[:, 0, 1]]


def glyphs(count: int) -> np.ndarray:
    x = np.zeros((count, 28, 28), np.uint8)
    x[:, 0, 0], x[:, 0, 1] = np.divmod(np.arange(count), 256)
    return x


def score(cases: list[tuple[str, dict[str, float]]]):
    y = np.array([INDEX.get(char, -1) for char, _ in cases])
    return evaluate(Fake([row for _, row in cases]), glyphs(len(cases)), y)


def test_accuracy_by_kind_of_character():
    figures = score(
        [
            ("1", {"1": 1.0}),
            ("2", {"Z": 0.9, "2": 0.1}),
            ("A", {"A": 0.8, "4": 0.2}),
            ("B", {"8": 0.7, "B": 0.3}),
            ("R", {"B": 1.0}),
            ("q", {"9": 0.6, "q": 0.4}),
        ]
    )
    assert figures.images == 6
    assert figures.accuracy == pytest.approx(2 / 6)
    assert figures.accuracy_digits == pytest.approx(1 / 2)
    assert figures.accuracy_upper == pytest.approx(1 / 3)
    assert figures.accuracy_lower == 0.0


def test_the_version_is_named_where_the_classifier_has_one():
    assert score([("1", {"1": 1.0})]).model == "fake-20260101T000000-00000000"
    bare = Fake([{"1": 1.0}])
    assert evaluate(lambda x: bare(x), glyphs(1), np.array([1])).model is None


def test_kinds_that_are_absent_have_no_figure():
    figures = score([("A", {"A": 1.0})])
    assert (figures.accuracy_digits, figures.accuracy_lower) == (None, None)
    assert figures.digits_only is None
    assert figures.accuracy_upper == 1.0


def test_merging_sums_before_it_chooses():
    figures = score(
        [
            # C and c have 0.6 between them, and neither beats e.
            ("c", {"C": 0.3, "c": 0.3, "e": 0.4}),
            # The other case of a merged letter is right, of an unmerged one wrong.
            ("S", {"s": 1.0}),
            ("A", {"a": 1.0}),
            # Merging can lose too.
            ("e", {"C": 0.3, "c": 0.3, "e": 0.4}),
        ]
    )
    assert figures.accuracy == 0.25
    assert figures.accuracy_merged == 0.5


def test_top3_stops_at_three():
    beliefs = {"a": 0.4, "b": 0.3, "d": 0.2, "e": 0.1}
    figures = score([(char, beliefs) for char in beliefs])
    assert figures.top3 == 0.75


def test_digits_only_asks_the_ten_columns():
    figures = score(
        [
            ("0", {"O": 0.9, "0": 0.1}),
            ("5", {"S": 0.5, "6": 0.3, "5": 0.2}),
            ("O", {"O": 0.5, "0": 0.5}),
        ]
    )
    assert figures.digits_only == 0.5
    assert figures.accuracy_digits == 0.0


def test_macro_recall_counts_every_present_class_once():
    figures = score(
        [("1", {"1": 1.0})] * 3 + [("1", {"7": 1.0})] + [("a", {"a": 1.0})] + [("b", {"h": 1.0})]
    )
    assert figures.macro_recall == pytest.approx((0.75 + 1.0 + 0.0) / 3)


def test_ece_weighs_the_gap_of_each_bin():
    # Four at 0.9 of which two are right, two at 0.3 of which two are right.
    cases = [("1", {"1": 0.9, "7": 0.1})] * 2 + [("7", {"1": 0.9, "7": 0.1})] * 2
    low = {"A": 0.3, "B": 0.24, "D": 0.24, "E": 0.22}
    figures = score(cases + [("A", low)] * 2)
    assert figures.ece == pytest.approx((4 * abs(0.5 - 0.9) + 2 * abs(1.0 - 0.3)) / 6, abs=1e-6)


def test_ece_has_fifteen_bins_closed_above():
    # 1/15 belongs to the first bin together with 0.01, just above it lies the second.
    right, wrong = 1.0, 0.0
    together = expected_calibration_error(np.array([0.01, 1 / 15]), np.array([right, wrong]))
    apart = expected_calibration_error(np.array([0.01, 0.07]), np.array([right, wrong]))
    assert together == pytest.approx((0.99 - 1 / 15) / 2)
    assert apart == pytest.approx((0.99 + 0.07) / 2)


def test_a_perfect_and_sure_classifier_has_no_calibration_error():
    assert score([("1", {"1": 1.0}), ("z", {"z": 1.0})]).ece == 0.0


def test_rows_count_by_their_shape_not_by_their_sum():
    faint = score([("1", {"1": 0.09, "7": 0.01}), ("7", {"1": 0.09, "7": 0.01})])
    full = score([("1", {"1": 0.9, "7": 0.1}), ("7", {"1": 0.9, "7": 0.1})])
    assert faint.ece == pytest.approx(full.ece, abs=1e-6)


def test_a_row_without_any_belief_is_wrong():
    figures = score([("0", {}), ("0", {"0": 1.0})])
    assert figures.accuracy == figures.top3 == figures.accuracy_merged == figures.digits_only == 0.5


def test_unknown_labels_are_left_out():
    figures = score([("?", {"1": 1.0}), ("1", {"1": 1.0}), ("?", {})])
    assert (figures.images, figures.accuracy) == (1, 1.0)


def test_memory_is_bounded_by_batches():
    fake = Fake([{"1": 1.0}] * 2500)
    y = np.full(2500, 1, np.uint8)
    y[2400:] = 2
    assert evaluate(fake, glyphs(2500), y).accuracy == pytest.approx(0.96)
    assert max(fake.batches) <= 1024
    assert sum(fake.batches) == 2500


@pytest.mark.parametrize(
    ("y", "value"), [([62], "62"), ([-1], "1 labels"), ([1, 2], "(2,)"), ([[1]], "(1, 1)")]
)
def test_bad_labels_are_named(y, value):
    with pytest.raises(InkError) as caught:
        evaluate(Fake([{"1": 1.0}]), glyphs(1), np.array(y))
    assert caught.value.code is ErrorCode.INVALID_JOB
    assert (caught.value.field, caught.value.value) == ("y", value)
