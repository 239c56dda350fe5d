"""File names for what is written about images: after the image, and no name twice."""

from pathlib import Path


class Names:
    """`page.png` for `scans/page.jpg`; `page-2.png` for the second image of that name.

    `page.1.png` for its page of number 1, which is the second.
    """

    def __init__(self, suffix: str) -> None:
        self._suffix = suffix
        self._taken: set[str] = set()

    def name(self, reference: str, page: int = 0) -> str:
        """The name for the next image's file."""
        inline = reference[:5].lower() == "data:"
        stem = Path(reference.partition("?")[0]).stem[:100]
        stem = "image" if inline or ":" in stem or not stem else stem
        stem += f".{page}" if page else ""
        name, number = f"{stem}{self._suffix}", 1
        while name in self._taken:
            number += 1
            name = f"{stem}-{number}{self._suffix}"
        self._taken.add(name)
        return name
