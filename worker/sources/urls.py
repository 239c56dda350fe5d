"""URLs read through fsspec: a stream of bounded length, and no redirects."""

import functools
import time
from typing import Any

import fsspec

from pipeline.errors import ErrorCode, InkError
from worker.limits import TimeUp, within
from worker.sources import bounded
from worker.sources.rules import refused

_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
_GONE = frozenset({404, 410})


class AwayError(Exception):
    """The source is away, and may be back in a moment."""


class _RedirectError(Exception):
    """The server points elsewhere; nobody goes there."""


def read(reference: str, limit: int, timeout_s: float) -> bytes:
    """The bytes behind a URL that the allow-list covers.

    Raises:
        InkError: source_not_allowed (a redirect), image_not_found, image_too_large,
            source_unavailable (it will not be back: no access, say).
        AwayError: it may be back.
    """
    try:
        return _read(reference, limit, timeout_s)
    except InkError:
        raise
    except _RedirectError:
        raise refused("the server redirects, which is not followed", reference) from None
    except FileNotFoundError:
        raise _error(ErrorCode.IMAGE_NOT_FOUND, "there is no such object", reference) from None
    except PermissionError:
        message = "the source refuses access"
        raise _error(ErrorCode.SOURCE_UNAVAILABLE, message, reference) from None
    except (ImportError, ValueError) as error:
        message = f"the source cannot be opened: {error}"
        raise _error(ErrorCode.SOURCE_UNAVAILABLE, message, reference) from None
    except Exception as error:  # each protocol has error classes of its own
        raise _by_status(error, reference) from None


def _read(reference: str, limit: int, timeout_s: float) -> bytes:
    if reference.lower().startswith(("http://", "https://")):
        # A size, any size, spares the HEAD request, whose every failure reads as "not found";
        # block_size 0 streams.
        with _http(timeout_s).open(reference, block_size=0, size=-1) as file:
            return bounded.read(file, limit, reference)
    start = time.monotonic()
    try:
        # Each protocol has timeouts of its own, by other names, and tries again within them.
        with within(timeout_s):
            return _read_any(reference, limit)
    except TimeUp:
        if time.monotonic() - start < timeout_s:
            raise  # not this try's time is up, but the job's
        raise TimeoutError from None


def _read_any(reference: str, limit: int) -> bytes:
    filesystem, path = fsspec.url_to_fs(reference)
    with filesystem.open(path, "rb") as file:
        if (getattr(file, "size", None) or 0) > limit:
            raise bounded.too_large(limit, reference)
        return bounded.read(file, limit, reference)


@functools.cache
def _http(timeout_s: float) -> Any:
    import aiohttp

    async def stop_at_redirect(session: Any, context: Any, params: Any) -> None:
        if 300 <= params.response.status < 400:
            raise _RedirectError

    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(stop_at_redirect)
    client = {
        "timeout": aiohttp.ClientTimeout(total=timeout_s, connect=min(5, timeout_s)),
        "trace_configs": [trace],
        # A packed body could unpack to any size; who asks for none gets none.
        "auto_decompress": False,
        "headers": {"Accept-Encoding": "identity"},
    }
    return fsspec.filesystem(
        "http", client_kwargs=client, allow_redirects=False, skip_instance_cache=True
    )


def _by_status(error: Exception, reference: str) -> Exception:
    status = getattr(error, "status", None)
    if status in _GONE:
        return _error(ErrorCode.IMAGE_NOT_FOUND, "there is no such object", reference)
    if isinstance(error, TimeoutError):  # fsspec's and asyncio's are this one
        return AwayError("the source did not answer in time")
    if status is None or status in _LATER:
        return AwayError(f"the source is not available: {type(error).__name__}")
    return _error(ErrorCode.SOURCE_UNAVAILABLE, f"the source answered {status}", reference)


def _error(code: ErrorCode, message: str, reference: str) -> InkError:
    return InkError(code, message, "image", reference)
