from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from pipeline.errors import ErrorCode, InkError
from pipeline.reading import Alternative, Character, Line, PageSize, Reading, Word
from worker import messages
from worker.lessons import TrainJob
from worker.messages import BatchResult, RecognizeJob, RecognizeManyJob, Result
from worker.parsing import parse

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
CONFIDENCE = st.floats(0, 1)
BOX = st.tuples(*[st.integers(0, 5000)] * 4)
POLYGON = st.none() | st.tuples(*[st.tuples(st.integers(), st.integers())] * 4)

ALTERNATIVE = st.builds(Alternative, char=TEXT, confidence=CONFIDENCE)
CHARACTER = st.builds(
    Character, char=TEXT, confidence=CONFIDENCE, box=BOX,
    alternatives=st.lists(ALTERNATIVE, max_size=2).map(tuple),
)  # fmt: skip
WORD = st.builds(
    Word, text=TEXT, confidence=CONFIDENCE, box=BOX, polygon=POLYGON,
    style=st.sampled_from([None, "printed", "handwritten"]), readings=st.just(()),
    characters=st.lists(CHARACTER, max_size=2).map(tuple),
)  # fmt: skip
LINE = st.builds(
    Line, text=TEXT, confidence=CONFIDENCE, box=BOX, polygon=POLYGON, style=st.none(),
    words=st.lists(WORD, max_size=2).map(tuple),
)  # fmt: skip
READING = st.builds(
    Reading, text=TEXT, confidence=CONFIDENCE, needs_review=st.booleans(),
    page=st.builds(PageSize, **dict.fromkeys(PageSize.model_fields, st.integers(1, 9))),
    lines=st.lists(LINE, max_size=2).map(tuple),
)  # fmt: skip


def returned(model: BaseModel) -> BaseModel:
    """The model as it comes back from JSON."""
    return type(model).model_validate_json(model.model_dump_json())


@given(READING, st.dictionaries(TEXT, st.floats(0, 1e6)))
def test_a_result_survives_json(reading: Reading, milliseconds: dict[str, float]) -> None:
    result = Result.done(
        "j", "/a.png", reading, image_sha256="0" * 64, model="m", milliseconds=milliseconds
    )
    assert returned(result) == result
    assert result.reading() == reading
    batch = BatchResult(job_id="b", status="done", results=(result, result))
    assert returned(batch) == batch


@given(st.sampled_from(ErrorCode), TEXT, st.none() | TEXT)
def test_a_failure_survives_json(code: ErrorCode, message: str, value: str | None) -> None:
    result = Result.failed("j", "/a.png", InkError(code, message, "image", value))
    assert returned(result) == result
    assert result.error is not None
    assert result.error.code == code


@pytest.mark.parametrize(
    "job",
    [
        RecognizeJob(image="/a.png"),
        RecognizeJob(image="/a", job_id="7", deadline=datetime(2030, 1, 2, tzinfo=UTC)),
        RecognizeManyJob(images=("/a", "/b"), reply_to="inkqueue:reply:mine"),
        TrainJob(data=("/a.npz",), network="paper", epochs=3, start="v", budget_minutes=0.5),
    ],
)
def test_a_job_survives_json(job: BaseModel) -> None:
    assert returned(job) == job


def test_what_utf8_cannot_hold_is_told_escaped() -> None:
    wrong = "/a\ud800"
    result = Result.failed("j", wrong, InkError(ErrorCode.INVALID_JOB, wrong, wrong, wrong))
    assert result.error is not None
    told = (result.image, result.error.message, result.error.field, result.error.value)
    assert told == ("/a\\ud800",) * 4
    assert returned(result) == result


def test_models_are_frozen() -> None:
    with pytest.raises(ValidationError):
        RecognizeJob(image="/a").image = "/b"  # type: ignore[misc]


def test_a_data_uri_is_not_carried_back() -> None:
    result = Result.failed("j", "data:image/png;base64," + "A" * 9000, InkError("internal", ""))  # type: ignore[arg-type]
    assert result.image is not None
    assert len(result.image) < 100
    assert result.image.endswith("(9022 characters)")


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "done", "error": {"code": "internal", "message": ""}},
        {"status": "failed"},
        {"status": "done"},
        {"status": "failed", "error": {"code": "internal", "message": ""}, "lines": []},
        {"status": "failed", "error": {"code": "unheard_of", "message": ""}},
        {"status": "failed", "error": {"code": "internal", "message": ""}, "schema_version": 2},
    ],
)
def test_a_result_is_either_done_or_failed(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        messages.Result.model_validate({"job_id": "j", **wrong})


def test_what_is_wrong_with_an_image_names_it() -> None:
    unnamed = InkError(ErrorCode.NOT_AN_IMAGE, "no", "image")
    failure = Result.failed("j", "/a.png", unnamed).error
    assert failure is not None
    assert (failure.field, failure.value) == ("image", "/a.png")
    named = InkError(ErrorCode.IMAGE_TOO_LARGE, "no", "image", "9x9")
    failure = Result.failed("j", "/a.png", named).error
    assert failure is not None
    assert failure.value == "9x9"


@pytest.mark.parametrize(
    ("job", "field", "message"),
    [
        ({"image": "/a", "options": 5}, "options", "must be a JSON object"),
        ({"image": "/a", "deadline": "tomorrow"}, "deadline", "must be ISO 8601"),
        (5, None, "a job is one JSON object"),
    ],
)
def test_a_refusal_tells_what_is_wanted(job: object, field: str | None, message: str) -> None:
    with pytest.raises(InkError, match=message) as caught:
        parse(RecognizeJob, job)
    assert caught.value.field == field
