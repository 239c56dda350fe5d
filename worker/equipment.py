"""What an image's options name and a worker has: the lexicon's entries, the language model."""

from typing import TYPE_CHECKING

from pipeline.errors import ErrorCode, InkError
from pipeline.options import Options
from worker.lexicons import registered
from worker.settings import Settings

if TYPE_CHECKING:
    from pipeline.prior import Letters


def equip(options: Options, settings: Settings) -> "tuple[Options, Letters | None]":
    """The options with the lexicon's entries in place of its name, and the language model.

    Raises:
        InkError: invalid_job, of the lexicon; model_unavailable, of the language model.
    """
    if isinstance(options.lexicon, str):
        entries = registered(settings.lexicons, options.lexicon)
        # Not validated again: a registered lexicon may be longer than a job's own list.
        options = options.model_copy(update={"lexicon": entries})
    return options, _language() if options.language else None


def _language() -> "Letters":
    from models.language import shipped

    try:
        return shipped()
    except (OSError, ValueError, KeyError) as error:
        message = f"the language model cannot be loaded: {error}"
        raise InkError(ErrorCode.MODEL_UNAVAILABLE, message, "options.language", "true") from error
