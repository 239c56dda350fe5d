"""Keep TensorFlow's chatter off the terminal."""

import os


def tensorflow() -> None:
    """Silence its start-up notices; call before the first import of TensorFlow or Keras."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
