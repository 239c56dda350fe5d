import os
import stat
import time

import pytest

from models.files import new_folder, remove_stale, write_atomically


def test_writing_replaces_and_leaves_nothing_else(tmp_path):
    path = tmp_path / "champion.json"
    write_atomically(path, "one")
    write_atomically(path, "two")
    assert path.read_text() == "two"
    assert os.listdir(tmp_path) == ["champion.json"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "champion.json"
    write_atomically(path, "one")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, "two")
    assert path.read_text() == "one"
    assert os.listdir(tmp_path) == ["champion.json"]


def test_a_folder_appears_whole_or_not_at_all(tmp_path):
    with pytest.raises(RuntimeError), new_folder(tmp_path / "version") as folder:
        (folder / "half").write_text("x")
        raise RuntimeError
    assert os.listdir(tmp_path) == []
    with new_folder(tmp_path / "version") as folder:
        (folder / "whole").write_text("x")
        assert not (tmp_path / "version").exists()
    assert os.listdir(tmp_path / "version") == ["whole"]


def test_a_folder_that_is_there_is_never_replaced(tmp_path):
    (tmp_path / "version").mkdir()
    (tmp_path / "version" / "old").write_text("x")
    with pytest.raises(FileExistsError), new_folder(tmp_path / "version") as folder:
        (folder / "new").write_text("x")
    assert os.listdir(tmp_path / "version") == ["old"]


def test_what_nobody_came_back_for_is_removed(tmp_path):
    for name, days in (("mine", 30), ("old", 8), ("young", 6)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").touch()
        at = time.time() - days * 86_400
        os.utime(tmp_path / name, (at, at))
    remove_stale(tmp_path / "mine")
    assert sorted(os.listdir(tmp_path)) == ["mine", "young"]
