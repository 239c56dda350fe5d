"""The service without a browser: what it promises to programs, and what it refuses."""

import json
import re
from typing import Any

import httpx
import pytest
import redis

from tests.integration.workers import until
from tests.producer_examples.web.service import CLIENT, ROOT, SAMPLES, House

PICTURE = (SAMPLES / "name.png").read_bytes()
WEB = ROOT / "producer_examples" / "web"


def submit(http: httpx.Client, data: bytes = PICTURE, **form: Any) -> httpx.Response:
    """Hand a picture in."""
    return http.post("/api/jobs", files={"image": ("a.png", data)}, data=form)


def code(answer: httpx.Response) -> tuple[int, str]:
    """The status, and the error's code."""
    return answer.status_code, answer.json()["error"]["code"]


def test_a_picture_is_accepted_and_its_status_tells_what_was_read(http: httpx.Client) -> None:
    answer = submit(http)
    ticket = answer.json()
    assert answer.status_code == 202
    assert answer.headers["location"] == ticket["status_url"]
    end = until(lambda: (s := http.get(ticket["status_url"]).json())["result"] and s)
    assert (end["state"], end["result"]["text"]) == ("done", "Robert")
    assert 0 < end["at"] - ticket["at"] < 60_000
    image = http.get(ticket["image_url"])
    assert (image.content, image.headers["content-type"]) == (PICTURE, "image/png")


def test_results_come_on_the_stream_from_where_the_browser_left_it(http: httpx.Client) -> None:
    ids = [submit(http, client=CLIENT).json()["job_id"] for _ in range(2)]
    first, entry = _result(http, ids[0], {"params": {"after": "0-0"}})
    assert first["text"] == "Robert"
    second, _ = _result(http, ids[1], {"headers": {"Last-Event-ID": entry}})
    assert second["text"] == "Robert"


def _result(http: httpx.Client, job_id: str, request: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The first result of a stream, which is this job's, and its entry."""
    with http.stream("GET", f"/api/clients/{CLIENT}/events", **request) as stream:
        lines = stream.iter_lines()
        next(line for line in lines if line == "event: result")
        result = json.loads(next(lines).removeprefix("data: "))["result"]
        assert result["job_id"] == job_id
        return result, next(lines).removeprefix("id: ")


def test_what_it_puts_into_redis_goes_by_itself(http: httpx.Client, house: House) -> None:
    ticket = submit(http, client=CLIENT).json()
    until(lambda: http.get(ticket["status_url"]).json()["result"])
    http.delete(ticket["status_url"])
    with redis.Redis.from_url(house.broker.url) as client:
        keys = [key for key in client.scan_iter("inkqueue:*") if b"worker:" not in key]
        assert any(ticket["job_id"].encode() in key for key in keys)
        assert [key for key in keys if client.ttl(key) < 0] == []


def test_a_correction_is_known_from_the_moment_it_was_taken(http: httpx.Client) -> None:
    said = {"line": 0, "word": 0, "text": "Robert"}
    sent = http.post(f"/api/jobs/{CLIENT}/corrections", json=said)
    assert sent.status_code == 202
    url = sent.json()["status_url"]
    assert http.get(url).status_code == 200
    end = until(lambda: (s := http.get(url).json())["result"] and s)
    assert end["result"]["error"]["code"] == "job_expired"


def test_a_picture_is_kept_until_its_deadline(http: httpx.Client, house: House) -> None:
    job_id = submit(http, deadline_seconds="7200").json()["job_id"]
    with redis.Redis.from_url(house.broker.url) as client:
        assert 7100 < client.ttl(f"inkqueue:upload:{job_id}") <= 7200


@pytest.mark.parametrize("after", ["99999999999999999999-0", "١-٠", "-"])
def test_a_place_that_no_stream_has_is_refused(http: httpx.Client, after: str) -> None:
    answer = http.get(f"/api/clients/{CLIENT}/events", params={"after": after})
    assert code(answer) == (422, "invalid_request")


def test_what_is_done_cannot_be_cancelled(http: httpx.Client) -> None:
    ticket = submit(http).json()
    until(lambda: http.get(ticket["status_url"]).json()["result"])
    assert http.delete(ticket["status_url"]).json()["state"] == "done"


@pytest.mark.parametrize(
    ("options", "field"),
    [('{"preset": "none"}', "options.preset"), ('{"speed": 1}', "options.speed")],
)
def test_the_worker_itself_says_what_is_wrong_with_the_options(
    http: httpx.Client, options: str, field: str
) -> None:
    ticket = submit(http, options=options).json()
    end = until(lambda: (s := http.get(ticket["status_url"]).json())["result"] and s)
    error = end["result"]["error"]
    assert (error["code"], error["field"]) == ("invalid_job", field)


@pytest.mark.parametrize("options", ["[]", "{", "{" + " " * 70_000 + "}", '{"a":' + "[" * 60_000])
def test_options_that_are_none_are_refused(http: httpx.Client, options: str) -> None:
    assert code(submit(http, options=options)) == (422, "invalid_job")


@pytest.mark.parametrize("data", [b"", b"text", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_what_is_no_picture_is_refused_before_it_is_queued(http: httpx.Client, data: bytes) -> None:
    assert code(submit(http, data)) == (415, "not_an_image")


@pytest.mark.parametrize("more", [1, 2**20])
def test_what_is_too_large_is_refused_before_it_is_queued(http: httpx.Client, more: int) -> None:
    data = PICTURE + bytes(10 * 2**20 + more - len(PICTURE))
    assert code(submit(http, data)) == (413, "image_too_large")


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
    assert answer.json()["error"]["field"] == next(iter(form))


@pytest.mark.parametrize("path", ["/api/jobs/x", "/api/clients/x/events", f"/api/jobs/{CLIENT}"])
def test_a_name_that_is_none_leads_nowhere(http: httpx.Client, path: str) -> None:
    assert http.get(path).status_code in (404, 422)


def test_other_sites_cannot_send_jobs_nor_ask_by_another_name(http: httpx.Client) -> None:
    foreign = {"Origin": "https://elsewhere.example"}
    answer = http.post("/api/jobs", files={"image": PICTURE}, headers=foreign)
    assert code(answer) == (403, "not_allowed")
    assert http.get("/", headers={"Host": "rebound.example"}).status_code == 400


@pytest.mark.parametrize("path", ["/", "/static/js/main.js", "/api/queue", "/api/jobs/x", "/none"])
def test_every_answer_has_the_policy(http: httpx.Client, path: str) -> None:
    headers = http.get(path).headers
    assert "default-src 'none'; script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_the_queue_tells_who_works_and_how_fast(http: httpx.Client) -> None:
    submit(http)
    told = until(lambda: (q := http.get("/api/queue").json())["per_minute"] is not None and q, 30)
    assert told["redis"] is True
    assert told["workers"] == [{"name": "web@test", "children": 1}]
    assert told["flower"] == "http://127.0.0.1:5555"


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


def test_the_api_describes_itself(http: httpx.Client) -> None:
    document = http.get("/openapi.json").json()
    assert set(document["paths"]["/api/jobs"]["post"]["responses"]) >= {"202", "413", "415", "503"}
    assert "/api/jobs/{job_id}" in document["paths"]


def test_nothing_is_loaded_from_elsewhere_and_nothing_of_ours_is_imported() -> None:
    for path in [
        *WEB.glob("static/**/*.js"),
        *WEB.glob("static/**/*.css"),
        *WEB.glob("static/*.html"),
    ]:
        assert re.findall(r"(?:https?:)?//[\w.-]+\.\w{2,}", path.read_text()) == [], path
    for path in WEB.glob("*.py"):
        assert not re.search(
            r"^\s*(from|import) (worker|models|pipeline)\b", path.read_text(), re.M
        )
