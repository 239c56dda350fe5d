import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import redis
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pipeline.errors import ErrorCode, InkError
from tests.worker.sources.conftest import BODY, Site
from worker import sources
from worker.settings import Settings


@pytest.fixture
def allowed(settings: Settings, site: Site, tmp_path: Path) -> Settings:
    """One root, one prefix."""
    (tmp_path / "shelf").mkdir()
    (tmp_path / "shelf" / "a.png").write_bytes(BODY)
    (tmp_path / "secret.png").write_bytes(b"secret")
    return settings.model_copy(
        update={"source_roots": (tmp_path / "shelf",), "source_prefixes": (f"{site.url}/in",)}
    )


def test_every_kind_of_reference_is_read(
    allowed: Settings, site: Site, tmp_path: Path, server: "redis.Redis"
) -> None:
    server.set("inkqueue:upload:1", BODY)
    for reference in (
        f"{tmp_path}/shelf/a.png",
        f"file://{tmp_path}/shelf/a.png",
        f"{site.url}/in/a.png",
        "redis://inkqueue:upload:1",
    ):
        assert sources.fetch(reference, allowed, server) == BODY
    assert sources.fetch("data:,x", allowed, server) == b"x"


@pytest.mark.parametrize(
    "reference", ["a.png", "http:a.png", "memory://a", "ftp://host/a", "::", "REDIS://x", "file:"]
)
def test_what_no_rule_knows_is_refused(
    allowed: Settings, server: "redis.Redis", reference: str
) -> None:
    with pytest.raises(InkError) as caught:
        sources.fetch(reference, allowed, server)
    assert caught.value.code == ErrorCode.SOURCE_NOT_ALLOWED
    assert caught.value.field == "image"


def test_a_source_that_comes_back_is_read(
    allowed: Settings, site: Site, server: "redis.Redis"
) -> None:
    assert sources.fetch(f"{site.url}/in/flaky", allowed, server) == BODY
    assert len(site.asked) == 3


def test_a_source_that_stays_away_is_unavailable(
    allowed: Settings, site: Site, server: "redis.Redis"
) -> None:
    with pytest.raises(InkError) as caught:
        sources.fetch(f"{site.url}/in/503", allowed, server)
    assert caught.value.code == ErrorCode.SOURCE_UNAVAILABLE
    assert len(site.asked) == len(sources.TRIES_AFTER_S)


def test_a_source_that_hangs_is_unavailable_before_the_time_limit(
    allowed: Settings, site: Site, server: "redis.Redis"
) -> None:
    brief = allowed.model_copy(update={"time_limit": 8, "source_timeout": 4})
    start = time.monotonic()
    with pytest.raises(InkError) as caught:
        sources.fetch(f"{site.url}/in/slow", brief, server)
    assert caught.value.code == ErrorCode.SOURCE_UNAVAILABLE
    assert time.monotonic() - start < 8
    assert len(site.asked) == 1


def test_a_source_is_not_tried_again_past_the_deadline(
    allowed: Settings, site: Site, server: "redis.Redis"
) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=0.1)
    with pytest.raises(InkError) as caught:
        sources.fetch(f"{site.url}/in/503", allowed, server, deadline=soon)
    assert caught.value.code == ErrorCode.DEADLINE_PASSED
    assert len(site.asked) == 1


def test_a_caller_may_allow_more(allowed: Settings, tmp_path: Path, server: "redis.Redis") -> None:
    tight = allowed.model_copy(update={"image_bytes_limit": 10})
    with pytest.raises(InkError) as caught:
        sources.fetch(f"{tmp_path}/shelf/a.png", tight, server)
    assert caught.value.code == ErrorCode.IMAGE_TOO_LARGE
    assert sources.fetch(f"{tmp_path}/shelf/a.png", tight, server, limit=10_000) == BODY


contacts: list[object] | None = None


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if contacts is None:
        return
    if event == "socket.connect":
        contacts.append(arguments[1])
    elif event == "socket.getaddrinfo":
        contacts.append(arguments[0])


sys.addaudithook(_hear)


@contextmanager
def contacted() -> Iterator[list[object]]:
    """Every address and name that the interpreter turns to meanwhile."""
    global contacts
    contacts = []
    try:
        yield contacts
    finally:
        contacts = None


PIECES = st.sampled_from(
    ["{site}", "{site}/in", "/in", "/", "..", "a.png", "secret", "302", "@", "evil.test", "https://",
     "http://", "localhost", "s3://", "::", "simplecache::", "file://", "redis://", "data:,",
     "inkqueue:upload:", "%2e", "?", "#", "\\", " ", "0x7f.1", "[::1]", ":80", "memory://",
     "github://", "sftp://"]
)  # fmt: skip


@hypothesis_settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200
)
@given(st.lists(PIECES, max_size=6).map("".join))
def test_nobody_outside_the_allow_list_is_ever_asked(
    allowed: Settings, site: Site, server: "redis.Redis", reference: str
) -> None:
    server.ping()
    broker = server.connection_pool.connection_kwargs["port"]
    with contacted() as seen, suppress(InkError):
        sources.fetch(reference.replace("{site}", site.url), allowed, server)
    for contact in seen:
        port = contact[1] if isinstance(contact, tuple) else site.server_port
        assert port in (site.server_port, broker)
        assert (contact[0] if isinstance(contact, tuple) else contact) == "127.0.0.1"
    assert all(path.startswith("/in") for path in site.asked)
