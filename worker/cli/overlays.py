"""Pictures with the boxes and readings drawn in."""

from pathlib import Path

import numpy as np
from PIL import Image

from pipeline.reading import Reading
from pipeline.render import overlay
from worker.cli.exits import errors
from worker.cli.images import printable
from worker.cli.naming import Names


class Overlays:
    """A folder of pictures, named after their images; `failed` if one could not be written."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.failed = False
        self._folder = folder
        self._names = Names(".png")

    def draw(self, reference: str, image: np.ndarray, reading: Reading) -> None:
        """Draw a reading over its image, uint8 [H,W,3]. A failure is a line on stderr."""
        path = self._folder / self._names.name(reference, reading.page.number)
        try:
            if Path(reference).absolute().parent.resolve() == self._folder.resolve():
                raise ValueError(f"--overlay {self._folder}: pictures would replace images there")
            Image.fromarray(overlay(image, reading)).save(path)
        except (OSError, ValueError) as error:
            self.failed = True
            shown = f"inkqueue: no picture of {printable(reference)}: {error}"
            errors.print(shown, style="red", markup=False)
