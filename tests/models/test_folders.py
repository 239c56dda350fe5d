"""Folders of labelled pictures."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from models.datasets import read
from pipeline.errors import ErrorCode, InkError
from pipeline.glyph import normalise


def drawn(ground: int = 235, ink: int = 40, size: int = 90) -> np.ndarray:
    """A slanted bar with a foot."""
    canvas = np.full((size, size), ground, np.uint8)
    cv2.line(canvas, (size // 2, 15), (size // 3, size - 20), ink, 6)
    cv2.line(canvas, (size // 3, size - 20), (size // 2 + 10, size - 20), ink, 6)
    return canvas


def put(root: Path, name: str, image: np.ndarray | None) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    content = b"no picture" if image is None else cv2.imencode(".png", image)[1].tobytes()
    path.write_bytes(content)


def test_each_picture_is_labelled_by_its_folder(tmp_path: Path) -> None:
    for name in ("7/a.png", "7/b.PNG", "a/c.png", "Oo/d.png"):
        put(tmp_path, name, drawn())
    put(tmp_path, "stray.png", drawn())
    found = read(f"{tmp_path}/")
    assert found.glyphs.y.tolist() == [7, 7, -1, 36]
    assert np.flatnonzero(found.glyphs.candidates[2]).tolist() == [24, 50]
    (source,) = found.sources
    assert (source.name, source.images) == (f"{tmp_path.name}/", 4)


def test_dark_on_light_and_light_on_dark_are_the_same_glyph(tmp_path: Path) -> None:
    put(tmp_path, "1/a.png", drawn())
    put(tmp_path, "1/b.png", 255 - drawn())
    put(tmp_path, "1/c.png", cv2.cvtColor(drawn(), cv2.COLOR_GRAY2BGR))
    first, second, third = read(f"{tmp_path}/").glyphs.x
    np.testing.assert_array_equal(first, second)
    np.testing.assert_array_equal(first, third)
    expected = normalise(np.where(drawn() < 100, 255, 0).astype(np.uint8))
    assert np.abs(first.astype(int) - expected).mean() < 6


def test_a_glyph_that_is_normalised_already_stays_as_it_is(tmp_path: Path) -> None:
    glyph = normalise(255 - drawn())
    put(tmp_path, "1/a.png", glyph)
    np.testing.assert_array_equal(read(f"{tmp_path}/").glyphs.x[0], glyph)


def test_the_source_tells_every_change(tmp_path: Path) -> None:
    put(tmp_path, "1/a.png", drawn())
    first = read(f"{tmp_path}/").sources
    (tmp_path / "1").rename(tmp_path / "7")
    assert read(f"{tmp_path}/").sources != first


@pytest.mark.parametrize(
    ("name", "image", "value"),
    [
        ("7/a.png", None, "7/a.png"),
        ("7/a.png", np.full((40, 40), 255, np.uint8), "7/a.png"),
        ("seven/a.png", drawn(), "seven"),
        ("17/a.png", drawn(), "17"),
        ("é/a.png", drawn(), "é"),
        ("7/notes.txt", drawn(), "/"),
    ],
)
def test_what_is_no_labelled_picture_is_named(
    tmp_path: Path, name: str, image: np.ndarray | None, value: str
) -> None:
    put(tmp_path, name, image)
    with pytest.raises(InkError) as caught:
        read(f"{tmp_path}/")
    assert (caught.value.code, caught.value.field) == (ErrorCode.INVALID_JOB, "data")
    assert caught.value.value is not None
    assert caught.value.value.endswith(value)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InkError, match="there is no folder") as caught:
        read(f"{tmp_path}/none/")
    assert caught.value.field == "data"
