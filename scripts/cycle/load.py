"""A small steady load: one reading after another, while models change."""

import threading
import time
from dataclasses import dataclass
from itertools import cycle, groupby
from pathlib import Path
from statistics import median

from cycle.day import OPTIONS
from cycle.service import Service

STREAM = "load"
EVERY_S = 1.0


@dataclass(frozen=True)
class Span:
    """Jobs in the order of their results, as long as one version read them; seconds from send."""

    version: str
    jobs: int
    failed: int
    median: float
    slowest: float


class Load:
    """Readings in a thread of their own, as another service sends them."""

    def __init__(self, service: Service, images: list[Path]) -> None:
        self._service, self._images, self._over = service, images, threading.Event()
        self._sent: dict[str, float] = {}
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> "Load":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        for number, image in enumerate(cycle(self._images)):
            if self._over.wait(EVERY_S):
                return
            name = f"load-{number}"
            job = {"image": str(image), "options": OPTIONS, "reply_to": f"inkqueue:reply:{STREAM}"}
            self._sent[name] = time.time()
            self._service.app.send_task(
                "inkqueue.recognize", [job], queue="interactive", task_id=name
            )

    def serves(self, version: str) -> float | None:
        """When this version's newest run of readings began, if it read the last of them."""
        began = None
        for at, result in reversed(self._service.replies(STREAM)):
            if result.model != version:
                break
            began = at
        return began

    def spans(self) -> list[Span]:
        """All that was sent, once all of it is answered."""
        service, sent = self._service, self._sent
        service.until(lambda: len(service.replies(STREAM)) >= len(sent), "every job is answered")
        spans = []
        for version, group in groupby(service.replies(STREAM), lambda reply: reply[1].model):
            replies = list(group)
            took = [at - sent[result.job_id] for at, result in replies]
            failed = sum(result.status != "done" for _, result in replies)
            spans.append(Span(version or "", len(took), failed, median(took), max(took)))
        return spans
