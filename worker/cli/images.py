"""What the user named → the image references it stands for."""

import glob
import os
from collections.abc import Iterable, Iterator

import typer

SUFFIXES = frozenset({".bmp", ".gif", ".jpeg", ".jpg", ".png", ".ppm", ".tif", ".tiff", ".webp"})


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
    names = sorted(os.listdir(folder))
    images = [name for name in names if os.path.splitext(name)[1].lower() in SUFFIXES]
    if not images:
        raise typer.BadParameter(f"the folder {folder} holds no image ({', '.join(SUFFIXES)})")
    return [os.path.join(folder, name) for name in images]
