"""The set-up: a lock anyone can use, and one clear line on a machine that cannot run it."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOOLS = ("bash", "cat", "dirname", "getconf", "head", "sed", "sha256sum", "sort", "uname")


def _pins(name: str) -> dict[str, set[str]]:
    """Versions by package name, for `requirements/<name>.txt`."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    pins: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([\w.-]+)(?:\[[^]]*])?==(\S+)", text, re.MULTILINE):
        pins.setdefault(package, set()).add(version)
    return pins


@pytest.mark.parametrize("name", ["bench", "dev", "run"])
def test_lock_names_no_address_and_hashes_every_pin(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    assert "://" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 50
    for entry in entries:
        assert re.match(r"[\w.-]+(\[[^]]*])?==[^\s;]+", entry), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry


def test_what_runs_is_what_was_tested() -> None:
    run, dev = _pins("run"), _pins("dev")
    assert run.items() <= dev.items() <= _pins("bench").items()
    assert "pytest" in dev
    assert "pytest" not in run


def test_lock_covers_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    wanted = project["dependencies"] + extras["dev"] + extras["web"] + extras["bench"]
    names = {re.split(r"[\[<>=~! ]", line)[0] for line in wanted}
    names = {"tensorflow-cpu" if name == "tensorflow" else name for name in names}
    assert names - _pins("bench").keys() == set()


def test_what_keras_would_load_at_every_start_is_for_the_bench_alone() -> None:
    assert {"scikit-learn", "matplotlib"} & _pins("dev").keys() == set()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy with a space in its path, and a PATH folder in which a test may replace tools."""
    copy = tmp_path / "a copy"
    for part in ("scripts", "requirements"):
        shutil.copytree(ROOT / part, copy / part)
    shutil.copy(ROOT / "pyproject.toml", copy)
    (copy / "bin").mkdir()
    for tool in TOOLS:
        (copy / "bin" / tool).symlink_to(str(shutil.which(tool)))
    return copy


def _replace(project: Path, tool: str, script: str) -> None:
    path = project / "bin" / tool
    path.unlink(missing_ok=True)
    path.write_text(f"#!/bin/bash\n{script}\n")
    path.chmod(0o755)


def _setup(project: Path, *needed: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [project / "scripts" / "setup.sh", *needed],
        env={"PATH": str(project / "bin"), **env},
        capture_output=True,
        text=True,
        timeout=60,
    )


def _refusal(outcome: subprocess.CompletedProcess[str]) -> str:
    """The one line a refused machine is told."""
    assert outcome.returncode != 0
    assert outcome.stdout == ""
    (line,) = outcome.stderr.splitlines()
    return line


@pytest.mark.parametrize(
    ("tool", "script", "told"),
    [
        ("uname", "echo Darwin", "Linux on x86-64"),
        ("uname", '[ "$1" = -m ] && echo aarch64 || echo Linux', "Linux on x86-64"),
        ("getconf", "echo glibc 2.27", "glibc 2.27"),
        ("getconf", "exit 1", "another C library"),
        ("python3", "exit 127", "Python 3.11, 3.12 or 3.13"),
    ],
)
def test_another_machine_is_told_so_in_one_line(
    project: Path, tool: str, script: str, told: str
) -> None:
    _replace(project, tool, script)
    assert told in _refusal(_setup(project))
    assert not (project / ".venv").exists()


def test_a_python_that_was_named_and_does_not_suit_is_not_replaced_by_another(
    project: Path,
) -> None:
    _replace(project, "python3.10", "exit 1")
    assert "PYTHON=python3.10" in _refusal(_setup(project, PYTHON="python3.10"))


def test_nothing_else_is_needed_than_there_is(project: Path) -> None:
    assert "setup.sh [bench]" in _refusal(_setup(project, "prod"))


@pytest.mark.parametrize("made", ["dev", "bench"])
def test_second_run_does_nothing_until_the_lock_changes(project: Path, made: str) -> None:
    lock = project / "requirements" / f"{made}.txt"
    key = subprocess.run(
        f"cat requirements/{made}.txt pyproject.toml | sha256sum",
        shell=True,
        cwd=project,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    (project / ".venv").mkdir()
    (project / ".venv" / ".inkqueue-setup").write_text(f"{project}\n{key}")
    assert _setup(project).returncode == 0
    assert (_setup(project, "bench").returncode == 0) == (made == "bench")
    lock.write_text(lock.read_text() + "\n")
    assert "Python 3.11" in _refusal(_setup(project))


@pytest.mark.parametrize("name", [".ci/run", "scripts/setup.sh", "scripts/lock.sh"])
def test_scripts_are_executable(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)
