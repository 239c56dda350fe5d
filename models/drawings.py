"""Pictures that lie in a version's folder: its training curve and its confusion matrix, as SVG."""

from collections.abc import Mapping, Sequence

import numpy as np

from pipeline.classes import CHARS, COUNT

CURVE, CONFUSION = "curve.svg", "confusion.svg"
_WIDTH, _HEIGHT, _MARGIN, _CELL = 360, 220, 40, 11
_COLOURS = {"": "#2266aa", "val_": "#cc5500"}
_NAMES = {"": "training", "val_": "development"}


def curve(rows: Sequence[Mapping[str, float]]) -> bytes:
    """Loss and accuracy by epoch, of training and of development."""
    panels = [
        f'<g transform="translate({number * _WIDTH},0)">{_panel(rows, name)}</g>'
        for number, name in enumerate(("loss", "accuracy"))
    ]
    return _svg(2 * _WIDTH, _HEIGHT + _MARGIN, "".join(panels))


def confusion(y: np.ndarray, read: np.ndarray) -> bytes:
    """How often each class, a row, was read as each, a column: the darker, the more of the row."""
    counts = np.zeros((COUNT, COUNT))
    np.add.at(counts, (y, read), 1)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    cells = [
        f'<rect x="{_at(column)}" y="{_at(row)}" width="{_CELL}" height="{_CELL}" '
        f'fill="{"#2266aa" if row == column else "#cc2200"}" opacity="{shares[row, column]:.2f}">'
        f"<title>{CHARS[row]} read as {CHARS[column]}: {counts[row, column]:.0f}</title></rect>"
        for row, column in np.argwhere(counts)
    ]
    names = [
        f'<text x="{_at(i) + 2}" y="{_MARGIN - 4}">{char}</text>'
        f'<text x="{_MARGIN - 10}" y="{_at(i) + 9}">{char}</text>'
        for i, char in enumerate(CHARS)
    ]
    side = _at(COUNT) + _MARGIN
    return _svg(side, side, "".join(cells + names))


def _panel(rows: Sequence[Mapping[str, float]], name: str) -> str:
    lines = {prefix: [row.get(f"{prefix}{name}", 0.0) for row in rows] for prefix in _COLOURS}
    values = [value for line in lines.values() for value in line]
    low, high = min(values, default=0.0), max(values, default=1.0)
    drawn = [
        f'<polyline fill="none" stroke="{_COLOURS[prefix]}" stroke-width="2" '
        f'points="{_points(line, low, high)}"/>'
        f'<text x="{_MARGIN + number * 100}" y="{_HEIGHT + 30}" fill="{_COLOURS[prefix]}">'
        f"{_NAMES[prefix]} {line[-1] if line else 0:.3f}</text>"
        for number, (prefix, line) in enumerate(lines.items())
    ]
    scale = (
        f'<text x="2" y="{_MARGIN}">{high:.3f}</text><text x="2" y="{_HEIGHT}">{low:.3f}</text>'
        f'<text x="{_MARGIN}" y="20">{name}, {len(rows)} epochs</text>'
    )
    return scale + "".join(drawn)


def _points(line: Sequence[float], low: float, high: float) -> str:
    across = (_WIDTH - 2 * _MARGIN) / max(len(line) - 1, 1)
    down = (_HEIGHT - _MARGIN) / max(high - low, 1e-9)
    return " ".join(
        f"{_MARGIN + i * across:.1f},{_MARGIN + (high - value) * down:.1f}"
        for i, value in enumerate(line)
    )


def _at(index: int) -> int:
    return _MARGIN + _CELL * int(index)


def _svg(width: int, height: int, content: str) -> bytes:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'font-family="sans-serif" font-size="10"><rect width="100%" height="100%" fill="white"/>'
        f"{content}</svg>\n"
    ).encode()
