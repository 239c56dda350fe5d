"""From what a message holds to a job, or to the one error that names what is wrong with it."""

import reprlib
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from pipeline.errors import ErrorCode, InkError
from worker.messages import J
from worker.sources.inline import shorten


def parse(kind: type[J], raw: object) -> J:
    """The job in a message's one argument.

    Raises:
        InkError: invalid_job, with the dotted path of the first wrong field and its value.
    """
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        item = error.errors()[0]
    field = ".".join(str(part) for part in item["loc"])
    value = None if item["type"] == "missing" else brief(item["input"])
    raise InkError(ErrorCode.INVALID_JOB, _message(item), brief(field) or None, value)


def _message(item: Mapping[str, Any]) -> str:
    plain = {
        "extra_forbidden": "unknown field",
        "missing": "this field is required",
        "model_type": "must be a JSON object" if item["loc"] else "a job is one JSON object",
        "tuple_type": "must be a list",
        "too_short": "must name at least one",
    }
    return plain.get(item["type"], str(item["msg"]).removeprefix("Value error, "))


def brief(value: object) -> str:
    """A value short enough for an error."""
    if not isinstance(value, str):
        return _repr.repr(value)
    shown = shorten(value)
    return shown if len(shown) <= 200 else shown[:199] + "…"


_repr = reprlib.Repr()
_repr.maxstring = _repr.maxother = 80
