import pytest
import redis

from pipeline.errors import ErrorCode, InkError
from worker.lessons import TrainResult
from worker.limits import TimeUp
from worker.messages import Outcome, Result
from worker.once import once
from worker.services import Services
from worker.settings import Settings


@pytest.fixture
def services(server: "redis.Redis", settings: Settings) -> Services:
    return Services(settings, server)


def failed(error: InkError) -> Outcome:
    return Result.failed("j", None, error)


def done() -> Outcome:
    return TrainResult(job_id="j", status="done", version="v")


def code(document: str) -> str:
    outcome = Result.model_validate_json(document)
    assert outcome.error is not None
    return outcome.error.code


def test_the_work_is_done_once(services: Services) -> None:
    first = once(services, "j", done, failed, at_most=3, memory_s=60)
    again = once(services, "j", lambda: pytest.fail("worked twice"), failed, at_most=3, memory_s=60)
    assert first == again == done().model_dump_json()


def test_an_error_becomes_a_result(services: Services) -> None:
    def work() -> Outcome:
        raise InkError(ErrorCode.NOT_AN_IMAGE, "no")

    assert code(once(services, "j", work, failed, at_most=3, memory_s=60)) == ErrorCode.NOT_AN_IMAGE


@pytest.mark.parametrize("mistake", [ZeroDivisionError, MemoryError, RecursionError])
def test_a_mistake_is_internal_and_says_no_more(
    services: Services, mistake: type[Exception]
) -> None:
    def work() -> Outcome:
        raise mistake("the secret")

    document = once(services, "j", work, failed, at_most=3, memory_s=60)
    assert code(document) == ErrorCode.INTERNAL
    assert mistake.__name__ in document
    assert "secret" not in document


def test_interrupted_work_has_no_result_until_its_attempts_are_spent(services: Services) -> None:
    def work() -> Outcome:
        raise TimeUp

    for _ in range(2):
        with pytest.raises(TimeUp):
            once(services, "j", work, failed, at_most=2, memory_s=60)
        assert services.results.find("j") is None
    assert (
        code(once(services, "j", work, failed, at_most=2, memory_s=60))
        == ErrorCode.ATTEMPTS_EXHAUSTED
    )


def test_a_lost_redis_is_no_result(services: Services) -> None:
    def work() -> Outcome:
        raise redis.ResponseError("OOM")

    with pytest.raises(redis.ResponseError):
        once(services, "j", work, failed, at_most=3, memory_s=60)
    assert services.results.find("j") is None
