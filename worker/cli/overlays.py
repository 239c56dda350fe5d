"""Pictures with the boxes and readings drawn in."""

from pathlib import Path

from PIL import Image

from pipeline.decoding import decode
from pipeline.reading import Reading
from pipeline.render import overlay
from worker.cli.local import fetch
from worker.messages import Result
from worker.settings import Settings


class Overlays:
    """A folder of pictures, named after their images."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._settings = settings
        self._taken: set[str] = set()

    def draw(self, reference: str, result: Result) -> Path | None:
        """Draw a result over its image and return the picture's path; None for a failed one."""
        if result.status == "failed":
            return None
        image = decode(fetch(reference, self._settings), self._settings.image_pixels_limit)
        reading = Reading(**{name: getattr(result, name) for name in Reading.model_fields})
        path = self._folder / self._name(reference)
        Image.fromarray(overlay(image, reading)).save(path)
        return path

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
