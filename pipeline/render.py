"""The picture beside the numbers: boxes and readings drawn over the page."""

import cv2
import numpy as np

from pipeline.reading import Character, Line, Reading

LINE, WORD = (120, 160, 220), (40, 90, 200)
SURE, DOUBTFUL = (20, 140, 60), (210, 60, 30)
LEFT_OUT = (150, 150, 150)
SMALLEST = 900
"""Pixels: narrower pages are enlarged, so that a reading fits over its glyph."""


def overlay(image: np.ndarray, reading: Reading) -> np.ndarray:
    """Draw the boxes of lines, words and characters, and each character's reading.

    What was left out as print has a grey box.

    Args:
        image: uint8 [H,W,3] RGB, as read.

    Returns:
        uint8 [H',W',3] RGB, enlarged where the page is small; the input is left as it was.
    """
    scale = max(1, round(SMALLEST / max(image.shape[1], 1)))
    picture = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    for line in reading.lines:
        _draw_line(picture, line, scale)
    for word in reading.left_out:
        _rectangle(picture, word.box, scale, LEFT_OUT, grow=2)
    return np.asarray(picture)


def _draw_line(picture: np.ndarray, line: Line, scale: int) -> None:
    _rectangle(picture, line.box, scale, LINE, grow=4)
    for word in line.words:
        _rectangle(picture, word.box, scale, WORD, grow=2)
        for character in word.characters:
            _draw_character(picture, character, scale)


def _draw_character(picture: np.ndarray, character: Character, scale: int) -> None:
    colour = SURE if character.confidence >= 0.8 else DOUBTFUL
    _rectangle(picture, character.box, scale, colour)
    x, y = character.box[0] * scale, character.box[1] * scale
    cv2.putText(
        picture,
        character.char,
        (x, max(12, y - 3)),
        cv2.FONT_HERSHEY_SIMPLEX,
        0.5,
        colour,
        1,
        cv2.LINE_AA,
    )


def _rectangle(
    picture: np.ndarray,
    box: tuple[int, int, int, int],
    scale: int,
    colour: tuple[int, int, int],
    grow: int = 0,
) -> None:
    x, y, width, height = (side * scale for side in box)
    corner, opposite = (x - grow, y - grow), (x + width + grow, y + height + grow)
    cv2.rectangle(picture, corner, opposite, colour, 1)
