"""What the service refuses, by field and value, and what it bounds."""

from typing import Any

import httpx
import pytest

from tests.integration.workers import until
from tests.producer_examples.web.calls import PICTURE, blamed, code, submit
from tests.producer_examples.web.service import CLIENT


@pytest.mark.parametrize("after", ["99999999999999999999-0", "١-٠", "-"])
def test_a_place_that_no_stream_has_is_refused(http: httpx.Client, after: str) -> None:
    answer = http.get(f"/api/clients/{CLIENT}/events", params={"after": after})
    assert code(answer) == (422, "invalid_request")
    assert blamed(answer) == ("after", after)


@pytest.mark.parametrize("options", ["[]", "{", "{" + " " * 70_000 + "}", '{"a":' + "[" * 60_000])
def test_options_that_are_none_are_refused(http: httpx.Client, options: str) -> None:
    answer = submit(http, options=options)
    assert code(answer) == (422, "invalid_job")
    field, value = blamed(answer)
    assert (field, value[:199]) == ("options", options[:199])
    assert len(value) <= 200


@pytest.mark.parametrize("data", [b"", b"text", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_what_is_no_picture_is_refused_before_it_is_queued(http: httpx.Client, data: bytes) -> None:
    answer = submit(http, data)
    assert code(answer) == (415, "not_an_image")
    assert blamed(answer) == ("image", "a.png")


@pytest.mark.parametrize("more", [1, 2**20])
def test_what_is_too_large_is_refused_before_it_is_queued(http: httpx.Client, more: int) -> None:
    data = PICTURE + bytes(10 * 2**20 + more - len(PICTURE))
    answer = submit(http, data)
    assert code(answer) == (413, "image_too_large")
    field, value = blamed(answer)
    count, unit = value.split()
    assert (field, unit) == ("image", "bytes")
    assert int(count) >= len(data)


def test_a_body_without_a_length_is_bounded_as_it_comes(http: httpx.Client) -> None:
    def endless() -> Any:
        yield b'--x\r\nContent-Disposition: form-data; name="image"; filename="a"\r\n\r\n'
        while True:
            yield bytes(2**20)

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    try:
        answer = http.post("/api/jobs", content=endless(), headers=headers)
    except httpx.TransportError:
        return  # it was cut off before the answer could be read
    assert code(answer) == (413, "image_too_large")


@pytest.mark.parametrize(
    "form", [{"client": "mine"}, {"deadline_seconds": "0"}, {"deadline_seconds": "x"}]
)
def test_a_field_that_is_wrong_is_named(http: httpx.Client, form: dict[str, str]) -> None:
    answer = submit(http, **form)
    assert code(answer) == (422, "invalid_request")
    assert blamed(answer) == next(iter(form.items()))


@pytest.mark.parametrize(
    ("path", "status", "field", "value"),
    [
        ("/api/jobs/x", 422, "job_id", "x"),
        ("/api/clients/x/events", 422, "client", "x"),
        (f"/api/jobs/{CLIENT}", 404, "job_id", CLIENT),
        (f"/api/jobs/{CLIENT}/image", 404, "job_id", CLIENT),
        ("/api/none", 404, "path", "/api/none"),
        ("/api/jobs", 405, "method", "GET"),
    ],
)
def test_a_name_that_is_none_leads_nowhere(
    http: httpx.Client, path: str, status: int, field: str, value: str
) -> None:
    answer = http.get(path)
    assert answer.status_code == status
    assert blamed(answer) == (field, value)


def test_what_is_missing_has_no_value(http: httpx.Client) -> None:
    answer = http.post("/api/jobs", data={"options": "{}"})
    assert code(answer) == (422, "invalid_request")
    assert blamed(answer) == ("image", None)


def test_other_sites_cannot_send_jobs_nor_ask_by_another_name(http: httpx.Client) -> None:
    foreign = {"Origin": "https://elsewhere.example"}
    answer = http.post("/api/jobs", files={"image": PICTURE}, headers=foreign)
    assert code(answer) == (403, "not_allowed")
    assert blamed(answer) == ("Origin", foreign["Origin"])
    assert http.get("/", headers={"Host": "rebound.example"}).status_code == 400


def test_pages_that_listen_are_bounded_and_let_go(http: httpx.Client) -> None:
    url = f"/api/clients/{CLIENT}/events"
    with httpx.Client(base_url=http.base_url, limits=httpx.Limits()) as many:
        streams = [many.stream("GET", url) for _ in range(64)]
        answers = [stream.__enter__() for stream in streams]
        taken = [answer for answer in answers if answer.status_code == 200]
        assert len(taken) >= 60  # pages of other tests may not have been let go yet
        refused = (
            until(lambda: (a := http.get(url)).status_code == 503 and a)
            if len(taken) == 64
            else None
        )
        for stream in streams:
            stream.__exit__(None, None, None)
    assert refused is None or code(refused) == (503, "too_many_listeners")
