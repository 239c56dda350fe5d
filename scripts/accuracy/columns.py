"""The engines that stand beside each other in the tables, each read once a set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from accuracy.cases import Case, read_all
from accuracy.lexicon import Nearest
from accuracy.ours import Ours
from accuracy.rivals import Rival
from accuracy.scoring import Figures, norm, score
from accuracy.sets import LabelledSet
from pipeline.options import Options

Texts = Mapping[str, str]
WORD_PSMS, PAGE_PSMS = (6, 7, 8, 13), (3, 4, 6)
"""Tesseract's ideas of what an image holds: a block, a line, a word, a raw line; a whole page."""


@dataclass
class OurColumn:
    """Our own reading, with the traces of the last options asked for."""

    name: str
    ours: Ours
    preset: str = "default"
    _read: dict[tuple[str, str], list[Case]] = field(default_factory=dict)

    def cases(self, labelled: LabelledSet, **constraint: object) -> list[Case]:
        """Every image of a set, read under a constraint or none."""
        options = Options.model_validate({"preset": self.preset, **constraint})
        key = (str(labelled.folder), options.model_dump_json())
        if key not in self._read:
            self._read[key] = list(read_all(self.ours, labelled, labelled.files(), options))
        return self._read[key]

    def texts(self, labelled: LabelledSet, **constraint: object) -> list[Texts]:
        """What it read, by file."""
        return [{c.path.name: c.reading.text for c in self.cases(labelled, **constraint)}]


@dataclass(frozen=True)
class RivalColumn:
    """Another engine, with each of the settings of which the best counts."""

    name: str
    engine: str
    ask: bool = True
    """Whether to read what it was not asked before; else those rows have no figure."""

    def texts(self, labelled: LabelledSet, **constraint: object) -> list[Texts]:
        """What it read by file, once for each setting; nothing where it is not installed."""
        settings = self._settings(labelled, constraint.get("charset") == "digits")
        rivals = [Rival(self.engine, each) for each in settings]
        names = labelled.files()
        paths = [labelled.folder / name for name in names]
        found = [rival.read(paths, self.ask) for rival in rivals if rival.version]
        listed = constraint.get("lexicon")
        plain: list[Texts] = [{path.name: text for path, text in read.items()} for read in found]
        return [_listed(texts, listed, labelled) for texts in plain] if listed else plain

    def _settings(self, labelled: LabelledSet, digits: bool) -> list[tuple[str, ...]]:
        if self.engine != "tesseract":
            return [()]
        psms = PAGE_PSMS if labelled.name.startswith("pages") else WORD_PSMS
        return [(str(psm), "0123456789") if digits else (str(psm),) for psm in psms]


def _listed(texts: Texts, listed: object, labelled: LabelledSet) -> Texts:
    """A list is all the help that can be given to an engine that takes none: the nearest entry."""
    nearest = Nearest(tuple(listed))  # type: ignore[arg-type]
    plain = {name: norm(text, prompted=labelled.prompted) for name, text in texts.items()}
    return {name: nearest(text) if text else "" for name, text in plain.items()}


Column = OurColumn | RivalColumn


def best(found: Sequence[Texts], labelled: LabelledSet, names: Sequence[str]) -> Figures | None:
    """The figures of the setting with the lowest character error rate; none of none."""
    labels, prompted = labelled.labels(), labelled.prompted
    figures = [score(labels, texts, names, prompted=prompted) for texts in found]
    return min(figures, key=lambda each: each.cer, default=None)
