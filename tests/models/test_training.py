import hashlib
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import h5py  # type: ignore[import-untyped]
import numpy as np
import pytest

from models.card import Draft
from models.classifier import load
from models.datasets import read
from models.emnist import part
from models.evaluation import evaluate
from models.networks import RECIPES
from models.plan import TrainPlan
from models.store import MODEL, Store
from models.training import train
from pipeline.errors import InkError
from tests.models.characters import characters, saved

COUNT = 500


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file of characters; its reference."""
    return saved(characters(COUNT), tmp_path_factory.mktemp("data") / "some.npz")


@pytest.fixture(scope="module")
def trained(
    data: str, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], tuple[Store, str]]:
    """Each network trained once for two epochs, in a store with nothing else."""
    store = Store(tmp_path_factory.mktemp("store"), shipped=Path("/nonexistent"))
    versions: dict[str, str] = {}

    def get(network: str) -> tuple[Store, str]:
        if network not in versions:
            versions[network] = train(TrainPlan((data,), network, epochs=2, seed=4), store)
        return store, versions[network]

    return get


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    return Store(tmp_path / "store", shipped=tmp_path / "nothing")


@pytest.mark.parametrize("network", RECIPES)
def test_a_version_lands_in_the_store(trained: Any, data: str, network: str) -> None:
    store, version = trained(network)
    assert version in store.versions()
    card = store.card(version)
    assert (card.network, card.epochs, card.seed, card.start) == (network, 2, 4, None)
    assert card.optimiser == RECIPES[network].optimiser
    assert card.parameters == RECIPES[network].build().count_params()
    assert abs(datetime.now(UTC) - card.created) < timedelta(minutes=5)
    (source,) = card.data
    assert (source.name, source.images) == ("some.npz", COUNT)
    assert source.sha256 == hashlib.sha256(Path(data).read_bytes()).hexdigest()
    assert [row["epoch"] for row in card.curve] == [1, 2]
    assert card.curve[1]["loss"] < card.curve[0]["loss"]
    for name in ("curve.svg", "confusion.svg"):
        assert store.beside(version)[name].startswith(b"<svg")


@pytest.mark.parametrize("network", RECIPES)
def test_the_card_scores_what_the_loaded_classifier_does(
    trained: Any, data: str, network: str
) -> None:
    store, version = trained(network)
    dev = part(read(data).glyphs, "dev")
    card = store.card(version)
    found = evaluate(load(store.folder(version)), dev.x, dev.y)
    noted = card.figures["dev"]
    assert found.images == noted.images == len(dev) > 5
    assert found.accuracy == noted.accuracy
    # To the curve, a character that a reject output takes for none is not right.
    assert card.curve[-1]["val_accuracy"] <= noted.accuracy + 1e-4
    if network == "paper":
        assert card.curve[-1]["val_accuracy"] == pytest.approx(noted.accuracy, abs=1e-4)
    assert found.ece == pytest.approx(noted.ece, abs=1e-3)
    assert card.temperature != 1.0


@pytest.mark.parametrize("network", RECIPES)
def test_the_card_tells_what_calibration_changed(trained: Any, network: str) -> None:
    store, version = trained(network)
    after, before = store.card(version).figures.values()
    assert before.ece != after.ece
    assert before.accuracy == after.accuracy
    assert before.images == after.images


@pytest.mark.parametrize("network", RECIPES)
def test_the_file_is_small_and_without_the_optimisers_state(trained: Any, network: str) -> None:
    store, version = trained(network)
    file = store.folder(version) / MODEL
    assert file.stat().st_size < 5_000_000
    with zipfile.ZipFile(file) as archive, archive.open("model.weights.h5") as weights:
        groups = h5py.File(weights)
        values = [v.size for v in _arrays(groups)]
        assert "optimizer" not in groups
    assert sum(values) == store.card(version).parameters


def _arrays(group: Any) -> list[Any]:
    found: list[Any] = []
    group.visititems(lambda _, item: found.append(item) if hasattr(item, "size") else None)
    return found


def test_training_promotes_nothing_and_leaves_nothing_lying_about(trained: Any) -> None:
    store, _ = trained("compact")
    assert not (store.root / "champion.json").exists()
    assert store.history() == ()
    assert list((store.root / "checkpoints").iterdir()) == []


def test_a_training_may_start_from_a_version(trained: Any, data: str) -> None:
    store, version = trained("compact")
    fields = {name: getattr(store.card(version), name) for name in Draft.model_fields}
    # Not now: a copy within the same second has the same name.
    draft = Draft(**{**fields, "created": datetime(2026, 1, 1, tzinfo=UTC)})
    own = {"further.keras": b"a second network", "curve.svg": b"old"}
    start = store.register(store.folder(version) / MODEL, draft, own)
    plan = TrainPlan((data,), "compact", epochs=1, seed=5, start=start)
    card = store.card(train(plan, store))
    assert card.start == start
    assert card.curve[0]["loss"] < store.card(version).curve[0]["loss"]
    # What stands beside the weights goes with them, and what tells of the training is its own.
    beside = store.beside(card.version)
    assert beside["further.keras"] == own["further.keras"]
    assert beside["curve.svg"] != own["curve.svg"]
    assert set(card.files) == {"further.keras", "curve.svg", "confusion.svg"}


def test_the_data_may_be_of_several_files(empty: Store, tmp_path: Path) -> None:
    glyphs = characters(400)
    files = [saved(glyphs[:150], tmp_path / "a.npz"), saved(glyphs[150:], tmp_path / "b.npz")]
    card = empty.card(train(TrainPlan(tuple(files), "paper", epochs=1), empty))
    assert [(s.name, s.images) for s in card.data] == [("a.npz", 150), ("b.npz", 250)]


def test_the_budget_ends_it_and_the_card_says_so(empty: Store, data: str) -> None:
    plan = TrainPlan((data,), "paper", epochs=5, budget_minutes=0.001)
    card = empty.card(train(plan, empty))
    assert card.epochs == len(card.curve) == 1


def test_a_version_of_another_network_is_no_start(trained: Any, data: str) -> None:
    store, version = trained("paper")
    with pytest.raises(InkError, match="'paper', and 'compact'") as caught:
        train(TrainPlan((data,), "compact", epochs=1, start=version), store)
    assert (caught.value.field, caught.value.value) == ("start", version)


def test_glyphs_of_uncertain_class_are_trained_on_but_not_measured_by(
    empty: Store, tmp_path: Path
) -> None:
    glyphs = characters(COUNT)
    y = glyphs.y.copy()
    y[::2] = -1
    file = saved(replace(glyphs, y=y), tmp_path / "half.npz")
    card = empty.card(train(TrainPlan((file,), "paper", epochs=1), empty))
    dev = part(read(file).glyphs, "dev")
    assert card.data[0].images == COUNT
    assert card.figures["dev"].images == np.count_nonzero(dev.y >= 0) < len(dev)
