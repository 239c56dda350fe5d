"""EMNIST as NIST publishes it: idx pairs and .mat files, all six splits.

The files hold every image transposed, since MATLAB stores columns first: it is undone here, and
nowhere else. Labels of merged splits become candidate sets, so that every split can be trained on.
"""

import gzip
import re
import struct
from pathlib import PurePosixPath
from typing import BinaryIO

import numpy as np
from scipy.io import loadmat

from models.checks import check_images, check_labels, invalid
from models.emnist import Glyphs
from pipeline.classes import CHARS, COUNT, MERGED, MERGED_COUNT
from pipeline.glyph import SIDE

_CASELESS = np.array([[char.upper() == letter for char in CHARS] for letter in CHARS[10:36]])
_MERGED_SETS = np.arange(MERGED_COUNT)[:, None] == MERGED
_CLASSES = np.eye(COUNT, dtype=bool)
SPLITS: dict[str, tuple[int, np.ndarray]] = {
    "byclass": (0, _CLASSES),
    "bymerge": (0, _MERGED_SETS),
    "balanced": (0, _MERGED_SETS),
    "letters": (1, _CASELESS),
    "digits": (0, _CLASSES[:10]),
    "mnist": (0, _CLASSES[:10]),
}
"""By name: the lowest label, and bool [labels,62], the classes that each label may be."""

_SPLIT = re.compile(rf"emnist-({'|'.join(SPLITS)})\b")
_IMAGES, _LABELS = "-images-idx3-ubyte", "-labels-idx1-ubyte"
_UBYTE = 8


def labels_beside(images: str) -> str:
    """The reference of an idx image file's labels, by NIST's naming."""
    if _IMAGES not in images:
        raise invalid(f"an idx reference names the images, …{_IMAGES}[.gz]", "data", images)
    return images.replace(_IMAGES, _LABELS)


def from_idx(images: BinaryIO, labels: BinaryIO, name: str) -> Glyphs:
    """Glyphs of a pair of idx files, gzipped or not; the image file's name tells the split."""
    return _glyphs(_idx(images, 3, "images"), _idx(labels, 1, "labels"), name)


def from_mat(file: BinaryIO, name: str, subset: str = "train") -> Glyphs:
    """Glyphs of a .mat file's `train` or `test`; the file's name tells the split."""
    tree = loadmat(file, simplify_cells=True)
    try:
        arrays = tree["dataset"][subset]
        images, labels = arrays["images"], arrays["labels"]
    except (KeyError, TypeError, IndexError) as error:
        wanted = f"dataset.{subset}.images and .labels"
        raise invalid(f"no {wanted} in it", "dataset", ", ".join(tree)) from error
    images, labels = np.atleast_2d(images), np.atleast_1d(labels)
    if images.shape[1:] == (SIDE * SIDE,):
        images = images.reshape(-1, SIDE, SIDE)
    return _glyphs(images, labels, name)


def _glyphs(transposed: np.ndarray, labels: np.ndarray, name: str) -> Glyphs:
    lowest, sets = _split(name)
    check_images(transposed)
    check_labels(labels, len(transposed), lowest, lowest + len(sets) - 1)
    candidates = sets[labels.astype(np.int64) - lowest]
    known = candidates.sum(axis=1) == 1
    y = np.where(known, candidates.argmax(axis=1), -1).astype(np.int16)
    return Glyphs(np.ascontiguousarray(transposed.transpose(0, 2, 1)), y, candidates)


def _split(name: str) -> tuple[int, np.ndarray]:
    found = _SPLIT.search(PurePosixPath(name).name)
    if found is None:
        known = ", ".join(f"emnist-{split}" for split in SPLITS)
        raise invalid(f"the file's name must say which split it is: {known}", "data", name)
    return SPLITS[found[1]]


def _idx(file: BinaryIO, dimensions: int, field: str) -> np.ndarray:
    content = file.read()
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    start = 4 + 4 * dimensions
    if len(content) < start or content[:4] != bytes([0, 0, _UBYTE, dimensions]):
        raise invalid(
            f"{field} are not an idx{dimensions} file of bytes", field, content[:4].hex(" ")
        )
    shape = struct.unpack(f">{dimensions}I", content[4:start])
    array = np.frombuffer(content, np.uint8, offset=start)
    if array.size != np.prod(shape, dtype=np.int64):
        raise invalid(f"{field} should be {list(shape)}", field, f"{array.size} bytes")
    return array.reshape(shape)
