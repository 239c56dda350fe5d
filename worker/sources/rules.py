"""The allow-list of URLs: parsed by one strict rule, compared segment by segment.

What is not plainly understood is refused, because whatever opens the URL may read it otherwise.
"""

import re
from dataclasses import dataclass
from typing import Self

from pipeline.errors import ErrorCode, InkError

_URL = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://"
    r"(?P<host>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>/[^?#]*)?(?P<query>\?[^#]*)?"
)
_ODD = re.compile(r"[\x00-\x20\x7f\\]|::")
_HIDDEN = re.compile(r"%(?:2e|2f|5c|25|00)", re.IGNORECASE)
"""Dots, slashes and the like that a server may see where we do not."""
_GLOB = re.compile(r"[*?\[\]{}]")
_PORTS = {"http": 80, "https": 443}
_OWN = frozenset({"file", "local", "data", "redis", "rediss", "unix"})
"""Schemes with rules of their own, which no prefix may open."""


def refused(message: str, reference: str) -> InkError:
    """The error of everything that is not on the allow-list."""
    shown = reference if len(reference) <= 200 else reference[:199] + "…"
    return InkError(ErrorCode.SOURCE_NOT_ALLOWED, message, "image", shown)


@dataclass(frozen=True)
class Url:
    """A URL that every reader understands alike: no user, no fragment, no way upwards."""

    scheme: str
    host: str
    port: int | None
    segments: tuple[str, ...]
    query: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError on anything that is odd."""
        if odd := _ODD.search(text):
            raise ValueError(f"{odd.group()!r} is not allowed in a URL")
        match = _URL.fullmatch(text)
        if match is None:
            raise ValueError("neither an absolute path nor a plain scheme://host/path URL")
        scheme, path, query = match["scheme"].lower(), match["path"] or "", match["query"] or ""
        segments = tuple(path.split("/")[1:])
        if hidden := _HIDDEN.search(path):
            raise ValueError(f"{hidden.group()!r} is not allowed in a URL's path")
        # "..;" is ".." to servers that cut path parameters off.
        if any(part.split(";")[0] in (".", "..") for part in segments) or "" in segments[:-1]:
            raise ValueError("'.', '..' and empty segments are not allowed in a URL")
        web = scheme in _PORTS
        if not web and (query or _GLOB.search(path)):
            raise ValueError("a query or a pattern is not allowed here")
        if web and not text.isascii():
            raise ValueError("characters beyond ASCII must be percent-encoded")
        port = int(match["port"]) if match["port"] else _PORTS.get(scheme)
        if port is not None and not 0 < port < 65_536:
            raise ValueError(f"there is no port {port}")
        return cls(scheme, match["host"].lower() if web else match["host"], port, segments, query)


@dataclass(frozen=True)
class Prefix:
    """One entry of the allow-list."""

    url: Url

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError on a prefix that cannot be held to."""
        try:
            url = Url.parse(text)
        except ValueError as error:
            raise ValueError(f"{text!r}: {error}") from None
        if url.scheme in _OWN:
            raise ValueError(f"{text!r}: {url.scheme} cannot be allowed by a prefix")
        if url.query:
            raise ValueError(f"{text!r}: a prefix has no query")
        return cls(url)

    def covers(self, url: Url) -> bool:
        """Whether the URL lies at or below this prefix, by whole path segments."""
        mine = self.url.segments[:-1] if self.url.segments[-1:] == ("",) else self.url.segments
        same = (self.url.scheme, self.url.host, self.url.port) == (url.scheme, url.host, url.port)
        return same and url.segments[: len(mine)] == mine


def allowed(reference: str, prefixes: tuple[str, ...]) -> Url:
    """The parsed URL, if the allow-list covers it.

    Raises:
        InkError: source_not_allowed.
    """
    try:
        url = Url.parse(reference)
    except ValueError as error:
        raise refused(str(error), reference) from None
    if not any(Prefix.parse(prefix).covers(url) for prefix in prefixes):
        raise refused("no allowed prefix covers this URL", reference)
    return url
