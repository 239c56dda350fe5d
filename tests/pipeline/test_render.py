import numpy as np
import pytest

from pipeline.reader import read
from pipeline.reading import LeftOut, PageSize, Reading
from pipeline.render import DOUBTFUL, LEFT_OUT, SMALLEST, SURE, overlay
from tests.pipeline.drawing import Sheet, even, spelling

EMPTY = Reading(
    text="", confidence=0, needs_review=True, page=PageSize(width=9, height=9), lines=()
)


def sheet(width: int = 400) -> Sheet:
    page = Sheet(140, width)
    page.write("HAND", 60, 90)
    return page


def has(picture: np.ndarray, colour: tuple[int, int, int]) -> bool:
    return bool((picture == colour).all(axis=-1).any())


def test_the_image_is_left_alone() -> None:
    for page in (sheet(400), sheet(SMALLEST + 100)):
        before = page.image.copy()
        page.image.flags.writeable = False
        picture = overlay(page.image, read(page.image, even))
        assert not np.shares_memory(picture, page.image)
        np.testing.assert_array_equal(page.image, before)


@pytest.mark.parametrize(("width", "scale"), [(SMALLEST + 1, 1), (SMALLEST // 3, 3)])
def test_small_pages_are_enlarged(width: int, scale: int) -> None:
    picture = overlay(np.full((140, width, 3), 255, np.uint8), EMPTY)
    assert picture.shape == (140 * scale, width * scale, 3)
    assert picture.dtype == np.uint8
    assert (picture == 255).all()


def test_each_character_is_framed_where_it_stands() -> None:
    page = sheet(SMALLEST + 100)
    reading = read(page.image, even)
    picture = overlay(page.image, reading)
    for character in reading.lines[0].words[0].characters:
        x, y, width, height = character.box
        corners = picture[[y, y + height], [x, x + width]]
        assert (corners == DOUBTFUL).all()


def test_doubt_is_seen_by_its_colour() -> None:
    page = sheet(SMALLEST + 100)
    doubtful = overlay(page.image, read(page.image, even))
    sure = overlay(page.image, read(page.image, spelling("HAND")))
    assert has(doubtful, DOUBTFUL)
    assert not has(doubtful, SURE)
    assert has(sure, SURE)
    assert not has(sure, DOUBTFUL)


def test_the_reading_is_written_over_its_character() -> None:
    page = sheet(SMALLEST + 100)
    first, second = (
        overlay(page.image, read(page.image, spelling(text))) for text in ("HAND", "HANG")
    )
    changed = np.argwhere((first != second).any(axis=-1))
    x, y, _, _ = page.boxes[-1]
    assert len(changed)
    assert (changed[:, 0] < y).all()
    assert (changed[:, 1] >= x - 2).all()


def test_what_was_left_out_is_framed() -> None:
    prompt = LeftOut(confidence=0.9, box=(100, 50, 60, 20))
    reading = EMPTY.model_copy(update={"left_out": (prompt,)})
    white = np.full((140, SMALLEST + 1, 3), 255, np.uint8)
    assert has(overlay(white, reading), LEFT_OUT)
    assert not has(overlay(white, EMPTY), LEFT_OUT)
