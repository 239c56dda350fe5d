"""`inkqueue evaluate`: the agreed keys, in one JSON object."""

import json
from pathlib import Path

import numpy as np

from tests.worker.cli.conftest import Run
from worker.cli.exits import Exit

KEYS = {
    "accuracy", "accuracy_merged", "top3", "accuracy_digits", "accuracy_upper", "accuracy_lower",
    "digits_only", "macro_recall", "ece", "images", "model",
}  # fmt: skip


def test_json_holds_the_agreed_keys(inkqueue: Run, models: Path, tmp_path: Path) -> None:
    x = np.random.default_rng(0).integers(0, 255, (124, 28, 28), dtype=np.uint8)
    np.savez(tmp_path / "glyphs.npz", x=x, y=np.arange(124) % 62 - (np.arange(124) == 0))
    done = inkqueue("evaluate", "--data", "glyphs.npz", "--json")
    assert (done.returncode, done.stderr) == (Exit.OK, "")
    figures = json.loads(done.stdout)
    assert figures.keys() == KEYS
    assert figures["images"] == 123
    assert figures["model"] == json.loads((models / "champion.json").read_text())["version"]


def test_what_is_no_data_is_one_line(inkqueue: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.npz").write_text("no zip")
    for name in ("broken.npz", "none.npz"):
        done = inkqueue("evaluate", "--data", name, "--json")
        assert (done.returncode, done.stdout) == (Exit.USAGE, "")
        (line,) = done.stderr.splitlines()
        assert name in line
