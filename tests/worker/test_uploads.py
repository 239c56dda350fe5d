from pathlib import Path

import pytest
import redis

from pipeline.errors import ErrorCode, InkError
from worker import sources, uploads
from worker.settings import Settings


def test_a_file_can_be_fetched_where_it_was_put(
    server: "redis.Redis", settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"\0image")
    reference = uploads.put_file(path, settings, server)
    assert reference.startswith("redis://inkqueue:upload:")
    assert sources.fetch(reference, settings, server) == b"\0image"


def test_it_does_not_stay(server: "redis.Redis", settings: Settings) -> None:
    key = uploads.put(b"x", settings, server).removeprefix("redis://")
    assert 0 < server.ttl(key) <= settings.upload_ttl


def test_it_may_not_be_too_large(server: "redis.Redis", settings: Settings, tmp_path: Path) -> None:
    tight = settings.model_copy(update={"image_bytes_limit": 3})
    (tmp_path / "a.png").write_bytes(b"four")
    for put in (
        lambda: uploads.put(b"four", tight, server),
        lambda: uploads.put_file(tmp_path / "a.png", tight, server),
    ):
        with pytest.raises(InkError) as caught:
            put()
        assert caught.value.code == ErrorCode.IMAGE_TOO_LARGE
    assert server.dbsize() == 0


def test_a_missing_file_is_said(server: "redis.Redis", settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(InkError) as caught:
        uploads.put_file(tmp_path / "none.png", settings, server)
    assert caught.value.code == ErrorCode.IMAGE_NOT_FOUND
