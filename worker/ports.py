"""A free port of the loopback address, for servers that are started here."""

import contextlib
import secrets
import socket

HOST = "127.0.0.1"
_PORTS = range(20_000, 30_000)
"""Below what Linux gives to clients, 32768 and up."""


class NoPortError(RuntimeError):
    """No port is free; the message says of which."""


def free_port() -> int:
    """A TCP port nobody listens on at this moment on the loopback address.

    It is none that the kernel gives to clients: while a server is away, one of them would take its
    port, or a client that knocks there again and again be connected to itself.

    Raises:
        NoPortError: a thousand tries found none.
    """
    for _ in range(1000):
        port = _PORTS[secrets.randbelow(len(_PORTS))]
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind((HOST, port))
            return port
    raise NoPortError(f"no port is free of {_PORTS.start} to {_PORTS.stop - 1}")
