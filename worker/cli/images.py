"""What the user named → the image references it stands for."""

import glob
import os
from collections.abc import Iterable, Iterator

import typer

SUFFIXES = frozenset(
    {
        ".apng", ".avif", ".avifs", ".bmp", ".gif", ".j2c", ".j2k", ".jfif", ".jp2",
        ".jpc", ".jpe", ".jpeg", ".jpf", ".jpg", ".jpx", ".pbm", ".pfm", ".pgm", ".png", ".pnm",
        ".ppm", ".tif", ".tiff", ".webp",
    }
)  # fmt: skip
"""Of the formats that are decoded; asking Pillow would load it for every `submit`."""


def expand(arguments: Iterable[str]) -> list[str]:
    """References in the order given, each as a user would name it.

    A folder stands for the images in it and a pattern for the files it matches, both sorted.
    URLs and single files stand for themselves, those that do not exist too: they fail alone.

    Raises:
        typer.BadParameter: a folder holds no image.
    """
    return [reference for argument in arguments for reference in _expand(argument)]


def is_local(reference: str) -> bool:
    """Whether it names a file of this machine by its path, not by a URL."""
    scheme = reference.partition(":")[0]
    return not ("://" in reference or scheme.lower() == "data")


def printable(reference: str) -> str:
    r"""The reference as given; bytes of a file name that are no UTF-8 are shown as `\xff`."""
    return os.fsencode(reference).decode(errors="backslashreplace")


def _expand(argument: str) -> Iterator[str]:
    if not is_local(argument) or os.path.isfile(argument):
        yield argument
    elif os.path.isdir(argument):
        yield from _images_of(argument)
    elif glob.has_magic(argument):
        matches = sorted(filter(os.path.isfile, glob.iglob(argument, recursive=True)))
        yield from matches or [argument]
    else:
        yield argument


def _images_of(folder: str) -> list[str]:
    paths = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
    images = [path for path in paths if _is_image(path)]
    if not images:
        known = ", ".join(sorted(SUFFIXES))
        raise typer.BadParameter(f"the folder {folder} holds no image ({known})")
    return images


def _is_image(path: str) -> bool:
    return os.path.splitext(path)[1].lower() in SUFFIXES and os.path.isfile(path)
