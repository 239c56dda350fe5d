"""What goes wrong, told in the shape of the workers' own errors."""

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from redis.exceptions import RedisError
from starlette.exceptions import HTTPException

SHOWN = 200
"""Characters of a wrong value that an error shows."""


class Error(BaseModel):
    """As in a failed result: a code for programs, a message for people."""

    code: str
    message: str
    field: str | None = None
    value: str | None = None


class Problem(BaseModel):
    """The body of every answer that is no success."""

    error: Error


class Refusal(HTTPException):
    """Ends a request with a status and a problem."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        field: str | None = None,
        value: str | None = None,
    ) -> None:
        super().__init__(status, message)
        self.error = Error(code=code, message=message, field=field, value=_brief(value))


def too_large(limit: int, found: int) -> Refusal:
    """The picture has more bytes than may be sent: this many, or more that were not awaited."""
    text = f"the picture has more than the {limit / 2**20:.0f} MB that may be sent"
    return Refusal(413, "image_too_large", text, "image", f"{found} bytes")


def redis_away() -> Refusal:
    """There is no queue to put a job into."""
    return Refusal(503, "redis_unavailable", "Redis does not answer, so nothing can be queued")


def answer(refusal: Refusal) -> JSONResponse:
    """The answer to a refusal."""
    return _answer(refusal.status_code, refusal.error)


async def refused(request: Request, error: Exception) -> JSONResponse:
    """The same, as a handler."""
    assert isinstance(error, Refusal)
    return answer(error)


async def unreachable(request: Request, error: Exception) -> JSONResponse:
    """The answer while Redis is away, or keeps nothing."""
    return answer(redis_away())


async def malformed(request: Request, error: Exception) -> JSONResponse:
    """The answer to a request that names a field wrongly, or leaves one out."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    field = str(first["loc"][-1]) if first["loc"] else None
    value = None if first["type"] == "missing" else _brief(first["input"])
    told = Error(code="invalid_request", message=first["msg"], field=field, value=value)
    return _answer(422, told)


async def other(request: Request, error: Exception) -> JSONResponse:
    """The answer to a path that is none, a method that is not allowed, a form that is broken."""
    assert isinstance(error, HTTPException)
    blamed = {404: ("path", request.url.path), 405: ("method", request.method)}
    field, value = blamed.get(error.status_code, (None, None))
    told = Error(
        code="invalid_request", message=str(error.detail), field=field, value=_brief(value)
    )
    return _answer(error.status_code, told)


def _brief(value: object) -> str | None:
    """A value short enough for an error."""
    text = None if value is None else str(value)
    return text if text is None or len(text) <= SHOWN else text[: SHOWN - 1] + "…"


# What is too large is not read to its end, so the connection cannot go on.
HEADERS = {413: {"Connection": "close"}, 503: {"Retry-After": "5"}}


def _answer(status: int, error: Error) -> JSONResponse:
    return JSONResponse(Problem(error=error).model_dump(), status, HEADERS.get(status))


HANDLERS = {
    Refusal: refused,
    RedisError: unreachable,
    RequestValidationError: malformed,
    HTTPException: other,
}
