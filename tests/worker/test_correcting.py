"""Corrections, from a reading that lies in Redis with its glyphs."""

from typing import Any

import numpy as np
import pytest
import redis

from pipeline.errors import ErrorCode, InkError
from pipeline.reading import Character, Line, PageSize, Reading, Word
from worker.correcting import Correcting
from worker.lessons import CorrectJob, CorrectResult
from worker.messages import Result
from worker.services import Services
from worker.settings import Settings

PAGE = [["anna", "l2"], ["b7"]]


def word(text: str) -> Word:
    characters = tuple(Character(char=c, confidence=0.9, box=(0, 0, 1, 1)) for c in text)
    return Word(text=text, confidence=0.9, box=(0, 0, 1, 1), characters=characters)


def reading(page: list[list[str]]) -> Reading:
    lines = tuple(
        Line(text=" ".join(words), confidence=0.9, box=(0, 0, 1, 1), words=tuple(map(word, words)))
        for words in page
    )
    text = "\n".join(line.text for line in lines)
    size = PageSize(width=9, height=9)
    return Reading(text=text, confidence=0.9, needs_review=False, page=size, lines=lines)


def glyphs(count: int) -> np.ndarray:
    return np.random.default_rng(5).integers(1, 255, (count, 28, 28), dtype=np.uint8)


GLYPHS = glyphs(8)


@pytest.fixture
def services(server: "redis.Redis", settings: Settings) -> Services:
    """With job `j` read and its glyphs kept."""
    services = Services(settings, server)
    result = Result.done("j", "/a.png", reading(PAGE))
    services.results.settle("j", result.model_dump_json())
    services.corrections.keep("j", GLYPHS)
    return services


def correct(services: Services, text: str, **more: Any) -> CorrectResult:
    job = CorrectJob.model_validate({"corrects": "j", "text": text, **more})
    return Correcting().perform(job, "c", services, lambda _: None)


def recorded(services: Services) -> dict[int, int]:
    """Place of each recorded glyph in the page, and its class."""
    x, y = services.corrections.read()
    places = [int(np.flatnonzero((glyph == GLYPHS).all(axis=(1, 2)))[0]) for glyph in x]
    return dict(zip(places, y.tolist(), strict=True))


def test_the_whole_page_is_compared_line_by_line(services: Services) -> None:
    found = correct(services, "Anna 12\nb1")
    assert (found.status, found.recorded, found.changed, found.left_out) == ("done", 8, 3, 0)
    labels = recorded(services)
    assert (labels[0], labels[4], labels[5], labels[7]) == (10, 1, 2, 1)


def test_another_number_of_lines_is_compared_as_one_text(services: Services) -> None:
    assert correct(services, "anna l2 b1").changed == 1
    assert recorded(services)[7] == 1


def test_a_word_alone_may_be_corrected(services: Services) -> None:
    found = correct(services, "12", at={"line": 0, "word": 1})
    assert (found.recorded, found.changed) == (2, 1)
    assert recorded(services) == {4: 1, 5: 2}


def test_a_line_alone_may_be_corrected(services: Services) -> None:
    correct(services, "c7", at={"line": 1})
    assert recorded(services) == {6: 38, 7: 7}


def test_what_is_no_class_is_left_out(services: Services) -> None:
    found = correct(services, "ännä", at={"line": 0, "word": 0})
    assert (found.recorded, found.changed, found.left_out) == (2, 0, 2)


def test_a_character_without_a_glyph_labels_nothing(services: Services) -> None:
    kept = GLYPHS.copy()
    kept[7] = 0
    services.corrections.keep("j", kept)
    assert correct(services, "b1", at={"line": 1}).recorded == 1


def refused(services: Services, **job: Any) -> InkError:
    with pytest.raises(InkError) as caught:
        correct(services, **{"text": "x", **job})
    assert len(services.corrections) == 0
    return caught.value


@pytest.mark.parametrize("gone", ["inkqueue:result:j", "inkqueue:glyphs:j"])
def test_a_job_that_is_gone_is_expired(services: Services, gone: str) -> None:
    services.server.delete(gone)
    error = refused(services)
    assert (error.code, error.field, error.value) == (ErrorCode.JOB_EXPIRED, "corrects", "j")


def test_only_a_reading_can_be_corrected(services: Services) -> None:
    failed = Result.failed("f", "/a.png", InkError(ErrorCode.NOT_AN_IMAGE, "no"))
    services.results.settle("f", failed.model_dump_json())
    error = refused(services, corrects="f")
    assert (error.code, error.field) == (ErrorCode.INVALID_JOB, "corrects")


@pytest.mark.parametrize(
    ("at", "field"), [({"line": 2}, "at.line"), ({"line": 1, "word": 1}, "at.word")]
)
def test_a_place_that_is_not_there_is_named(
    services: Services, at: dict[str, int], field: str
) -> None:
    error = refused(services, at=at)
    assert (error.code, error.field) == (ErrorCode.INVALID_JOB, field)


def test_more_than_can_be_aligned_is_refused(services: Services) -> None:
    page = reading([["a" * 2500]])
    services.results.settle("long", Result.done("long", "/a.png", page).model_dump_json())
    services.corrections.keep("long", glyphs(2500))
    error = refused(services, corrects="long", text="b" * 2500)
    assert (error.code, error.field) == (ErrorCode.INVALID_JOB, "text")
