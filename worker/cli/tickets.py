"""Images sent to the workers, one ticket each, and the results that come back for them."""

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from pipeline.errors import ErrorCode, InkError
from pipeline.options import Options
from worker import uploads
from worker.cli.images import is_local, printable
from worker.client import Client
from worker.messages import RecognizeJob, RecognizeManyJob, Result
from worker.parsing import parse

POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Ticket:
    """One image under way: its job, and its place in the job if that has many images.

    `failure` is the result of an image that could not be sent.
    """

    image: str
    job_id: str
    place: int | None = None
    failure: Result | None = None

    @property
    def name(self) -> str:
        """What `inkqueue result` finds it by."""
        return self.job_id if self.place is None else f"{self.job_id}/{self.place}"


@dataclass(frozen=True)
class Counter:
    """Where images are handed in."""

    client: Client
    options: Options
    reply_to: str | None = None

    def each(self, images: Sequence[str]) -> Iterator[Ticket]:
        """Send one job an image."""
        for image in images:
            job_id = uuid4().hex
            try:
                reference = reachable(image, self.client)
                self._send(RecognizeJob, job_id, image=reference)
            except InkError as error:
                yield _failed(image, job_id, error)
            else:
                yield Ticket(printable(image), job_id)

    def many(self, images: Sequence[str]) -> Iterator[Ticket]:
        """Send as many images in a job as a job may have."""
        limit = self.client.settings.bulk_limit
        for start in range(0, len(images), limit):
            yield from self._batch(images[start : start + limit])

    def _batch(self, images: Sequence[str]) -> Iterator[Ticket]:
        job_id = uuid4().hex
        tickets: list[Ticket] = []
        references: list[str] = []
        for image in images:
            try:
                references.append(reachable(image, self.client))
            except InkError as error:
                tickets.append(_failed(image, job_id, error))
            else:
                tickets.append(Ticket(printable(image), job_id, len(references) - 1))
        try:
            if references:
                self._send(RecognizeManyJob, job_id, images=tuple(references))
        except InkError as error:
            tickets = [_failed(image, job_id, error) for image in images]
        yield from tickets

    def _send(
        self, kind: type[RecognizeJob] | type[RecognizeManyJob], job_id: str, **images: Any
    ) -> None:
        raw = {"job_id": job_id, "options": self.options, "reply_to": self.reply_to, **images}
        self.client.submit(parse(kind, raw))


def reachable(reference: str, client: Client) -> str:
    """What a worker can open: a URL, a path under an allowed root, or else an upload.

    Raises:
        InkError: image_not_found, image_too_large.
    """
    if not is_local(reference):
        return reference
    path = os.path.realpath(reference)
    roots = (os.path.realpath(root) for root in client.settings.source_roots)
    # JSON has no way to name a file whose name is not UTF-8.
    named = path == printable(path)
    if named and any(os.path.commonpath([path, root]) == root for root in roots):
        return path
    return uploads.put_file(Path(reference), client.settings, client.services.server)


def await_all(client: Client, tickets: Sequence[Ticket], timeout: float) -> Iterator[Result | None]:
    """The results in order, each as soon as it and those before it are there.

    None stands for one that did not come within `timeout` seconds of the first call.
    """
    until = time.monotonic() + timeout
    for ticket in tickets:
        result = ticket.failure or look(client, ticket)
        while result is None and time.monotonic() < until:
            time.sleep(POLL_SECONDS)
            result = look(client, ticket)
        yield result and result.model_copy(update={"image": ticket.image})


def look(client: Client, ticket: Ticket) -> Result | None:
    """The ticket's result, if it is there."""
    found = client.result(ticket.name)
    if found is None and ticket.place is not None:
        # A batch that was refused as a whole leaves no results of its items.
        found = client.result(ticket.job_id)
        found = found and (found["results"] or [_whole(found)] * (ticket.place + 1))[ticket.place]
    return None if found is None else Result.model_validate(found)


def _whole(batch: dict[str, Any]) -> dict[str, Any]:
    return {name: batch[name] for name in ("job_id", "status", "error")}


def _failed(image: str, job_id: str, error: InkError) -> Ticket:
    """The ticket of an image that failed alone; what is wrong with all of them is raised."""
    if error.code is ErrorCode.INVALID_JOB:
        raise error
    shown = printable(image)
    if error.code is ErrorCode.IMAGE_NOT_FOUND:
        error = InkError(error.code, error.message, "image", shown)
    return Ticket(shown, job_id, failure=Result.failed(job_id, shown, error))
