"""Folders that a command writes into, tried before there is anything to write."""

import tempfile
from pathlib import Path

import typer


def ready(folder: Path | None, option: str) -> None:
    """Make the folder that an option names, if it names one, and see that files can be written.

    Raises:
        typer.BadParameter: which option, and why not.
    """
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        message = f"no file can be written to {folder}: {error.strerror}"
        raise typer.BadParameter(message, param_hint=option) from None
