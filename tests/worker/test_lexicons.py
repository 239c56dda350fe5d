import os
from pathlib import Path

import pytest

from pipeline.errors import ErrorCode, InkError
from worker.lexicons import MOST_REGISTERED, registered


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cities.txt").write_text("# of France\nParis\n\n  Lyon \nNîmes\n", "utf-8")
    return tmp_path


def refusal(folder: Path | None, name: str) -> InkError:
    with pytest.raises(InkError) as caught:
        registered(folder, name)
    error = caught.value
    assert (error.code, error.field, error.value) == (
        ErrorCode.INVALID_JOB, "options.lexicon", name,
    )  # fmt: skip
    return error


def test_a_file_has_an_entry_a_line(folder: Path) -> None:
    assert registered(folder, "cities") == ("Paris", "Lyon", "Nîmes")


def test_a_changed_file_is_read_anew(folder: Path) -> None:
    assert "Brest" not in registered(folder, "cities")
    (folder / "cities.txt").write_text("Brest\n", "utf-8")
    os.utime(folder / "cities.txt", ns=(1, 1))
    assert registered(folder, "cities") == ("Brest",)


@pytest.mark.parametrize(
    "name", ["towns", "", "../cities", "cities.txt", "/etc/passwd", "a" * 200, ".hidden", "a\n"]
)
def test_what_is_not_registered_is_refused(folder: Path, name: str) -> None:
    (folder / ".hidden.txt").write_text("secret\n")
    (folder.parent / "cities.txt").write_text("secret\n")
    assert "there are: " in refusal(folder, name).message


def test_the_registered_names_are_told(folder: Path) -> None:
    assert "there are: cities" in refusal(folder, "towns").message
    assert "there are: none" in refusal(None, "cities").message


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"Paris\nA & B\n", "line 2: '&'"),
        (b"\n#\n", "not 0"),
        (b"\xff\xfe", "cannot be used"),
        (b"a\n" * (MOST_REGISTERED + 1), f"1 to {MOST_REGISTERED}"),
    ],
)
def test_a_broken_lexicon_is_told_of(folder: Path, content: bytes, why: str) -> None:
    (folder / "broken.txt").write_bytes(content)
    assert why in refusal(folder, "broken").message


def test_a_long_name_is_told_shortened(folder: Path) -> None:
    with pytest.raises(InkError) as caught:
        registered(folder, "a" * 1_000_000)
    assert len(caught.value.value or "") <= 200
