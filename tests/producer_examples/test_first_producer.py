"""Ten lines of plain Celery get a text, or the reason why there is none."""

from pathlib import Path

from celery import Celery

from tests.producer_examples.conftest import EXAMPLES, Example


def test_it_is_ten_lines() -> None:
    text = (EXAMPLES / "first_producer.py").read_text()
    lines = [line for line in text.splitlines() if line and not line.startswith('"""')]
    assert len(lines) <= 10


def test_it_prints_the_text(example: Example, broker: str, picture: Path) -> None:
    run = example("first_producer.py", broker, picture)
    output, errors = run.communicate(timeout=90)
    assert run.returncode == 0, errors
    with Celery(broker=broker, backend=broker) as app:
        job = app.send_task("inkqueue.recognize", [{"image": str(picture)}], queue="interactive")
        assert output.rstrip("\n") == job.get(timeout=60)["text"]


def test_it_prints_why_there_is_none(example: Example, broker: str, picture: Path) -> None:
    run = example("first_producer.py", broker, picture.parent / "none.png")
    output, errors = run.communicate(timeout=90)
    assert run.returncode == 0, errors
    assert "image_not_found" in output
