from typing import Any

import pytest

from pipeline.errors import ErrorCode, InkError
from worker.kind import argument, told
from worker.messages import RecognizeManyJob
from worker.settings import GRACE_S, Settings
from worker.tasks import KINDS


def test_a_job_is_named_after_its_task_unless_it_has_a_name() -> None:
    assert argument([{"image": "/a"}], {}, "t") == {"image": "/a", "job_id": "t"}
    assert argument([{"job_id": None}], {}, "t") == {"job_id": "t"}
    assert argument([{"job_id": "j"}], {}, "t") == {"job_id": "j"}
    assert argument(["text"], {}, "t") == "text"


@pytest.mark.parametrize(
    ("args", "kwargs"), [([], {}), ([{}, {}], {}), ([{}], {"image": "/a"}), (None, {}), ("ab", {})]
)
def test_there_is_one_argument(args: Any, kwargs: Any) -> None:
    with pytest.raises(InkError) as caught:
        argument(args, kwargs, "t")
    assert caught.value.code == ErrorCode.INVALID_JOB


def test_only_text_is_told() -> None:
    assert told({"image": "/a"}, "image") == "/a"
    for raw in ({"image": 3}, {}, [], None, "image"):
        assert told(raw, "image") is None


def test_a_batch_is_bounded(settings: Settings) -> None:
    batch = next(kind for kind in KINDS if kind.job is RecognizeManyJob)
    tight = settings.model_copy(update={"bulk_limit": 2})
    assert len(batch.parse({"images": ["/a", "/b"]}, tight).images) == 2
    with pytest.raises(InkError) as caught:
        batch.parse({"images": ["/a", "/b", "/c"]}, tight)
    assert (caught.value.field, caught.value.value) == ("images", "3 images")


def test_hard_limits_leave_time_to_answer(settings: Settings) -> None:
    for kind in KINDS:
        assert kind.hard_limit(settings) == kind.soft_limit(settings) + GRACE_S


def test_attempts_are_remembered_until_the_message_comes_again(settings: Settings) -> None:
    brief = settings.model_copy(update={"result_ttl": 1})
    for kind in KINDS:
        training = kind.queue == "training"
        timeout = brief.train_visibility_timeout if training else brief.visibility_timeout
        assert kind.memory(brief) > timeout + kind.soft_limit(brief)
        assert kind.memory(settings) >= settings.result_ttl
