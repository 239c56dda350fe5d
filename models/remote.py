"""A folder of objects behind a URL, through fsspec, with one error for whatever goes wrong."""

import contextlib
import functools
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fsspec

from models.errors import StoreAwayError, unavailable
from models.masking import masked

_log = logging.getLogger(__name__)

_OPTIONS = {
    "s3": {
        "config_kwargs": {"connect_timeout": 5, "read_timeout": 10, "retries": {"max_attempts": 1}}
    }
}


class Remote:
    """Objects by their path under the URL.

    Raises:
        StoreAwayError: from any method, where the URL does not answer.
        InkError: `model_unavailable`, where it answers and an object is missing.
    """

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")

    @property
    def shown(self) -> str:
        """The URL for messages: without its password."""
        return masked(self._url)

    def away(self, why: str) -> StoreAwayError:
        """The error of a URL that does not answer."""
        return StoreAwayError(f"the store at {self.shown} does not answer ({why})", self.shown)

    def load(self) -> None:
        """Import the URL's library: on a busy machine that takes seconds, whatever the URL."""
        with self._answered():
            fsspec.get_filesystem_class(fsspec.utils.get_protocol(self._url))

    def find(self, path: str) -> list[str]:
        """Every object under a path, by its own path; none where there is no such path."""
        with self._reached() as (files, base):
            return [str(each)[len(base) + 1 :] for each in files.find(f"{base}/{path}")]

    def cards(self, name: str) -> list[str]:
        """The folders that hold an object of this name."""
        with self._reached() as (files, base):
            return [str(path).split("/")[-2] for path in files.glob(f"{base}/*/{name}")]

    def exists(self, path: str) -> bool:
        """Whether there is such an object."""
        with self._reached() as (files, base):
            return bool(files.exists(f"{base}/{path}"))

    def read(self, path: str) -> bytes:
        """An object's content."""
        with self._reached() as (files, base):
            return bytes(files.cat_file(f"{base}/{path}"))

    def read_all(self, paths: list[str]) -> list[bytes]:
        """Many at once, in order."""
        with self._reached() as (files, base):
            full = [f"{base}/{path}" for path in paths]
            found = files.cat(full) if full else {}
            return [found[each] for each in full]

    def fetch(self, path: str, target: Path) -> None:
        """Copy an object into a file."""
        with self._reached() as (files, base):
            files.get_file(f"{base}/{path}", str(target))

    def write(self, path: str, content: bytes) -> None:
        """Create an object, or replace it."""
        with self._reached() as (files, base):
            files.pipe_file(f"{base}/{path}", content)

    def create(self, path: str, content: bytes) -> bool:
        """Create an object if there is none; whether it now is this very one.

        It is read back: an answer may have been lost and the request repeated, and a server may
        not know the condition.
        """
        with self._reached() as (files, base):
            try:
                files.pipe_file(f"{base}/{path}", content, mode="create")
            except Exception:
                # Each file system has its own way of saying that it is there already.
                if not files.exists(f"{base}/{path}"):
                    raise
            return bool(files.cat_file(f"{base}/{path}") == content)

    def remove(self, paths: list[str]) -> None:
        """Remove objects, in order; one that is gone already is no error."""
        with self._reached() as (files, base):
            for path in paths:
                with contextlib.suppress(FileNotFoundError):
                    files.rm_file(f"{base}/{path}")

    @functools.cached_property
    def _files(self) -> tuple[Any, str]:
        options = _OPTIONS.get(self._url.partition(":")[0], {})
        files, base = fsspec.url_to_fs(self._url, use_listings_cache=False, **options)
        if hasattr(files, "retries"):
            # The S3 client repeats by itself; five times that would be minutes.
            files.retries = 1
        return files, base

    @contextmanager
    def _reached(self) -> Iterator[tuple[Any, str]]:
        with self._answered():
            yield self._files

    @contextmanager
    def _answered(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            message = f"the store at {self.shown} lacks a file that it should have"
            _log.warning("%s: %s", message, masked(f"{error!r}"))
            raise unavailable(message, "store", self.shown) from None
        except Exception as error:
            # Each file system has errors of its own, and any of them may quote the whole URL:
            # producers see no more than its name.
            _log.warning("the store at %s: %s", self.shown, masked(f"{error!r}"))
            raise self.away(type(error).__name__) from None
