"""Exit codes, and the one place where an error becomes a line on stderr and a code."""

from enum import IntEnum
from typing import Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from pipeline.errors import ErrorCode, InkError

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
    """A group whose commands end a foreseen error in one line, not in a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; `typer.Exit` with the code of the error."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            line, code = _told(error)
            if code is None:
                raise
            errors.print(f"inkqueue: {line}", style="red", markup=False)
            raise typer.Exit(code) from None


def _told(error: Exception) -> tuple[str, Exit | None]:
    """The line for an error and its code; no code for one that nobody foresaw."""
    # Imported only when something went wrong: `--help` is to be quick.
    import redis
    from kombu.exceptions import OperationalError

    from models.masking import masked
    from worker.settings import SettingsError

    if isinstance(error, SettingsError):
        return str(error), Exit.USAGE
    if isinstance(error, InkError):
        return f"{error.message} ({error.code})", _code(error)
    if isinstance(error, redis.RedisError | OperationalError):
        return f"Redis does not answer: {masked(str(error))}", Exit.UNAVAILABLE
    if isinstance(error, OSError):
        return str(error), Exit.USAGE
    return "", None


def _code(error: InkError) -> Exit:
    if error.code is ErrorCode.INVALID_JOB:
        return Exit.USAGE
    return Exit.UNAVAILABLE if error.code in _UNAVAILABLE else Exit.FAILED
