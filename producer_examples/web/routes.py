"""The API; /openapi.json describes it."""

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, File, Form, Header, Path, Query, Response, UploadFile
from fastapi.sse import EventSourceResponse, ServerSentEvent

from . import events, pictures
from .desk import AtDesk, Desk, listening
from .messages import NAME, Correction, JobId, Queue, Sent, Status, Ticket
from .problems import Problem, Refusal, too_large

ENTRY = r"^[0-9]{1,19}-[0-9]{1,19}$"

api = APIRouter(prefix="/api")


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The answers that are no success, for the OpenAPI document."""
    return {status: {"model": Problem} for status in statuses}


@api.post("/jobs", status_code=202, responses=problems(403, 413, 415, 422, 503))
async def submit(
    desk: AtDesk,
    response: Response,
    image: Annotated[UploadFile, File()],
    options: Annotated[str, Form(description="JSON, as in the job's schema.")] = "{}",
    client: Annotated[str | None, Form(pattern=NAME)] = None,
    deadline_seconds: Annotated[float | None, Form(gt=0, le=86_400)] = None,
) -> Ticket:
    """Queue a picture. Where it is, and what was read, the URLs of the answer tell."""
    config = desk.config
    data = await image.read(config.image_bytes + 1)
    _check(data, config.image_bytes, image)
    ticket = await desk.jobs.submit(
        data,
        _options(options, config.options_chars),
        client or str(uuid4()),
        deadline_seconds or config.deadline_seconds,
    )
    response.headers["Location"] = ticket.status_url
    return ticket


@api.get("/jobs/{job_id}", responses=problems(404, 503))
async def status(desk: AtDesk, job_id: JobId) -> Status:
    """Where a job is, and its result if it has one."""
    return await desk.jobs.status(job_id)


@api.delete("/jobs/{job_id}", status_code=202, responses=problems(503))
async def cancel(desk: AtDesk, job_id: JobId) -> Status:
    """Have a job end as `cancelled`, in the queue or at its next stage, unless it is done."""
    await desk.jobs.cancel(job_id)
    return await desk.jobs.status(job_id)


@api.get("/jobs/{job_id}/image", response_class=Response, responses=problems(404, 503))
async def picture(desk: AtDesk, job_id: JobId) -> Response:
    """The picture of a job, while it is kept."""
    data = await desk.jobs.picture(job_id)
    headers = {"Cache-Control": "private, max-age=3600, immutable"}
    return Response(data, headers=headers, media_type=pictures.kind(data))


@api.post("/jobs/{job_id}/corrections", status_code=202, responses=problems(403, 422, 503))
async def correct(desk: AtDesk, job_id: JobId, correction: Correction) -> Sent:
    """Say what a word really says, for the next training. Its status tells what was learnt."""
    return await desk.jobs.correct(job_id, correction)


@api.get("/clients/{client}/events", response_class=EventSourceResponse, responses=problems(503))
async def listen(
    desk: Annotated[Desk, Depends(listening)],
    client: Annotated[str, Path(pattern=NAME)],
    after: Annotated[str | None, Query(pattern=ENTRY)] = None,
    last_event_id: Annotated[str | None, Header(pattern=ENTRY)] = None,
) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events: `result` as a job of this client ends, `queue` as the queue changes."""
    async for event in events.listen(client, last_event_id or after, desk):
        yield event


@api.get("/queue")
async def queue(desk: AtDesk) -> Queue:
    """How deep the queue is, and who takes from it."""
    return await desk.fleet.look()


def _check(data: bytes, limit: int, image: UploadFile) -> None:
    if len(data) > limit:
        raise too_large(limit, image.size or len(data))
    if pictures.kind(data) is None:
        names = ", ".join(sorted({name.partition("/")[2].upper() for *_, name in pictures.KINDS}))
        message = f"this file is not a picture, whatever its name says; {names} can be read"
        raise Refusal(415, "not_an_image", message, "image", image.filename)


def _options(text: str, limit: int) -> dict[str, Any]:
    """What the workers are asked for; they say themselves what is wrong with it."""
    try:
        options = json.loads(text) if len(text) <= limit else None
    except (ValueError, RecursionError):  # what is nested without end
        options = None
    if not isinstance(options, dict):
        message = f"options must be a JSON object of up to {limit} characters"
        raise Refusal(422, "invalid_job", message, "options", text)
    return options
