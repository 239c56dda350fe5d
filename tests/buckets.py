"""A real S3-compatible server on a port of this machine, for tests of what is shared."""

import socket
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import fsspec
import pytest

from models.store import Store

BUCKET = "models"
MakeStore = Callable[..., Store]
"""The store as a machine of this name sees it."""
FILES = {"words.json": b"{}", "curve.svg": b"<svg/>"}
"""What is registered beside a network."""


@contextmanager
def serving() -> Iterator[str]:
    """The address of a server that holds one empty bucket."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    client = boto3.client("s3", endpoint_url=address, **_KEYS)
    client.create_bucket(Bucket=BUCKET)
    client.close()
    try:
        yield address
    finally:
        server.stop()


@contextmanager
def silent() -> Iterator[str]:
    """The address of a server that takes every connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server:
        yield "http://{}:{}".format(*server.getsockname())


_KEYS = {
    "aws_access_key_id": "testing",
    "aws_secret_access_key": "testing",
    "region_name": "us-east-1",
}


def environment(address: str) -> dict[str, str]:
    """What an operator sets for that server."""
    return {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
    }


def use(address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of an empty store on that server, which this process now talks to."""
    import s3fs

    for name, value in environment(address).items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    return f"s3://{BUCKET}/{uuid.uuid4().hex}"


def tamper(url: str, path: str, content: bytes | None) -> None:
    """Change what lies at the URL behind the store's back; None: remove it."""
    files, base = fsspec.url_to_fs(url)
    if content is None:
        files.rm_file(f"{base}/{path}")
    else:
        files.pipe_file(f"{base}/{path}", content)
