"""`inkqueue correct` and `inkqueue cancel`."""

import json
from pathlib import Path

import pytest
import redis

from tests.worker.cli.conftest import Run
from worker.cli.correct import SHORT, is_far
from worker.cli.exits import Exit
from worker.corrections import Corrections
from worker.embedded import EmbeddedRedis
from worker.settings import Settings


def test_a_correction_of_a_reading_is_recorded_once(
    inkqueue: Run, broker: EmbeddedRedis, pages: Path
) -> None:
    sent = inkqueue("submit", pages / "a.png", "--wait", "--json", redis_url=broker.url)
    result = json.loads(sent.stdout)
    read = result["text"].replace(" ", "")
    assert read
    right = "".join("z" if char != "z" else "a" for char in read)
    correct = ("correct", result["job_id"], "--text", right, "--json")
    if len(read) >= SHORT:
        refused = inkqueue(*correct, redis_url=broker.url)
        assert (refused.returncode, refused.stdout) == (Exit.USAGE, "")
        assert "--force records it" in refused.stderr
    for _ in range(2):
        done = inkqueue(*correct, "--force", redis_url=broker.url)
        assert done.returncode == Exit.OK, done.stderr
        answer = json.loads(done.stdout)
        assert (answer["recorded"], answer["changed"]) == (len(read), len(read))
    with redis.Redis.from_url(broker.url) as server:
        assert len(Corrections(server, Settings(redis_url=broker.url))) == len(read)


@pytest.mark.parametrize(
    ("read", "text", "far"),
    [
        ("ROBERT", "ROBERT", False),
        ("RQBEIT", "Robert", False),
        ("ANNA MILER", "ANNA MILLER", False),
        ("AB 1Z34", "AB1234", False),
        ("I", "7", False),
        ("cm", "on", False),
        ("ROBERT", "zzzzzz", True),
        ("ROBERT", "Martha Benson", True),
        ("", "ANNA", True),
    ],
)
def test_a_text_is_far_from_a_reading_that_it_shares_little_with(
    read: str, text: str, far: bool
) -> None:
    assert is_far(read, text) is far


def test_a_job_that_nobody_knows_is_expired(inkqueue: Run, broker: EmbeddedRedis) -> None:
    done = inkqueue("correct", "nobody", "--text", "7", redis_url=broker.url)
    assert done.returncode == Exit.FAILED
    assert "job_expired" in done.stderr


@pytest.mark.parametrize("text", ["", " \n"])
def test_a_text_that_says_nothing_is_refused_before_it_is_sent(inkqueue: Run, text: str) -> None:
    done = inkqueue("correct", "j", "--text", text)
    assert (done.returncode, done.stdout) == (Exit.USAGE, "")
    assert "the text is blank" in done.stderr
    assert "invalid_job" in done.stderr


def test_a_word_needs_its_line(inkqueue: Run, broker: EmbeddedRedis) -> None:
    done = inkqueue("correct", "j", "--text", "7", "--word", 0, redis_url=broker.url)
    assert done.returncode == Exit.USAGE


def test_cancel_tells_the_workers(
    inkqueue: Run, server: "redis.Redis", redis_server: EmbeddedRedis
) -> None:
    done = inkqueue("cancel", "j", redis_url=redis_server.url)
    assert done.returncode == Exit.OK
    assert server.ttl("inkqueue:cancelled:j") > 0
