"""Files in NIST's own formats, made here: no test may need the originals."""

import gzip
import io
import struct

import numpy as np
import pytest
from scipy.io import savemat

from models.official import SPLITS, from_idx, from_mat, labels_beside
from pipeline.classes import CHARS, INDEX
from pipeline.errors import ErrorCode, InkError

# No transposition and no mirror image of an F is an F.
F = np.zeros((28, 28), np.uint8)
F[4:24, 8:11] = 255
F[4:7, 8:20] = 200
F[12:15, 8:16] = 100


def published(glyphs: list[np.ndarray]) -> bytes:
    """Pixels in NIST's order: glyph by glyph, column by column, each from top to bottom."""
    return bytes(
        int(glyph[row, column]) for glyph in glyphs for column in range(28) for row in range(28)
    )


def idx_images(glyphs: list[np.ndarray]) -> bytes:
    return struct.pack(">IIII", 0x0803, len(glyphs), 28, 28) + published(glyphs)


def idx_labels(labels: list[int]) -> bytes:
    return struct.pack(">II", 0x0801, len(labels)) + bytes(labels)


def mat(glyphs: list[np.ndarray], labels: list[int], compressed: bool = True) -> io.BytesIO:
    def subset(pixels: bytes, numbers: list[int]) -> dict[str, np.ndarray]:
        return {
            "images": np.frombuffer(pixels, np.uint8).reshape(-1, 784),
            "labels": np.array(numbers, np.uint8)[:, None],
            "writers": np.full((len(numbers), 1), 7, np.uint32),
        }

    tree = {
        "train": subset(published(glyphs), labels),
        "test": subset(published(glyphs[:1]), labels[:1]),
        "mapping": np.array([[n, ord(char)] for n, char in enumerate(CHARS)], np.uint8),
    }
    file = io.BytesIO()
    savemat(file, {"dataset": tree}, do_compression=compressed)
    file.seek(0)
    return file


def read_idx(images: bytes, labels: bytes, name: str = "emnist-byclass-train-images-idx3-ubyte"):
    return from_idx(io.BytesIO(images), io.BytesIO(labels), name)


@pytest.mark.parametrize("packing", [bytes, gzip.compress])
def test_idx_is_turned_upright_once(packing):
    glyphs = read_idx(packing(idx_images([F, F[::-1]])), packing(idx_labels([15, 61])))
    np.testing.assert_array_equal(glyphs.x, np.stack([F, F[::-1]]))
    assert [CHARS[label] for label in glyphs.y] == ["F", "z"]
    assert glyphs.x.flags["C_CONTIGUOUS"]


@pytest.mark.parametrize("compressed", [True, False])
@pytest.mark.parametrize("labels", [[15, 61], [15]])
def test_mat_is_turned_upright_once(compressed, labels):
    upright = [F, F[::-1]][: len(labels)]
    glyphs = from_mat(mat(upright, labels, compressed), "emnist-byclass.mat")
    np.testing.assert_array_equal(glyphs.x, np.stack(upright))
    assert glyphs.y.tolist() == labels


def test_mat_has_two_subsets():
    file = mat([F, F[::-1]], [15, 61])
    assert from_mat(file, "emnist-byclass.mat", "test").y.tolist() == [15]


@pytest.mark.parametrize(
    ("split", "label", "chars"),
    [
        ("byclass", 61, "z"),
        ("bymerge", 36, "a"),
        ("bymerge", 12, "Cc"),
        ("balanced", 46, "t"),
        ("letters", 1, "Aa"),
        ("letters", 26, "Zz"),
        ("digits", 9, "9"),
        ("mnist", 0, "0"),
    ],
)
def test_labels_of_every_split_become_the_classes_they_may_be(split, label, chars):
    name = f"emnist-{split}-test-images-idx3-ubyte.gz"
    glyphs = read_idx(idx_images([F]), idx_labels([label]), name)
    assert np.flatnonzero(glyphs.candidates[0]).tolist() == [INDEX[char] for char in chars]
    assert glyphs.y[0] == (INDEX[chars] if len(chars) == 1 else -1)


def test_the_sizes_of_the_splits_are_the_published_ones():
    sizes = {name: len(sets) for name, (_, sets) in SPLITS.items()}
    assert sizes == {
        "byclass": 62, "bymerge": 47, "balanced": 47, "letters": 26, "digits": 10, "mnist": 10,
    }  # fmt: skip


@pytest.mark.parametrize(("split", "label"), [("byclass", 62), ("letters", 0), ("digits", 10)])
def test_labels_outside_the_split_are_named(split, label):
    with pytest.raises(InkError, match=r"y must lie in") as caught:
        read_idx(idx_images([F]), idx_labels([label]), f"emnist-{split}-train-images-idx3-ubyte")
    assert (caught.value.field, caught.value.value) == ("y", str(label))


@pytest.mark.parametrize("name", ["train-images-idx3-ubyte", "emnist-byclassy-images-idx3-ubyte"])
def test_a_name_without_a_split_is_refused(name):
    with pytest.raises(InkError, match="which split") as caught:
        read_idx(idx_images([F]), idx_labels([1]), name)
    assert (caught.value.field, caught.value.value) == ("data", name)


@pytest.mark.parametrize(
    ("images", "labels", "field"),
    [
        (idx_labels([1]), idx_labels([1]), "images"),
        (idx_images([F]), idx_images([F]), "labels"),
        (b"", idx_labels([1]), "images"),
        (idx_images([F])[:-1], idx_labels([1]), "images"),
        (idx_images([F]) + b"\0", idx_labels([1]), "images"),
        (struct.pack(">IIII", 0x0803, *[2**32 - 1] * 3), idx_labels([1]), "images"),
        (idx_images([F]), idx_labels([1, 2]), "y"),
        (struct.pack(">IIII", 0x0803, 1, 2, 2) + b"1234", idx_labels([1]), "x"),
        (struct.pack(">IIII", 0x0803, 0, 28, 28), idx_labels([]), "x"),
    ],
)
def test_broken_idx_files_are_named(images, labels, field):
    with pytest.raises(InkError) as caught:
        read_idx(images, labels)
    assert caught.value.code is ErrorCode.INVALID_JOB
    assert caught.value.field == field


def test_labels_lie_beside_the_images():
    images = "s3://data/emnist-byclass-train-images-idx3-ubyte.gz"
    assert labels_beside(images) == "s3://data/emnist-byclass-train-labels-idx1-ubyte.gz"


@pytest.mark.parametrize("tree", [{"other": 1}, {"dataset": 1}, {"dataset": {"train": {}}}])
def test_a_mat_file_of_something_else_is_named(tree):
    file = io.BytesIO()
    savemat(file, tree)
    with pytest.raises(InkError, match=r"dataset\.train\.images") as caught:
        from_mat(file, "emnist-byclass.mat")
    assert caught.value.field == "dataset"
