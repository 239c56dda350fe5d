"""What the browser is told as it happens: results from its stream, and how the queue is."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any, cast

from fastapi.sse import ServerSentEvent
from redis.asyncio import Redis
from redis.exceptions import RedisError

from .desk import Desk
from .jobs import replies

BLOCK_MS = 1000
AT_ONCE = 20
"""Results: what is held of a stream that nobody listened to for long."""


async def listen(client: str, after: str | None, desk: Desk) -> AsyncIterator[ServerSentEvent]:
    """Events `result` and `queue`, until the browser leaves or the service ends.

    A result's event id is its entry's id in the Redis stream, so a browser that comes back with
    the last one it saw gets what it missed, from whichever process of this service it reaches.
    """
    shown = None
    while not desk.closing:
        queue = await desk.fleet.look()
        if queue != shown:
            shown = queue
            yield ServerSentEvent(event="queue", data=queue)
        try:
            after = after or await _now(desk.server)
            for entry, fields in await _entries(desk.server, replies(client), after):
                after = entry
                result = json.loads(fields[b"result"])
                yield ServerSentEvent(event="result", id=entry, data=_dated(entry, result))
        except RedisError:
            yield ServerSentEvent(comment="Redis is away")
            await asyncio.sleep(BLOCK_MS / 1000)


async def _entries(
    server: "Redis", stream: str, after: str
) -> list[tuple[str, dict[bytes, bytes]]]:
    # As RESP2 has it: a list of streams, each with its entries.
    reply: list[Any] = cast(list[Any], await server.xread({stream: after}, AT_ONCE, BLOCK_MS))
    entries = reply[0][1] if reply else []
    return [(entry.decode(), fields) for entry, fields in entries]


async def _now(server: "Redis") -> str:
    seconds, micros = await server.time()
    return f"{seconds * 1000 + micros // 1000}-0"


def _dated(entry: str, result: dict[str, object]) -> dict[str, object]:
    """The entry's id begins with the moment at which the result was kept."""
    return {"at": int(entry.partition("-")[0]), "result": result}
