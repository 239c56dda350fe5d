"""Plain text: words parted by spaces, lines by newlines."""

from pipeline.reading import Reading


def write(reading: Reading) -> str:
    """The text, ending in a newline unless there is none."""
    return f"{reading.text}\n" if reading.text else ""
