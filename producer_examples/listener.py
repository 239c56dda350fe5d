"""Print results as they arrive on a reply stream, one JSON object a line.

usage: listener.py REDIS_URL inkqueue:reply:NAME [HOW_MANY]

Listeners of one group share the results; each needs a name of its own (LISTENER, by default the
host's). One that was killed starts again with what it had been given and not acknowledged.
HOW_MANY ends it after so many results.
"""

import contextlib
import os
import socket
import sys
from collections.abc import Iterator

import redis

GROUP = "listeners"
CONSUMER = os.environ.get("LISTENER", socket.gethostname())
BLOCK_MS = 5000
STREAM_SECONDS = 86400


def join(client: redis.Redis, stream: str) -> None:
    """Make the group, from the stream's beginning; it may exist already."""
    try:
        with client.pipeline() as both:  # at once: no stream is ever there that would not expire
            both.xgroup_create(stream, GROUP, id="0", mkstream=True)
            both.expire(stream, STREAM_SECONDS)  # workers set their own when they add to it
            both.execute()
    except redis.ResponseError as error:
        if "BUSYGROUP" not in str(error):
            raise


def entries(client: redis.Redis, stream: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every entry, by id: first those given to this listener and never acknowledged."""
    join(client, stream)
    position = "0"
    while True:
        try:
            reply = client.xreadgroup(GROUP, CONSUMER, {stream: position}, 1, block=BLOCK_MS)
        except redis.ResponseError as error:
            if "NOGROUP" not in str(error):
                raise
            join(client, stream)  # the stream had expired, and its group with it
            continue
        if not reply or not reply[0][1]:
            position = ">"
            continue
        yield reply[0][1][0]


def main() -> None:
    """Print until interrupted, or until enough have come."""
    url, stream, *how_many = sys.argv[1:]
    # redis-py's own socket timeout would end a blocking read too soon.
    client = redis.Redis.from_url(
        url, decode_responses=True, protocol=2, socket_timeout=2 * BLOCK_MS / 1000
    )
    for count, (entry, fields) in enumerate(entries(client, stream), start=1):
        print(fields["result"], flush=True)
        client.xack(stream, GROUP, entry)
        if how_many and count == int(how_many[0]):
            break
    client.close()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
