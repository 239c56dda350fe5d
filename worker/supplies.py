"""Training data, fetched under the same rules as images.

What trains sees local copies in a folder of the job's own, so that nothing the allow-list does
not cover is opened, and a training that was cut off finds the same paths again.
"""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import ErrorCode, InkError
from worker import sources
from worker.services import Services
from worker.settings import Settings


@contextmanager
def fetched(
    references: tuple[str, ...], job_id: str, services: Services
) -> Iterator[tuple[str, ...]]:
    """The data as local paths, in order; the copies are removed afterwards.

    Errors of the block that name a copy are made to name its reference.

    Raises:
        InkError: of the sources.
    """
    folder = _folder(job_id, services)
    try:
        paths = [
            _fetch(reference, folder / str(number), services)
            for number, reference in enumerate(references)
        ]
        with _named(dict(zip(paths, references, strict=True))):
            yield tuple(paths)
    finally:
        discard(job_id, services)


def discard(job_id: str, services: Services) -> None:
    """Remove what a killed child left."""
    shutil.rmtree(_folder(job_id, services), ignore_errors=True)


def _folder(job_id: str, services: Services) -> Path:
    name = hashlib.sha256(job_id.encode()).hexdigest()[:16]
    return services.settings.store / "fetched" / name


def _fetch(reference: str, folder: Path, services: Services) -> str:
    from models import datasets

    base, subset = datasets.split(reference)
    name = datasets.file_name(base)
    if not name:
        message = "training data needs a file name, which tells its format"
        raise InkError(ErrorCode.INVALID_JOB, message, "data", reference)
    folder.mkdir(parents=True, exist_ok=True)
    for file in datasets.files(base):
        _copy(file, folder / datasets.file_name(file), services)
    return f"{folder / name}{subset}"


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
