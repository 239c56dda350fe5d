import numpy as np

from models.typefaces import BASELINE, CAPITAL, SIDE, typefaces
from pipeline.classes import INDEX


def test_there_are_many_hands_and_some_type() -> None:
    faces = typefaces()
    assert sum(not face.printed for face in faces) > 80
    assert sum(face.printed for face in faces) > 10
    assert len({face.name for face in faces}) == len(faces)


def test_capitals_share_height_and_baseline() -> None:
    for face in typefaces():
        assert face.glyphs.shape == (62, SIDE, SIDE)
        rows = np.flatnonzero(face.glyphs[INDEX["E"]].any(axis=1))
        assert abs(len(rows) - CAPITAL) <= 12
        assert abs(rows[-1] + 1 - BASELINE) <= 12


def test_a_face_without_small_letters_has_none() -> None:
    capitals = next(face for face in typefaces() if face.name == "permanent-marker")
    assert capitals.has(INDEX["A"])
    assert not capitals.has(INDEX["a"])
