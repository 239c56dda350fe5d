"""The formats by name."""

from dataclasses import dataclass
from typing import Literal, get_args

from pipeline.reading import Reading

Format = Literal["json", "text", "hocr", "alto"]
FORMATS: tuple[Format, ...] = get_args(Format)
SUFFIXES: dict[Format, str] = {
    "json": ".json",
    "text": ".txt",
    "hocr": ".hocr",
    "alto": ".alto.xml",
}
"""Of a file that holds one image's document."""


@dataclass(frozen=True)
class Source:
    """What a document says of its origin: the image's name, and the model's version."""

    image: str = ""
    model: str = ""


def render(reading: Reading, form: Format, source: Source | None = None) -> str:
    """One document, ending in a newline. What XML cannot hold becomes U+FFFD."""
    from pipeline.exports import alto, hocr, text

    source = source or Source()
    if form == "json":
        return reading.model_dump_json() + "\n"
    if form == "text":
        return text.write(reading)
    return hocr.write(reading, source) if form == "hocr" else alto.write(reading, source)
