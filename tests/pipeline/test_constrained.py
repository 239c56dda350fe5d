"""What holds for every constrained reading, whatever the image and whatever the classifier."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.language import shipped
from pipeline.errors import ErrorCode, InkError
from pipeline.options import Options
from pipeline.reader import Classify, read
from pipeline.reading import Reading
from tests.pipeline.drawing import Sheet, by_content
from tests.pipeline.test_soundness import inside, scribbles

ENTRIES = ("Anna", "A-B", "7 Up", "O'Hara", "Éva", "x", "1.5")
ASKED = [
    (Options(charset="digits"), r"[0-9 ]*"),
    (Options(charset="aZ"), r"[aZ ]*"),
    (Options(pattern=r"\d{1,3}(,\d{3})*(\.\d\d)?"), r"\d{1,3}(,\d{3})*(\.\d\d)?"),
    (Options(pattern="[A-Z]+-?[a-z]*", matches="each"), "[A-Z]+-?[a-z]*( [A-Z]+-?[a-z]*)*"),
    (Options(pattern=r"[A-Z]{1,2}\d[A-Z\d]?"), r"[A-Z]{1,2}\d[A-Z\d]?"),
    (Options(lexicon=ENTRIES), "|".join(map(re.escape, ENTRIES))),
    (Options(lexicon=ENTRIES, preset="paper", readings=0, alternatives=0), ".*"),
]
asked = st.sampled_from(ASKED)


def attempt(image: np.ndarray, classify: Classify, options: Options) -> Reading | InkError:
    try:
        return read(image, classify, options, shipped())
    except InkError as error:
        return error


def verify(image: np.ndarray, classify: Classify, asked: tuple[Options, str]) -> None:
    """Either the image is read as asked, or it is said that nothing matched."""
    found = attempt(image, classify, asked[0])
    if isinstance(found, InkError):
        assert found.code == ErrorCode.NO_MATCH
        assert found.field in ("options.pattern", "options.lexicon")
    else:
        check(found, image, asked)


def check(reading: Reading, image: np.ndarray, asked: tuple[Options, str]) -> None:
    options, pattern = asked
    page = (0, 0, image.shape[1], image.shape[0])
    assert reading.text == "\n".join(line.text for line in reading.lines)
    for line in reading.lines:
        assert re.fullmatch(pattern, line.text), line.text
        assert line.text == " ".join(word.text for word in line.words)
        assert inside(line.box, page)
        for word in line.words:
            assert word.text == "".join(c.char for c in word.characters) != ""
            assert len(word.readings) <= options.readings
            confidences = [r.confidence for r in word.readings]
            assert confidences == sorted(confidences, reverse=True)
            assert [r.text for r in word.readings[:1]] in ([], [word.text])
            for character in word.characters:
                assert inside(character.box, word.box)
                assert len(character.alternatives) <= options.alternatives
                assert [a.char for a in character.alternatives[:1]] in ([], [character.char])
    assert Reading.model_validate_json(reading.model_dump_json()) == reading


@settings(max_examples=80)
@given(scribbles(), asked)
def test_any_strokes_are_read_as_asked_or_not_at_all(
    image: np.ndarray, asked: tuple[Options, str]
) -> None:
    verify(image, by_content, asked)


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: str(asked[1])[:12])
@pytest.mark.parametrize("answer", [0.0, np.nan, np.inf, -1.0])
def test_a_broken_classifier_breaks_nothing(answer: float, asked: tuple[Options, str]) -> None:
    sheet = Sheet(120, 360)
    sheet.write("HANDY", 20, 80)

    def broken(glyphs: np.ndarray) -> np.ndarray:
        rows = by_content(glyphs)
        rows[:, ::2] = answer
        rows[::2] = answer
        return rows

    verify(sheet.image, broken, asked)


def test_a_page_of_noise_is_done_with_soon() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (300, 400, 3), np.uint8)
    for options, _ in ASKED[:5]:
        attempt(noise, by_content, options)
