"""A foreseen error is one line on stderr and an exit code; any other keeps its traceback."""

import pytest
import redis
import typer
from kombu.exceptions import OperationalError
from typer.testing import CliRunner

from pipeline.errors import ErrorCode, InkError
from worker.cli.exits import Exit, Reporting, blamed
from worker.settings import SettingsError


def _app(error: Exception) -> typer.Typer:
    app = typer.Typer(cls=Reporting, pretty_exceptions_enable=False)

    @app.command()
    def fail() -> None:
        raise error

    @app.command()
    def other() -> None:
        """A second command, so that the app is a group."""

    return app


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (SettingsError("INKQUEUE_X='y': is no number"), Exit.USAGE, "INKQUEUE_X='y'"),
        (InkError(ErrorCode.INVALID_JOB, "unknown network"), Exit.USAGE, "invalid_job"),
        (InkError(ErrorCode.MODEL_UNAVAILABLE, "none"), Exit.UNAVAILABLE, "model_unavailable"),
        (InkError(ErrorCode.QUEUE_FULL, "full"), Exit.UNAVAILABLE, "queue_full"),
        (InkError(ErrorCode.NOT_AN_IMAGE, "no [image]"), Exit.FAILED, "no [image]"),
        (redis.ConnectionError("redis://:secret@host/0"), Exit.UNAVAILABLE, ":***@host"),
        (OperationalError("refused"), Exit.UNAVAILABLE, "refused"),
    ],
)
def test_a_foreseen_error_is_one_line_and_a_code(error: Exception, code: Exit, told: str) -> None:
    outcome = CliRunner().invoke(_app(error), ["fail"])
    assert outcome.exit_code == code
    assert outcome.stdout == ""
    (line,) = outcome.stderr.splitlines()
    assert told in line
    assert "secret" not in line


def test_an_unforeseen_error_is_not_hidden() -> None:
    outcome = CliRunner().invoke(_app(ZeroDivisionError("bug")), ["fail"])
    assert isinstance(outcome.exception, ZeroDivisionError)


def test_codes_are_what_the_manual_says() -> None:
    codes = {code.name: int(code) for code in Exit}
    assert codes == {"OK": 0, "FAILED": 1, "USAGE": 2, "UNAVAILABLE": 3, "PENDING": 4}


@pytest.mark.parametrize(
    ("line", "field", "option"),
    [
        ("read pages --model nix", "version", "--model"),
        ("read pages --model=nix", "version", "--model"),
        ("train --data a.npz --network nix", "network", "--network"),
        ("train --data nix --start nix", "start", "--start"),
        ("train --data nix --holdout nix", "data", "--data"),
        ("train --data a.npz --budget-minutes 0", "budget_minutes", "--budget-minutes"),
        ("read pages --pattern nix --lexicon nix", "options.lexicon", "--lexicon"),
        ("correct j --text nix --line 9", "at.line", "--line"),
        ("models show --json nix", "version", None),
        ("models promote --force nix", "version", None),
        ("models promote --why nix nix", "version", None),
        ("models weigh nix --holdout nix", "version", None),
        ("correct nix --text nix", "corrects", None),
        ("read pages", "version", None),
        ("read -- --model", "version", None),
        ("read pages --model nix", None, None),
    ],
)
def test_an_option_is_blamed_that_gave_the_field_and_no_other(
    monkeypatch: pytest.MonkeyPatch, line: str, field: str | None, option: str | None
) -> None:
    monkeypatch.setattr("sys.argv", ["inkqueue", *line.split()])
    assert blamed("none", field) == (f"{option}: none" if option else "none")


@pytest.mark.parametrize(
    ("given", "value"), [(["--epochs", "x"], "x"), (["--epochs=x"], "x"), (["--epochs=", "y"], "")]
)
def test_a_value_that_cannot_be_read_is_shown_as_it_was_given(
    monkeypatch: pytest.MonkeyPatch, given: list[str], value: str
) -> None:
    monkeypatch.setattr("sys.argv", ["inkqueue", "train", "--data", "a", *given])
    error = typer.BadParameter("no number", param_hint="--epochs")
    outcome = CliRunner().invoke(_app(error), ["fail"])
    assert outcome.exit_code == Exit.USAGE
    assert outcome.stderr == f"inkqueue: --epochs {value!r}: no number\n"


def test_the_value_is_told_unless_the_message_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["inkqueue", "read", "a.png", "--lexicon", "citees"])
    assert blamed("not registered", "options.lexicon", "citees") == (
        "--lexicon 'citees': not registered"
    )
    assert blamed("no 'citees'", "options.lexicon", "citees") == "--lexicon: no 'citees'"
    assert blamed("no image", "image", "a.png") == "no image"


def test_a_redis_that_wants_a_password_is_not_called_away() -> None:
    error = redis.AuthenticationError("HELLO must be called with the client authenticated")
    outcome = CliRunner().invoke(_app(error), ["fail"])
    assert outcome.exit_code == Exit.UNAVAILABLE
    assert "refuses the password, or wants one" in outcome.stderr
