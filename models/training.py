"""From labelled glyphs to a registered version: load, fit, calibrate, evaluate, register."""

import hashlib
import tempfile
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import keras
import numpy as np

from models import calibration, networks, refreshing
from models.batches import scale
from models.card import Draft, Source
from models.checkpoints import Checkpoints
from models.checks import invalid
from models.composing import compose
from models.datasets import DataSet, read
from models.emnist import Glyphs, join, part
from models.evaluation import evaluate
from models.fitting import OnProgress, Progress, fit
from models.store import MODEL, Store
from pipeline.classes import COUNT
from pipeline.errors import InkError

CHAMPION = "champion"
"""As `start`: whichever version serves."""


@dataclass(frozen=True)
class TrainPlan:
    """What to train: references of data, a network by name, and how long.

    start: the version whose weights to begin from, or `champion`; learns less, and more slowly.
    corrections: a reference of what people corrected, learnt with weight.
    """

    data: tuple[str, ...]
    network: str = "compact"
    epochs: int | None = None
    seed: int = 0
    start: str | None = None
    budget_minutes: float | None = None
    corrections: str | None = None


@dataclass(frozen=True)
class _Lessons:
    """What is learnt, the same without corrections, what it is measured by, and the files."""

    learnt: Glyphs
    plain: Glyphs
    held: Glyphs
    sources: tuple[Source, ...]


def train(plan: TrainPlan, store: Store, on_progress: OnProgress | None = None) -> str:
    """Train a network on the `train` part of the data and register it; returns the version.

    The `dev` part, which the split by content keeps apart, gives the temperature and the card's
    figures; the `holdout` part is not touched. A plan that was cut off goes on from its last
    checkpoint.

    Raises:
        InkError: `invalid_job` for an unknown network, no epochs, or data that is not labelled
            glyphs; `model_unavailable` for an unknown start.
    """
    if plan.epochs is not None and plan.epochs < 1:
        raise invalid(f"a training has at least 1 epoch, not {plan.epochs}", "epochs", plan.epochs)
    if plan.start == CHAMPION:
        plan = replace(plan, start=store.champion().version)
    recipe = networks.recipe(plan.network)
    start = _start(plan, store)
    if start is not None:
        recipe = refreshing.gently(recipe)
    lessons = _load(plan)
    checkpoints = Checkpoints(store.root / "checkpoints" / _digest(plan, lessons.sources))
    try:
        model, curve = _fitted(plan, recipe, start, lessons, checkpoints, on_progress)
    except InkError:
        # Cancelled or too late: nobody comes back for it.
        checkpoints.discard()
        raise
    version = register(model, plan, curve, lessons.held.known, lessons.sources, store)
    # Not before: a kill while it is scored must not cost the training.
    checkpoints.discard()
    return version


def _fitted(
    plan: TrainPlan,
    recipe: networks.Recipe,
    start: keras.Model | None,
    lessons: _Lessons,
    checkpoints: Checkpoints,
    on_progress: OnProgress | None,
) -> tuple[keras.Model, list[dict[str, float]]]:
    checkpoints.sweep()
    kept = checkpoints.folder / "composed.npz"
    return fit(
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
    dev: Glyphs,
    sources: tuple[Source, ...],
    store: Store,
) -> str:
    """Calibrate a fitted network on the development part, score it there, and store it."""
    temperature = calibration.fit(_rows(model, dev.x), dev.y)
    calibrated = lambda x: calibration.tempered(_rows(model, x), temperature)  # noqa: E731
    draft = Draft(
        network=plan.network,
        created=datetime.now(UTC),
        data=sources,
        optimiser=networks.recipe(plan.network).optimiser,
        epochs=len(curve),
        seed=plan.seed,
        parameters=model.count_params(),
        temperature=temperature,
        figures={"dev": evaluate(calibrated, dev.x, dev.y)},
        start=plan.start,
        curve=tuple(curve),
    )
    return _store(model, draft, store)


def _store(model: keras.Model, draft: Draft, store: Store) -> str:
    """Save without optimiser state: a third of the size, and all that serving needs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / MODEL
        # Not clone_model: of a compiled network it makes a compiled one.
        bare = type(model).from_config(model.get_config())
        bare.set_weights(model.get_weights())
        bare.save(path)
        return store.register(path, draft)


def _start(plan: TrainPlan, store: Store) -> keras.Model | None:
    if plan.start is None:
        return None
    try:
        card = store.card(plan.start)
    except InkError as error:
        raise InkError(error.code, error.message, "start", plan.start) from error
    if card.network != plan.network:
        raise invalid(
            f"{plan.start} is a {card.network!r}, and {plan.network!r} is to be trained",
            "start",
            plan.start,
        )
    return keras.models.load_model(store.folder(plan.start) / MODEL, compile=False)


def _load(plan: TrainPlan) -> _Lessons:
    """The data to learn, what people corrected, and with it what is not to be forgotten."""
    references = (*plan.data, refreshing.REPLAY) if plan.corrections else plan.data
    if not references:
        raise invalid("there is nothing to train on", "data", "")
    sets: list[DataSet] = [read(reference) for reference in references]
    sources = [source for each in sets for source in each.sources]
    glyphs = join([each.glyphs for each in sets])
    for name in ("train", "dev"):
        if len(part(glyphs, name).known) == 0:
            raise invalid(
                f"none of the {len(glyphs)} glyphs falls into the {name} part (a glyph's part "
                "follows from its pixels: see docs/data.md)",
                "data",
                ", ".join(plan.data),
            )
    plain = learnt = part(glyphs, "train")
    if plan.corrections:
        corrected = read(plan.corrections)
        learnt = refreshing.weighted(plain, corrected.glyphs)
        sources += corrected.sources
    return _Lessons(learnt, plain, part(glyphs, "dev"), tuple(sources))


def _rows(model: keras.Model, x: np.ndarray) -> np.ndarray:
    shape = model.input_shape[1:]
    chunks = [x[at : at + 1024] for at in range(0, len(x), 1024)]
    rows = [np.asarray(model(scale(c, shape), training=False))[:, :COUNT] for c in chunks]
    return np.concatenate(rows)


def _digest(plan: TrainPlan, sources: tuple[Source, ...]) -> str:
    """Of what is trained on what: another file under the same name starts anew."""
    parts = [*sorted(asdict(plan).items()), *(source.sha256 for source in sources)]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
