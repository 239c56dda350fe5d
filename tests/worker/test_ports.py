"""A free port: one that a server can take, and no client is given."""

import socket
from pathlib import Path

import pytest

from worker.ports import HOST, NoPortError, free_port


def test_a_free_port_can_be_listened_on_and_is_given_to_no_client() -> None:
    first, _ = map(int, Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split())
    for _ in range(50):
        port = free_port()
        assert 1024 < port < first
        socket.create_server((HOST, port)).close()


def test_a_free_port_is_none_that_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    monkeypatch.setattr("worker.ports._PORTS", range(port, port + 1))
    with socket.create_server((HOST, port)), pytest.raises(NoPortError, match="no port"):
        free_port()
