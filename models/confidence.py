"""Fits the confidence of words: `python -m models.confidence VERSION… --data EMNIST.npz`.

On words composed of the characters of the development part, which nothing was trained on, each
read as jobs are. Half of them say nothing, half what the language model thinks likely. The weights
lie beside the version's network, as words.json.
"""

import argparse
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import get_args

import numpy as np
from scipy.optimize import minimize

from models.classifier import Classifier, load
from models.composition import Composed, Composer
from models.datasets import load as load_glyphs
from models.emnist import part
from models.language import shipped
from models.manner import FORMS, NEAT, NUMBERS
from models.patterns import asked
from models.wording import Digits, Likely, Runs
from pipeline.confidence import WORDS, Calibration, How, Weights, features
from pipeline.errors import InkError
from pipeline.options import Options
from pipeline.reader import read
from pipeline.spelling import Spelling

WAYS = len(get_args(How))
"""In which words are read: each has weights of its own."""
PRESENT = 0.7
"""How often the lexicon of a composed word holds it: jobs may ask for what is not there."""
RIDGE = 1e-2
"""Keeps weights small where words say little of them."""


@dataclass(frozen=True)
class Judged:
    """What a word was judged by, float [n,6], and whether it was right, bool [n]."""

    features: np.ndarray
    right: np.ndarray


def fit(judged: Judged) -> Weights:
    """The weights with the least log loss."""
    signs = np.where(judged.right, 1.0, -1.0)

    def loss(weights: np.ndarray) -> float:
        losses = np.logaddexp(0.0, -signs * (judged.features @ weights))
        return float(losses.mean() + RIDGE / len(signs) * (weights[1:] ** 2).sum())

    found = minimize(loss, np.zeros(judged.features.shape[1]), method="BFGS")
    return tuple(round(float(w), 4) for w in found.x)  # type: ignore[return-value]


def calibrate(classify: Classifier, data: str, words: int, seed: int) -> Calibration:
    """Read composed words in every way, and fit each way's weights."""
    pictures, numbers = list(composed(data, words, seed)), list(composed_numbers(data, words, seed))
    codes = list(composed_codes(data, words, seed))
    ways: dict[How, tuple[list[Composed], Callable[[str], Options]]] = {
        "plain": (pictures, lambda text: Options(language=False)),
        "language": (pictures, lambda text: Options()),
        "digits": (numbers, lambda text: Options(language=False, charset="digits")),
        "matched": (pictures, lambda text: Options(lexicon=lexicon(text, seed))),
        "coded": (codes, lambda text: Options(language=False, pattern=asked(text, seed))),
    }
    return Calibration(**{how: fit(judge(classify, *way)) for how, way in ways.items()})


def judge(
    classify: Classifier, pictures: list[Composed], options: Callable[[str], Options]
) -> Judged:
    """Read the pictures, and see which of their words are right."""
    rows, right = [], []
    for picture in pictures:
        listener = _Listener(classify)
        try:
            read(picture.image, listener, options(picture.text), shipped())
        except InkError:  # nothing matched, so nothing was said that could be wrong
            continue
        heard = listener.words.heard
        found = correct([text_of(word) for word in heard], picture.text)
        # What leaves out a letter or a mark is never sure, whatever the weights.
        kept = [number for number, word in enumerate(heard) if not word.dropped]
        rows += [features(heard[number]) for number in kept]
        right += [found[number] for number in kept]
    return Judged(np.array(rows), np.array(right, bool))


def text_of(word: Spelling) -> str:
    """What a word was read as."""
    return "".join(letter.symbol for letter in word.letters)


def correct(words: list[str], text: str) -> list[bool]:
    """Which of the words stand in the text, case aside, where the others leave room for them."""
    joined = "".join(words).upper()
    blocks = SequenceMatcher(None, joined, text.upper(), autojunk=False).get_matching_blocks()
    ends = np.cumsum([len(word) for word in words])
    return [
        any(b.a <= end - len(word) and end <= b.a + b.size for b in blocks)
        for word, end in zip(words, ends, strict=True)
    ]


class _Heard:
    """In place of a calibration: keeps the words that it is asked about."""

    def __init__(self) -> None:
        self.heard: list[Spelling] = []

    def judge(self, how: str) -> Callable[[Spelling], float]:
        return self._hear

    def _hear(self, word: Spelling) -> float:
        self.heard.append(word)
        return 0.5


class _Listener:
    """A classifier whose words are listened to."""

    def __init__(self, classify: Classifier) -> None:
        self._classify = classify
        self.frames, self.digits = classify.frames, classify.digits
        self.words = _Heard()

    def __call__(self, glyphs: np.ndarray) -> np.ndarray:
        return self._classify(glyphs)


def composed(data: str, words: int, seed: int) -> Iterator[Composed]:
    """Pictures of words in the hands of the development part."""
    composer, likely = Composer(part(load_glyphs(data), "dev"), seed), Likely(shipped(), seed)
    for number in range(words):
        yield composer.compose(likely if number % 2 else None)


def composed_numbers(data: str, words: int, seed: int) -> Iterator[Composed]:
    """Pictures of numbers in the same hands, half of them neat: what is only ever hard to read
    teaches that no number is sure.
    """
    glyphs, digits = part(load_glyphs(data), "dev"), Digits(seed)
    manners = enumerate((FORMS, NEAT, NUMBERS, NEAT))
    composers = [Composer(glyphs, seed + more, manner) for more, manner in manners]
    for number in range(words):
        yield composers[number % len(composers)].compose(digits)


def composed_codes(data: str, words: int, seed: int) -> Iterator[Composed]:
    """Pictures of codes in the same hands."""
    composer, runs = Composer(part(load_glyphs(data), "dev"), seed), Runs(seed)
    for _ in range(words):
        yield composer.compose(runs)


def lexicon(text: str, seed: int, size: int = 500) -> tuple[str, ...]:
    """Likely words, and the right one as often as PRESENT says."""
    rng = np.random.default_rng([seed, *text.encode()])
    words = {str(word) for word in rng.choice(_pool(seed), size)} - {text.lower()}
    return tuple(sorted(words | ({text} if rng.random() < PRESENT else set())))


@functools.cache
def _pool(seed: int) -> list[str]:
    likely = Likely(shipped(), seed + 1)
    return [likely.word() for _ in range(4000)]


def main() -> None:
    """Fit the weights of each version named, and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("versions", nargs="+", type=Path, help="folders with model.keras")
    parser.add_argument("--data", required=True, help="EMNIST as npz")
    parser.add_argument("--words", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=5)
    asked = parser.parse_args()
    for folder in asked.versions:
        found = calibrate(load(folder), asked.data, asked.words, asked.seed)
        (folder / WORDS).write_text(found.model_dump_json(indent=2) + "\n")
        print(folder.name, found)


if __name__ == "__main__":
    main()
