"""Composed pages and digits: the same for a seed, and what they say they are."""

import cv2
import numpy as np
import pytest
from accuracy import elsewhere, pages, prose, touching
from accuracy.writers import Writers

from pipeline.classes import CHARS


def blobs(picture: np.ndarray) -> int:
    dark = picture.mean(axis=2) < 120
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark.astype(np.uint8))
    return int((stats[1:, cv2.CC_STAT_AREA] > 12).sum())


def test_digits_are_the_same_for_a_seed_and_touch_in_half_the_gaps(writers: Writers) -> None:
    made = [touching.string(writers, np.random.default_rng([7, k])) for k in range(40)]
    again = touching.string(writers, np.random.default_rng([7, 3]))
    assert np.array_equal(made[3].picture, again.picture)
    assert all(len(each.text) == 5 and each.text.isdigit() for each in made)
    gaps = sum(blobs(each.picture) - 1 for each in made)
    # Of 160 gaps; some digits are broken, some letters apart meet.
    assert 50 < gaps < 110


def test_ones_have_flags_elsewhere_and_sevens_bars(writers: Writers) -> None:
    one, same = (elsewhere.string(writers, np.random.default_rng([7, 1])) for _ in range(2))
    assert np.array_equal(one.picture, same.picture)
    # The same number as the plain string of such a generator: the two are compared in pairs.
    assert one.text == touching.string(writers, np.random.default_rng([7, 1])).text
    rng = np.random.default_rng(2)
    ones, sevens = (
        np.stack([elsewhere.drawn(strokes(rng), rng) for _ in range(20)])
        for strokes in (elsewhere.one, elsewhere.seven)
    )
    # A 1 reaches farther to the left above than where it is its stem alone; a 7's bar is wide.
    top, low = ((ones[:, rows] > 0).any(axis=1).argmax(axis=1) for rows in (slice(30, 90), [110]))
    assert (top < low).mean() > 0.9
    assert ((sevens[:, 70:95] > 0).sum(axis=2).max(axis=1) > 2 * elsewhere.PEN).all()


def test_a_page_is_the_same_for_a_seed_and_has_its_lines(
    writers: Writers, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = "".join(writers.alphabet)[:4]
    monkeypatch.setattr(prose, "lines", lambda rng, count: [known] * count)
    one, same = (pages.page(writers, np.random.default_rng(5)) for _ in range(2))
    assert np.array_equal(one.picture, same.picture)
    lines = one.text.split("\n")
    assert pages.FEWEST <= len(lines) <= pages.MOST
    assert set(lines) == {known}
    assert blobs(one.picture) >= 2 * len(lines)


def test_prose_is_of_the_classes_alone() -> None:
    lines = prose.lines(np.random.default_rng(1), 50)
    assert set("".join(lines)) <= set(CHARS + " ")
    assert all(2 <= len(line.split()) <= 6 for line in lines)
    assert lines == prose.lines(np.random.default_rng(1), 50)
