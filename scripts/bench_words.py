"""Read every set of real words with each preset and print one table of figures.

usage: python scripts/bench_words.py DATA [SET …]

DATA holds `words/<set>/` with images, labels.tsv and, for some, separated.txt (the images whose
letters stand apart). Every figure comes from `inkqueue read --json` and `score_words.py`.
"""

import csv
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
SCORER = HERE / "score_words.py"
INKQUEUE = Path(sys.executable).parent / "inkqueue"
PROMPTED = {"names"}
PRESETS = ("default", "paper")


def main(data: Path, sets: list[str]) -> None:
    """One row a set, preset and part of the set."""
    print(
        "| set | files | preset | images | CER | exact | images/s |\n|---|---|---|---|---|---|---|"
    )
    for name in sets or sorted(p.name for p in (data / "words").iterdir()):
        for preset in PRESETS:
            bench(data / "words" / name, preset)


def bench(folder: Path, preset: str) -> None:
    """Read one set with one preset and print its rows."""
    with tempfile.TemporaryDirectory() as scratch:
        readings = Path(scratch) / "readings.jsonl"
        began = time.monotonic()
        read(folder, preset, readings)
        pace = len(readings.read_text().splitlines()) / (time.monotonic() - began)
        for part, labels, flags in parts(folder, Path(scratch)):
            figures = score(labels, readings, [*flags, *prompts(folder)])
            print(
                f"| {folder.name} | {part} | {preset} | {figures['images']} "
                f"| {figures['cer']:.4f} | {figures['exact']:.4f} | {pace:.1f} |",
                flush=True,
            )


def read(folder: Path, preset: str, target: Path) -> None:
    """`inkqueue read --json` over a folder; exit status 1 says that some image failed."""
    command = [str(INKQUEUE), "read", "--json", "--preset", preset, str(folder)]
    with target.open("w") as out:
        status = subprocess.run(command, stdout=out, stderr=subprocess.DEVNULL, check=False)
    if status.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {status.returncode}")


def parts(folder: Path, scratch: Path) -> list[tuple[str, Path, list[str]]]:
    """The parts that a set is scored in: name, labels, flags of the scorer."""
    labels = folder / "labels.tsv"
    found: list[tuple[str, Path, list[str]]] = [("all", labels, []), ("odd", labels, ["--odd"])]
    separated = folder / "separated.txt"
    if separated.exists():
        apart = only(labels, set(separated.read_text().split()), scratch / "separated.tsv")
        found.append(("odd, letters apart", apart, ["--odd"]))
    return found


def only(labels: Path, names: set[str], target: Path) -> Path:
    """The labels of some files alone."""
    with labels.open(encoding="utf-8") as source, target.open("w", encoding="utf-8") as out:
        head, *rows = csv.reader(source, delimiter="\t")
        writer = csv.writer(out, delimiter="\t")
        writer.writerows([head, *(row for row in rows if row[0] in names)])
    return target


def prompts(folder: Path) -> list[str]:
    """Some forms print prompts beside the writing, which no label holds."""
    return ["--strip-prompts"] if folder.name in PROMPTED else []


def score(labels: Path, readings: Path, flags: list[str]) -> dict[str, float]:
    """What the scorer prints."""
    command = [sys.executable, str(SCORER), str(labels), str(readings), *flags]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
