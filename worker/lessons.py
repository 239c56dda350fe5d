"""What the networks learn from: the jobs and results of training and of corrections."""

from pydantic import Field, StrictBool, StrictInt, StrictStr, field_validator

from models.verdict import Verdict
from worker.messages import Job, Message, Outcome, Reference

CORRECTIONS = "corrections:"
"""The reference of all corrections that are kept."""
DATA_LIMIT = 64
"""References of one training; folders hold any number of pictures."""


class TrainJob(Job):
    """`inkqueue.train`: train a network, weigh it against the champion, promote a better one."""

    data: tuple[Reference, ...] = Field(
        min_length=1,
        max_length=DATA_LIMIT,
        description="`….npz`, `…-images-idx3-ubyte[.gz]`, `….mat[#train|#test]`, a folder "
        "`…/` of `LABEL/*.png`, or `corrections:` for what people corrected.",
    )
    network: StrictStr | None = Field(None, description="Default: `compact`, or the start's.")
    epochs: StrictInt | None = Field(
        None, ge=1, le=1000, description="Default: the network's recipe, or 2 from a start."
    )
    seed: StrictInt = Field(0, ge=0, lt=2**32)
    start: StrictStr | None = Field(
        None, description="Version whose weights to start from, or `champion`."
    )
    budget_minutes: float | None = Field(
        None,
        gt=0,
        strict=True,
        allow_inf_nan=False,
        description="Training stops after the epoch in which they are spent.",
    )
    holdout: Reference | None = Field(
        None,
        description="Data that the version is weighed on against the champion before it serves. "
        "Default: the characters held out that ship with the project.",
    )
    promote: StrictBool = Field(
        True, description="Promote it if the gate finds it better; false registers it only."
    )


class TrainResult(Outcome):
    """Of a training: the version it registered, and what the gate found."""

    version: str | None = None
    promoted: bool | None = Field(None, description="Whether it serves now; null if not weighed.")
    verdict: Verdict | None = Field(None, description="The gate's table, and why.")
    milliseconds: dict[str, float] = Field({}, description="By stage.")


class Place(Message):
    """A word of a result: its line and its place in the line, from 0."""

    line: StrictInt = Field(ge=0)
    word: StrictInt | None = Field(None, ge=0, description="Null: the whole line.")


class CorrectJob(Job):
    """`inkqueue.correct`: say what a finished job should have read."""

    corrects: StrictStr = Field(
        min_length=1, max_length=220, description="The job_id that was read; of many, `JOB_ID/n`."
    )
    text: StrictStr = Field(
        max_length=5000, description="What stands there, lines separated by newlines; not blank."
    )
    at: Place | None = Field(None, description="What `text` replaces; null: all of it.")

    @field_validator("text")
    @classmethod
    def _says_something(cls, text: str) -> str:
        if not text.strip():
            raise ValueError("the text is blank: a correction says what stands there")
        return text


class CorrectResult(Outcome):
    """Of a correction: what can be learnt from it."""

    recorded: int | None = Field(None, description="Characters kept as labelled samples.")
    changed: int | None = Field(None, description="Those of them that had been read otherwise.")
    left_out: int | None = Field(
        None, description="Characters of the text that no glyph stands for with certainty."
    )
