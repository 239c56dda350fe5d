"""A record as a page, with its pictures beside it."""

import json
from itertools import islice
from pathlib import Path

from classifiers.page import table

from cycle.day import Day
from cycle.load import EVERY_S, Span
from cycle.pictures import cut
from cycle.record import Event, Record
from cycle.service import COMMANDS

TEMPLATE = Path(__file__).with_name("page.md")
SHOWN = 4
"""Numbers in the pictures."""
TOLD = {
    "training:start": ("data", "start", "seed"),
    "training:epoch": ("epoch", "epochs", "loss", "accuracy"),
    "training:evaluated": ("version", "better", "why"),
}
"""What the page has of an event's data; of others all."""


def write(record: Record, folder: Path, out: Path) -> None:
    """Write cycle.md, and cycle/ with its pictures, into `out`; those read are in `folder`."""
    pictures = out / "cycle"
    pictures.mkdir(parents=True, exist_ok=True)
    for number, name in _telling(record):
        for when, day in (("before", record.before), ("after", record.after)):
            drawn = cut(folder / "tuesday" / name, day.results[name])
            drawn.save(pictures / f"{when}-{number}.png", optimize=True)
    for role, curve in record.curves.items():
        (pictures / f"{role}.svg").write_bytes(curve)
    (out / "cycle.md").write_text(page(record), encoding="utf-8")


def page(record: Record) -> str:
    """The text."""
    text = TEMPLATE.read_text(encoding="utf-8")
    values = {
        **{f"said_{step}": said for step, said in record.said.items()},
        "commands": "\n    ".join(COMMANDS.values()), "curves": _curves(record),
        "figures": _figures(record), "events": _events(record.events), "load": _load(record.load),
        "numbers": len(record.monday.truths), "corrected": record.corrected,
        "changed": record.changed, "pictures": _pictures(record),
        "swapped": f"{record.swapped:.1f}",
        "every": f"{EVERY_S:g}", "worker": record.families[0][0], "child": record.families[0][1],
        "jobs": sum(span.jobs for span in record.load),
    }  # fmt: skip
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def _telling(record: Record) -> list[tuple[int, str]]:
    """The first numbers that were wrong before, counted from 1."""
    before = record.before
    wrong = (name for name, truth in before.truths.items() if before.texts[name] != truth)
    return list(enumerate(islice(wrong, SHOWN), start=1))


def _pictures(record: Record) -> str:
    days = {"before": record.before.texts, "after": record.after.texts}
    rows = [
        [
            record.before.truths[name],
            *(f"![{t[name]}](cycle/{when}-{number}.png) {t[name]}" for when, t in days.items()),
        ]
        for number, name in _telling(record)
    ]
    return table(["stands there", "read before", "read after"], rows)


def _figures(record: Record) -> str:
    days = record.before, record.after, record.again
    rows = [
        ["numbers read right", *(f"{day.exact} of {len(day.truths)}" for day in days)],
        *([f"{what} read right", *(_of(day, digits) for day in days)] for what, digits in _KINDS),
        ["accuracy on the shipped holdout", *(f"{a:.4f}" for a in _thrice(record.holdout))],
    ]
    return table(["Tuesday's", "before", "after", "rolled back"], rows)


_KINDS = (("sevens", "7"), ("ones", "1"), ("other digits", "02345689"))


def _thrice(pair: tuple[float, float]) -> tuple[float, ...]:
    return (*pair, pair[0])


def _of(day: Day, digits: str) -> str:
    right, count = day.right(digits)
    return f"{right} of {count}"


def _curves(record: Record) -> str:
    return "\n\n".join(
        f"![Loss and accuracy of the {role} by epoch](cycle/{role}.svg)" for role in record.curves
    )


def _events(events: tuple[Event, ...]) -> str:
    lines = []
    for event in events:
        kept = TOLD.get(event.name, tuple(event.data))
        data = {name: _short(event.data[name]) for name in kept if name in event.data}
        after = f"+{event.at - events[0].at:.1f} s"
        lines.append(f"{after:>9}  {event.name:<19}  {json.dumps(data, ensure_ascii=False)}")
    return "\n".join(lines)


def _short(value: object) -> object:
    return round(value, 4) if isinstance(value, float) else value


def _load(spans: tuple[Span, ...]) -> str:
    rows = [
        [
            f"`{span.version}`", str(span.jobs), str(span.failed),
            f"{span.median * 1000:.0f}", f"{span.slowest * 1000:.0f}",
        ]
        for span in spans
    ]  # fmt: skip
    return table(
        ["read by, one after another", "jobs", "failed", "median, ms", "slowest, ms"], rows
    )
