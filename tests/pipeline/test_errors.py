from pathlib import Path

import pytest

from pipeline.errors import ErrorCode, InkError

ROOT = Path(__file__).parents[2]


def test_the_codes_are_the_documented_ones() -> None:
    assert set(ErrorCode) == {
        "invalid_job", "image_not_found", "source_not_allowed", "source_unavailable",
        "image_too_large", "not_an_image", "deadline_passed", "time_limit", "attempts_exhausted",
        "cancelled", "queue_full", "no_match", "model_unavailable", "job_expired", "internal",
    }  # fmt: skip


@pytest.mark.parametrize("code", ErrorCode)
def test_every_code_is_in_the_documentation(code: ErrorCode) -> None:
    assert f"`{code}`" in (ROOT / "docs" / "errors.md").read_text()


def test_an_error_carries_what_caused_it() -> None:
    error = InkError(ErrorCode.INVALID_JOB, "too many", "alternatives", "11")
    assert str(error) == error.message == "too many"
    assert (error.code, error.field, error.value) == ("invalid_job", "alternatives", "11")
    bare = InkError(ErrorCode.INTERNAL, "broken")
    assert (bare.field, bare.value) == (None, None)
