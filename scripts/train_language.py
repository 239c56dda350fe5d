"""Train the shipped language model on word lists of permissively licensed packages.

Usage: pip install faker==40.54.0 english-words==2.0.2 wonderwords==3.0.1 symspellpy==6.10.1
       python scripts/train_language.py [models/shipped/language.npz]

faker (MIT): first and last names, cities and common words of several locales. english-words
(MIT; of its lists only `web2`, Webster's of 1934, in the public domain). wonderwords (MIT): common
English nouns, verbs and adjectives. symspellpy (MIT): how often English words are written, as
counted in the Google Books Ngrams (CC BY 3.0) of words that SCOWL lists. No label of any image is
among them. Nothing is drawn at random: the same packages give the same file.
"""

import importlib
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from models.language import SHIPPED, save
from pipeline.language import count

ORDER = 6
LEAST = 6.0
"""The weight of n-grams that are kept."""
LOCALES = ("en_US", "en_GB", "fr_FR", "fr_CH", "de_DE", "de_AT", "es_ES", "it_IT", "nl_NL", "pt_PT")
NAMES = ("first_names", "first_names_male", "first_names_female", "last_names")
COMMON, NAME, PLACE, EVERYDAY, RARE = 20.0, 6.0, 4.0, 6.0, 1.0
WRITTEN = 2000.0
"""The weight of the English word that is written most; of another, by the root of its share."""
FREQUENCIES = "frequency_dictionary_en_82_765.txt"


def main(target: Path) -> None:
    """Weigh the words, count, and write."""
    words: dict[str, float] = {}
    for weight, entries in sources():
        for word in {plain for entry in entries for plain in letters(entry)}:
            words[word] = words.get(word, 0.0) + weight
    for word, share in written():
        words[word] = words.get(word, 0.0) + WRITTEN * share**0.5
    model = count(words, ORDER, LEAST)
    save(model, target)
    print(f"{len(words)} words, {len(model.codes)} n-grams, {target.stat().st_size} bytes")


def sources() -> Iterator[tuple[float, Iterable[str]]]:
    """Word lists and what each of their words weighs."""
    for locale in LOCALES:
        yield COMMON, provided("lorem", locale, ("word_list",))
        yield NAME, provided("person", locale, NAMES)
        yield PLACE, provided("address", locale, ("cities", "city_names", "countries"))
    for name in ("nounlist", "verblist", "adjectivelist"):
        text = files("wonderwords").joinpath(f"assets/{name}.txt").read_text(encoding="utf-8")
        yield EVERYDAY, text.splitlines()
    yield RARE, importlib.import_module("english_words").get_english_words_set(["web2"])


def written() -> Iterator[tuple[str, float]]:
    """English words, and how often they are written, of the one that is most."""
    text = files("symspellpy").joinpath(FREQUENCIES).read_text(encoding="utf-8-sig")
    rows = [line.split() for line in text.splitlines()]
    most = max(int(count) for _, count in rows)
    return ((word, int(count) / most) for word, count in rows if word.isascii() and word.isalpha())


def provided(kind: str, locale: str, names: tuple[str, ...]) -> Iterator[str]:
    """The word lists of one of faker's providers, where the locale has them."""
    try:
        module = importlib.import_module(f"faker.providers.{kind}.{locale}")
    except ImportError:
        return
    for name in names:
        yield from (entry for entry in getattr(module.Provider, name, ()) if isinstance(entry, str))


def letters(entry: str) -> Iterator[str]:
    """The entry's words, in a..z: accents are dropped, and what has other letters."""
    plain = unicodedata.normalize("NFKD", entry.lower())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    for word in plain.replace("-", " ").replace("'", " ").split():
        if word.isascii() and word.isalpha():
            yield word


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED)
