from pathlib import Path

import numpy as np
import pytest

from models.emnist import Glyphs, load_npz, one_hot, part, parts
from pipeline.errors import ErrorCode, InkError

X = np.arange(3 * 784, dtype=np.uint32).reshape(3, 28, 28).astype(np.uint8)
Y = np.array([0, 61, -1], np.int16)


def packed(sets: list[list[int]]) -> np.ndarray:
    candidates = np.zeros((len(sets), 62), bool)
    for row, members in zip(candidates, sets, strict=True):
        row[members] = True
    return np.packbits(candidates, axis=1)


def saved(folder: Path, **arrays: np.ndarray) -> Path:
    np.savez(folder / "data.npz", **arrays)
    return folder / "data.npz"


def test_arrays_come_back_with_their_candidates(tmp_path):
    glyphs = load_npz(saved(tmp_path, x=X, y=Y, candidates=packed([[0], [61], [18, 44]])))
    assert (glyphs.x == X).all()
    assert glyphs.y.tolist() == [0, 61, -1]
    assert [np.flatnonzero(row).tolist() for row in glyphs.candidates] == [[0], [61], [18, 44]]
    assert glyphs.known.y.tolist() == [0, 61]


def test_without_candidates_a_label_is_its_own_and_unknown_is_any(tmp_path):
    glyphs = load_npz(saved(tmp_path, x=X, y=Y))
    assert glyphs.candidates.sum(axis=1).tolist() == [1, 1, 62]
    assert glyphs.candidates[1, 61]


@pytest.mark.parametrize("dtype", [np.uint8, np.int64])
def test_labels_of_any_whole_type_are_taken(tmp_path, dtype):
    assert load_npz(saved(tmp_path, x=X, y=np.array([1, 2, 3], dtype))).y.dtype == np.int16


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ({"x": X.astype(np.float32)}, "x", "float32 [3, 28, 28]"),
        ({"x": X.reshape(3, 784)}, "x", "uint8 [3, 784]"),
        ({"x": np.zeros((3, 32, 32), np.uint8)}, "x", "uint8 [3, 32, 32]"),
        ({"x": X[:0], "y": Y[:0]}, "x", "uint8 [0, 28, 28]"),
        ({"y": Y[:2]}, "y", "int16 [2]"),
        ({"y": Y.astype(float)}, "y", "float64 [3]"),
        ({"y": np.array([0, 62, 1])}, "y", "62"),
        ({"y": np.array([0, -2, 1])}, "y", "-2"),
        ({"candidates": np.ones((3, 62), bool)}, "candidates", "bool [3, 62]"),
        ({"candidates": packed([[0], [61]])}, "candidates", "uint8 [2, 8]"),
        ({"candidates": packed([[0], [60], [1]])}, "candidates", "row 1"),
        ({"candidates": packed([[0], [61], []])}, "candidates", "row 2"),
    ],
)
def test_arrays_that_are_not_labelled_glyphs_are_named(tmp_path, change, field, value):
    with pytest.raises(InkError, match=field) as caught:
        load_npz(saved(tmp_path, **{"x": X, "y": Y, **change}))
    assert caught.value.code is ErrorCode.INVALID_JOB
    assert (caught.value.field, caught.value.value) == (field, value)


@pytest.mark.parametrize("missing", ["x", "y"])
def test_a_missing_array_is_named(tmp_path, missing):
    arrays = {"x": X, "y": Y}
    del arrays[missing]
    with pytest.raises(InkError, match=f"no array {missing}") as caught:
        load_npz(saved(tmp_path, **arrays))
    assert caught.value.field == missing


def test_the_split_depends_on_content_alone():
    x = np.random.default_rng(7).integers(0, 256, (3000, 28, 28), np.uint8)
    order = np.random.default_rng(8).permutation(len(x))
    assert (parts(x)[order] == parts(x[order])).all()
    shares = [(parts(x) == name).mean() for name in ("train", "dev", "holdout")]
    assert shares == pytest.approx([30 / 32, 1 / 32, 1 / 32], abs=0.015)


def test_the_split_is_the_same_for_ever():
    """Changing it would train on characters that older figures were measured on."""
    x = np.stack([np.full((28, 28), value, np.uint8) for value in range(256)])
    names = parts(x)
    assert np.flatnonzero(names == "dev").tolist() == [
        9,
        30,
        37,
        61,
        81,
        84,
        95,
        170,
        197,
        239,
        249,
    ]
    assert np.flatnonzero(names == "holdout").tolist() == [16, 78, 93, 97, 121, 131, 151, 206, 254]


def test_a_part_keeps_labels_with_their_glyphs():
    x = np.random.default_rng(9).integers(0, 256, (500, 28, 28), np.uint8)
    y = x[:, 0, 0].astype(np.int16) % 62
    dev = part(Glyphs(x, y, one_hot(y)), "dev")
    assert len(dev) > 0
    assert (dev.y == dev.x[:, 0, 0] % 62).all()
