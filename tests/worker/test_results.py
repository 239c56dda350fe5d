import json
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis

from worker.results import Results, key
from worker.settings import Settings

STREAM = "inkqueue:reply:mine"


@pytest.fixture
def results(server: "redis.Redis", settings: Settings) -> Results:
    return Results(server, settings)


def entries(server: "redis.Redis", stream: str = STREAM) -> list[dict[bytes, bytes]]:
    return [fields for _, fields in server.xrange(stream)]


def test_the_first_result_stays(results: Results) -> None:
    assert results.find("j") is None
    assert results.settle("j", '"first"') == '"first"'
    assert results.settle("j", '"second"') == '"first"'
    assert results.find("j") == '"first"'


def test_a_stream_gets_one_entry_however_often(results: Results, server: "redis.Redis") -> None:
    for document in ('"first"', '"second"', '"third"'):
        results.settle("j", document, STREAM)
    assert entries(server) == [{b"job_id": b"j", b"result": b'"first"'}]


def test_every_stream_is_told(results: Results, server: "redis.Redis") -> None:
    results.settle("j", '"first"', STREAM)
    results.settle("j", '"second"', f"{STREAM}:too")
    assert entries(server, f"{STREAM}:too") == [{b"job_id": b"j", b"result": b'"first"'}]


def test_many_at_once_agree(results: Results, server: "redis.Redis") -> None:
    with ThreadPoolExecutor(8) as pool:
        said = set(pool.map(lambda n: results.settle("j", json.dumps(n), STREAM), range(40)))
    assert len(said) == 1
    assert len(entries(server)) == 1


def test_nothing_is_kept_for_ever(
    results: Results, server: "redis.Redis", settings: Settings
) -> None:
    results.settle("j", "1", STREAM)
    assert 0 < server.ttl(key("j")) <= settings.result_ttl
    assert 0 < server.ttl(STREAM) <= settings.reply_ttl


def test_a_late_twin_does_not_prolong_a_result(results: Results, server: "redis.Redis") -> None:
    results.settle("j", "1")
    server.expire(key("j"), 5)
    results.settle("j", "2", STREAM)
    assert server.ttl(key("j")) <= 5


def test_a_stream_is_capped(server: "redis.Redis", settings: Settings) -> None:
    results = Results(server, settings.model_copy(update={"reply_maxlen": 3}))
    for number in range(9):
        results.settle(f"j{number}", "1", STREAM)
    assert [fields[b"job_id"] for fields in entries(server)] == [b"j6", b"j7", b"j8"]


def test_a_stream_that_is_none_costs_no_result(results: Results, server: "redis.Redis") -> None:
    server.set(STREAM, "a string")
    assert results.settle("j", "1", STREAM) == "1"
    assert results.find("j") == "1"


def test_a_result_may_be_kept_by_another_name(results: Results, server: "redis.Redis") -> None:
    results.settle("j", "1", STREAM, kept_as="t")
    assert results.find("j") is None
    assert results.find("t") == "1"
    assert entries(server)[0][b"job_id"] == b"j"
