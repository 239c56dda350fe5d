from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ErrorCode, InkError
from worker.lessons import DATA_LIMIT, TrainJob
from worker.messages import Job, RecognizeJob, RecognizeManyJob
from worker.parsing import brief, parse

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def refusal(kind: type[Job], raw: object) -> InkError:
    with pytest.raises(InkError) as caught:
        parse(kind, raw)
    assert caught.value.code == ErrorCode.INVALID_JOB
    return caught.value


@pytest.mark.parametrize(
    ("images", "message"), [("x.png", "must be a list"), ([], "must name at least one")]
)
def test_a_list_is_called_a_list(images: object, message: str) -> None:
    assert refusal(RecognizeManyJob, {"images": images}).message == message


@pytest.mark.parametrize(
    ("more", "field", "value"),
    [
        ({"imgae": "/b"}, "imgae", "/b"),
        ({"options": {"presett": "paper"}}, "options.presett", "paper"),
        ({"options": {"preset": "best"}}, "options.preset", "best"),
        ({"options": {"alternatives": 11}}, "options.alternatives", "11"),
        ({"image": 7}, "image", "7"),
        ({"image": ""}, "image", ""),
        ({"image": "/a\ud800"}, "image", "/a\\ud800"),
        ({"job_id": "a/1"}, "job_id", "a/1"),
        ({"job_id": "a b"}, "job_id", "a b"),
        ({"job_id": "a\n"}, "job_id", "a\n"),
        ({"job_id": ""}, "job_id", ""),
        ({"reply_to": "celery"}, "reply_to", "celery"),
        ({"reply_to": "inkqueue:reply:"}, "reply_to", "inkqueue:reply:"),
        ({"deadline": "2030-01-01T00:00:00"}, "deadline", "2030-01-01T00:00:00"),
        ({"deadline": "tomorrow"}, "deadline", "tomorrow"),
        ({"deadline": 1893456000}, "deadline", "1893456000"),
    ],
)
def test_the_wrong_field_and_its_value_are_named(
    more: dict[str, Any], field: str, value: str
) -> None:
    error = refusal(RecognizeJob, {"image": "/a.png", **more})
    assert (error.field, error.value) == (field, value)


def test_an_unknown_field_is_called_that() -> None:
    assert refusal(RecognizeJob, {"image": "/a", "speed": 1}).message == "unknown field"


def test_a_missing_field_has_no_value() -> None:
    error = refusal(RecognizeJob, {})
    assert (error.field, error.value) == ("image", None)


def test_an_item_is_named_by_its_number() -> None:
    assert refusal(RecognizeManyJob, {"images": ["/a", 3]}).field == "images.1"
    assert refusal(RecognizeManyJob, {"images": []}).field == "images"
    assert refusal(TrainJob, {"data": ["/a.npz"], "epochs": 0}).field == "epochs"
    many = ["/a.npz"] * (DATA_LIMIT + 1)
    assert refusal(TrainJob, {"data": many}).field == "data"


@pytest.mark.parametrize("zone", ["Z", "+00:00", "-05:30"])
def test_a_deadline_has_a_zone(zone: str) -> None:
    job = parse(RecognizeJob, {"image": "/a", "deadline": f"2030-01-01T00:00:00{zone}"})
    assert job.deadline is not None
    assert job.deadline.utcoffset() is not None


def test_values_are_short() -> None:
    for value in ("x" * 5000, ["x" * 5000] * 50, {"k": "x" * 5000}):
        assert len(brief(value)) < 600
    assert len(brief("data:;base64," + "A" * 5000)) < 100


def test_names_are_short() -> None:
    field = refusal(RecognizeJob, {"image": "/a", "x" * 5000: 1}).field
    assert field is not None
    assert len(field) == 200


def test_a_reference_is_short_unless_it_is_the_image() -> None:
    parse(RecognizeJob, {"image": "/" + "a" * 4095})
    parse(RecognizeJob, {"image": "DATA:," + "a" * 9000})
    assert refusal(RecognizeJob, {"image": "/" + "a" * 4096}).field == "image"
    assert refusal(RecognizeManyJob, {"images": ["/" + "a" * 4096]}).field == "images.0"


@given(st.sampled_from([RecognizeJob, RecognizeManyJob, TrainJob]), JSON)
def test_whatever_comes_is_a_job_or_an_invalid_one(kind: type[Job], raw: object) -> None:
    try:
        found: object = parse(kind, raw)
    except InkError as error:
        found = error
    assert isinstance(found, kind) or getattr(found, "code", None) == ErrorCode.INVALID_JOB
