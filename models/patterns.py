"""Patterns that jobs might ask of a code: its own shape, more or less exactly, or another's."""

import re

import numpy as np

from models.wording import Runs
from pipeline.classes import CHARS

PRESENT = 0.9
"""How often it is the code's own shape: the wrong field may be asked for, or be filled in."""
EITHER = 0.12
"""How often letters and digits may both stand where the code has a run of one."""
EXACT = 0.6
"""How often the pattern knows how long a run is; else it may be one longer or one shorter."""


def asked(text: str, seed: int) -> str:
    """A pattern for this code, the same for the same seed."""
    rng = np.random.default_rng([seed, *text.encode()])
    if rng.random() > PRESENT:
        text = "".join(CHARS[label] for label in Runs(int(rng.integers(2**31))).draw())
    return "".join(_run(run, rng) for run in re.findall(r"\d+|\D+", text))


def _run(run: str, rng: np.random.Generator) -> str:
    of = r"\d" if run.isdigit() else "[A-Z]"
    of = r"[A-Z\d]" if rng.random() < EITHER else of
    if rng.random() < EXACT:
        return f"{of}{{{len(run)}}}"
    least = max(1, len(run) - int(rng.integers(2)))
    return f"{of}{{{least},{least + 1}}}"
