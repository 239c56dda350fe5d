"""A version's folder: a network, its card, and further files that the card names."""

import re
from pathlib import Path

from models.card import VERSION_PATTERN, Card, digest
from models.errors import readable, unavailable

MODEL, CARD = "model.keras", "card.json"
_NAME = re.compile(VERSION_PATTERN)


def is_version(name: str) -> bool:
    """Whether a name is one that a version can have."""
    return bool(_NAME.fullmatch(name))


def read_card(folder: Path, version: str | None = None) -> Card:
    """The card of a version's folder, after every file that it names was checked by its hash.

    Raises:
        InkError: `model_unavailable` where a file is missing or is not as the card says, or where
            the card names its network or itself among the further files.
    """
    path, version = folder / CARD, version or folder.name
    with readable("card", path):
        card = Card.model_validate_json(path.read_bytes())
    if card.version != version:
        raise unavailable(f"the card of {version} says {card.version}", "version", version)
    if not card.version.endswith(f"-{card.sha256[:8]}"):
        raise unavailable(f"{version} is not named after its model.keras", "version", version)
    for name in card.files:
        # Whatever the case: some file systems do not tell.
        if name.lower() in (MODEL, CARD):
            message = f"the card of {card.version} names {name} among its further files"
            raise unavailable(message, "version", card.version)
    for name, sha256 in {MODEL: card.sha256, **card.files}.items():
        with readable(name.partition(".")[0], folder / name):
            found = digest(folder / name)
        if found != sha256:
            message = f"{name} of {card.version} is corrupt: its SHA-256 is {found}"
            raise unavailable(message, "version", card.version)
    return card


def further(folder: Path) -> dict[str, bytes]:
    """All of a version's files but its network and its card, by name."""
    names = sorted(path.name for path in folder.iterdir() if path.name not in (MODEL, CARD))
    return {name: (folder / name).read_bytes() for name in names}
