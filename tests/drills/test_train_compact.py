"""The training of the shipped classifier, in small: a version comes of the mean of its phases."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import train_compact

from models import networks
from models.classifier import load
from models.store import MODEL, Store
from tests.models.characters import characters, saved


@pytest.fixture
def data(tmp_path: Path) -> str:
    return saved(characters(2000), tmp_path / "glyphs.npz")


@pytest.fixture(autouse=True)
def phases(monkeypatch: pytest.MonkeyPatch) -> None:
    small = {
        name: replace(phase, epochs=2, words=min(phase.words, 60), glyphs=320)
        for name, phase in train_compact.PHASES.items()
    }
    monkeypatch.setattr(train_compact, "PHASES", small)


def train(data: str, to: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["train_compact.py", data, "--to", str(to)])
    train_compact.main()


def kernels(path: Path) -> list[np.ndarray]:
    """Of the layers that have one: a mean's are the mean's, and no statistics."""
    model = networks.compact()
    model.load_weights(path)
    return [weight for weight in model.get_weights() if weight.ndim > 1]


def test_a_version_comes_of_every_phase_and_of_what_was_left(
    data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    train(data, store, monkeypatch)
    out = capsys.readouterr().out.splitlines()
    told = [json.loads(line)["phase"] for line in out if line.startswith("{")]
    assert told == [*train_compact.PHASES, "mean"]
    version = out[-1]
    card = Store(store).card(version)
    assert (card.network, len(card.curve)) == ("compact", 10)
    assert [row["epoch"] for row in card.curve] == list(range(1, 11))
    assert card.notes.endswith("0.4 characters, -0.2 words, 0.2 steady, 0.3 again, 0.3 letterforms")
    (kept,) = (store / "compact.training").iterdir()
    shares = train_compact.MEAN
    weights = {name: kernels(kept / f"{name}.weights.h5") for name in shares}
    served = kernels(Store(store).folder(version) / MODEL)
    # Who was taught no reject output has that of one that was.
    weights["characters"][-1][:, -1] = weights["words"][-1][:, -1]
    for at, kernel in enumerate(served):
        wanted = sum(share * weights[name][at] for name, share in shares.items())
        np.testing.assert_allclose(kernel, wanted, atol=1e-5)
    assert load(Store(store).folder(version))(np.zeros((2, 28, 28), np.uint8)).shape == (2, 62)

    # Cut off in the last phase: nothing else is trained again.
    (kept / "letterforms.weights.h5").unlink()
    train(data, store, monkeypatch)
    epochs = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Epoch")]
    assert epochs == ["Epoch 1/2", "Epoch 2/2"]
