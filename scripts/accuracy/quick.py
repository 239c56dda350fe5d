"""The quick loop: ours alone on one half, with the causes of what went wrong."""

from collections.abc import Sequence
from pathlib import Path

from accuracy import causes, ours, sheet
from accuracy.cases import Case, read_all
from accuracy.composing import KINDS, asked, composed
from accuracy.scoring import score
from accuracy.sets import Half, LabelledSet, parts
from accuracy.writers import Source
from pipeline.options import CONSTRAINTS, Options


def run(
    data: Path,
    sets: Sequence[str],
    half: Half,
    source: Source,
    runs: Path,
    model: str | None,
    temperature: float | None,
    fields: Sequence[str],
) -> None:
    """Read the sets and print figures, causes and where the pictures are.

    Args:
        fields: options of the job as name=value; a number, true, false or text.
    """
    engine = ours.load(model, temperature)
    for name in sets:
        made = name in KINDS
        found = composed(name, data, source, runs / "composed") if made else None
        labelled = found or LabelledSet(data / "words" / name)
        options = _options(labelled, dict(map(_field, fields)))
        cases = list(read_all(engine, labelled, labelled.files(half), options))
        report(labelled, half, cases)
        sheets = sheet.draw(sheet.worst(cases), runs / name)
        print(f"pictures: {', '.join(str(path) for path in sheets)}\n")


def _options(labelled: LabelledSet, given: dict[str, object]) -> Options:
    """What the set is asked for, unless the job is to ask for something else."""
    own = {} if given.keys() & CONSTRAINTS else asked(labelled)
    return Options.model_validate(own | given)


def report(labelled: LabelledSet, half: Half, cases: Sequence[Case]) -> None:
    """Figures and causes of one set."""
    texts = {case.path.name: case.reading.text for case in cases}
    for part in parts(labelled, half):
        names = [name for name in texts if part.holds(name)]
        figures = score(labelled.labels(), texts, names, prompted=labelled.prompted)
        print(
            f"{labelled.name}, {part.name}: {figures.images} images, CER {figures.cer:.4f}, "
            f"exact {figures.exact:.1%}"
        )
    print(f"largest cause: {causes.largest(cases)}")
    print(causes.stages(cases))
    print(f"{causes.candidates(cases):.1f} candidates a word")
    print("\n".join(causes.table(cases)))


def _field(text: str) -> tuple[str, object]:
    name, _, value = text.partition("=")
    known: dict[str, object] = {"true": True, "false": False}
    return name, int(value) if value.isdecimal() else known.get(value, value)
