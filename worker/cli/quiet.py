"""Keep the chatter of TensorFlow's libraries off the terminal."""

import contextlib
import os
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def libraries() -> Iterator[None]:
    """Drop what C libraries write to stderr in this block; Python's own messages still show.

    TensorFlow's first notices come before any of its settings count.
    """
    sys.stderr.flush()
    terminal, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    try:
        with os.fdopen(terminal, "w", closefd=False) as ours, contextlib.redirect_stderr(ours):
            yield
    finally:
        os.dup2(terminal, 2)
        os.close(terminal)
