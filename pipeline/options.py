"""What a job may ask of the pipeline."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Preset = Literal["default", "paper"]


class Options(BaseModel):
    """Options of one reading. Unknown fields are refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    preset: Preset = Field("default", description="`paper` is the published pre-processing.")
    alternatives: int = Field(3, ge=0, le=10, strict=True, description="Alternatives a character.")
