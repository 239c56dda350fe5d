"""The rows of the table of targets: which images, under which constraint, by which measure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from accuracy import order
from accuracy.columns import Column, OurColumn, Texts, best
from accuracy.scoring import Figures
from accuracy.sets import LabelledSet

Holds = Callable[[str], bool]


@dataclass(frozen=True)
class Row:
    """One line of the table; `target` is empty where nothing was promised of these images."""

    title: str
    files: str
    labelled: LabelledSet
    holds: Holds
    measure: str
    target: str = ""
    constraint: dict[str, object] = field(default_factory=dict)
    available: bool = True
    """Whether there is what it needs: the other names of a lexicon come from a package."""

    @property
    def names(self) -> list[str]:
        """The files that it counts."""
        return [name for name in self.labelled.files() if self.holds(name)]

    def cell(self, column: Column) -> str:
        """What an engine reached."""
        if not self.available:
            return "not available"
        if "lexicon" in self.constraint and _is_paper(column):
            # The paper has none, and to search it costs as much as with our own pre-processing.
            return "–"
        found = column.texts(self.labelled, **self.constraint)
        if not found:
            return "not installed"
        found = [texts for texts in found if texts.keys() >= set(self.names)]
        if not found:
            return "not measured"
        if self.measure == "lines in order":
            return f"{max(_ordered(texts, self.labelled) for texts in found):.0%}"
        figures = best(found, self.labelled, self.names)
        return _MEASURES[self.measure](figures) if figures else "not installed"

    def markdown(self, columns: Sequence[Column]) -> str:
        """The row."""
        cells = " | ".join(self.cell(column) for column in columns)
        images = f"{len(self.names)}, {self.files}"
        return f"| {self.title} | {images} | {self.measure} | {self.target} | {cells} |"


def _is_paper(column: Column) -> bool:
    return isinstance(column, OurColumn) and column.preset == "paper"


_MEASURES: dict[str, Callable[[Figures], str]] = {
    "CER": lambda figures: f"{figures.cer:.4f}",
    "exact": lambda figures: f"{figures.exact:.1%}",
    "CER / exact": lambda figures: f"{figures.cer:.4f} / {figures.exact:.1%}",
}


def _ordered(texts: Texts, labelled: LabelledSet) -> float:
    """The share of pages whose lines were all found, none beside them, in the right order."""
    labels = labelled.labels()
    right = [
        order.is_right(label.split("\n"), [line for line in texts[name].split("\n") if line])
        for name, label in labels.items()
    ]
    return sum(right) / len(right)
