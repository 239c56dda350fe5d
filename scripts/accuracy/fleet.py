"""Processes of one thread each that read files: paths in at one end, texts out at the other."""

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue


@dataclass(frozen=True)
class Answer:
    """What an engine read of one file; seconds: on the wall, cpu: of its process."""

    image: str
    text: str
    seconds: float
    cpu: float


def read(
    command: Sequence[str], paths: Sequence[Path], processes: int = 2, pinned: bool = True
) -> Iterator[Answer]:
    """Every file's answer, as they come. A process that ends early leaves its files out.

    pinned: each process on a core of its own with one thread; else as the engine comes.
    """
    shares = [share for k in range(processes) if (share := paths[k::processes])]
    answers: SimpleQueue[Answer | None] = SimpleQueue()
    with ExitStack() as stack:
        started = [
            stack.enter_context(_start(command, core, pinned)) for core in range(len(shares))
        ]
        # No process begins before every other has loaded its models.
        for process in started:
            _line(process)
        pool = stack.enter_context(ThreadPoolExecutor(len(shares)))
        for process, share in zip(started, shares, strict=True):
            pool.submit(_feed, process, share, answers)
        running = len(shares)
        while running:
            answer = answers.get()
            if answer is None:
                running -= 1
            else:
                yield answer


def _start(command: Sequence[str], core: int, pinned: bool) -> "subprocess.Popen[str]":
    cores = sorted(os.sched_getaffinity(0))
    own = {cores[core % len(cores)]} if pinned else set(cores)
    threads = {} if pinned else {"RIVAL_THREADS": "as it comes"}
    return subprocess.Popen(
        command,
        env=os.environ | threads,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, own),
    )


def _feed(
    process: "subprocess.Popen[str]", share: Sequence[Path], answers: "SimpleQueue[Answer | None]"
) -> None:
    try:
        for path in share:
            assert process.stdin
            process.stdin.write(f"{path}\n")
            process.stdin.flush()
            if not (line := _line(process)):
                break
            answers.put(Answer(**json.loads(line)))
    except OSError:
        # It died between two files; what it did not answer is read empty.
        pass
    finally:
        answers.put(None)


def _line(process: "subprocess.Popen[str]") -> str:
    """The next line that is JSON: some engines greet on stdout."""
    assert process.stdout
    for line in process.stdout:
        if line.startswith("{"):
            return line
    return ""
