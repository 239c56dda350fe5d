"""Whether a run did what the page says of it."""

from collections.abc import Iterator
from itertools import groupby

from cycle.record import Record

FORGETS = 0.002
"""What accuracy on the shipped holdout may fall by."""
MISREAD, LEARNT = 0.5, 0.9
"""Of the writer's sevens: the most that are right before the training, and the least after it."""


def failures(record: Record) -> list[str]:
    """What did not go as it should; empty if all did."""
    return [what for holds, what in _promises(record) if not holds]


def _promises(record: Record) -> Iterator[tuple[bool, str]]:
    before, after = record.before, record.after
    days = record.monday, before, after, record.again
    done = {result.status for day in days for result in day.results.values()}
    yield done == {"done"}, "a reading failed"
    yield _share(record.monday.right("7")) <= MISREAD, "the writer's sevens were read right"
    yield _share(before.right("7")) <= MISREAD, "the sevens of Tuesday were read right before"
    yield record.changed > 0, "no correction changed anything"
    names = [event.name.removeprefix("training:") for event in record.events]
    told = [name for name, _ in groupby(names)]
    yield told == ["start", "epoch", "evaluated", "promoted"], f"the events were {told}"
    yield after.models == {record.promoted}, f"{after.models} read after the training"
    yield _share(after.right("7")) >= LEARNT, "the sevens are misread after the training"
    yield after.right("1") >= before.right("1"), "ones were forgotten"
    yield after.exact > before.exact, "no more numbers were read right than before"
    old, new = record.holdout
    yield new >= old - FORGETS, f"accuracy on the holdout fell from {old:.4f} to {new:.4f}"
    yield len(set(record.families)) == 1, f"worker or child changed: {record.families}"
    yield not sum(span.failed for span in record.load), "a job of the load failed"
    served = [span.version for span in record.load]
    swaps = [record.champion, record.promoted, record.champion]
    yield served == swaps, f"the load was read by {served}"
    yield record.again.texts == before.texts, "the roll-back did not bring the old readings back"
    yield record.again.models == {record.champion}, "the roll-back brought another version"
    last = record.actions[-2:]
    yield last == ("promoted", "rolled_back"), f"the history ends with {last}"


def _share(counts: tuple[int, int]) -> float:
    return counts[0] / counts[1]
