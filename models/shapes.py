"""Classes that look alike once their size is gone."""

from functools import cache

from pipeline.classes import CHARS, INDEX

ALIKE = ("0Oo", "1Il", "Cc", "Kk", "Mm", "Pp", "Ss", "Uu", "Vv", "Ww", "Xx", "Yy", "Zz")


@cache
def alike(label: int) -> list[int]:
    """The classes that a normalised glyph of this class may equally be: [0..61]."""
    for group in ALIKE:
        if CHARS[label] in group:
            return [INDEX[char] for char in group]
    return [label]
