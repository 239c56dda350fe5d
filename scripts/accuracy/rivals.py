"""Other engines' answers, kept by the content of the image, so that a second run is quick."""

import hashlib
import json
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from accuracy import fleet

HERE = Path(__file__).parent
RUNS = HERE.parents[1] / "runs"
PYTHON = RUNS / "rivals-venv" / "bin" / "python"
SYSTEM_PYTHON = RUNS / "rivals-venv-system" / "bin" / "python"
"""There, Tesseract's API is built against the system's own library."""
PROGRAM = HERE / "rival.py"


@dataclass(frozen=True)
class Rival:
    """An engine and its settings, as `rival.py` takes them."""

    engine: str
    settings: tuple[str, ...] = ()

    @property
    def version(self) -> str | None:
        """None where it is not installed."""
        return versions().get(self.engine)

    @property
    def command(self) -> list[str]:
        """What starts it."""
        return [str(PYTHON), str(PROGRAM), self.engine, *self.settings]

    def read(self, paths: Sequence[Path], ask: bool = True) -> dict[Path, str]:
        """The text of every file; empty where the engine failed on it.

        ask: whether to read what is not kept; else those files are left out.

        Answers of earlier runs are used again where engine, version, settings and the bytes of
        the image are the same; what is missing is read by two processes of one thread.
        """
        keys = {path: _digest(path) for path in paths}
        known = dict(self._kept())
        missing = {key: path for path, key in keys.items() if key not in known}
        if missing and ask:
            known |= dict.fromkeys(missing, "") | self._ask(missing)
        return {path: known[key] for path, key in keys.items() if key in known}

    @property
    def _shelf(self) -> Path:
        name = "-".join([self.engine, self.version or "none", *self.settings])
        return RUNS / "rivals" / f"{name}.jsonl"

    def _kept(self) -> Iterator[tuple[str, str]]:
        if self._shelf.exists():
            for line in self._shelf.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                yield row["sha256"], row["text"]

    def _ask(self, missing: dict[str, Path]) -> dict[str, str]:
        keys = {str(path): key for key, path in missing.items()}
        self._shelf.parent.mkdir(parents=True, exist_ok=True)
        found: dict[str, str] = {}
        with self._shelf.open("a", encoding="utf-8") as shelf:
            for answer in fleet.read(self.command, list(missing.values())):
                found[keys[answer.image]] = answer.text
                row = {"sha256": keys[answer.image], "text": answer.text, "seconds": answer.seconds}
                shelf.write(json.dumps(row) + "\n")
                shelf.flush()
        return found


@cache
def versions(python: Path = PYTHON) -> dict[str, str]:
    """The engines installed beside us, by name."""
    if not python.exists():
        return {}
    done = subprocess.run(
        [str(python), str(PROGRAM), "versions"], capture_output=True, text=True, check=False
    )
    lines = done.stdout.splitlines()
    found: dict[str, str] = json.loads(lines[-1]) if lines else {}
    return found


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
