"""When a training that goes on and on has begun anew, so that its attempts are counted anew."""

import pytest
import redis

from models.fitting import SAVE_STEPS, Progress
from worker.lessons import TrainJob
from worker.services import Services
from worker.settings import Settings
from worker.tidings import Tidings


def at(stage: str, step: int, epoch: int = 1) -> Progress:
    return Progress(stage, epoch, 2, step, 1000, 0.0, 0.0, 0.0)


@pytest.fixture
def services(server: "redis.Redis", settings: Settings) -> Services:
    found = Services(settings, server)
    found.attempts.begin("j", 3, 60)
    return found


def forgotten(services: Services, *reports: Progress) -> bool:
    """Whether the attempts begin anew after these."""
    tidings = Tidings(TrainJob(data=("/a.npz",)), "j", services, lambda meta: None)
    for report in reports:
        tidings(report)
    return services.attempts.begin("j", 99, 60) == 1


def test_no_attempt_is_forgotten_without_a_checkpoint(services: Services) -> None:
    composing = [at("compose", step) for step in range(50)]
    assert not forgotten(services, *composing)
    # Where one was cut off, it goes on after its checkpoint: that one does not count twice.
    resumed = [at("fit", SAVE_STEPS + step) for step in range(1, SAVE_STEPS + 1, 20)]
    assert not forgotten(services, *resumed, at("fit", 2 * SAVE_STEPS))


def test_a_checkpoint_is_no_lost_attempt(services: Services) -> None:
    assert forgotten(services, at("fit", SAVE_STEPS - 19), at("fit", SAVE_STEPS + 1))
    assert forgotten(services, at("fit", 1000), at("epoch", 1000))
