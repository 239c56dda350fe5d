"""The command on a few characters, with a real network."""

import subprocess
import sys
from pathlib import Path

import numpy as np

from models.emnist import load_npz
from models.store import SHIPPED
from tests import tiny

ROOT = Path(__file__).parents[2]


def test_it_writes_its_section_and_names_every_version(tmp_path: Path) -> None:
    glyphs = load_npz(SHIPPED / "holdout.npz")[slice(0, 40)]
    (tmp_path / "emnist").mkdir()
    np.savez(tmp_path / "emnist" / "validation.npz", x=glyphs.x, y=glyphs.y)
    versions = tiny.fill(tmp_path / "store", 2)
    named = [arg for v in versions for arg in ("--model", str(tmp_path / "store" / v))]
    page = tmp_path / "page.md"
    page.write_text("# Before\n")
    places = ["--runs", str(tmp_path), "--out", str(page)]
    done = subprocess.run(
        [sys.executable, "scripts/bench_corrupted.py", str(tmp_path), *named, *places],
        cwd=ROOT, capture_output=True, text=True, timeout=170, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    written = page.read_text()
    assert written.startswith("# Before\n\n<!-- corrupted begins -->")
    assert all(f"| `{version}` | clean | 0." in written for version in versions)
    assert written.count("| corrupted | 0.") == 2
