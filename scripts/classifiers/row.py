"""What an experiment came to, one JSON file each."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from classifiers.experiments import Group
from models.files import write_atomically


class Row(BaseModel):
    """accuracy: of 62 classes, on the test images; dev: on those that the best are chosen by.

    rest: on the images that a split left over. milliseconds: of reading 64 glyphs, a median;
    seconds: of training, both of the processor, so that other work counts little. bytes: on disk.
    curve: one entry an epoch. read: each test image's class.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    group: Group
    title: str
    images: int
    epochs: int | None
    learning_rate: float | None
    accuracy: float
    dev: float
    rest: float | None
    seconds: float
    milliseconds: float
    bytes: int
    parameters: int | None
    curve: list[dict[str, float]]
    read: list[int]


def write(row: Row, folder: Path) -> None:
    """A whole row or none: what is there is finished."""
    write_atomically(folder / f"{row.name}.json", row.model_dump_json())


def read_all(folder: Path) -> dict[str, Row]:
    """Every finished row, by name."""
    paths = sorted(folder.glob("*.json"))
    return {path.stem: Row.model_validate_json(path.read_bytes()) for path in paths}
