"""A local HTTP server that behaves as servers do, and one beside it that nobody may ask."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

BODY = bytes(range(256)) * 4


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Site"

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        name = self.path.partition("?")[0].rpartition("/")[2]
        if name.isdigit():
            self._status(int(name))
        elif name == "flaky":
            self._status(200 if self.server.asked.count(self.path) > 2 else 503)
        elif name == "slow":
            self._slow()
        elif name == "endless":
            self._endless()
        elif name == "cut":
            self._body(BODY, length=len(BODY) + 10)
        else:
            self._body(BODY)

    def _status(self, status: int) -> None:
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", f"{self.server.elsewhere}/secret")
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def _body(self, body: bytes, length: int | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(length or len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = length is not None

    def _slow(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            time.sleep(0.1)

    def _endless(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        while self.server.sent < 1 << 30:
            self.wfile.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")
            self.server.sent += 65536

    def log_message(self, *_: object) -> None:
        pass


class Site(ThreadingHTTPServer):
    """What was asked of it, and how much it sent."""

    elsewhere = ""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []
        self.sent = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what the tests are about."""


@pytest.fixture
def site() -> Iterator[Site]:
    """The server, which redirects to `site.elsewhere`."""
    yield from _serving(Site())


@pytest.fixture
def other_site() -> Iterator[Site]:
    yield from _serving(Site())


def _serving(site: Site) -> Iterator[Site]:
    thread = threading.Thread(target=site.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield site
    site.shutdown()
    site.server_close()
    thread.join()
