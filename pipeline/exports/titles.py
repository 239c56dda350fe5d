"""hOCR's `title` attributes: properties parted by semicolons, each a name and its values."""

from urllib.parse import quote, unquote

Properties = dict[str, list[str]]

_PLAIN = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "\"';%\\")


def title(**properties: str) -> str:
    """`bbox 1 2 3 4; x_wconf 95`, those left out whose value is empty."""
    return "; ".join(f"{name} {value}" for name, value in properties.items() if value)


def quoted(text: str) -> str:
    """A string in double quotes: hOCR's hold ASCII without quotes, so the rest is %-encoded."""
    return f'"{quote(text, safe=_PLAIN, errors="surrogatepass")}"'


def unquoted(text: str) -> str:
    """What was quoted."""
    return unquote(text.strip('"'), errors="surrogatepass")


def percent(confidence: float) -> str:
    """HOCR's confidences go from 0 to 100."""
    return f"{100 * confidence:.2f}".rstrip("0").rstrip(".")


def share(percents: str) -> float:
    """Back to 0..1, with as many places as the tree has."""
    return round(float(percents) / 100, 4)


def properties(text: str) -> Properties:
    """The properties of a title: no string in it holds a semicolon or a space."""
    parts = [part.split() for part in text.split(";")]
    return {part[0]: part[1:] for part in parts if part}


def numbers(values: list[str]) -> list[int]:
    """Integers."""
    return [int(value) for value in values]
