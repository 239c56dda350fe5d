"""The gate in force: a version of the store weighed, then promoted or rejected, and why."""

from collections.abc import Callable, Sequence

import numpy as np

from models.checks import invalid
from models.classifier import Classifier, load
from models.datasets import read
from models.emnist import Glyphs, join, load_npz, part, sha1
from models.errors import ChampionChangedError, StoreAwayError
from models.gate import Scales, weigh
from models.store import SHIPPED, Store
from models.verdict import Verdict
from pipeline.errors import InkError

HOLDOUT, REGRESSIONS = "holdout.npz", "regressions.npz"
WEIGHINGS = 5
"""So often a version is weighed, where others promote theirs meanwhile."""


def weighed(
    store: Store,
    version: str,
    holdout: str | None = None,
    corrections: str | None = None,
    learnt: Sequence[str] = (),
) -> Verdict | None:
    """Weigh a version against the champion; None where no champion loads to weigh it against.

    Args:
        holdout: a reference of data to weigh on; default: the shipped holdout.
        corrections: a reference of people's corrections, which the version was trained on.
        learnt: references of what else it was trained on, which no holdout may hold: the glyphs
            of `holdout` that are among it are left out.

    Raises:
        InkError: `model_unavailable` where the version does not load; `invalid_job` where it is
            the champion, or the holdout is not labelled glyphs.
    """
    challenger = load(store.folder(version))
    champion = _champion(store)
    if champion is None:
        return None
    if champion.version == version:
        raise invalid(f"{version} is the champion", "version", version)
    corrected = read(corrections).glyphs if corrections else None
    scales = Scales(_holdout(holdout, learnt), _regressions(store), corrected)
    return weigh(challenger, champion, scales)


def decided(
    store: Store, who: str, weigh_up: Callable[[], Verdict | None], version: str
) -> tuple[Verdict | None, bool]:
    """Weigh a version and settle it: what was found, and whether it serves.

    It is weighed again where the champion changed meanwhile, since it has to beat that one.
    """
    for left in range(WEIGHINGS - 1, -1, -1):
        if serves(store, version):
            return last_verdict(store, version), True
        verdict = weigh_up()
        try:
            return verdict, settle(store, version, verdict, who)
        except ChampionChangedError:
            if not left:
                raise
    raise AssertionError("the last weighing returns or raises")


def serves(store: Store, version: str) -> bool:
    """Whether it is the champion already; a pointer that cannot be read names nobody."""
    try:
        return store.champion().version == version
    except InkError:
        return False


def last_verdict(store: Store, version: str) -> Verdict | None:
    """What the gate found when it was last asked of a version."""
    return next((e.verdict for e in store.history()[::-1] if e.version == version), None)


def settle(store: Store, version: str, verdict: Verdict | None, who: str) -> bool:
    """Promote the version if it is better, else note that it was rejected; whether it serves."""
    if verdict is None or verdict.better:
        why = verdict.why if verdict else "there is no champion that loads"
        store.promote(version, who, why, verdict)
        return True
    store.reject(version, verdict.why, who, verdict)
    return False


def _champion(store: Store) -> Classifier | None:
    """What serves, as children load it; None where no version that the pointer names is whole.

    Raises:
        StoreAwayError: one could not be fetched: that says nothing of it, and promotes nobody.
    """
    try:
        pointer = store.champion()
        names = [name for name in (pointer.version, pointer.previous) if name]
        return next(filter(None, (_whole(store, name) for name in names)), None)
    except StoreAwayError:
        raise
    except InkError:
        return None


def _whole(store: Store, version: str) -> Classifier | None:
    try:
        return load(store.folder(version))
    except StoreAwayError:
        raise
    except InkError:
        return None


def _holdout(reference: str | None, learnt: Sequence[str]) -> Glyphs:
    if reference is None:
        return load_npz(SHIPPED / HOLDOUT)
    try:
        glyphs = read(reference).glyphs
    except InkError as error:
        raise InkError(error.code, error.message, "holdout", error.value) from error
    if not len(glyphs.known):
        raise invalid("no glyph of it has a certain class", "holdout", reference)
    unseen = _unseen(glyphs, learnt)
    if not len(unseen.known):
        raise invalid("every glyph of it was trained on", "holdout", reference)
    return unseen


def _unseen(glyphs: Glyphs, learnt: Sequence[str]) -> Glyphs:
    seen = {sha1(x) for name in learnt for x in part(read(name).glyphs, "train").x}
    return glyphs[np.array([sha1(x) not in seen for x in glyphs.x])]


def _regressions(store: Store) -> Glyphs:
    """The shipped list, and the store's own behind it."""
    own = store.file(REGRESSIONS)
    return join([load_npz(path) for path in (SHIPPED / REGRESSIONS, own) if path])
