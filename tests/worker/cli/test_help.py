"""Help is quick and names the exit codes."""

import subprocess
import sys
from importlib import metadata

import pytest

from tests.worker.cli.conftest import Run
from worker.cli.exits import Exit

HEAVY = """
import sys
from typer.testing import CliRunner
from worker.cli import app
outcome = CliRunner().invoke(app, ["--help"])
assert outcome.exit_code == 0, outcome.output
print({"tensorflow", "keras", "cv2"} & set(sys.modules))
"""


def test_help_loads_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", HEAVY], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "set()", done.stderr


def test_the_version_is_told(inkqueue: Run) -> None:
    assert inkqueue("--version").stdout.strip() == metadata.version("inkqueue")


def test_help_names_commands_and_exit_codes(inkqueue: Run) -> None:
    help_ = inkqueue("--help").stdout
    for word in ("read", "submit", "result", "models", "train", "evaluate", "doctor", "Exit codes"):
        assert word in help_


@pytest.mark.parametrize("group", [[], ["models"]])
def test_a_group_alone_says_its_help_and_nothing_else(inkqueue: Run, group: list[str]) -> None:
    done = inkqueue(*group)
    assert (done.returncode, done.stderr) == (Exit.USAGE, "")
    assert "Usage: inkqueue" in done.stdout
