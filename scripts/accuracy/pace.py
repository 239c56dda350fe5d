"""Words a second: two processes of one thread each, the same images in turn, nothing else."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from accuracy import fleet
from accuracy.rivals import HERE, Rival

PROCESSES, ROUNDS = 2, 2


@dataclass(frozen=True)
class Pace:
    """What an engine did in its best round: per second on the wall, and per second of processor."""

    name: str
    images: int
    wall: float
    cpu: float


def measure(paths: Sequence[Path], model: str | None = None) -> list[Pace]:
    """Ours and Tesseract (psm 7, loaded once) by turns, so that a busy minute hits both."""
    commands = {"inkqueue": [sys.executable, str(HERE / "own.py"), *([model] if model else [])]}
    rival = Rival("tesseract", ("7",))
    if rival.version:
        commands[f"Tesseract {rival.version}, one thread a process"] = rival.command
    rounds = [
        [_round(name, command, paths) for name, command in commands.items()] for _ in range(ROUNDS)
    ]
    return [max(turns, key=lambda pace: pace.wall) for turns in zip(*rounds, strict=True)]


def _round(name: str, command: Sequence[str], paths: Sequence[Path]) -> Pace:
    answers = list(fleet.read(command, paths, PROCESSES))
    wall = sum(answer.seconds for answer in answers) / PROCESSES
    cpu = sum(answer.cpu for answer in answers)
    return Pace(name, len(answers), len(answers) / wall, len(answers) / cpu)


def load() -> float:
    """Processes that wanted a core in the last minute, beside which this was measured."""
    return os.getloadavg()[0]
