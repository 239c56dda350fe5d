"""Figures by the scorer that others use too, and its normalisation for what it does not count."""

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

SCRIPTS = Path(__file__).parents[1]
SCORER = SCRIPTS / "score_words.py"
sys.path.append(str(SCRIPTS))

import score_words  # noqa: E402


def norm(text: str, *, prompted: bool = False) -> str:
    """What the scorer compares: upper case, A-Z and 0-9 only, printed prompts dropped or not."""
    plain: str = score_words.norm(text, False, prompted)  # type: ignore[no-untyped-call]
    return plain


def distance(one: str, other: str) -> int:
    """Edits between two texts."""
    edits: int = score_words.distance(one, other)  # type: ignore[no-untyped-call]
    return edits


@dataclass(frozen=True)
class Figures:
    """What `score_words.py` prints of one part of a set."""

    images: int
    characters: int
    cer: float
    exact: float
    missing: int


def score(
    labels: Mapping[str, str],
    texts: Mapping[str, str],
    names: Iterable[str],
    *,
    prompted: bool = False,
) -> Figures:
    """Score the readings of the named files by running the scorer on them."""
    chosen = list(names)
    with tempfile.TemporaryDirectory() as scratch:
        truth, readings = Path(scratch) / "labels.tsv", Path(scratch) / "readings.jsonl"
        _write_labels(truth, {name: labels[name] for name in chosen})
        lines = [
            json.dumps({"image": name, "text": texts[name]}) for name in chosen if name in texts
        ]
        readings.write_text("\n".join(lines), encoding="utf-8")
        flags = ["--strip-prompts"] if prompted else []
        command = [sys.executable, str(SCORER), str(truth), str(readings), *flags]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Figures(**json.loads(done.stdout))


def _write_labels(target: Path, labels: Mapping[str, str]) -> None:
    with target.open("w", encoding="utf-8") as out:
        writer = csv.writer(out, delimiter="\t")
        writer.writerow(["file", "transcription"])
        writer.writerows(labels.items())
