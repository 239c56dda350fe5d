"""The demo as a user runs it: everything up, pictures read, everything gone."""

import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from worker.demo import samples

DEMO = [sys.executable, "-m", "worker.demo"]
ROOT = Path(__file__).parents[3]


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files, to see what is left there; settings that would mislead."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setenv("INKQUEUE_REDIS_URL", "redis://nowhere.invalid/0")
    monkeypatch.setenv("INKQUEUE_TIME_LIMIT", "not a number")
    return folder


def _status(url: str, login: str | None = None) -> int:
    request = urllib.request.Request(url)
    if login:
        request.add_header("Authorization", "Basic " + b64encode(login.encode()).decode())
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


@pytest.mark.timeout(300)
def test_stays_up_for_others_and_leaves_nothing_when_ended(
    scratch: Path, tmp_path: Path, watch: Callable[..., Any]
) -> None:
    demo = watch([*DEMO, "--boxed", str(tmp_path / "boxed")])
    page = demo.until("Try it: ", 60).removeprefix("Try it: ").strip()
    assert len(demo.lines) == 1
    assert _status(page) == 200
    flower = demo.until("Flower: http", 240)
    broker = demo.until("INKQUEUE_REDIS_URL=", 60).partition("=")[2].strip()
    demo.until("Ctrl-C", 60)

    names = {path.name for path in samples.truths(samples.FOLDER)}
    assert {path.name for path in (tmp_path / "boxed").iterdir()} == names
    url, user, password = re.findall(r"(http\S+) \(user (\S+), password (\S+)\)", flower)[0]
    assert url.startswith("http://127.0.0.1:")
    assert _status(url) == 401
    assert _status(url + "/workers", f"{user}:{password}") == 200
    first = subprocess.run(
        [
            sys.executable,
            "-I",
            ROOT / "producer_examples/first_producer.py",
            broker,
            samples.FOLDER / "name.png",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert first.returncode == 0, first.stderr
    assert any(first.stdout.strip() in line for line in demo.lines)

    assert demo.end(signal.SIGTERM, 90) == 128 + signal.SIGTERM
    # Redis, worker, trainer, Flower and page, a child a core and the trainer's.
    assert len(demo.family) >= 6 + len(os.sched_getaffinity(0))
    assert demo.left(30) == []
    assert list(scratch.iterdir()) == []


@pytest.mark.timeout(300)
def test_once_ends_with_an_error_if_a_picture_cannot_be_read(
    scratch: Path, tmp_path: Path, watch: Callable[..., Any]
) -> None:
    pictures = tmp_path / "a, b"
    pictures.mkdir()
    shutil.copy(samples.FOLDER / "name.png", pictures)
    (pictures / "broken.png").write_text("no picture")
    (pictures / "samples.tsv").write_text("file\ttext\nname.png\tx\nbroken.png\tx\n")
    boxed = tmp_path / "boxed"
    demo = watch([*DEMO, "--once", "--samples", str(pictures), "--boxed", str(boxed)])
    demo.until("not_an_image", 240)
    demo.until("The logs are in", 60)
    assert demo.process.wait(90) == 1
    assert demo.left(30) == []
    assert [path.name for path in boxed.iterdir()] == ["name.png"]
    (run,) = scratch.iterdir()
    assert (run / "worker.log").stat().st_size > 0
