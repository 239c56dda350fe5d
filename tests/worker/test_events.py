import redis

from worker.events import KEY, Events
from worker.settings import Settings


def test_events_are_told_in_order_and_read_from_where_one_was(
    server: "redis.Redis", settings: Settings
) -> None:
    events = Events(server, settings)
    assert (events.last(), list(events.since())) == ("0", [])
    events.tell("training:start", "j", network="paper")
    last = events.last()
    events.tell("training:epoch", "j", epoch=1, loss=0.5)
    ((entry_id, entry),) = events.since(last)
    assert entry_id == events.last() != last
    assert (entry["event"], entry["job_id"]) == ("training:epoch", "j")
    assert entry["data"] == {"epoch": 1, "loss": 0.5}
    assert len(list(events.since())) == 2


def test_the_stream_is_capped_and_expires(server: "redis.Redis", settings: Settings) -> None:
    events = Events(server, settings.model_copy(update={"events_maxlen": 3}))
    for number in range(10):
        events.tell("training:epoch", "j", epoch=number)
    assert [entry["data"]["epoch"] for _, entry in events.since()] == [7, 8, 9]
    assert 0 < server.ttl(KEY) <= settings.events_ttl
