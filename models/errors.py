"""Pydantic's and the disk's complaints as the one error that producers and operators see."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from pipeline.errors import ErrorCode, InkError


def unavailable(message: str, field: str, value: object) -> InkError:
    """A model, a version or a pointer that cannot be used."""
    return InkError(ErrorCode.MODEL_UNAVAILABLE, message, field, str(value))


class StoreAwayError(InkError):
    """The store's URL does not answer: what it holds may be whole, and is not judged by this."""

    def __init__(self, message: str, value: str) -> None:
        super().__init__(ErrorCode.MODEL_UNAVAILABLE, message, "store", value)


class ChampionChangedError(InkError):
    """The champion is another than the one that a version was weighed against."""

    def __init__(self, version: str) -> None:
        message = "the champion changed meanwhile: weigh it again"
        super().__init__(ErrorCode.INVALID_JOB, message, "version", version)


@contextmanager
def readable(what: str, path: Path | str) -> Iterator[None]:
    """Raise `model_unavailable` naming `what` and the file when the body cannot read it."""
    try:
        yield
    except FileNotFoundError as error:
        raise unavailable(f"{what} is missing: {path}", what, path) from error
    except OSError as error:
        raise unavailable(f"{what} cannot be read: {error}", what, path) from error
    except ValidationError as error:
        raise unavailable(f"{what} is corrupt: {path}: {_first(error)}", what, path) from error


def _first(error: ValidationError) -> str:
    detail = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in detail["loc"])
    return f"{where}: {detail['msg']}" if where else detail["msg"]
