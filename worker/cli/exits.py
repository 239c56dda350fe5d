"""Exit codes, and the one place where an error becomes a line on stderr and a code."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from pipeline.errors import ErrorCode, InkError

if TYPE_CHECKING:
    from worker.messages import Failure

OPTIONS = "options."
"""What the fields begin with that a user gives as options."""

_VALUE = re.compile(r"Invalid value for '?(--[\w-]+)[^:]*: (?:Value error, )?(.*)")
"""How the library begins what it says of a wrong value, which it does not always show."""

_SPELT = {"version": "model"}
"""Fields whose option has another name; a command that takes a version as argument has none."""

errors = Console(stderr=True, soft_wrap=True, highlight=False)


class Exit(IntEnum):
    """What a script can tell from `$?`; docs/cli.md explains each."""

    OK = 0
    FAILED = 1
    USAGE = 2
    UNAVAILABLE = 3
    PENDING = 4


_UNAVAILABLE = {
    ErrorCode.MODEL_UNAVAILABLE,
    ErrorCode.SOURCE_UNAVAILABLE,
    ErrorCode.QUEUE_FULL,
}


class Reporting(TyperGroup):
    """A group whose commands end a foreseen error in one line, not in a box or a traceback."""

    def make_context(self, *arguments: Any, **more: Any) -> Any:
        """Read the group's own options; `typer.Exit` with the code of the error."""
        with _reported():
            return super().make_context(*arguments, **more)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; `typer.Exit` with the code of the error."""
        with _reported():
            return super().invoke(ctx)


def told(failure: "Failure") -> str:
    """`code: message`, with the option and its value where one of the user's is to blame."""
    if not (failure.field or "").startswith(OPTIONS):
        return f"{failure.code}: {failure.message}"
    option = "--" + str(failure.field).removeprefix(OPTIONS)
    return f"{failure.code}: {failure.message} ({option} {failure.value})"


def blamed(message: str, field: str | None, value: str | None = None) -> str:
    """The message, behind the option that the field was given by, if it was given by one.

    value: what was given, which is told with the option unless the message tells it.
    """
    given = {name for name, _ in _options()}
    parts = (field or "").split(".")
    names = ("--" + _SPELT.get(part, part).replace("_", "-") for part in parts)
    option = next((name for name in names if name in given), None)
    if option is None:
        return message
    given_as = "" if value is None or value in message else f" {value!r}"
    return f"{option}{given_as}: {message}"


@contextmanager
def _reported() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        line, code = _told(error)
        if code is None:
            raise
        if line:
            errors.print(f"inkqueue: {line}", style="red", markup=False)
        raise typer.Exit(code) from None


def _told(error: Exception) -> tuple[str, Exit | None]:
    """The line for an error and its code; no code for one that nobody foresaw."""
    # Imported only when something went wrong: `--help` is to be quick.
    import redis
    from kombu.exceptions import OperationalError

    from models.masking import masked
    from worker.settings import SettingsError

    if isinstance(error, typer.TyperException):
        # Empty where a group without a command has said its help.
        return _named(error.format_message()), Exit.USAGE
    if isinstance(error, SettingsError):
        return str(error), Exit.USAGE
    if isinstance(error, InkError):
        return f"{blamed(error.message, error.field, error.value)} ({error.code})", _code(error)
    if isinstance(error, redis.AuthenticationError):
        return f"Redis refuses the password, or wants one: {masked(str(error))}", Exit.UNAVAILABLE
    if isinstance(error, redis.RedisError | OperationalError):
        return f"Redis does not answer: {masked(str(error))}", Exit.UNAVAILABLE
    if isinstance(error, OSError):
        return str(error), Exit.USAGE
    return "", None


def _named(line: str) -> str:
    """A message on an option's value, with the value as it was given."""
    found = _VALUE.match(line)
    if not found:
        return line
    option, why = found.groups()
    rest = [value for name, value in _options() if name == option]
    return f"{' '.join([option, *map(repr, rest[-1:])])}: {why}"


def _options() -> list[tuple[str, str]]:
    """Each option of the command line with its value; a flag with whatever follows it."""
    given = list(takewhile(lambda argument: argument != "--", sys.argv[1:]))
    found = [(*argument.partition("="), after) for argument, after in pairwise([*given, ""])]
    return [
        (name, value if mark else after)
        for name, mark, value, after in found
        if name.startswith("--")
    ]


def _code(error: InkError) -> Exit:
    if error.code is ErrorCode.INVALID_JOB:
        return Exit.USAGE
    return Exit.UNAVAILABLE if error.code in _UNAVAILABLE else Exit.FAILED
