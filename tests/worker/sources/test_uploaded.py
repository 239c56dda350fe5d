import pytest
import redis

from pipeline.errors import ErrorCode, InkError
from worker import uploads
from worker.settings import Settings
from worker.sources import uploaded
from worker.sources.inline import shown


def code(reference: str, server: "redis.Redis", limit: int = 100) -> ErrorCode:
    with pytest.raises(InkError) as caught:
        uploaded.read(reference, server, limit, 60)
    return caught.value.code


def test_an_upload_is_read(server: "redis.Redis", settings: Settings) -> None:
    assert uploaded.read(uploads.put(b"\0\xff", settings, server), server, 100, 60) == b"\0\xff"


def test_an_upload_may_have_a_name(server: "redis.Redis", settings: Settings) -> None:
    reference = uploads.put(b"x", settings, server, "form #1.png")
    assert uploaded.read(reference, server, 100, 60) == b"x"
    assert shown(reference) == "form #1.png"
    assert shown("redis://inkqueue:upload:1") == "redis://inkqueue:upload:1"
    assert shown("https://h/a.png#top") == "https://h/a.png#top"


@pytest.mark.parametrize(
    "key",
    ["celery", "inkqueue:result:1", "inkqueue:uploads",
     "/inkqueue:upload:1", "", "x@inkqueue:upload:"],
)  # fmt: skip
def test_no_other_key_is_read(server: "redis.Redis", key: str) -> None:
    server.set(key, b"secret")
    assert code(f"redis://{key}", server) == ErrorCode.SOURCE_NOT_ALLOWED


def test_what_has_expired_is_not_found(server: "redis.Redis") -> None:
    assert code("redis://inkqueue:upload:1", server) == ErrorCode.IMAGE_NOT_FOUND
    server.rpush("inkqueue:upload:2", "a list")
    assert code("redis://inkqueue:upload:2", server) == ErrorCode.IMAGE_NOT_FOUND


def test_the_limit_is_exact(server: "redis.Redis") -> None:
    server.set("inkqueue:upload:1", b"x" * 100)
    assert len(uploaded.read("redis://inkqueue:upload:1", server, 100, 60)) == 100
    assert code("redis://inkqueue:upload:1", server, 99) == ErrorCode.IMAGE_TOO_LARGE


def test_what_was_put_without_an_end_gets_one(server: "redis.Redis") -> None:
    server.set("inkqueue:upload:1", b"x")
    server.set("inkqueue:upload:2", b"x", ex=30)
    for number in (1, 2):
        uploaded.read(f"redis://inkqueue:upload:{number}", server, 100, 60)
    assert 30 < server.ttl("inkqueue:upload:1") <= 60
    assert 0 < server.ttl("inkqueue:upload:2") <= 30


def test_an_empty_upload_is_there_and_empty(server: "redis.Redis") -> None:
    server.set("inkqueue:upload:empty", b"", ex=60)
    assert uploaded.read("redis://inkqueue:upload:empty", server, 10, 60) == b""
