import os

import pytest

from models.history import Event, append, read
from pipeline.errors import ErrorCode, InkError

VERSION = "tiny-20260301T123045-0123abcd"


def event(why: str) -> Event:
    return Event(action="promoted", version=VERSION, who="ann", why=why)


def test_no_file_is_no_history(tmp_path):
    assert read(tmp_path / "history.jsonl") == ()


def test_events_come_back_in_order_even_with_line_breaks_in_them(tmp_path):
    path = tmp_path / "history.jsonl"
    written = [event("first"), event("two\nlines\u2028three"), event("last")]
    for each in written:
        append(path, each)
    assert list(read(path)) == written


def test_a_corrupt_line_is_named(tmp_path):
    path = tmp_path / "history.jsonl"
    append(path, event("fine"))
    with path.open("a") as file:
        file.write('{"at": "never"}\n')
    with pytest.raises(InkError, match="line 2") as caught:
        read(path)
    assert caught.value.code is ErrorCode.MODEL_UNAVAILABLE
    assert caught.value.value == str(path)


def test_a_disk_that_fails_leaves_no_half_line(tmp_path, monkeypatch):
    path = tmp_path / "history.jsonl"
    append(path, event("fine"))

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        append(path, event("lost"))
    monkeypatch.undo()
    append(path, event("next"))
    assert [each.why for each in read(path)] == ["fine", "next"]
