"""Our own reading, in this process, with or without a trace of how it came about."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from models.card import Card
from models.store import Store
from pipeline.options import Options
from pipeline.reading import Reading
from worker import settings
from worker.equipment import equip

if TYPE_CHECKING:
    from models.classifier import Classifier
    from pipeline.prior import Letters


@dataclass(frozen=True)
class Ours:
    """A loaded classifier; reads files of at most so many pixels."""

    classify: "Classifier"
    most: int

    def read(self, path: Path, options: Options) -> Reading:
        """The reading of one file. Raises InkError."""
        from pipeline.reader import read

        asked, language = equipped(options)
        return read(self.image(path), self.classify, asked, language)

    def image(self, path: Path) -> np.ndarray:
        """uint8 [H,W,3] RGB."""
        from pipeline.decoding import decode

        return decode(path.read_bytes(), self.most)


@cache
def equipped(options: Options) -> tuple[Options, "Letters | None"]:
    """The options with what they name, and the language model that they ask for."""
    return equip(options, settings.load())


def load(model: str | None = None, temperature: float | None = None, threads: int = 0) -> Ours:
    """The champion, a version of the store, or a .keras file (temperature 1 unless given).

    threads: that the model may use; 0 leaves it to TensorFlow.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from models import classifier
    from worker.child import share_cores

    # Once, as a worker does: the environment takes longer to read than a small image.
    configured = settings.load()
    share_cores(1, threads or configured.threads)
    store = Store(configured.store)
    if model is None:
        found = classifier.load_champion(store)
    elif model.endswith(".keras"):
        found = _loose(Path(model), temperature or 1.0)
    else:
        found = classifier.load(store.folder(model))
    found.warm_up()
    return Ours(found, configured.image_pixels_limit)


def _loose(path: Path, temperature: float) -> "Classifier":
    """A network that no store has yet: it has no card."""
    import keras

    from models.classifier import Classifier

    network = keras.saving.load_model(path, compile=False)
    known: Any = {"version": path.stem, "temperature": temperature}
    return Classifier(network, Card.model_construct(**known))
