"""The card of a model version: what it is, what it learnt from and how well."""

import re
from datetime import UTC
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from models.figures import Figures

NetworkName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
VERSION = re.compile(r"[a-z][a-z0-9_]*-(?P<created>\d{8}T\d{6})-(?P<digest>[0-9a-f]{8})")
"""`<network>-<UTC yyyymmddThhmmss>-<first 8 of model.keras's SHA-256>`"""
VersionName = Annotated[str, Field(pattern=f"^{VERSION.pattern.replace('?P', '?P')}$")]


class Frozen(BaseModel):
    """Base of every part of a card."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Frozen):
    """A file that the network learnt from."""

    name: str = Field(description="The file's name, without the machine's folders.")
    sha256: Sha256
    images: int = Field(ge=0, description="Images of it that were trained on.")


class Draft(Frozen):
    """What training knows; the store adds what depends on the file."""

    network: NetworkName
    created: AwareDatetime
    data: tuple[Source, ...]
    optimiser: str
    epochs: int = Field(ge=0)
    seed: int
    parameters: int = Field(ge=1)
    temperature: float = Field(1.0, gt=0.0, description="p^(1/T) of the 62 characters.")
    figures: dict[str, Figures] = Field({}, description="By what they were measured on.")
    start: VersionName | None = Field(None, description="Version whose weights it began from.")
    curve: tuple[dict[str, float], ...] = Field((), description="One row an epoch.")
    notes: str = ""


class Card(Draft):
    """card.json: a draft, and what its model.keras turned out to be."""

    version: VersionName
    sha256: Sha256 = Field(description="Of model.keras.")
    bytes: int = Field(ge=1, description="Of model.keras.")

    @classmethod
    def of(cls, draft: Draft, sha256: str, size: int) -> "Card":
        """The card of a draft whose file has this hash and this many bytes."""
        created = draft.created.astimezone(UTC).strftime("%Y%m%dT%H%M%S")
        version = f"{draft.network}-{created}-{sha256[:8]}"
        return cls(**dict(draft), version=version, sha256=sha256, bytes=size)


def source(path: Path, images: int) -> Source:
    """The source of a data file that lies here."""
    return Source(name=path.name, sha256=digest(path), images=images)


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
