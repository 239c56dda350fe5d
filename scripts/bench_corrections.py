"""Measure what corrections are worth: names corrected, a refresh, other names read again.

usage: python scripts/bench_corrections.py DATA    (a folder that holds emnist/ and words/names)

Stages stay in runs/, by the content of what made them: stopped and started again, it loses no
more than the one it was at. What is trained here is measured and nothing else.
"""

import hashlib
import os
from pathlib import Path
from typing import Annotated

import typer

ROOT = Path(__file__).parents[1]


def main(
    data: Annotated[Path, typer.Argument(help="Folder that holds emnist/ and words/names.")],
    network: Annotated[
        list[str] | None, typer.Option(help="Shipped versions, by network; default: all.")
    ] = None,
    runs: Annotated[Path, typer.Option(help="Where the stages are.")] = ROOT / "runs/corrections",
    out: Annotated[Path, typer.Option(help="The page.")] = ROOT / "docs/training.md",
) -> None:
    """Correct, refresh, read again, and write the page's section."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from classifiers.page import write_section
    from corrections.section import section
    from corrections.trial import Trial

    mark = fingerprint()
    rows = []
    for version in champions(network):
        for strips in (False, True):
            name = f"{version}-{'strips' if strips else 'alone'}-{mark}"
            rows.append(Trial(version, strips, data, runs / name).row())
            print(rows[-1].model_dump_json(), flush=True)
            write_section(out, "corrections", section(rows))
    print(section(rows))


def champions(networks: list[str] | None) -> list[str]:
    """The shipped versions; those trained on EMNIST alone first."""
    from models.store import SHIPPED, Store

    found = Store(SHIPPED).versions()
    return sorted(v for v in found if not networks or v.split("-")[0] in networks)[::-1]


def fingerprint() -> str:
    """Of the code and of the networks that a figure depends on."""
    digest = hashlib.sha256()
    for path in sorted([*ROOT.glob("pipeline/**/*.py"), *ROOT.glob("models/*.py")]):
        digest.update(path.read_bytes())
    digest.update((ROOT / "models/shipped/strip.keras").read_bytes())
    return digest.hexdigest()[:8]


if __name__ == "__main__":
    typer.run(main)
