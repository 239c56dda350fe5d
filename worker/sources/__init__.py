"""Image references, opened under the operator's allow-list and nowhere else."""

import time
from datetime import datetime
from typing import TYPE_CHECKING

import redis

from pipeline.errors import ErrorCode, InkError
from worker.sources import files, inline, rules, uploaded, urls
from worker.stages import check_deadline

if TYPE_CHECKING:
    from worker.settings import Settings

TRIES_AFTER_S = (0.0, 0.2, 1.0)
"""Pauses before each try of a source that may come back."""
_SHARE = 0.75
"""Of an image's time limit: what all tries together may take, so that there is an answer."""


def fetch(
    reference: str,
    settings: "Settings",
    server: "redis.Redis",
    limit: int | None = None,
    deadline: datetime | None = None,
) -> bytes:
    """The bytes behind a reference, at most `limit` of them (default: `image_bytes_limit`).

    Raises:
        InkError: source_not_allowed, image_not_found, image_too_large, invalid_job (a broken
            `data:` URI), source_unavailable after a few tries, or deadline_passed between them.
    """
    budget = _SHARE * settings.time_limit
    timeout, until = min(settings.source_timeout, budget), time.monotonic() + budget
    problem = ""
    for pause in TRIES_AFTER_S:
        if problem and time.monotonic() + pause + timeout > until:
            break
        time.sleep(pause)
        check_deadline(deadline)
        try:
            return _open(reference, settings, server, limit or settings.image_bytes_limit, timeout)
        except urls.AwayError as error:
            problem = str(error)
    raise InkError(ErrorCode.SOURCE_UNAVAILABLE, problem, "image", inline.shorten(reference))


def _open(
    reference: str, settings: "Settings", server: "redis.Redis", limit: int, timeout: float
) -> bytes:
    scheme = reference.partition(":")[0].lower()
    if reference.startswith("/") or scheme == "file":
        return files.read(reference, settings.source_roots, limit)
    if scheme == "data":
        return inline.read(reference, settings.data_uri_limit)
    if scheme == "redis":
        return uploaded.read(reference, server, limit, settings.upload_ttl)
    rules.allowed(reference, settings.source_prefixes)
    return urls.read(reference, limit, timeout)
