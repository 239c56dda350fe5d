import time
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.errors import ErrorCode, InkError
from worker.stages import Stages, check_deadline


def test_each_stage_has_its_time() -> None:
    stages = Stages()
    for name, seconds in (("a", 0.2), ("b", 0.0), ("a", 0.2)):
        stages(name)
        time.sleep(seconds)
    spent = stages.end()
    assert list(spent) == ["a", "b"]
    assert 400 <= spent["a"] < 5000
    assert spent["b"] < 200


def test_time_after_the_last_stage_is_not_counted() -> None:
    stages = Stages()
    stages("a")
    before = stages.end()
    time.sleep(0.02)
    assert stages.end() == before


def test_a_stage_does_not_begin_past_the_deadline() -> None:
    stages = Stages(datetime.now(UTC) + timedelta(seconds=0.5))
    stages("a")
    time.sleep(0.6)
    with pytest.raises(InkError) as caught:
        stages("b")
    assert caught.value.code == ErrorCode.DEADLINE_PASSED
    assert "b" not in stages.end()


def test_no_deadline_never_passes() -> None:
    check_deadline(None)
    check_deadline(datetime.now(UTC) + timedelta(hours=1))
