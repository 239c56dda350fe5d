"""Where a training was, on disk, so that one that was cut off goes on from there."""

import json
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path

import keras

from models.files import remove_stale, sync_file, write_atomically

STATE = "state.json"


@dataclass
class State:
    """How far a training is: `step` batches into epoch `epoch`, counted from 0.

    seconds: spent so far, by every process that worked at it; rows: figures of whole epochs;
    weights: the file that belongs to this state.
    """

    epoch: int = 0
    step: int = 0
    seconds: float = 0.0
    rows: list[dict[str, float]] = field(default_factory=list)
    weights: str = ""


@dataclass(frozen=True)
class Checkpoints:
    """The last checkpoint of one training in a folder of its own."""

    folder: Path

    def restore(self, model: keras.Model) -> State:
        """Load the weights, the optimiser's among them, into a compiled model; say where it was."""
        path = self.folder / STATE
        if not path.exists():
            return State()
        state = State(**json.loads(path.read_text()))
        model.optimizer.build(model.trainable_variables)
        model.load_weights(self.folder / state.weights)
        return state

    def save(self, model: keras.Model, state: State) -> None:
        """Keep this state in place of the one before, whatever moment a kill comes at."""
        self.folder.mkdir(parents=True, exist_ok=True)
        state.weights = f"{state.epoch}-{state.step}.weights.h5"
        model.save_weights(self.folder / state.weights)
        sync_file(self.folder / state.weights)
        write_atomically(self.folder / STATE, json.dumps(asdict(state)))
        for old in self.folder.glob("*.weights.h5"):
            if old.name != state.weights:
                old.unlink()

    def discard(self) -> None:
        """Forget it: the training is over."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def sweep(self) -> None:
        """Forget the trainings beside this one that nobody came back for in a week."""
        remove_stale(self.folder)
