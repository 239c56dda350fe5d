"""Networks too small to read anything, for tests that do not care what is read."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from models.card import Draft
from models.store import CHAMPION, Champion, Store


def fill(root: Path, count: int = 1) -> list[str]:
    """Register so many versions in a store, the first of them the champion."""
    import keras

    store = Store(root)
    root.mkdir(parents=True, exist_ok=True)
    versions = []
    for number in range(count):
        keras.utils.set_random_seed(number)
        layers = [keras.layers.Flatten(), keras.layers.Dense(62, activation="softmax")]
        model = keras.Sequential([keras.layers.Input((28, 28, 1)), *layers])
        model.save(root / "tiny.keras")
        draft = Draft(
            network="tiny",
            created=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number),
            data=(),
            optimiser="none",
            epochs=0,
            seed=number,
            parameters=model.count_params(),
        )
        versions.append(store.register(root / "tiny.keras", draft))
    (root / "tiny.keras").unlink()
    (root / CHAMPION).write_text(Champion(version=versions[0]).model_dump_json())
    return versions
