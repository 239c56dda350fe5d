"""What a recorded cycle promises, how it is told, and its first half on real processes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cycle import checks, page
from cycle.day import Day
from cycle.load import Load, Span
from cycle.record import Event, Record
from cycle.service import Service, running
from cycle.shell import CycleError, Shell
from cycle.story import Story
from cycle.writer import Writer

from pipeline.reading import PageSize
from worker.messages import Result

OLD, NEW = "compact-1", "compact-2"


def day(model: str, **texts: str) -> Day:
    """Two numbers, as they were read."""
    results = {
        name: Result(
            job_id=name, status="done", image=name, model=model, text=text,
            page=PageSize(width=200, height=100), lines=(),
        )
        for name, text in texts.items()
    }  # fmt: skip
    return Day({"a": "4717", "b": "7781"}, results)


def event(name: str, **data: Any) -> Event:
    return Event(1000.0 + len(name), f"training:{name}", data)


@pytest.fixture
def good() -> Record:
    wrong, right = {"a": "4111", "b": "1181"}, {"a": "4717", "b": "7781"}
    scores = {"champion": {"accuracy": 0.912}, "challenger": {"accuracy": 0.911}}
    return Record(
        said={"train": "$ inkqueue train"}, corrected=8, changed=4, promoted=NEW, swapped=1.5,
        monday=day(OLD, **wrong), before=day(OLD, **wrong), after=day(NEW, **right),
        again=day(OLD, **wrong), families=((7, 8),) * 3, curves={"challenger": b"<svg/>"},
        events=(
            event("start", data=["corrections:"]), event("epoch", epoch=1, loss=0.25),
            event("epoch", epoch=2, loss=0.2), event("evaluated", **scores), event("promoted"),
        ),
        load=tuple(Span(version, 5, 0, 0.1, 0.4) for version in (OLD, NEW, OLD)),
        actions=("promoted", "rolled_back"),
    )  # fmt: skip


def test_a_good_run_has_no_failures(good: Record) -> None:
    assert checks.failures(good) == []


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"after": day(NEW, a="4111", b="1181")}, "misread after"),
        ({"after": day(OLD, a="4717", b="7781")}, "read after the training"),
        ({"after": day(NEW, a="4777", b="7787")}, "ones were forgotten"),
        ({"before": day(OLD, a="4717", b="7781")}, "read right before"),
        ({"again": day(OLD, a="4717", b="1181")}, "roll-back did not bring"),
        ({"events": (event("rejected"),)}, "the events were"),
        ({"families": ((7, 8), (7, 9), (7, 9))}, "worker or child changed"),
        ({"load": (Span(OLD, 5, 1, 0.1, 0.4),)}, "a job of the load failed"),
        ({"load": (Span(OLD, 5, 0, 0.1, 0.4),)}, "the load was read by"),
        ({"actions": ("promoted",)}, "the history ends"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_whatever_goes_wrong_is_said(good: Record, changed: Any, complaint: str) -> None:
    # The gate's figures come with the event that a rejection lacks.
    record = replace(good, **{"events": good.events, **changed})
    if "events" in changed:
        record = replace(record, events=(*good.events[:4], *changed["events"]))
    assert any(complaint in each for each in checks.failures(record))


def test_accuracy_may_fall_by_two_tenths_of_a_point(good: Record) -> None:
    scores = {"champion": {"accuracy": 0.912}, "challenger": {"accuracy": 0.9099}}
    events = [*good.events[:3], event("evaluated", **scores), good.events[4]]
    (complaint,) = checks.failures(replace(good, events=tuple(events)))
    assert complaint == "accuracy on the holdout fell from 0.9120 to 0.9099"


def test_of_a_number_with_a_digit_too_many_none_is_right() -> None:
    read = day(OLD, a="47117", b="77 81")
    assert read.right("7") == (2, 4)
    assert read.right("1") == (1, 2)
    assert read.exact == 0


def test_the_page_has_every_figure_and_no_gap(good: Record) -> None:
    steps = ("monday", "correct", "before", "after", "rollback", "again", "history")
    text = page.page(replace(good, said={**good.said, **dict.fromkeys(steps, "$ inkqueue …")}))
    assert "| numbers read right | 0 of 2 | 2 of 2 | 0 of 2 |" in text
    assert "| sevens read right | 0 of 4 | 4 of 4 | 0 of 4 |" in text
    assert "| `compact-2` | 5 | 0 | 100 | 400 |" in text
    assert "| 4717 | ![4111](cycle/before-1.png) 4111 | ![4717](cycle/after-1.png) 4717 |" in text
    assert "+4.0 s  training:evaluated   {}" in text
    assert "](cycle/challenger.svg)" in text
    assert "{" not in text.replace("{}", "").replace('{"', "")


def test_a_day_is_written_the_same_again_and_another_is_not(tmp_path: Path) -> None:
    writer = Writer()
    days = [writer.write(tmp_path / str(at), number, 2) for at, number in enumerate((0, 0, 1))]
    assert days[0] == days[1] != days[2]
    pictures = [(tmp_path / str(at) / "01.png").read_bytes() for at in range(3)]
    assert pictures[0] == pictures[1] != pictures[2]
    for number in days[0].values():
        assert (number.count("7"), number.count("1"), len(number)) == (2, 1, 5)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running(tmp_path_factory.mktemp("cycle")) as service:
        yield service


@pytest.mark.timeout(300)
def test_numbers_are_read_and_corrected_on_real_workers(service: Service) -> None:
    worker, child = service.family("worker")
    assert worker != child
    story = Story(service, {"monday": Writer().write(service.folder / "monday", 0, 2)})
    with Load(service, [service.folder / "monday" / "01.png"]) as load:
        read = story._read("monday", "monday")
        assert {result.status for result in read.results.values()} == {"done"}
        (version,) = read.models
        assert version is not None
        service.until(lambda: load.serves(version), "the load is read")
        assert load.serves("another") is None
    assert story._correct(read) == (10, 10 - read.right("0123456789")[0])
    (span,) = load.spans()
    assert (span.version, span.failed) == (version, 0)
    assert 0 < span.median <= span.slowest
    with pytest.raises(CycleError, match="models ended"):
        Shell(service.folder, service.environment).run("models", "rollback")
