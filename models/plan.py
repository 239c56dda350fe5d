"""What to train, and what its names mean."""

import hashlib
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version

from models.card import Source
from models.checks import invalid
from models.store import Store
from pipeline.errors import InkError

DEFAULT = "compact"
CHAMPION = "champion"
"""As `start`: whichever version serves."""


@dataclass(frozen=True)
class TrainPlan:
    """What to train: references of data, a network by name, and how long.

    network: default: `compact`, or the start's.
    start: the version whose weights to begin from, or `champion`; learns less, and more slowly.
    corrections: a reference of what people corrected, learnt with weight.
    """

    data: tuple[str, ...]
    network: str | None = None
    epochs: int | None = None
    seed: int = 0
    start: str | None = None
    budget_minutes: float | None = None
    corrections: str | None = None


def resolved(plan: TrainPlan, store: Store) -> TrainPlan:
    """The plan with the names of version and network that it means.

    Raises:
        InkError: `invalid_job` for no epochs; `model_unavailable` or `invalid_job` for the start.
    """
    if plan.epochs is not None and plan.epochs < 1:
        raise invalid(f"a training has at least 1 epoch, not {plan.epochs}", "epochs", plan.epochs)
    if plan.start is None:
        return replace(plan, network=plan.network or DEFAULT)
    start = store.champion().version if plan.start == CHAMPION else plan.start
    try:
        card = store.card(start)
    except InkError as error:
        raise InkError(error.code, error.message, "start", start) from error
    if plan.network not in (None, card.network):
        raise invalid(
            f"{start} is a {card.network!r}, and {plan.network!r} is to be trained", "start", start
        )
    return replace(plan, start=start, network=card.network)


def fingerprint(plan: TrainPlan, sources: tuple[Source, ...]) -> str:
    """Of what is trained on what: another file under the same name is another training.

    So is one by another release, whose network may be another: its checkpoint is not gone on from.
    Not of the folders: a job that is sent again has copies of its own.
    """
    named = replace(
        plan,
        data=tuple(_name(reference) for reference in plan.data),
        corrections=plan.corrections and _name(plan.corrections),
    )
    release = version("inkqueue")
    parts = [*sorted(asdict(named).items()), *(source.sha256 for source in sources), release]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _name(reference: str) -> str:
    return reference.rstrip("/").rpartition("/")[2]
