"""Image references, opened under the operator's allow-list and nowhere else."""

import time
from typing import TYPE_CHECKING

import redis

from pipeline.errors import ErrorCode, InkError
from worker.sources import files, inline, rules, uploaded, urls

if TYPE_CHECKING:
    from worker.settings import Settings

TRIES_AFTER_S = (0.0, 0.2, 1.0)
"""Pauses before each try of a source that may come back."""


def fetch(
    reference: str, settings: "Settings", server: "redis.Redis", limit: int | None = None
) -> bytes:
    """The bytes behind a reference, at most `limit` of them (default: `image_bytes_limit`).

    Raises:
        InkError: source_not_allowed, image_not_found, image_too_large, invalid_job (a broken
            `data:` URI), or source_unavailable after a few tries.
    """
    for pause in TRIES_AFTER_S:
        time.sleep(pause)
        try:
            return _open(reference, settings, server, limit or settings.image_bytes_limit)
        except urls.AwayError as error:
            problem = str(error)
    raise InkError(ErrorCode.SOURCE_UNAVAILABLE, problem, "image", inline.shorten(reference))


def _open(reference: str, settings: "Settings", server: "redis.Redis", limit: int) -> bytes:
    scheme = reference.partition(":")[0].lower()
    if reference.startswith("/") or scheme == "file":
        return files.read(reference, settings.source_roots, limit)
    if scheme == "data":
        return inline.read(reference, settings.data_uri_limit)
    if scheme == "redis":
        return uploaded.read(reference, server, limit, settings.upload_ttl)
    rules.allowed(reference, settings.source_prefixes)
    return urls.read(reference, limit, settings.source_timeout)
