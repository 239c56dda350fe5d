from collections import Counter

import numpy as np

from models.typefaces import BASELINE, CAPITAL, SIDE, typefaces
from pipeline.classes import INDEX


def test_there_are_many_hands_and_some_type() -> None:
    faces = typefaces()
    assert Counter(face.style for face in faces) >= Counter(handwritten=70, joined=120, printed=10)
    assert len({face.name for face in faces}) == len(faces)


def test_capitals_share_height_and_baseline() -> None:
    for face in typefaces():
        assert face.glyphs.shape == (62, SIDE, SIDE)
        rows = np.flatnonzero(face.glyphs[INDEX["E"]].any(axis=1))
        least = 0.5 if face.joined else 0.62  # joined letters are smaller, for their loops
        assert least * CAPITAL <= len(rows) <= 1.4 * CAPITAL
        assert abs(rows[-1] + 1 - BASELINE) <= 12


def test_a_face_without_small_letters_has_none() -> None:
    capitals = next(face for face in typefaces() if face.name == "permanent-marker")
    assert capitals.has(INDEX["A"])
    assert not capitals.has(INDEX["a"])


def test_joined_letters_meet_where_each_stands_as_the_one_before_it_says() -> None:
    joined = [face for face in typefaces() if face.joined]
    inner = [face.bearings[[INDEX[char] for char in "amnu"]].sum(axis=1).mean() for face in joined]
    apart = [face.bearings[INDEX["m"]].sum() for face in typefaces() if face.printed]
    assert np.median(inner) <= 0.5
    assert np.median(apart) > 1
