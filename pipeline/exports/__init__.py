"""A reading as other programs take it: plain text, hOCR, ALTO, and JSON as it is."""

from pipeline.exports.document import Format, Source, render

__all__ = ["Format", "Source", "render"]
