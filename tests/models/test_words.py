"""The calibration of words, fitted with a real network for a few words."""

from pathlib import Path

import keras
import numpy as np
import pytest

from models import confidence, strip_reader, words
from models.classifier import load
from models.emnist import Glyphs, load_npz, part
from models.store import MODEL, SHIPPED, Store
from models.version import read_card
from pipeline.confidence import Calibration
from pipeline.errors import ErrorCode, InkError


@pytest.fixture(scope="module")
def network() -> keras.Model:
    return keras.models.load_model(folder() / MODEL, compile=False)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "WORDS", 12)


def folder() -> Path:
    store = Store(SHIPPED)
    return store.folder(store.champion().version)


def dev() -> Glyphs:
    """Of what refreshes replay."""
    return part(load_npz(SHIPPED / "replay.npz"), "dev").known


@pytest.mark.usefixtures("few")
def test_it_is_fitted_and_loads_with_its_version(network: keras.Model, tmp_path: Path) -> None:
    card, told = read_card(folder()), []
    content = words.fitted(network, card, dev(), lambda step, steps: told.append((step, steps)))
    assert content is not None
    assert told[0] == (0, 12 * confidence.WAYS)
    assert len(told) >= 36
    assert all(step <= steps for step, steps in told)
    assert told == sorted(told)
    draft = card.model_dump(exclude={"version", "sha256", "bytes", "files"})
    store = Store(tmp_path / "store")
    later = type(card).__base__(**draft | {"seed": 9, "network": "other"})
    version = store.register(folder() / MODEL, later, {"words.json": content})
    loaded = load(store.folder(version))
    assert loaded.words == Calibration.model_validate_json(content)
    assert set(store.card(version).files) == {"words.json"}


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("after", [0, 20])
def test_it_is_cancelled_at_any_reading(network: keras.Model, after: int) -> None:
    """Although to the fitting an InkError is a word that cannot be read."""

    def cancel(step: int, steps: int) -> None:
        if step >= after:
            raise InkError(ErrorCode.CANCELLED, "enough")

    with pytest.raises(InkError, match="enough"):
        words.fitted(network, read_card(folder()), dev(), cancel)


@pytest.mark.usefixtures("few")
def test_it_ends_when_its_time_is_up(network: keras.Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "BUDGET_S", -1.0)
    assert words.fitted(network, read_card(folder()), dev(), lambda step, steps: None) is None


def test_of_few_glyphs_none_is_composed(network: keras.Model) -> None:
    glyphs = dev()
    without = glyphs[glyphs.y != 10]
    for too_little in (glyphs[np.arange(words.LEAST - 1)], without):
        assert words.fitted(network, read_card(folder()), too_little, _never) is None


def _never(step: int, steps: int) -> None:
    raise AssertionError("nothing is read")


@pytest.mark.usefixtures("few")
def test_without_a_strip_network_none_is_fitted(
    network: keras.Model, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(words, "shipped", lambda: strip_reader.load(tmp_path / "strip.keras"))
    assert words.fitted(network, read_card(folder()), dev(), _never) is None


class SlotLostError(Exception):
    """What a report raises that is no InkError."""


@pytest.mark.usefixtures("few")
def test_whatever_the_report_raises_ends_the_fitting(network: keras.Model) -> None:
    def lost(step: int, steps: int) -> None:
        raise SlotLostError

    with pytest.raises(SlotLostError):
        words.fitted(network, read_card(folder()), dev(), lost)
