"""What a program asks of the service, and what it answers."""

from typing import Any

import httpx

from tests.producer_examples.web.service import SAMPLES

PICTURE = (SAMPLES / "name.png").read_bytes()


def submit(http: httpx.Client, data: bytes = PICTURE, **form: Any) -> httpx.Response:
    """Hand a picture in."""
    return http.post("/api/jobs", files={"image": ("a.png", data)}, data=form)


def code(answer: httpx.Response) -> tuple[int, str]:
    """The status, and the error's code."""
    return answer.status_code, answer.json()["error"]["code"]


def blamed(answer: httpx.Response) -> tuple[str | None, str | None]:
    """The error's field and value."""
    error = answer.json()["error"]
    return error["field"], error["value"]
