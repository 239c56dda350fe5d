"""Arguments → references: folders, patterns in any letter case, URLs as they are."""

import os
from pathlib import Path

import pytest
import typer
from PIL import Image

from pipeline.decoding import FORMATS
from worker.cli.images import SUFFIXES, expand, is_local, printable


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.PNG", "a.jpg", "c.TiFf", "notes.txt", "d[1].png"):
        (tmp_path / name).touch()
    (tmp_path / "inner.png").mkdir()
    return tmp_path


def test_a_folder_stands_for_its_images_in_any_letter_case(folder: Path) -> None:
    names = ["a.jpg", "b.PNG", "c.TiFf", "d[1].png"]
    assert expand([str(folder)]) == [str(folder / name) for name in names]


def test_a_folder_s_images_are_of_every_format_that_is_decoded() -> None:
    Image.init()
    known = Image.registered_extensions().items()
    assert {suffix for suffix, form in known if form in FORMATS} == SUFFIXES


def test_a_pattern_stands_for_the_files_it_matches(folder: Path) -> None:
    assert expand([f"{folder}/[bc].*"]) == [f"{folder}/b.PNG", f"{folder}/c.TiFf"]
    assert expand([f"{folder}/*.png"]) == [f"{folder}/d[1].png"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(folder: Path) -> None:
    assert expand([f"{folder}/d[1].png"]) == [f"{folder}/d[1].png"]


def test_paths_stay_as_given_and_in_order(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    given = ["./b.PNG", "a.jpg", str(folder / "a.jpg"), "missing.png", "no*match"]
    assert expand(given) == given
    assert expand(["."])[0] == os.path.join(".", "a.jpg")


@pytest.mark.parametrize(
    "url", ["https://files.example/a*.png", "s3://scans/[x].png", "data:image/png;base64,AA=="]
)
def test_urls_pass_as_they_are(url: str) -> None:
    assert expand([url]) == [url]
    assert not is_local(url)


def test_a_folder_without_images_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(typer.BadParameter, match="holds no image"):
        expand([str(tmp_path)])


def test_a_name_that_is_no_utf8_can_be_printed() -> None:
    assert printable(os.fsdecode(b"caf\xe9.png")) == r"caf\xe9.png"
    assert printable("café.png") == "café.png"
