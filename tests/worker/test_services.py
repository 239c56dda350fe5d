import time

import redis

from worker.services import Services
from worker.settings import Settings


def interrupted(server: "redis.Redis") -> None:
    """A call that a time limit cut off between its question and the answer, which comes later."""
    pool = server.connection_pool
    connection = pool.get_connection()
    connection.send_command("BLPOP", "nothing", "0.5")
    pool.release(connection)


def test_an_answer_that_nobody_waited_for_is_no_other_calls(
    server: "redis.Redis", settings: Settings
) -> None:
    server.set("k", "v")
    interrupted(server)
    Services(settings, server).forget()
    assert server.get("k") == b"v"


def test_without_that_it_would_be(server: "redis.Redis") -> None:
    server.set("k", "v")
    interrupted(server)
    began = time.monotonic()
    assert server.get("k") is None  # the answer of BLPOP, which had to be waited for
    assert time.monotonic() - began > 0.2
    server.connection_pool.disconnect()
