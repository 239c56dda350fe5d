"""Training data, fetched under the same rules as images.

What trains sees local copies in a folder of the job's own, so that nothing the allow-list does
not cover is opened, and a training that was cut off finds the same paths again.
"""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote

import numpy as np
from redis.exceptions import LockNotOwnedError

from models.files import remove_stale
from models.store import Store
from pipeline.errors import ErrorCode, InkError
from worker import sources
from worker.lessons import CORRECTIONS
from worker.parsing import brief
from worker.services import Services
from worker.settings import Settings
from worker.sources import folders


@dataclass(frozen=True)
class Supplies:
    """Local copies: the data in order, the corrections, and what the version is weighed on."""

    paths: tuple[str, ...]
    corrections: str | None = None
    holdout: str | None = None


@contextmanager
def fetched(
    references: tuple[str, ...], job_id: str, services: Services, holdout: str | None = None
) -> Iterator[Supplies]:
    """The data as local paths; the copies are removed afterwards.

    Errors of the block that name a copy are made to name its reference.

    Raises:
        InkError: of the sources; `invalid_job` where there are no corrections.
    """
    folder = _folder(job_id, services)
    remove_stale(folder)  # of machines that were lost while others went on
    plain = [reference for reference in references if reference != CORRECTIONS]
    try:
        paths = tuple(
            _fetch(reference, folder / str(number), services)
            for number, reference in enumerate(plain)
        )
        names = dict(zip(paths, plain, strict=True))
        corrections = _corrections(folder, services) if CORRECTIONS in references else None
        held = holdout and _holdout(holdout, folder / "holdout", services)
        if held and holdout:
            names[held] = holdout
        with _named(names):
            yield Supplies(paths, corrections, held)
    except LockNotOwnedError:
        # Whoever has the place now may be at this very job, with these very copies.
        raise
    except BaseException:
        discard(job_id, services)
        raise
    discard(job_id, services)


def _corrections(folder: Path, services: Services) -> str:
    """What people corrected, as it is now, or as it was when this training first began."""
    path = folder / "corrections.npz"
    if not path.exists():
        x, y = services.corrections.read()
        if not len(x):
            message = "there are no corrections to train on"
            raise InkError(ErrorCode.INVALID_JOB, message, "data", CORRECTIONS)
        folder.mkdir(parents=True, exist_ok=True)
        with path.with_suffix(".new").open("wb") as file:
            np.savez(file, x=x, y=y)
        path.with_suffix(".new").rename(path)
    return str(path)


def _holdout(reference: str, folder: Path, services: Services) -> str:
    try:
        return _fetch(reference, folder, services)
    except InkError as error:
        raise InkError(error.code, error.message, "holdout", error.value) from error


def discard(job_id: str, services: Services) -> None:
    """Remove what a killed child left."""
    shutil.rmtree(_folder(job_id, services), ignore_errors=True)


def _folder(job_id: str, services: Services) -> Path:
    name = hashlib.sha256(job_id.encode()).hexdigest()[:16]
    return Store(services.settings.store).root / "fetched" / name


def _fetch(reference: str, folder: Path, services: Services) -> str:
    from models import datasets

    if reference.endswith("/") and (reference.startswith("/") or reference[:5] == "file:"):
        return _copy_folder(reference, folder, services)
    if reference[:5].lower() == "data:":
        message = "training data cannot be a data: URI, which has no file name"
        raise InkError(ErrorCode.INVALID_JOB, message, "data", brief(reference))
    base, subset = datasets.split(reference)
    name = datasets.file_name(base)
    if not name:
        message = "training data needs a file name, which tells its format"
        raise InkError(ErrorCode.INVALID_JOB, message, "data", reference)
    folder.mkdir(parents=True, exist_ok=True)
    for file in datasets.files(base):
        _copy(file, folder / datasets.file_name(file), services)
    return f"{folder / name}{subset}"


def _copy_folder(reference: str, folder: Path, services: Services) -> str:
    """`LABEL/*.png` of a folder under an allowed root."""
    settings = services.settings
    left = settings.data_bytes_limit
    # The version's card calls the data by the folder's name.
    folder = folder / PurePosixPath(reference).name
    escaped = quote if reference.startswith("file:") else str
    try:
        for name in folders.names(reference, settings.source_roots):
            source = f"{reference}{escaped(name)}"
            data = sources.fetch(source, settings, services.server, left)
            left = max(1, left - len(data))
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
    except InkError as error:
        raise InkError(error.code, error.message, "data", error.value) from error
    return f"{folder}/"


def _copy(reference: str, path: Path, services: Services) -> None:
    settings = _patient(services.settings)
    try:
        data = sources.fetch(reference, settings, services.server, settings.data_bytes_limit)
    except InkError as error:
        raise InkError(error.code, error.message, "data", error.value) from error
    path.write_bytes(data)


def _patient(settings: Settings) -> Settings:
    """Time for data as for an image, at the same pace."""
    pace = max(1, settings.data_bytes_limit // settings.image_bytes_limit)
    timeout = settings.source_timeout * pace
    return settings.model_copy(
        update={"time_limit": settings.train_time_limit, "source_timeout": timeout}
    )


@contextmanager
def _named(references: dict[str, str]) -> Iterator[None]:
    from models import datasets

    try:
        yield
    except InkError as error:
        message, value = error.message, error.value
        for path, reference in references.items():
            local = datasets.split(path)[0]
            message = message.replace(local, reference)
            value = value and value.replace(local, reference)
        raise InkError(error.code, message, error.field, value) from error
