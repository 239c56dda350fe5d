"""What stands in a row from left to right, as a target beside that of its single frames.

Frames that are taught one by one may each be nearly right and yet say a character twice or not at
all. Connectionist temporal classification (Graves et al., 2006) teaches the row as a whole.
"""

from typing import Any

import keras
import numpy as np
from keras import ops

from pipeline.classes import COUNT
from pipeline.shapes import alike

MOST = 48
"""Characters of a row."""
NO_MORE = -1
"""Where a row has fewer."""
WORST = 100.0
"""No row counts for more: there are some that cannot be read."""
_SHAPE = np.array([min(alike(label)) for label in range(COUNT)])
_SHAPES, _COLUMN = np.unique(_SHAPE, return_inverse=True)
_NONE = len(_SHAPES)
_MERGING = np.eye(_NONE + 1, dtype=np.float32)[np.append(_COLUMN, _NONE)]
"""float32 [63,shapes + 1]: classes that look alike are one shape, the last is none."""


def sequence(labels: list[int]) -> np.ndarray:
    """The shapes of a row's classes, left to right: int32 [MOST], filled up with NO_MORE."""
    row: np.ndarray = np.full(MOST, NO_MORE, np.int32)
    shapes = _COLUMN[np.array(labels[:MOST], np.int64)]
    row[: len(shapes)] = shapes
    return row


@keras.saving.register_keras_serializable("inkqueue")
def sequence_loss(sequences: Any, probabilities: Any) -> Any:
    """-log of the probability of all ways to say each row, a character: int [B,MOST], float
    [B,frames,63] → float [B].
    """
    lengths = ops.sum(ops.cast(sequences >= 0, "int32"), axis=-1)
    shapes = ops.maximum(ops.cast(sequences, "int32"), 0)
    said = ops.log(ops.clip(ops.matmul(probabilities, _MERGING), 1e-7, 1.0))
    frames = ops.full((ops.shape(said)[0],), ops.shape(said)[1], dtype="int32")
    losses = ops.ctc_loss(shapes, said, lengths, frames, mask_index=_NONE)
    return ops.minimum(losses, WORST) / ops.cast(ops.maximum(lengths, 1), "float32")
