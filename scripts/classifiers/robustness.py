"""Clean and corrupted side by side: how much of its reading a version keeps."""

from classifiers.page import table
from models.figures import Figures

TARGET = 0.04
"""At most so much below clean, of 62 classes."""
COLUMNS = {
    "62 classes": "accuracy",
    "47 merged": "accuracy_merged",
    "top 3": "top3",
    "macro recall": "macro_recall",
    "ECE": "ece",
}
HEAD = """## Corrupted characters

`make bench-corrupted DATA=…` makes this set by a seed ({seed}) and measures on it. Each of the
{images} characters of {source} by itself: its ink 12-200 pixels tall (drawn log-uniformly),
strokes 0.5-2 times as wide (log-uniformly), sheared by -25° to 25° and at 20-100% of black on
white (uniformly), and one in five without a tenth of its ink's box at one side. Then it is
binarised as a job's image is, and normalised. No network was trained or tuned on it, nor on the
clean ones. The target is at most 4 points below clean."""


def section(
    results: dict[str, tuple[Figures, Figures]], source: str, images: int, seed: int
) -> str:
    """The page's section: by version, its figures on the clean set and on the corrupted one."""
    rows = []
    for version, (clean, hard) in results.items():
        rows += [_row(version, "clean", clean), _row("", "corrupted", hard), _fall(clean, hard)]
    text = HEAD.format(seed=seed, images=f"{images:,}", source=source)
    return f"{text}\n\n{table(['', '', *COLUMNS], rows)}"


def _row(version: str, name: str, figures: Figures) -> list[str]:
    values = [f"{getattr(figures, field):.4f}" for field in COLUMNS.values()]
    return [f"`{version}`" if version else "", name, *values]


def _fall(clean: Figures, hard: Figures) -> list[str]:
    falls = [getattr(hard, field) - getattr(clean, field) for field in COLUMNS.values()]
    word = "met" if -falls[0] <= TARGET else "missed"
    return ["", f"points, target {word}", *[f"{100 * fall:+.1f}" for fall in falls]]
