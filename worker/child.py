"""The model of one child: loaded and warmed after the fork, followed when the pointer moves."""

import functools
import io
import math
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from celery.utils.log import get_logger

from models.errors import StoreAwayError
from pipeline.errors import ErrorCode, InkError

if TYPE_CHECKING:
    from models.classifier import Classifier
    from models.store import Store

_log = get_logger(__name__)

AGAIN_S = 30.0
"""Seconds after which a version is tried again that could not be had."""
_THREADS = (
    "OMP_NUM_THREADS",
    "TF_NUM_INTRAOP_THREADS",
    "OPENCV_FOR_THREADS_NUM",
)


def share_cores(children: int, threads: int = 0) -> int:
    """Set the threads that each child's libraries take, before any child imports them.

    Args:
        children: children of this worker.
        threads: threads a child; 0 for cores ÷ children. What the environment says already wins.
    """
    share = threads or max(1, len(os.sched_getaffinity(0)) // max(1, children))
    for name in _THREADS:
        os.environ.setdefault(name, str(share))
    os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    return share


def warm_up(store: Path | str) -> None:
    """Have the champion ready. A child without a model still answers: `model_unavailable`."""
    try:
        serving(store)
    except InkError as error:
        _log.error("no model to serve yet: %s", error.message)


def serving(store: Path | str) -> "Classifier":
    """The champion, loaded and warmed; the one before it, if the champion does not load.

    Raises:
        InkError: model_unavailable.
    """
    return _model(store).current()


class Model:
    """The one classifier of this process."""

    def __init__(self, store: Path | str) -> None:
        self._root = store
        self._serving: Classifier | None = None
        self._pointer: str | None = None
        self._again_at = math.inf
        """Seconds of time.monotonic()."""

    @functools.cached_property
    def _store(self) -> "Store":
        """One for good: a store at a URL remembers what it was told a moment ago."""
        from models.store import Store

        return Store(self._root)

    def current(self) -> "Classifier":
        """Compare the pointer, swap if it moved. Raises InkError model_unavailable."""
        try:
            self._follow()
        except Exception as error:
            if self._serving is None:
                raise _unavailable(error) from error
            _log.exception("%s goes on serving", self._serving.version)
        assert self._serving is not None
        return self._serving

    def _follow(self) -> None:
        pointer = self._store.champion().version
        if self._serving is not None and not self._is_due(pointer):
            return
        try:
            # The old one serves until the new one has read something.
            self._serving = _warmed(self._store, pointer if self._serving else None)
        except Exception as error:
            # A version that does not load is tried again only when the pointer moves. One that
            # a time limit cut off (no Exception) did nothing wrong.
            self._tried(pointer, again=isinstance(error, StoreAwayError | OSError))
            raise
        self._tried(pointer, again=self._serving.version != pointer)
        _log.info("serving %s", self._serving.version)

    def _is_due(self, pointer: str) -> bool:
        return pointer != self._pointer or time.monotonic() >= self._again_at

    def _tried(self, pointer: str, again: bool) -> None:
        """Remember the attempt; `again` where it says nothing of the version."""
        self._pointer = pointer
        self._again_at = time.monotonic() + AGAIN_S if again else math.inf


_model = functools.cache(Model)


def _warmed(store: "Store", version: str | None) -> "Classifier":
    from models import classifier
    from pipeline.decoding import decode
    from pipeline.options import Options
    from pipeline.reader import read

    # The first to serve may be the version before the champion; later, the one at work is that.
    fresh = classifier.load(store.folder(version)) if version else classifier.load_champion(store)
    fresh.warm_up()
    read(decode(_drawn()), fresh, Options())
    return fresh


def _unavailable(error: Exception) -> InkError:
    if isinstance(error, InkError):
        return error
    message = f"the model does not work: {type(error).__name__}: {error}"
    return InkError(ErrorCode.MODEL_UNAVAILABLE, message)


def _drawn() -> bytes:
    """A small picture with two strokes, as a PNG file."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (160, 60), 235)
    pen = ImageDraw.Draw(image)
    pen.line((30, 12, 30, 48), fill=30, width=5)
    pen.ellipse((70, 18, 100, 48), outline=30, width=5)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
