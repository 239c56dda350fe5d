"""What an operator may set about training, and about what is kept to train on."""

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, NoDecode

_Seconds = Annotated[int, Field(ge=1)]
_DAY_S = 86_400


class TrainerSettings(BaseSettings):
    """Part of `worker.settings.Settings`."""

    train_time_limit: _Seconds = Field(_DAY_S, description="Seconds a `train` job may take.")
    keep_glyphs: bool = Field(
        True,
        description="Keep the glyphs of every reading in Redis as long as its result, so that a "
        "correction can be learnt from when the image is gone.",
    )
    corrections_limit: int = Field(
        20_000, ge=1, description="Corrected characters that are kept; the oldest go first."
    )
    corrections_ttl: _Seconds = Field(
        90 * _DAY_S, description="Seconds a corrected character is kept."
    )
    events_maxlen: int = Field(1000, ge=1, description="Entries kept in `inkqueue:events`.")
    events_ttl: _Seconds = Field(_DAY_S, description="Seconds `inkqueue:events` lives unused.")
    rejected_kept: int = Field(
        10,
        ge=1,
        description="Rejected versions that are kept, the newest; the trainer's worker removes "
        "older ones. What ever served stays.",
    )
    refresh_hours: float = Field(
        0, ge=0, le=8760, description="Hours between refreshes that celery beat starts; 0: none."
    )
    refresh_data: Annotated[tuple[str, ...], NoDecode] = Field(
        ("corrections:",), description="What a scheduled refresh trains on, separated by commas."
    )
