"""What reading is measured on, and what it should reach."""

from dataclasses import dataclass
from pathlib import Path

from accuracy import lexicon
from accuracy.composing import NUMBERS, asked, composed
from accuracy.fields import FIELDS
from accuracy.rows import Holds, Row
from accuracy.sets import Half, LabelledSet, in_half
from accuracy.writers import Source

PLAIN = ("dates", "capitals")
"""Of the fields, those that jobs send without a pattern, too."""


@dataclass(frozen=True)
class Material:
    """Every set."""

    names: LabelledSet
    photos: LabelledSet
    english: LabelledSet
    pages: LabelledSet
    digits: LabelledSet
    elsewhere: LabelledSet
    fields: list[LabelledSet]

    @classmethod
    def of(cls, data: Path, source: Source, folder: Path) -> "Material":
        """The folders of words, and what is composed from characters."""
        words = [LabelledSet(data / "words" / name) for name in ("names", "photos", "english")]
        kinds = ("pages", *NUMBERS, *FIELDS)
        made = [composed(kind, data, source, folder) for kind in kinds]
        return cls(*words, *made[:3], made[3:])

    @property
    def shown(self) -> list[LabelledSet]:
        """What curves and causes are shown of, in the order of the tables."""
        words = [self.names, self.photos, self.english]
        return [*words, self.pages, self.digits, self.elsewhere]

    @property
    def plain(self) -> list[LabelledSet]:
        """Fields that are read told nothing of them, too."""
        return [each for kind, each in zip(FIELDS, self.fields, strict=True) if kind in PLAIN]


def rows(material: Material) -> list[Row]:
    """The table: the half that nothing was chosen on, and all files beside it."""
    names, apart = material.names, material.names.separated()
    listed = lexicon.entries(list(names.labels().values()))
    both = "CER / exact"
    found: list[Row] = []
    halves: tuple[Half, Half] = ("odd", "all")
    for half in halves:
        marked = half == "odd"
        found += [
            Row("names, letters apart", half, names, _among(apart, half), both, "≤ 0.05" * marked),
            Row("names", half, names, _in(half), both, "≤ 0.09 / ≥ 68%" * marked),
            Row("names, lexicon", half, names, _in(half), both, "– / ≥ 90%" * marked,
                {"lexicon": listed}, available=bool(listed)),
            Row("photos, language model off", half, material.photos, _in(half), both,
                "" if marked else "≤ 0.05", {"language": False}),
            Row("english", half, material.english, _in(half), both, "≤ 0.45" * marked),
        ]  # fmt: skip
    order = {title: at for at, title in enumerate(dict.fromkeys(row.title for row in found))}
    return [*sorted(found, key=lambda row: order[row.title]), *_made(material)]


def _made(material: Material) -> list[Row]:
    pages, digits, elsewhere = material.pages, material.digits, material.elsewhere
    return [
        Row("pages, composed", "all", pages, _in("all"), "CER", "≤ 0.10"),
        Row("pages, composed", "all", pages, _in("all"), "lines in order", "100%"),
        Row("five digits, composed, `charset`", "all", digits, _in("all"), "CER / exact",
            "– / ≥ 95%", asked(digits)),
        Row("the same, 1 with a flag and 7 with a bar", "all", elsewhere, _in("all"), "CER / exact",
            "", asked(elsewhere)),
        *(Row(f"{kind}, composed", "all", field, _in("all"), "CER / exact", "", asked(field))
          for kind, field in zip(FIELDS, material.fields, strict=True)),
        *(Row(f"{kind}, told nothing", "all", field, _in("all"), "CER / exact")
          for kind, field in zip(PLAIN, material.plain, strict=True)),
    ]  # fmt: skip


def _in(half: Half) -> Holds:
    return lambda file: in_half(file, half)


def _among(chosen: frozenset[str], half: Half) -> Holds:
    return lambda file: file in chosen and in_half(file, half)
