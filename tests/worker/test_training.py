"""A training whose message comes again."""

import pytest
import redis

from models.history import Event, append
from models.store import HISTORY, Store
from models.verdict import Pairs, Scores, Verdict
from pipeline.errors import InkError
from worker.lessons import TrainJob
from worker.services import Services
from worker.settings import Settings
from worker.training import Training


def test_one_that_was_promoted_and_not_answered_is_done(
    server: "redis.Redis", settings: Settings
) -> None:
    store = Store(settings.store)
    version = store.champion().version
    store.root.mkdir()
    verdict = _verdict(version)
    event = Event(action="promoted", version=version, who="job j", why="better", verdict=verdict)
    append(store.root / HISTORY, event)
    server.set("inkqueue:trained:j", version)
    services = Services(settings.model_copy(update={"source_roots": (store.root,)}), server)
    (store.root / "a.npz").touch()
    job = TrainJob(data=(f"{store.root}/a.npz",))
    result = Training().perform(job, "j", services, lambda meta: None)
    assert (result.version, result.promoted, result.verdict) == (version, True, verdict)


@pytest.mark.parametrize(
    ("wrong", "field"), [({"network": "none"}, "network"), ({"start": "none"}, "start")]
)
def test_nothing_is_fetched_for_what_cannot_be_trained(
    server: "redis.Redis", settings: Settings, wrong: dict[str, str], field: str
) -> None:
    job = TrainJob(data=("/not/allowed.npz",), **wrong)
    with pytest.raises(InkError) as caught:
        Training().perform(job, "j", Services(settings, server), lambda meta: None)
    assert caught.value.field == field


def _verdict(version: str) -> Verdict:
    scores = Scores(
        version=version, accuracy=0.9, macro_recall=0.9, ece=0.1, milliseconds=1.0, bytes=1
    )
    pairs = Pairs(images=1, gained=1, lost=0, p=0.01)
    return Verdict(
        champion=scores, challenger=scores, holdout=pairs, must_stay_right=0, better=True, why="so"
    )
