"""The whole measurement: every row, every engine, curves, causes and pictures, into one page."""

from collections.abc import Iterator
from pathlib import Path

from accuracy import causes, coverage, ours, pace, plot, rivals, sheet, targets
from accuracy.columns import Column, OurColumn, RivalColumn
from accuracy.composing import asked
from accuracy.coverage import Curve
from accuracy.sets import LabelledSet, in_half
from accuracy.writers import Source

DOCS = Path(__file__).parents[2] / "docs"
HEAD = """# Accuracy

`make bench-accuracy DATA=…` measures this and writes it here. CER is the character error rate by
`scripts/score_words.py`: case, accents and all but A-Z and 0-9 put aside, the printed prompts of
the forms dropped from every engine's answer alike. Thresholds were chosen on files of even
number, so the odd ones are the honest half. Pages, digits and fields are composed with a seed
from EMNIST characters ({source}) that no network was trained on. Hand, paper and the way digits
touch are those of some lessons of the network for numbers, which are written in other characters
(`scripts/neat_numbers.py`); flags and bars are drawn stroke by stroke, in another way than for
lessons (`models/letterforms.py`). A field is asked of us by its `pattern`. Tesseract is read with
page modes 6, 7, 8 and 13 (3, 4 and 6 on pages; digits alone where digits are asked for) and
RapidOCR with the models of its package; the best mode of each row counts. Under `lexicon` each of
their answers is replaced by the nearest entry. Every engine reads with two processes of one
thread. Other engines' answers are kept under runs/ by the content of the image, so a second run
asks them nothing twice; the time row is always measured anew. `ARGS=--kept` asks them nothing at
all: what they have not read before is then `not measured`.
Pictures of the worst, with their lattices, go to runs/.
"""
TIMED = 200
"""Images of the time row."""
WORST = 50


def run(data: Path, source: Source, runs: Path, model: str | None, ask: bool) -> Iterator[str]:
    """Measure, and yield the page line by line; pictures go to `runs`, the plot to docs/.

    ask: whether other engines read what they have not read before.
    """
    engine = ours.load(model)
    material = targets.Material.of(data, source, runs / "composed")
    own = OurColumn("inkqueue", engine)
    yield from _table(material, [own, OurColumn("`paper`", engine, "paper"), *_rivals(ask)])
    yield from _time(material, model)
    yield from _coverage(own, material)
    for labelled in material.shown:
        yield from _causes(labelled, own, runs)


def _rivals(ask: bool) -> list[Column]:
    versions = rivals.versions()
    names = {"tesseract": "Tesseract", "rapidocr": "RapidOCR"}
    return [
        RivalColumn(f"{name} {versions.get(engine, '')}".strip(), engine, ask)
        for engine, name in names.items()
    ]


def _table(material: targets.Material, columns: list[Column]) -> Iterator[str]:
    names = " | ".join(column.name for column in columns)
    yield from ["## Targets", "", f"| set | files | measure | target | {names} |"]
    yield "|---" * (4 + len(columns)) + "|"
    for row in targets.rows(material):
        yield row.markdown(columns)
    rest = " |" * (len(columns) - 2)
    yield f"| the paper's word, as published | 1 | characters right | | – | 6 of 7 |{rest}"
    yield f"| the paper's own test, as published | ? | overall | | – | 75% |{rest}"
    yield ""


def _time(material: targets.Material, model: str | None) -> Iterator[str]:
    paths = [material.names.folder / name for name in material.names.files()[:TIMED]]
    yield from [
        "## Time",
        "",
        "One image a call, two processes; Tesseract by its API, page mode 7.",
    ]
    yield from ["Target: ≥ 100 words/s, and ≥ 15 × Tesseract on the same images.", ""]
    yield "| engine | images | words/s | ours is | words per second of processor |"
    yield "|---|---|---|---|---|"
    own, *others = pace.measure(paths, model)
    for each in (own, *others):
        times = f"{own.wall / each.wall:.1f} ×"
        yield f"| {each.name} | {each.images} | {each.wall:.0f} | {times} | {each.cpu:.0f} |"
    yield from ["", f"Load of the machine meanwhile: {pace.load():.1f} on two cores.", ""]


def _coverage(own: OurColumn, material: targets.Material) -> Iterator[str]:
    """All in the table, and what fits into a picture."""
    curves = _curves(own, material.shown)
    plot.write(curves, DOCS / "accuracy-coverage.svg")
    yield from ["## Confidence", "", "![Accuracy over coverage](accuracy-coverage.svg)", ""]
    fields = _curves(own, material.fields)
    plain = {f"{each.name}, told nothing": Curve.of(own.cases(each)) for each in material.plain}
    yield from [*coverage.table(curves | fields | plain), ""]


def _curves(own: OurColumn, sets: list[LabelledSet]) -> dict[str, Curve]:
    """By name, each set asked for as a job would."""
    return {each.name: Curve.of(own.cases(each, **asked(each))) for each in sets}


def _causes(labelled: LabelledSet, own: OurColumn, runs: Path) -> Iterator[str]:
    """Causes over all files, and of the worst; pictures only of what may be looked at."""
    cases = own.cases(labelled, **asked(labelled))
    worst = sheet.worst(cases, WORST)
    seen = [c for c in cases if labelled.composed or in_half(c.path.name, "even")]
    sheet.draw(sheet.worst(seen, WORST), runs / labelled.name)
    yield from [f"## Causes: {labelled.name}", "", f"Largest: {causes.largest(cases)}."]
    yield f"{causes.stages(cases).capitalize()}. {causes.candidates(cases):.1f} candidates a word."
    yield from ["", *causes.table(cases), "", f"The worst {len(worst)}:", ""]
    yield from [*causes.table(worst), ""]
