"""From labelled glyphs to a registered version: load, fit, calibrate, evaluate, register."""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import keras
import numpy as np

from models import calibration, drawings, networks, refreshing, words
from models.batches import scale
from models.card import Card, Draft
from models.checkpoints import Checkpoints
from models.composing import compose
from models.drawings import CONFUSION, CURVE
from models.emnist import Glyphs
from models.evaluation import evaluate
from models.fitting import OnProgress, Progress, fit
from models.lessons import Lessons, load
from models.plan import DEFAULT, TrainPlan, fingerprint, resolved
from models.store import MODEL, Store
from pipeline.classes import COUNT
from pipeline.confidence import WORDS
from pipeline.errors import ErrorCode, InkError

FINAL = (ErrorCode.CANCELLED, ErrorCode.DEADLINE_PASSED, ErrorCode.INVALID_JOB)
"""Nobody comes back for a training that ends so; for one whose store was away, somebody may."""


def train(
    plan: TrainPlan,
    store: Store,
    on_progress: OnProgress | None = None,
    on_registered: Callable[[str], object] | None = None,
) -> str:
    """Train a network on the `train` part of the data and register it; returns the version.

    The `dev` part, which the split by content keeps apart, gives the temperature and the card's
    figures; the `holdout` part is not touched. A plan that was cut off goes on from its last
    checkpoint, which goes once `on_registered` was told the version.

    Raises:
        InkError: `invalid_job` for an unknown network, no epochs, or data that is not labelled
            glyphs; `model_unavailable` for an unknown start.
    """
    plan = resolved(plan, store)
    recipe, start = networks.recipe(plan.network or DEFAULT), None
    beside: dict[str, bytes] = {}
    if plan.start is not None:
        recipe = refreshing.gently(recipe)
        start = keras.models.load_model(store.folder(plan.start) / MODEL, compile=False)
        # What stood beside those weights goes with them, until it is made anew.
        beside = store.beside(plan.start)
    lessons = load(plan)
    checkpoints = Checkpoints(store.root / "checkpoints" / fingerprint(plan, lessons.sources))
    try:
        model, curve = _fitted(plan, recipe, start, lessons, checkpoints, on_progress)
        version = register(model, plan, curve, lessons, beside, store, on_progress)
        if on_registered:
            on_registered(version)
    except InkError as error:
        if error.code in FINAL:
            checkpoints.discard()
        raise
    # Not before: a kill while it is scored or told of must not cost the training.
    checkpoints.discard()
    return version


def _fitted(
    plan: TrainPlan,
    recipe: networks.Recipe,
    start: keras.Model | None,
    lessons: Lessons,
    checkpoints: Checkpoints,
    on_progress: OnProgress | None,
) -> tuple[keras.Model, list[dict[str, float]]]:
    checkpoints.sweep()
    kept = checkpoints.folder / "composed.npz"
    held = lessons.held.known
    if start is not None:
        old, before = start.get_weights(), _rows(start, held.x).mean(axis=0)
        refreshing.freeze(start)
    model, curve = fit(
        recipe,
        lessons.learnt,
        lessons.held,
        epochs=recipe.epochs if plan.epochs is None else plan.epochs,
        seed=plan.seed,
        model=start,
        composed=_composed(recipe, start, lessons.plain, plan.seed, kept, on_progress),
        budget_seconds=None if plan.budget_minutes is None else plan.budget_minutes * 60,
        checkpoints=checkpoints,
        on_progress=on_progress,
    )
    if start is not None:
        if plan.corrections:  # other data may well have other classes, and say so
            refreshing.level(model, before, lambda: _rows(model, held.x))
        refreshing.blend(model, old, lambda: accuracy(model, held), len(held))
    return model, curve


def accuracy(model: keras.Model, glyphs: Glyphs) -> float:
    """Share of the glyphs whose likeliest class is theirs, 0..1; all have a certain one."""
    return float((_rows(model, glyphs.x).argmax(axis=1) == glyphs.y).mean())


def _composed(
    recipe: networks.Recipe,
    start: keras.Model | None,
    learnt: Glyphs,
    seed: int,
    kept: Path,
    on_progress: OnProgress | None,
) -> Glyphs | None:
    """Candidates cut from composed words, for a network that tells them from characters."""
    if start is not None and start.output_shape[-1] == COUNT:
        return None

    def told(step: int, steps: int) -> None:
        if on_progress:
            on_progress(Progress("compose", 0, 0, step, steps, 0.0, 0.0, 0.0))

    return compose(learnt, recipe.words, seed, kept, told)


def register(
    model: keras.Model,
    plan: TrainPlan,
    curve: list[dict[str, float]],
    lessons: Lessons,
    beside: dict[str, bytes],
    store: Store,
    on_progress: OnProgress | None = None,
    notes: str = "",
) -> str:
    """Calibrate a fitted network on the development part, score it there, and store it."""
    held, dev = lessons.held, lessons.held.known
    every = _rows(model, held.x)
    rows = every[held.y >= 0]
    temperature = calibration.fit(every, held.candidates)
    plain = partial(_rows, model)
    calibrated = lambda x: calibration.tempered(plain(x), temperature)  # noqa: E731
    draft = Draft(
        network=plan.network or DEFAULT,
        created=datetime.now(UTC),
        data=lessons.sources,
        optimiser=networks.recipe(plan.network or DEFAULT).optimiser,
        epochs=len(curve),
        seed=plan.seed,
        parameters=model.count_params(),
        temperature=temperature,
        figures={
            "dev": evaluate(calibrated, dev.x, dev.y),
            "dev, at temperature 1": evaluate(plain, dev.x, dev.y),
        },
        start=plan.start,
        curve=tuple(curve),
        notes=notes,
    )
    pictures = {
        CURVE: drawings.curve(curve),
        CONFUSION: drawings.confusion(dev.y, rows.argmax(axis=1)),
    }
    return _store(model, draft, store, beside | pictures, dev, on_progress)


def _store(
    model: keras.Model,
    draft: Draft,
    store: Store,
    beside: dict[str, bytes],
    dev: Glyphs,
    on_progress: OnProgress | None,
) -> str:
    """Save without optimiser state: a third of the size, and all that serving needs."""

    def told(step: int, steps: int) -> None:
        if on_progress and step % 20 == 0:
            on_progress(Progress("words", 0, 0, step, steps, 0.0, 0.0, 0.0))

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / MODEL
        # Not clone_model: of a compiled network it makes a compiled one.
        bare = type(model).from_config(model.get_config())
        bare.set_weights(model.get_weights())
        bare.save(path)
        if fitted := words.fitted(bare, Card.of(draft, path), dev, told):
            beside = {**beside, WORDS: fitted}
        return store.register(path, draft, beside)


def _rows(model: keras.Model, x: np.ndarray) -> np.ndarray:
    shape = model.input_shape[1:]
    chunks = [x[at : at + 1024] for at in range(0, len(x), 1024)]
    rows = [np.asarray(model(scale(c, shape), training=False))[:, :COUNT] for c in chunks]
    return np.concatenate(rows)
