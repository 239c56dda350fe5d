"""Pictures with the boxes and readings drawn in."""

from pathlib import Path

import numpy as np
from PIL import Image

from pipeline.reading import Reading
from pipeline.render import overlay
from worker.cli.exits import errors
from worker.cli.images import printable


class Overlays:
    """A folder of pictures, named after their images; `failed` if one could not be written."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.failed = False
        self._folder = folder
        self._taken: set[str] = set()

    def draw(self, reference: str, image: np.ndarray, reading: Reading) -> None:
        """Draw a reading over its image, uint8 [H,W,3]. A failure is a line on stderr."""
        path = self._folder / self._name(reference)
        try:
            Image.fromarray(overlay(image, reading)).save(path)
        except (OSError, ValueError) as error:
            self.failed = True
            shown = f"inkqueue: no picture of {printable(reference)}: {error}"
            errors.print(shown, style="red", markup=False)

    def _name(self, reference: str) -> str:
        """`page.png`; `page-2.png` for the second image of that name."""
        stem = Path(reference.partition("?")[0]).stem[:100] or "image"
        if ":" in stem:
            stem = "image"
        name, number = f"{stem}.png", 1
        while name in self._taken:
            number += 1
            name = f"{stem}-{number}.png"
        self._taken.add(name)
        return name
