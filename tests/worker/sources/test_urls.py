import socket
import time
from collections.abc import Iterator

import fsspec
import pytest

from pipeline.errors import ErrorCode, InkError
from tests.worker.sources.conftest import BODY, Site
from worker.limits import TimeUp, within
from worker.sources import urls


def code(url: str, limit: int = 10_000, timeout_s: int = 5) -> ErrorCode:
    with pytest.raises(InkError) as caught:
        urls.read(url, limit, timeout_s)
    return caught.value.code


def test_a_page_is_read(site: Site) -> None:
    assert urls.read(f"{site.url}/a.png?signature=1", 10_000, 5) == BODY
    assert site.asked == ["/a.png?signature=1"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(site: Site, other_site: Site, status: int) -> None:
    site.elsewhere = other_site.url
    assert code(f"{site.url}/{status}") == ErrorCode.SOURCE_NOT_ALLOWED
    assert other_site.asked == []
    site.elsewhere = site.url
    assert code(f"{site.url}/{status}") == ErrorCode.SOURCE_NOT_ALLOWED
    assert "/secret" not in site.asked


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_is_not_found(site: Site, status: int) -> None:
    assert code(f"{site.url}/{status}") == ErrorCode.IMAGE_NOT_FOUND


@pytest.mark.parametrize("status", [400, 401, 403, 501])
def test_what_will_not_change_is_not_tried_again(site: Site, status: int) -> None:
    assert code(f"{site.url}/{status}") == ErrorCode.SOURCE_UNAVAILABLE


@pytest.mark.parametrize("name", ["429", "500", "503", "cut"])
def test_what_may_come_back_is_away(site: Site, name: str) -> None:
    with pytest.raises(urls.AwayError):
        urls.read(f"{site.url}/{name}", 10_000, 5)


def test_a_server_that_is_not_there_is_away() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(urls.AwayError):
            urls.read(f"http://127.0.0.1:{unused.getsockname()[1]}/a", 10_000, 5)


def test_a_slow_body_is_not_waited_for(site: Site) -> None:
    start = time.monotonic()
    with pytest.raises(urls.AwayError):
        urls.read(f"{site.url}/slow", 10_000, 1)
    assert time.monotonic() - start < 9  # the body takes ten


def test_the_limit_is_exact(site: Site) -> None:
    assert urls.read(f"{site.url}/a", len(BODY), 5) == BODY
    assert code(f"{site.url}/a", limit=len(BODY) - 1) == ErrorCode.IMAGE_TOO_LARGE


def test_an_endless_body_is_left_at_the_limit(site: Site) -> None:
    assert code(f"{site.url}/endless", limit=1_000_000) == ErrorCode.IMAGE_TOO_LARGE
    # What the sockets buffer comes on top.
    assert site.sent < 64 << 20


@pytest.mark.parametrize("url", ["nonsense://host/a", "abfs2://host/a"])
def test_an_unknown_protocol_is_unavailable(url: str) -> None:
    assert code(url) == ErrorCode.SOURCE_UNAVAILABLE


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An S3-compatible server with one object."""
    import boto3
    from moto.server import ThreadedMotoServer

    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    client = boto3.client("s3")
    client.create_bucket(Bucket="scans")
    client.put_object(Bucket="scans", Key="2026/a b.png", Body=BODY)
    yield
    client.close()
    moto.stop()


@pytest.mark.usefixtures("bucket")
def test_s3() -> None:
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    assert urls.read("s3://scans/2026/a b.png", len(BODY), 5) == BODY
    assert code("s3://scans/2026/a b.png", limit=len(BODY) - 1) == ErrorCode.IMAGE_TOO_LARGE
    assert code("s3://scans/2026/none.png") == ErrorCode.IMAGE_NOT_FOUND
    assert code("s3://nowhere/a.png") == ErrorCode.IMAGE_NOT_FOUND


@pytest.mark.parametrize("protocol", ["s3", "gs"])
def test_an_object_store_that_hangs_is_away(monkeypatch: pytest.MonkeyPatch, protocol: str) -> None:
    filesystem = fsspec.get_filesystem_class(protocol)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        for name in ("AWS_ENDPOINT_URL", "STORAGE_EMULATOR_HOST"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{deaf.getsockname()[1]}")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, "testing")
        filesystem.clear_instance_cache()
        start = time.monotonic()
        with pytest.raises(urls.AwayError):
            urls.read(f"{protocol}://scans/a.png", 100, 1)
        # The job's own limit is no fault of the source.
        with pytest.raises(TimeUp), within(1):
            urls.read(f"{protocol}://scans/a.png", 100, 60)
        assert time.monotonic() - start < 30
    filesystem.clear_instance_cache()
