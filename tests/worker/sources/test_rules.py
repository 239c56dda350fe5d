import posixpath
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.errors import ErrorCode, InkError
from worker.sources import rules

PREFIXES = ("https://files.example.com/in/scans", "s3://scans/2026", "gs://whole-bucket")


@pytest.mark.parametrize(
    "url",
    [
        "https://files.example.com/in/scans",
        "https://files.example.com/in/scans/",
        "https://files.example.com/in/scans/a/b.png",
        "HTTPS://FILES.example.com/in/scans/a.png",
        "https://files.example.com:443/in/scans/a.png",
        "https://files.example.com/in/scans/a%20b.png?X-Amz-Signature=1%2F2",
        "s3://scans/2026/01/ä b.png".replace(" ", "_"),
        "gs://whole-bucket/anything",
    ],
)
def test_what_lies_below_a_prefix_is_allowed(url: str) -> None:
    rules.allowed(url, PREFIXES)


@pytest.mark.parametrize(
    "url",
    [
        "https://files.example.com/in/scans-private/a.png",
        "https://files.example.com/in",
        "https://files.example.com/",
        "https://files.example.com",
        "http://files.example.com/in/scans/a.png",
        "https://files.example.com:8443/in/scans/a.png",
        "https://files.example.com:99999/in/scans/a.png",
        "https://files.example.com.evil.org/in/scans/a.png",
        "https://files.example.com./in/scans/a.png",
        "https://files.example.com@evil.org/in/scans/a.png",
        "https://evil.org@files.example.com/in/scans/a.png",
        "https://user:pass@files.example.com/in/scans/a.png",
        "https://files.example.com/in/scans/../secret",
        "https://files.example.com/in/scans/%2e%2e/secret",
        "https://files.example.com/in/scans/%2E./secret",
        "https://files.example.com/in/scans/..%2fsecret",
        "https://files.example.com/in/scans/%252e%252e/secret",
        "https://files.example.com/in/scans/..;/secret",
        "https://files.example.com/in/scans/./a.png",
        "https://files.example.com/in/scans//a.png",
        "https://files.example.com//in/scans/a.png",
        "https://files.example.com/in/scans\\..\\secret",
        "https://files.example.com/in/scans/a.png#x",
        "https://files.example.com/in/scans/a b.png",
        "https://files.example.com/in/scans/a\n.png",
        "https://files.example.com/in/scans/\u2025/secret",
        "\thttps://files.example.com/in/scans/a.png",
        "https:/files.example.com/in/scans/a.png",
        "https:///in/scans/a.png",
        "//files.example.com/in/scans/a.png",
        "s3://scans/2027/a.png",
        "s3://scans/2026x/a.png",
        "s3://SCANS/2026/a.png",
        "s3://scans/2026/a.png?versionId=1",
        "s3://scans/2026/*.png",
        "simplecache::s3://scans/2026/a.png",
        "s3://scans/2026/a.zip::file:///etc/passwd",
        "filecache::https://files.example.com/in/scans/a.png",
        "ftp://files.example.com/in/scans/a.png",
        "scans/2026/a.png",
        "",
    ],
)
def test_all_else_is_refused(url: str) -> None:
    with pytest.raises(InkError) as caught:
        rules.allowed(url, PREFIXES)
    assert caught.value.code == ErrorCode.SOURCE_NOT_ALLOWED


def test_without_a_list_nothing_is_allowed() -> None:
    with pytest.raises(InkError):
        rules.allowed("https://files.example.com/in/scans/a.png", ())


def test_a_refusal_is_short() -> None:
    with pytest.raises(InkError) as caught:
        rules.allowed("https://evil.org/" + "x" * 5000, PREFIXES)
    assert caught.value.value is not None
    assert len(caught.value.value) == 200


PIECES = st.sampled_from(
    ["https", "s3", "://", "/", "//", ":", "::", "@", "?", "#", "\\", "%2e", "%2f", "%", ".", "..",
     ";", "in", "scans", "2026", "files.example.com", "evil.org", "user", "443", "\t", "\n", " ",
     "\x00", "․", "[::1]", "file", "*", "a.png"]
)  # fmt: skip
URLS = st.lists(PIECES, max_size=12).map("".join)
BELOW = URLS.map(lambda tail: "https://files.example.com/in/scans/" + tail)


@given(URLS | BELOW | st.text())
@example("https://files.example.com/in/scans/%2e%2e/x")
def test_what_is_allowed_lies_below_a_prefix_to_every_reader(url: str) -> None:
    try:
        rules.allowed(url, PREFIXES)
    except InkError:
        return
    parts = urlsplit(url)
    assert parts.username is None
    assert not parts.fragment
    path = posixpath.normpath(unquote(unquote(parts.path))) if parts.path else ""
    plain = f"{parts.scheme}://{parts.hostname}{path.replace(chr(92), '/')}"
    assert any(plain == prefix or plain.startswith(prefix + "/") for prefix in PREFIXES)
