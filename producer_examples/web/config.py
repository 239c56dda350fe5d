"""What the service is told when it starts."""

from dataclasses import dataclass
from pathlib import Path

LOOPBACK = ("127.0.0.1", "localhost")


@dataclass(frozen=True)
class Config:
    """Limits and addresses; the defaults suit one person on one machine."""

    redis_url: str
    samples: Path | None = None
    """Folder of pictures to offer; the page has none to click without it."""
    flower_url: str | None = None
    hosts: tuple[str, ...] = LOOPBACK
    """Names by which a browser may ask for the service: any other is refused (DNS rebinding)."""
    image_bytes: int = 10 * 2**20
    options_chars: int = 65_536
    upload_seconds: int = 3600
    """A picture is kept so long, or until its deadline, if that is later."""
    deadline_seconds: int = 600
    """A job that waited so long is not read any more, unless the caller says otherwise."""
    queue_limit: int = 1000
    """Depth of the queue from which nothing more is sent."""
    streams: int = 64
    """Open event streams, each of which holds a connection to Redis."""
