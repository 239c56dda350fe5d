"""What every request works with: one of each, a process."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from .config import Config
from .fleet import Fleet
from .jobs import Jobs
from .problems import Refusal


@dataclass
class Desk:
    """The limits, the connections to Redis, and what is known of the queue."""

    config: Config
    server: "Redis"
    jobs: Jobs
    fleet: Fleet
    listeners: int = 0
    closing: bool = False

    @classmethod
    def of(cls, config: Config) -> "Desk":
        """It connects when it is first used, and does not wait long for Redis."""
        server = Redis.from_url(
            config.redis_url,
            protocol=2,
            max_connections=config.streams + 64,
            retry=Retry(NoBackoff(), 1),
            socket_timeout=5,
            socket_connect_timeout=2,
        )
        return cls(config, server, Jobs(config, server), Fleet(config, server))


def desk(request: Request) -> Desk:
    """The one of this process."""
    found: Desk = request.app.state.desk
    return found


AtDesk = Annotated[Desk, Depends(desk)]


async def listening(desk: AtDesk) -> AsyncIterator[Desk]:
    """The same, for those who hold a connection to Redis as long as they listen."""
    if desk.listeners >= desk.config.streams:
        raise Refusal(503, "too_many_listeners", "too many pages listen; ask for the status")
    desk.listeners += 1
    try:
        yield desk
    finally:
        desk.listeners -= 1
