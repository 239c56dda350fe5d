"""One image read and judged: what tables, curves and pictures are made of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from accuracy.ours import Ours
from accuracy.sets import LabelledSet
from accuracy.stages import Verdict, judge, judge_page
from accuracy.traces import Trace, tracing
from pipeline.errors import ErrorCode, InkError
from pipeline.options import Options
from pipeline.reading import PageSize, Reading


@dataclass(frozen=True)
class Case:
    """An image, its label, its reading, how that came about and what went wrong."""

    path: Path
    label: str
    reading: Reading
    trace: Trace
    verdict: Verdict


def read_all(
    ours: Ours, labelled: LabelledSet, names: Iterable[str], options: Options
) -> Iterator[Case]:
    """Read the named images of a set, each with its trace."""
    labels = labelled.labels()
    for name in names:
        path = labelled.folder / name
        with tracing() as trace:
            reading = _read(ours, path, options)
        verdict = _judge(labels[name], reading.text, trace, labelled.prompted)
        yield Case(path, labels[name], reading, trace, verdict)


def _read(ours: Ours, path: Path, options: Options) -> Reading:
    """The reading; an empty one where nothing is near to what was asked for."""
    try:
        return ours.read(path, options)
    except InkError as error:
        if error.code is not ErrorCode.NO_MATCH:
            raise
        size = PageSize(width=1, height=1)
        return Reading(text="", confidence=0.0, needs_review=True, page=size, lines=())


def _judge(label: str, text: str, trace: Trace, prompted: bool) -> Verdict:
    if "\n" in label:
        return judge_page(label, text, trace)
    return judge(label, text, trace, prompted=prompted)
