"""Other engines behind a pipe, with an engine of our own in their place."""

import sys
from pathlib import Path

import pytest
from accuracy import fleet, rivals
from accuracy.rivals import Rival

ENGINE = """
import json, sys
if sys.argv[1] == "versions":
    print(json.dumps({"echo": "1.0"}))
    sys.exit()
print("a greeting"); print(json.dumps({"ready": "echo"}), flush=True)
for line in sys.stdin:
    path = line.rstrip("\\n")
    text = open(path).read()
    if text == "die":
        sys.exit(1)
    answer = {"image": path, "text": text + sys.argv[2], "seconds": 0.5, "cpu": 0.25}
    print(json.dumps(answer), flush=True)
"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    program = tmp_path / "engine.py"
    program.write_text(ENGINE)
    monkeypatch.setattr(rivals, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(rivals, "PROGRAM", program)
    monkeypatch.setattr(rivals, "RUNS", tmp_path / "runs")
    monkeypatch.setattr(rivals, "versions", lambda: {"echo": "1.0"})
    paths = [tmp_path / f"{k}.txt" for k in range(5)]
    for path in paths:
        path.write_text(path.stem)
    return paths


def test_answers_are_kept_by_content_and_settings(
    files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Rival("echo", ("!",)).read(files) == {path: f"{path.stem}!" for path in files}
    files[0].write_text("new")
    asked: list[Path] = []
    real = fleet.read

    def watched(command: list[str], paths: list[Path]) -> object:
        asked.extend(paths)
        return real(command, paths)

    monkeypatch.setattr(fleet, "read", watched)
    assert Rival("echo", ("!",)).read(files)[files[0]] == "new!"
    assert asked == [files[0]]
    assert Rival("echo", ("?",)).read(files)[files[1]] == "1?"
    files[2].write_text("other")
    assert files[2] not in Rival("echo", ("!",)).read(files, ask=False)


def test_an_engine_that_dies_leaves_the_rest_of_its_share_empty(files: list[Path]) -> None:
    files[1].write_text("die")
    found = Rival("echo", ("!",)).read(files)
    assert [found[path] for path in files] == ["0!", "", "2!", "", "4!"]


def test_what_is_not_installed_has_no_version(files: list[Path]) -> None:
    assert Rival("none").version is None
    assert Rival("echo").version == "1.0"
