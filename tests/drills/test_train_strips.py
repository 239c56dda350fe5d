"""The training of the strip network, in small: what was cut off goes on, phase by phase."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest
import train_strips
from strip_plans import ANY

from models.strip_reader import SHIPPED, load
from pipeline.strip import HEIGHT, Strip
from tests.models.characters import characters, saved

SMALL = ["--steps", "2", "--share", "0.0008"]


@pytest.fixture
def data(tmp_path: Path) -> str:
    return saved(characters(2000), tmp_path / "glyphs.npz")


def train(data: str, to: Path, monkeypatch: pytest.MonkeyPatch, *more: str) -> None:
    monkeypatch.setattr(sys, "argv", ["train_strips.py", data, "--to", str(to), *SMALL, *more])
    train_strips.main()


def test_a_network_comes_of_every_phase_and_of_what_was_left(
    data: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    plan = replace(ANY, phases=ANY.phases[:2])
    monkeypatch.setattr(train_strips, "ANY", plan)
    to = tmp_path / "strip.keras"
    train(data, to, monkeypatch)
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    assert len([json.loads(line)["characters"] for line in told]) == len(plan.phases)
    image = Strip(np.zeros((HEIGHT, 64), np.uint8), 0.0, 1.0)
    first = load(to)([image])[0]
    assert first.shape == (16, 63)

    # Cut off between the phases: only the second is fitted again.
    kept = to.with_suffix(".training")
    last = f"phase-{len(plan.phases) - 1}"
    (kept / f"{last}.weights.h5").unlink()
    for file in sorted((kept / last).rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    train(data, to, monkeypatch)
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    assert len(told) == 1


def test_the_network_for_numbers_goes_on_from_the_other(
    data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "digits.keras"
    train(data, to, monkeypatch, "--numbers")
    image = Strip(np.zeros((HEIGHT, 64), np.uint8), 0.0, 1.0)
    assert load(to)([image])[0].shape == (32, 63)
    mine, other = (
        [layer for layer in keras.saving.load_model(path, compile=False).layers if layer.weights]
        for path in (to, SHIPPED)
    )
    assert len(mine) > len(other)
    for layer, source in [*zip(mine, other[:-1], strict=False), (mine[-1], other[-1])]:
        for ours, theirs in zip(layer.get_weights(), source.get_weights(), strict=True):
            # A few steps from it, where weights drawn anew would have nothing in common with it.
            assert np.abs(ours - theirs).mean() <= 0.3 * np.abs(theirs).mean() + 1e-3
