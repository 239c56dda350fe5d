"""Commands as a person types them, and what they print."""

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PATIENCE_S = 1800.0
COLUMNS, WHO = "110", "operator"
"""How wide tables are, and whose name stands in the history instead of this machine's user."""


class CycleError(RuntimeError):
    """Something did not go as the page would say; the message says what."""


@dataclass(frozen=True)
class Shell:
    """`inkqueue` in a folder, with what an operator has set."""

    folder: Path
    environment: Mapping[str, str]

    def run(self, *arguments: str) -> str:
        """The command and its output as they stand on a terminal. Raises CycleError."""
        done = subprocess.run(
            [Path(sys.executable).with_name("inkqueue"), *arguments],
            cwd=self.folder,
            env={**os.environ, **self.environment, "COLUMNS": COLUMNS, "LOGNAME": WHO},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE_S,
        )
        said = f"$ {shlex.join(['inkqueue', *arguments])}\n{_trimmed(done.stdout)}"
        print(said, end="\n\n", flush=True)
        if done.returncode:
            raise CycleError(f"inkqueue {arguments[0]} ended with status {done.returncode}")
        return said


def _trimmed(printed: str) -> str:
    return "\n".join(line.rstrip() for line in printed.rstrip().splitlines())
