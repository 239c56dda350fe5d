"""The comparison on a few hundred characters of noise: its plumbing, not its figures."""

from pathlib import Path

import bench_classifiers
import numpy as np
import pytest
from bench_classifiers import app, best, place
from classifiers.experiments import EXPERIMENTS, PAPER
from classifiers.material import Material
from classifiers.row import read_all
from classifiers.shapes import network
from typer.testing import CliRunner

from models import networks
from models.emnist import parts
from tests.scripts.rows import row

SIZE = 200
SAID = (
    "| decision tree |", "| batch normalisation |", "Not measured yet: `optimiser-sgd`",
    "6 of 7 is not 92%", "Half and half", "The decision tree is effective",
)  # fmt: skip
OPTIONS = ["--size", str(SIZE), "--epochs", "1"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    (folder / "emnist").mkdir()
    rng = np.random.default_rng(0)
    for name, count in (("train", 62 * 15), ("validation", 62 * 2)):
        x = rng.integers(0, 255, (count, 28, 28), dtype=np.uint8)
        np.savez(folder / "emnist" / f"{name}.npz", x=x, y=np.arange(count) % 62)
    return folder


def invoke(*arguments: str) -> str:
    done = CliRunner().invoke(app, list(arguments))
    assert done.exit_code == 0, (done.output, done.exception)
    return done.output


@pytest.mark.timeout(400)
def test_rows_are_run_once_and_reported(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = (PAPER, "classifier-tree", "architecture-normalised", "split-half", "split-most")
    few = tuple(each for each in EXPERIMENTS if each.name in wanted)
    monkeypatch.setattr(bench_classifiers, "EXPERIMENTS", few)
    runs = ["--runs", str(tmp_path)]
    assert "classifier-tree: " in invoke("run", str(data), *OPTIONS, *runs)
    rows = read_all(folder := place(tmp_path, SIZE, 1, 0))
    everything = {name for name in rows if name.startswith("everything-")}
    assert set(rows) - everything == set(wanted)
    assert len(everything) == 2
    assert {rows[name].images for name in everything} == {rows_of_train(data)}
    assert rows["split-half"].rest is not None
    assert len(rows[PAPER].curve) == 1
    written = {path: path.stat().st_mtime_ns for path in folder.glob("*.json")}
    (folder / f"{PAPER}.json").unlink()
    assert invoke("run", str(data), *OPTIONS, *runs).split(":")[0] == PAPER
    again = {path: path.stat().st_mtime_ns for path in folder.glob("*.json")}
    assert {path.stem for path in again if again[path] != written[path]} == {PAPER}
    page = tmp_path / "page.md"
    invoke("report", *OPTIONS, *runs, "--out", str(page))
    text = page.read_text()
    for said in SAID:
        assert said in text
    for name in ("curves.svg", "confusion.png", "samples.png"):
        assert f"(classifiers-{name})" in text
        assert (tmp_path / f"classifiers-{name}").stat().st_size > 1000


def rows_of_train(data: Path) -> int:
    with np.load(data / "emnist" / "train.npz") as glyphs:
        return int((parts(glyphs["x"]) == "train").sum())


def test_what_is_drawn_is_stratified_seeded_and_from_the_training_part(data: Path) -> None:
    one, same, other = (Material.load(data, SIZE, seed) for seed in (1, 1, 2))
    assert np.array_equal(one.drawn, same.drawn)
    assert not np.array_equal(one.drawn, other.drawn)
    learnt, rest = one.learnt(None, False)
    assert rest is None
    assert (parts(learnt.x) == "train").all()
    counts = np.bincount(learnt.y, minlength=62)
    assert counts.sum() == SIZE
    assert counts.max() - counts.min() <= 1


@pytest.mark.parametrize("share", [0.5, 0.85])
def test_a_split_leaves_the_rest_of_what_was_drawn(data: Path, share: float) -> None:
    material = Material.load(data, SIZE, 1)
    learnt, rest = material.learnt(share, False)
    assert rest is not None
    assert (len(learnt), len(rest)) == (round(SIZE * share), SIZE - round(SIZE * share))
    drawn = {glyph.tobytes() for glyph in material.train.x[material.drawn]}
    assert {g.tobytes() for g in learnt.x} | {g.tobytes() for g in rest.x} == drawn


def test_the_network_compared_is_the_papers() -> None:
    ours, papers = network(), networks.paper()
    assert [type(layer) for layer in ours.layers] == [type(layer) for layer in papers.layers]
    assert [w.shape for w in ours.weights] == [w.shape for w in papers.weights]


def test_every_keras_optimiser_of_the_list_is_there() -> None:
    titles = [each.title for each in EXPERIMENTS if each.group == "optimiser"]
    assert titles == [
        "SGD", "momentum", "RMSprop", "Adagrad", "Adadelta", "Adam", "AdamW", "Nadam", "Adamax",
        "Lion",
    ]  # fmt: skip
    assert len({each.name for each in EXPERIMENTS}) == len(EXPERIMENTS)


def test_the_best_are_chosen_by_development_and_never_among_the_splits() -> None:
    rows = {
        "optimiser-sgd": row("optimiser-sgd", dev=0.9, accuracy=0.1),
        PAPER: row(PAPER, dev=0.8, accuracy=0.9),
        "classifier-tree": row("classifier-tree", dev=0.7, accuracy=0.95),
        "split-most": row("split-most", dev=0.99),
    }
    assert [each.name for each in best(rows)] == ["optimiser-sgd", PAPER]
