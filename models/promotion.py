"""The gate in force: a version of the store weighed, then promoted or rejected, and why."""

from models.checks import invalid
from models.classifier import Classifier, load, load_champion
from models.datasets import read
from models.emnist import Glyphs, join, load_npz
from models.gate import Scales, weigh
from models.store import SHIPPED, Store
from models.verdict import Verdict
from pipeline.errors import InkError

HOLDOUT, REGRESSIONS = "holdout.npz", "regressions.npz"


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
