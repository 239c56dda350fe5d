"""Local files lent to the workers through Redis, for a while."""

import os
from pathlib import Path
from uuid import uuid4

import redis

from pipeline.errors import ErrorCode, InkError
from worker.settings import Settings
from worker.sources import bounded
from worker.sources.uploaded import KEYS, NAMED, SCHEME


def put(data: bytes, settings: Settings, server: "redis.Redis", name: str = "") -> str:
    """Keep the bytes for `upload_ttl` seconds and return their reference.

    Args:
        name: what results shall call the image, instead of its key.

    Raises:
        InkError: image_too_large.
    """
    if len(data) > settings.image_bytes_limit:
        raise bounded.too_large(settings.image_bytes_limit, f"{len(data)} bytes")
    key = f"{KEYS}{uuid4()}"
    server.set(key, data, ex=settings.upload_ttl)
    return f"{SCHEME}{key}{NAMED}{name}" if name else SCHEME + key


def put_file(path: Path, settings: Settings, server: "redis.Redis") -> str:
    """Keep a local file, under its name. Raises InkError image_not_found or image_too_large."""
    try:
        with path.open("rb") as file:
            data = bounded.read(file, settings.image_bytes_limit, str(path))
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        raise InkError(ErrorCode.IMAGE_NOT_FOUND, message, "image", str(path)) from None
    name = os.fsencode(path.name).decode(errors="backslashreplace")
    return put(data, settings, server, name)
