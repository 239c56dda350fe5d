"""What an upload is, by its first bytes: a name or a header says nothing."""

KINDS = (
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"GIF8", 0, "image/gif"),
    (b"WEBP", 8, "image/webp"),
    (b"BM", 0, "image/bmp"),
    (b"II*\0", 0, "image/tiff"),
    (b"MM\0*", 0, "image/tiff"),
    (b"ftypavif", 4, "image/avif"),
    (b"\0\0\0\x0cjP  ", 0, "image/jp2"),
)
"""Of the formats that the workers decode, those that cameras, scanners and programs write."""


def kind(data: bytes) -> str | None:
    """The media type, or None for what is no picture that the workers read."""
    for magic, offset, name in KINDS:
        if data[offset : offset + len(magic)] == magic:
            return name
    return None
