"""Words a second: two processes of one thread each, the same images in turn, nothing else."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from accuracy import fleet
from accuracy.rivals import HERE, PROGRAM, PYTHON, SYSTEM_PYTHON, versions

PROCESSES, ROUNDS = 2, 2


@dataclass(frozen=True)
class Pace:
    """What an engine did in its best round: per second on the wall, and per second of processor."""

    name: str
    images: int
    wall: float
    cpu: float


@dataclass(frozen=True)
class _Runner:
    name: str
    command: list[str]
    pinned: bool = True


def measure(paths: Sequence[Path], model: str | None = None) -> list[Pace]:
    """Ours first, then Tesseract (psm 7, loaded once); by turns, so that a busy minute hits all."""
    runners = [
        _Runner("inkqueue", [sys.executable, str(HERE / "own.py"), *([model] if model else [])]),
        *_tesseracts(),
    ]
    rounds = [[_round(runner, paths) for runner in runners] for _ in range(ROUNDS)]
    return [max(turns, key=lambda pace: pace.wall) for turns in zip(*rounds, strict=True)]


def _tesseracts() -> Iterator[_Runner]:
    """The API's own Tesseract and, where there is one, the system's; threads: ours and theirs."""
    for python in (PYTHON, SYSTEM_PYTHON):
        version = versions(python).get("tesseract")
        if version:
            command = [str(python), str(PROGRAM), "tesseract", "7"]
            yield _Runner(f"Tesseract {version}, one thread a process", command)
            yield _Runner(f"Tesseract {version}, threads as it comes", command, pinned=False)


def _round(runner: _Runner, paths: Sequence[Path]) -> Pace:
    answers = list(fleet.read(runner.command, paths, PROCESSES, runner.pinned))
    wall = sum(answer.seconds for answer in answers) / PROCESSES
    cpu = sum(answer.cpu for answer in answers)
    return Pace(runner.name, len(answers), len(answers) / wall, len(answers) / cpu)


def load() -> float:
    """Processes that wanted a core in the last minute, beside which this was measured."""
    return os.getloadavg()[0]
