"""The jobs that come in and the results that go out: frozen models, JSON both ways."""

from contextlib import suppress
from datetime import datetime
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictStr,
    model_validator,
)

from pipeline.errors import ErrorCode, InkError
from pipeline.options import Options
from pipeline.reading import Confidence, LeftOut, Line, PageSize, Reading
from worker.sources.inline import plain, shown

SCHEMA_VERSION: Literal[1] = 1
REPLY_KEYS = "inkqueue:reply:"
REFERENCE_LIMIT = 4096
"""Characters of a reference, but for `data:` URIs, whose limit is the operator's."""

JobId = Annotated[
    StrictStr,
    Field(
        pattern=r"^[^\s/]{1,200}$",
        description="Names the work: a second job of this name gets the first's result. "
        "Default: the Celery task id.",
    ),
]


def _short(reference: str) -> str:
    if reference[:5].lower() != "data:" and len(reference) > REFERENCE_LIMIT:
        raise ValueError(f"a reference may have {REFERENCE_LIMIT} characters, unless it is data:")
    return reference


Reference = Annotated[
    StrictStr,
    Field(
        min_length=1,
        description="An absolute path, a `file://`, `redis://` or `data:` URI, or a URL below an "
        f"allowed prefix; up to {REFERENCE_LIMIT} characters, unless it is `data:`.",
    ),
    # Behind the bound: a text without any is not looked at, and may hold a lone surrogate.
    AfterValidator(_short),
]


def _zoned(value: Any) -> Any:
    if isinstance(value, str):
        with suppress(ValueError):
            value = datetime.fromisoformat(value)
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValueError("must be ISO 8601 with a time zone, such as 2026-01-31T12:00:00Z")
    return value


Moment = Annotated[datetime, BeforeValidator(_zoned)]


class Message(BaseModel):
    """Base of all that travels: frozen, and unknown fields are refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Job(Message):
    """What every job may say."""

    job_id: JobId | None = None
    deadline: Moment | None = Field(
        None, description="ISO 8601 with zone; checked before and between stages."
    )
    reply_to: StrictStr | None = Field(
        None,
        pattern=rf"^{REPLY_KEYS}[^\s]{{1,200}}$",
        description="Redis Stream that gets one entry with fields `job_id` and `result`.",
    )


J = TypeVar("J", bound=Job)


class RecognizeJob(Job):
    """`inkqueue.recognize`: read one image."""

    image: Reference
    options: Options = Options()


class RecognizeManyJob(Job):
    """`inkqueue.recognize_many`: read images in order; item n is job `<job_id>/<n>`, from 0."""

    images: tuple[Reference, ...] = Field(min_length=1)
    options: Options = Options()


class Failure(Message):
    """Why there is no reading; docs/errors.md says what to do about each code."""

    code: ErrorCode
    message: str
    field: str | None = None
    value: str | None = None

    @classmethod
    def of(cls, error: InkError) -> Self:
        """The error as it is told to a producer."""
        field, value = (text and plain(text) for text in (error.field, error.value))
        return cls(code=error.code, message=plain(error.message), field=field, value=value)


class Outcome(Message):
    """What every result says: `error` is there if and only if the status is `failed`."""

    schema_version: Literal[1] = SCHEMA_VERSION
    job_id: str
    status: Literal["done", "failed"]
    error: Failure | None = None

    @model_validator(mode="after")
    def _failed_with_a_reason(self) -> Self:
        if (self.status == "failed") != (self.error is not None):
            raise ValueError("a failed result has an error, and no other has")
        return self


class Result(Outcome):
    """Of one image. The tree is there if and only if the status is `done`."""

    image: str | None = Field(
        None, description="The reference; a `data:` URI is shortened, an upload called by its name."
    )
    text: str | None = Field(None, description="Words joined by spaces, lines by newlines.")
    confidence: Confidence | None = None
    needs_review: bool | None = None
    page: PageSize | None = None
    lines: tuple[Line, ...] | None = None
    left_out: tuple[LeftOut, ...] = Field((), description="Print that was not read.")
    image_sha256: str | None = None
    model: str | None = Field(None, description="Version that read it.")
    milliseconds: dict[str, float] = Field({}, description="By stage.")

    @model_validator(mode="after")
    def _done_with_a_tree(self) -> Self:
        if (self.status == "done") != (self.lines is not None):
            raise ValueError("a result that is done has lines, and no other has")
        return self

    @classmethod
    def done(cls, job_id: str, image: str, reading: Reading, **rest: Any) -> Self:
        """The reading of an image; `rest` is image_sha256, model and milliseconds."""
        tree = {name: getattr(reading, name) for name in Reading.model_fields}
        return cls(job_id=job_id, status="done", image=shown(image), **tree, **rest)

    def reading(self) -> Reading:
        """The tree, of a result that is done."""
        return Reading(**{name: getattr(self, name) for name in Reading.model_fields})

    @classmethod
    def failed(cls, job_id: str, image: str | None, error: InkError) -> Self:
        """Why an image has no reading."""
        called = None if image is None else shown(image)
        if error.field == "image" and error.value is None:
            error = InkError(error.code, error.message, error.field, called)
        return cls(job_id=job_id, status="failed", image=called, error=Failure.of(error))


class BatchResult(Outcome):
    """Of many images, in the order of the job; each may have failed alone."""

    results: tuple[Result, ...] = ()
