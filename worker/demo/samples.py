"""The shipped sample images: enqueued as any other service would, and drawn with their boxes."""

import csv
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from celery import Celery
from celery.result import AsyncResult

from worker.messages import Result

FOLDER = Path(__file__).parent.parent / "samples"
POLL_SECONDS = 0.1


def truths(folder: Path) -> dict[Path, str]:
    """What each picture of a folder says, by its path, in the order of samples.tsv."""
    with (folder / "samples.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))[1:]
    return {folder / name: text.replace("\\n", "\n") for name, text in rows}


def read(
    redis_url: str, images: list[Path], timeout: float, check: Callable[[], None]
) -> Iterator[Result]:
    """Enqueue the images and yield their results in order, as they come.

    Args:
        timeout: seconds in all.
        check: called while waiting; may raise.

    Raises:
        TimeoutError: not all results came in time.
    """
    app = Celery(broker=redis_url, backend=redis_url)
    try:
        jobs = [
            app.send_task("inkqueue.recognize", [{"image": str(image)}], queue="interactive")
            for image in images
        ]
        until = time.monotonic() + timeout
        for job in jobs:
            _wait(job, until, check)
            yield Result.model_validate(job.get())
    finally:
        app.close()


def _wait(job: AsyncResult, until: float, check: Callable[[], None]) -> None:
    while not job.ready():
        check()
        if time.monotonic() > until:
            raise TimeoutError("the workers did not answer in time")
        time.sleep(POLL_SECONDS)


def draw(result: Result, folder: Path) -> None:
    """Write the sample with its boxes and readings into `folder`; nothing for a failed one."""
    if result.status == "failed" or result.image is None:
        return
    # cv2 is not needed to enqueue, so the demo starts without it.
    from PIL import Image

    from pipeline.decoding import decode
    from pipeline.render import overlay

    path = Path(result.image)
    picture = overlay(decode(path.read_bytes()), result.reading())
    Image.fromarray(picture).save(folder / path.name)
