"""What the service answers, as its OpenAPI document describes it."""

from typing import Annotated, Any, Literal

from fastapi import Path
from pydantic import BaseModel, Field

NAME = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
JobId = Annotated[str, Path(pattern=NAME)]
State = Literal["queued", "reading", "done", "failed"]


class Ticket(BaseModel):
    """A job that was accepted."""

    job_id: str
    status_url: str
    image_url: str
    events_url: str = Field(description="Server-sent events with the results of this client.")
    at: int = Field(description="Milliseconds since 1970, by the clock of Redis.")


class Status(BaseModel):
    """Where a job is."""

    job_id: str
    state: State
    stage: str | None = Field(None, description="While it is read.")
    at: float | None = Field(None, description="When it ended: milliseconds since 1970.")
    result: dict[str, Any] | None = Field(None, description="Of a job that is done or failed.")


class Correction(BaseModel):
    """What a word of a reading really says."""

    line: int = Field(ge=0)
    word: int = Field(ge=0, description="Its place in the line, from 0.")
    text: str = Field(min_length=1, max_length=200)


class Sent(BaseModel):
    """A correction that was queued."""

    job_id: str
    status_url: str


class Worker(BaseModel):
    """One that takes readings and beat within the last seconds."""

    name: str
    children: int


class Queue(BaseModel):
    """What goes on behind the page."""

    redis: bool
    waiting: int = 0
    workers: list[Worker] = []
    per_minute: float | None = Field(None, description="Jobs begun, over the last minute.")
    flower: str | None = None


class Sample(BaseModel):
    """A picture to try."""

    name: str
    url: str


class About(BaseModel):
    """What may be sent, and what there is to try."""

    image_bytes: int
    samples: list[Sample]
