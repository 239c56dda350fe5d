"""Reading in this process: no queue, no Redis, and any file that the user may read."""

import hashlib
from uuid import uuid4

import redis

from models import classifier
from models.store import Store
from pipeline.decoding import decode, pages
from pipeline.errors import ErrorCode, InkError
from pipeline.options import Options
from pipeline.reader import read
from worker import broker, sources
from worker.cli.images import is_local, printable
from worker.cli.overlays import Overlays
from worker.equipment import equip
from worker.messages import Result
from worker.settings import Settings
from worker.sources import bounded
from worker.stages import Stages


class Reader:
    """One loaded model and the settings, for any number of images."""

    def __init__(
        self,
        settings: Settings,
        version: str | None,
        options: Options,
        pictures: Overlays | None = None,
    ) -> None:
        """Load the version, by default the champion. Raises InkError model_unavailable, or
        invalid_job, of the lexicon.
        """
        store = Store(settings.store)
        self._settings = settings
        self._options, self._language = equip(options, settings)
        self._pictures = pictures
        self._classify = (
            classifier.load(store.folder(version)) if version else classifier.load_champion(store)
        )
        # Else the first image would seem to take a second.
        self._classify.warm_up()

    def read(self, reference: str) -> Result:
        """The result of one image; a failure is a result too."""
        job_id, shown = uuid4().hex, printable(reference)
        try:
            return self._read(job_id, reference, shown)
        except InkError as error:
            return Result.failed(job_id, shown, error)
        except Exception as error:
            # The other images are still owed a reading.
            message = f"{type(error).__name__}: {error}"
            return Result.failed(job_id, shown, InkError(ErrorCode.INTERNAL, message))

    def _read(self, job_id: str, reference: str, shown: str) -> Result:
        stages = Stages()
        stages("fetch")
        data = fetch(reference, self._settings)
        stages("decode")
        page = self._options.page
        image = decode(data, self._settings.image_pixels_limit, page or 0)
        found = read(image, self._classify, self._options, self._language, stages)
        reading = found.of_pages(pages(data), page)
        milliseconds = stages.end()
        if self._pictures:
            self._pictures.draw(reference, image, reading)
        return Result.done(
            job_id,
            shown,
            reading,
            image_sha256=hashlib.sha256(data).hexdigest(),
            model=self._classify.version,
            milliseconds=milliseconds,
        )


def fetch(reference: str, settings: Settings) -> bytes:
    """The bytes of a local file, or of a URL that the settings allow. Raises InkError."""
    shown = printable(reference)
    if not is_local(reference):
        try:
            return sources.fetch(reference, settings, broker.impatient(settings.redis_url))
        except redis.RedisError:
            message = "Redis does not answer"
            raise InkError(ErrorCode.SOURCE_UNAVAILABLE, message, "image", shown) from None
    try:
        with open(reference, "rb") as file:
            return bounded.read(file, settings.image_bytes_limit, shown)
    except FileNotFoundError:
        message = f"there is no file {shown}"
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
    raise InkError(ErrorCode.IMAGE_NOT_FOUND, message, "image", shown)
