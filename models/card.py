"""The card of a model version: what it is, what it learnt from and how well it does."""

import hashlib
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from models.figures import Figures

NETWORK_PATTERN = r"^[a-z][a-z0-9_]*$"
VERSION_PATTERN = r"^[a-z][a-z0-9_]*-[0-9]{8}T[0-9]{6}-[0-9a-f]{8}$"

NetworkName = Annotated[str, Field(pattern=NETWORK_PATTERN)]
VersionName = Annotated[str, Field(pattern=VERSION_PATTERN)]
"""`<network>-<UTC yyyymmddThhmmss>-<first 8 of model.keras's SHA-256>`"""
FileName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Frozen(BaseModel):
    """Base of every part of a card: immutable, and unknown fields are refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Frozen):
    """A file whose `train` part the network learnt from."""

    name: str = Field(description="The file's name, without the machine's folders.")
    sha256: Sha256
    images: int = Field(ge=0, description="Images in it, the parts held out included.")


class Draft(Frozen):
    """What training knows of a version; `Card` adds what depends on the file."""

    network: NetworkName
    created: AwareDatetime
    data: tuple[Source, ...]
    optimiser: str
    epochs: int = Field(ge=0)
    seed: int
    parameters: int = Field(ge=1)
    temperature: float = Field(
        default=1.0, gt=0.0, description="Characters are p^(1/T), renormalised."
    )
    figures: dict[str, Figures] = Field(default={}, description="By the set they were measured on.")
    start: VersionName | None = Field(
        default=None, description="The version whose weights it began from."
    )
    curve: tuple[dict[str, float], ...] = Field(default=(), description="One row an epoch.")
    notes: str = ""


class Card(Draft):
    """card.json: a draft, and the model.keras that came of it."""

    version: VersionName
    sha256: Sha256 = Field(description="Of model.keras.")
    bytes: int = Field(ge=1, description="Of model.keras.")
    files: dict[FileName, Sha256] = Field(
        default={}, description="Further files of the version's folder, by name: their SHA-256."
    )

    @classmethod
    def of(cls, draft: Draft, model_file: Path, files: Mapping[str, str] | None = None) -> "Card":
        """The card of a draft, named after its time and its file's content."""
        sha256 = digest(model_file)
        created = draft.created.astimezone(UTC)
        version = f"{draft.network}-{created:%Y%m%dT%H%M%S}-{sha256[:8]}"
        size, files = model_file.stat().st_size, dict(files or {})
        return cls(**dict(draft), version=version, sha256=sha256, bytes=size, files=files)


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
