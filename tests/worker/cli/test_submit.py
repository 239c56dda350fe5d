"""`inkqueue submit` and `inkqueue result`, with a real Redis and a real worker."""

import json
import os
from base64 import b64decode
from pathlib import Path

import redis

from tests.worker.cli.conftest import Run
from worker.cli.exits import Exit
from worker.embedded import EmbeddedRedis
from worker.messages import BatchResult, Result


def _queued(server: "redis.Redis", queue: str) -> list[dict[str, object]]:
    """The jobs that wait in a queue, the first sent first."""
    bodies = []
    for message in reversed(server.lrange(queue, 0, -1)):
        (job,), _, _ = json.loads(b64decode(json.loads(message)["body"]))
        bodies.append(job)
    return bodies


def test_files_under_a_root_go_by_path_and_others_are_uploaded_for_a_while(
    inkqueue: Run, pages: Path, server: "redis.Redis", redis_server: EmbeddedRedis
) -> None:
    (pages.parent / "other.png").write_bytes(b"lent")
    (pages.parent / "link.png").symlink_to(pages / "a.png")
    given = ("pages/a.png", "other.png", "link.png", "s3://scans/x.png", "missing.png")
    done = inkqueue(
        "submit", "--json", *given, redis_url=redis_server.url, source_roots=pages.resolve()
    )
    assert done.returncode == Exit.FAILED
    *sent, failed = map(json.loads, done.stdout.splitlines())
    assert [line["image"] for line in sent] == list(given[:-1])
    assert failed["error"]["code"] == "image_not_found"

    jobs = _queued(server, "interactive")
    assert [job["job_id"] for job in jobs] == [line["job_id"] for line in sent]
    path, upload, link, url = (str(job["image"]) for job in jobs)
    assert path == link == str(pages.resolve() / "a.png")
    assert url == "s3://scans/x.png"
    key, _, name = upload.removeprefix("redis://").partition("#")
    assert key.startswith("inkqueue:upload:")
    assert name == "other.png"
    assert server.get(key) == b"lent"
    assert 0 < server.ttl(key) <= 3600


def test_a_name_that_is_not_utf8_stops_nobody(
    inkqueue: Run, pages: Path, server: "redis.Redis", redis_server: EmbeddedRedis
) -> None:
    odd = os.fsdecode(b"odd\xff.png")
    (pages / odd).write_bytes(b"odd")
    given = (f"pages/{odd}", f"pages/none-{odd}", "pages/a.png")
    settings = {"redis_url": redis_server.url, "source_roots": pages.resolve()}
    done = inkqueue("submit", "--json", *given, **settings)
    assert done.returncode == Exit.FAILED
    shown = [json.loads(line)["image"] for line in done.stdout.splitlines()]
    assert shown == [r"pages/odd\xff.png", r"pages/none-odd\xff.png", "pages/a.png"]
    lent, path = (str(job["image"]) for job in _queued(server, "interactive"))
    key, _, name = lent.removeprefix("redis://").partition("#")
    assert (server.get(key), name) == (b"odd", r"odd\xff.png")
    assert path == str(pages.resolve() / "a.png")


def test_bulk_puts_as_many_images_in_a_job_as_it_may_have(
    inkqueue: Run, pages: Path, server: "redis.Redis", redis_server: EmbeddedRedis
) -> None:
    settings = {"redis_url": redis_server.url, "source_roots": pages.resolve(), "bulk_limit": 2}
    done = inkqueue("submit", "--bulk", *["pages/a.png"] * 5, **settings)
    assert done.returncode == Exit.OK
    jobs = _queued(server, "bulk")
    assert [len(job["images"]) for job in jobs] == [2, 2, 1]  # type: ignore[arg-type]
    names = [line.split()[0] for line in done.stdout.splitlines()]
    assert names == [
        f"{job['job_id']}/{place}" for job, count in zip(jobs, (2, 2, 1), strict=True)
        for place in range(count)
    ]  # fmt: skip


def test_a_full_queue_takes_no_more(
    inkqueue: Run, pages: Path, server: "redis.Redis", redis_server: EmbeddedRedis
) -> None:
    done = inkqueue("submit", "--json", "pages", "pages", redis_url=redis_server.url, queue_limit=3)
    assert done.returncode == Exit.FAILED
    assert server.llen("interactive") == 3
    assert json.loads(done.stdout.splitlines()[-1])["error"]["code"] == "queue_full"


def test_what_does_not_come_in_time_is_named_and_can_be_asked_for_later(
    inkqueue: Run, pages: Path, server: "redis.Redis", redis_server: EmbeddedRedis
) -> None:
    settings = {"redis_url": redis_server.url, "source_roots": pages.resolve()}
    done = inkqueue("submit", "--wait", "--timeout", "0.2", "--json", "pages/a.png", **settings)
    assert done.returncode == Exit.PENDING
    job_id = json.loads(done.stdout)["job_id"]
    assert f"inkqueue result {job_id}" in done.stderr
    later = inkqueue("result", job_id, "--json", **settings)
    assert (later.returncode, later.stdout) == (Exit.PENDING, "")


def test_wait_brings_results_in_order_by_the_names_given(
    inkqueue: Run, pages: Path, broker: EmbeddedRedis
) -> None:
    (pages / "c.png").write_text("no picture")
    for kind in ([], ["--bulk"]):
        done = inkqueue(
            "submit", "--wait", "--json", *kind, "pages", "none.png", redis_url=broker.url
        )
        assert done.returncode == Exit.FAILED
        results = [Result.model_validate_json(line) for line in done.stdout.splitlines()]
        names = ["pages/a.png", "pages/b.JPG", "pages/c.png", "none.png"]
        assert [result.image for result in results] == names
        codes = [result.error.code.value if result.error else "" for result in results]
        assert codes == ["", "", "not_an_image", "image_not_found"]
        assert results[0].lines

        job_id = results[0].job_id
        found = inkqueue("result", "--json", job_id, redis_url=broker.url)
        assert found.returncode == Exit.OK
        later = Result.model_validate_json(found.stdout)
        assert (later.job_id, later.image) == (job_id, "a.png")
    whole = job_id.partition("/")[0]
    batch = inkqueue("result", "--json", whole, redis_url=broker.url)
    assert batch.returncode == Exit.FAILED
    assert len(BatchResult.model_validate_json(batch.stdout).results) == 3


def test_without_redis_it_says_so(inkqueue: Run, pages: Path) -> None:
    for arguments in (["submit", "pages"], ["result", "x"]):
        done = inkqueue(*arguments)
        assert (done.returncode, done.stdout) == (Exit.UNAVAILABLE, "")
        (line,) = done.stderr.splitlines()
        assert "Redis" in line


def test_a_wrong_reply_stream_is_refused_once(
    inkqueue: Run, pages: Path, redis_server: EmbeddedRedis
) -> None:
    done = inkqueue("submit", "pages", "--reply-to", "mine", redis_url=redis_server.url)
    assert (done.returncode, done.stdout) == (Exit.USAGE, "")
    (line,) = done.stderr.splitlines()
    assert "invalid_job" in line
