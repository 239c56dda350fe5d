"""The service without a browser: what it promises to programs."""

import json
import re
from typing import Any

import httpx
import pytest
import redis

from tests.integration.workers import until
from tests.producer_examples.web.calls import PICTURE, submit
from tests.producer_examples.web.service import CLIENT, ROOT, House

WEB = ROOT / "producer_examples" / "web"


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
