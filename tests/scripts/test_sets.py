"""Labelled folders, their halves and their figures."""

from pathlib import Path

import pytest
from accuracy.scoring import norm, score
from accuracy.sets import LabelledSet, parts


@pytest.fixture
def names(tmp_path: Path) -> LabelledSet:
    folder = tmp_path / "names"
    folder.mkdir()
    rows = [
        "file\ttranscription",
        "A_0001.jpg\tANNA",
        "A_0002.jpg\tBOB",
        'A_0003.jpg\t"TWO\nLINES"',
    ]
    (folder / "labels.tsv").write_text("\n".join(rows) + "\n")
    (folder / "separated.txt").write_text("A_0001.jpg\nA_0002.jpg\n")
    return LabelledSet(folder)


def test_halves_are_by_number_and_parts_by_what_stands_apart(names: LabelledSet) -> None:
    assert names.files("even") == ["A_0002.jpg"]
    assert names.files("odd") == ["A_0001.jpg", "A_0003.jpg"]
    assert names.labels()["A_0003.jpg"] == "TWO\nLINES"
    found = {part.name: [f for f in names.files() if part.holds(f)] for part in parts(names, "all")}
    assert found["odd, letters apart"] == ["A_0001.jpg"]
    assert found["all"] == names.files()


def test_composed_sets_have_no_halves(names: LabelledSet) -> None:
    made = LabelledSet(names.folder, composed=True)
    assert made.files("even") == names.files("all")
    assert [part.name for part in parts(made, "even")] == ["all"]


def test_figures_are_the_scorers(names: LabelledSet) -> None:
    texts = {"A_0001.jpg": "NOM: anna", "A_0002.jpg": "BIB", "A_0003.jpg": "two lines"}
    figures = score(names.labels(), texts, names.files(), prompted=True)
    assert (figures.images, figures.characters, figures.missing) == (3, 15, 0)
    assert figures.cer == round(1 / 15, 4)
    assert score(names.labels(), {}, ["A_0001.jpg"]).missing == 1
    assert norm("Nom: É-1", prompted=True) == "E1"
