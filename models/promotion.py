"""The gate in force: a version of the store weighed, then promoted or rejected, and why."""

from collections.abc import Callable

from models.checks import invalid
from models.classifier import Classifier, load, load_champion
from models.datasets import read
from models.emnist import Glyphs, join, load_npz
from models.errors import ChampionChangedError
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
) -> Verdict | None:
    """Weigh a version against the champion; None where no champion loads to weigh it against.

    Args:
        holdout: a reference of data to weigh on; default: the shipped holdout.
        corrections: a reference of people's corrections, which the version was trained on.

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
    learnt = read(corrections).glyphs if corrections else None
    scales = Scales(_holdout(holdout), _regressions(store), learnt)
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
    try:
        return load_champion(store)
    except InkError:
        return None


def _holdout(reference: str | None) -> Glyphs:
    if reference is None:
        return load_npz(SHIPPED / HOLDOUT)
    try:
        glyphs = read(reference).glyphs
    except InkError as error:
        raise InkError(error.code, error.message, "holdout", error.value) from error
    if not len(glyphs.known):
        raise invalid("no glyph of it has a certain class", "holdout", reference)
    return glyphs


def _regressions(store: Store) -> Glyphs:
    """The shipped list, and the store's own behind it."""
    own = store.file(REGRESSIONS)
    return join([load_npz(path) for path in (SHIPPED / REGRESSIONS, own) if path])
