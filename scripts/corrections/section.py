"""The rows as a section of a page."""

from classifiers.page import table

from corrections.row import Row

HEAD = """## What corrections are worth

`make bench-corrections DATA=…` measures it and writes it here. The {forms} files of even number of
words/names are read and corrected as `inkqueue correct` does it, with their labels as the clerk's
text, and the champion is refreshed from what was recorded, with emnist/train.npz to replay, by
the trainer's defaults. Then the {files} files of odd number are read again. Each champion is
measured as it serves, with the strip network beside it, and by itself: the strip network does not
learn from corrections. `paper` was trained on EMNIST alone, as its glyphs are: no fonts, nothing
degraded. The refreshed versions are measured and thrown away. Target, from a champion trained on
EMNIST alone: the error rate falls by 40% at least, accuracy on validation.npz by 0.2 points at
most."""
COLUMNS = [
    "champion", "strip network", "recorded, of them changed", "CER before", "after", "falls by",
    "exact before", "after", "validation before", "after", "gate",
]  # fmt: skip


def section(rows: list[Row]) -> str:
    """The text."""
    head = HEAD.format(forms=rows[0].forms, files=rows[0].files)
    return f"{head}\n\n{table(COLUMNS, [_cells(row) for row in rows])}"


def _cells(row: Row) -> list[str]:
    return [
        f"`{row.version}`",
        "beside it" if row.strips else "without",
        f"{row.recorded:,}, {row.changed:,}",
        *(f"{value:.4f}" for value in row.cer),
        f"{row.fall:.0%}{_judged(row)}",
        *(f"{value:.1%}" for value in row.exact),
        *(f"{value:.4f}" for value in row.accuracy),
        "better" if row.better else "not better",
    ]


def _judged(row: Row) -> str:
    if not row.promised:
        return ""
    return ", met" if row.met else ", missed"
