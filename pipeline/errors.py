"""The one enum of errors, shared by every room, and the exception that carries it."""

from enum import StrEnum


class ErrorCode(StrEnum):
    """Why a job has no reading. docs/errors.md says what a producer should do about each."""

    INVALID_JOB = "invalid_job"
    IMAGE_NOT_FOUND = "image_not_found"
    SOURCE_NOT_ALLOWED = "source_not_allowed"
    SOURCE_UNAVAILABLE = "source_unavailable"
    IMAGE_TOO_LARGE = "image_too_large"
    NOT_AN_IMAGE = "not_an_image"
    DEADLINE_PASSED = "deadline_passed"
    TIME_LIMIT = "time_limit"
    ATTEMPTS_EXHAUSTED = "attempts_exhausted"
    CANCELLED = "cancelled"
    QUEUE_FULL = "queue_full"
    NO_MATCH = "no_match"
    MODEL_UNAVAILABLE = "model_unavailable"
    JOB_EXPIRED = "job_expired"
    INTERNAL = "internal"


class InkError(Exception):
    """A failure with a code, and the field and value that caused it where there is one."""

    def __init__(
        self,
        code: ErrorCode,
        message: str,
        field: str | None = None,
        value: str | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field
        self.value = value
