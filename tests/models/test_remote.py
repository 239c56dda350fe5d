"""A URL that does not answer, and what is said of it."""

import logging
import time

import fsspec
import pytest

from models.remote import Remote
from pipeline.errors import ErrorCode, InkError
from tests import buckets


class _Refusing(fsspec.AbstractFileSystem):
    """Says in its errors what it was called with."""

    protocol = "refusing"

    def find(self, path: str, *_: object, **__: object) -> list[str]:
        raise OSError("cannot log in to refusing://ann:hunter2@host/models")


@pytest.fixture
def remote() -> Remote:
    fsspec.register_implementation("refusing", _Refusing, clobber=True)
    return Remote("refusing://ann:hunter2@host/models/")


def test_no_password_is_told_to_anybody(remote: Remote, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(InkError) as caught:
        remote.find("champion")
    error = caught.value
    assert error.code is ErrorCode.MODEL_UNAVAILABLE
    assert error.message == (
        "the store at refusing://ann:***@host/models does not answer (OSError)"
    )
    assert (error.field, error.value) == ("store", "refusing://ann:***@host/models")
    assert error.__suppress_context__
    assert "cannot log in to refusing://ann:***@host" in caplog.text
    assert "hunter2" not in caplog.text


def test_what_is_gone_already_is_removed() -> None:
    remote = Remote("memory://gone/models")
    remote.write("a", b"a")
    remote.remove(["nothing", "a"])
    assert not remote.exists("a")


def test_a_server_that_never_answers_is_not_asked_for_minutes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    config = {"connect_timeout": 1, "read_timeout": 1, "retries": {"max_attempts": 1}}
    monkeypatch.setattr("models.remote._OPTIONS", {"s3": {"config_kwargs": config}})
    with buckets.silent() as address:
        remote = Remote(buckets.use(address, monkeypatch))
        begun = time.monotonic()
        with pytest.raises(InkError, match="does not answer"):
            remote.exists("champion")
        assert time.monotonic() - begun < 30  # twice a second, and the pauses between


def test_a_url_of_no_kind_that_is_known_is_named() -> None:
    with pytest.raises(InkError, match="the store at nosuch://models does not answer"):
        Remote("nosuch://models").load()
