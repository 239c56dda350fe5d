"""Messages that are no messages of Celery's: answered where that can be, and no worker ends."""

from typing import Any

import pytest

from tests.integration.conftest import Producer
from tests.integration.workers import Worker

pytestmark = pytest.mark.usefixtures("reader")


@pytest.mark.parametrize("timelimit", [5, [1], "soon", {"soft": 1}])
def test_limits_that_are_none_are_passed_over(producer: Producer, timelimit: Any) -> None:
    body = [[{"image": f"{producer.files}/a.png"}], {}, {}]
    assert producer.get(producer.publish(body, timelimit=timelimit))["status"] == "done"


def test_a_bare_job_is_read(producer: Producer) -> None:
    sent = producer.publish({"image": f"{producer.files}/a.png"})
    assert producer.get(sent)["status"] == "done"


@pytest.mark.parametrize("body", [[], [1, 2], ["a", "b", "c"], [[1], 2, {}], {"a": 1}])
def test_what_holds_no_job_is_answered(producer: Producer, body: Any) -> None:
    result = producer.get(producer.publish(body))
    assert result["error"]["code"] == "invalid_job"


@pytest.mark.parametrize("body", [None, 5, True, "text"])
def test_what_is_no_document_is_dropped(producer: Producer, reader: Worker, body: Any) -> None:
    producer.publish(body)
    assert producer.ask("recognize", {"image": f"{producer.files}/a.png"})["status"] == "done"
    assert reader.process.poll() is None
