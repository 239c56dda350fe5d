"""The generated documents: JSON Schemas of jobs and results, and the page of settings.

`python -m worker.schemas` writes them; a test keeps them current.
"""

import json
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

from worker import lessons, messages
from worker.settings import PREFIX, Settings
from worker.trainer_settings import TrainerSettings

DOCS = Path(__file__).parents[1] / "docs"

JOBS: dict[str, type[BaseModel]] = {
    "recognize": messages.RecognizeJob,
    "recognize_many": messages.RecognizeManyJob,
    "correct": lessons.CorrectJob,
    "train": lessons.TrainJob,
}
RESULTS: dict[str, type[BaseModel]] = {
    "result": messages.Result,
    "batch_result": messages.BatchResult,
    "correct_result": lessons.CorrectResult,
    "train_result": lessons.TrainResult,
}


def documents() -> dict[str, str]:
    """Every generated file: its path below docs/, and what belongs in it."""
    # A producer writes what is required of a job, and finds every field in a result.
    found = {f"schemas/{name}.json": _schema(model, "validation") for name, model in JOBS.items()}
    for name, model in RESULTS.items():
        found[f"schemas/{name}.json"] = _schema(model, "serialization")
    found["settings.md"] = markdown()
    return found


def markdown() -> str:
    """docs/settings.md, made from the model."""
    rows = [
        "# Settings",
        "",
        "Variables of the environment, read when a process starts. A wrong one stops it with one "
        "line that names key and value; one of an unknown name is ignored, with a warning. "
        "`python -m worker.schemas` writes this page.",
        "",
        "| variable | default | what it is |",
        "|---|---|---|",
    ]
    for name in sorted(Settings.model_fields, key=TrainerSettings.model_fields.__contains__):
        field = Settings.model_fields[name]
        default = "user's data folder" if field.default_factory else _shown(field.default)
        rows.append(f"| `{PREFIX}{name.upper()}` | {default} | {field.description} |")
    return "\n".join(rows) + "\n"


def _shown(default: object) -> str:
    return "none" if default == () else f"`{default}`"


def _schema(model: type[BaseModel], mode: Literal["validation", "serialization"]) -> str:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(mode=mode),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write them."""
    for name, text in documents().items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
