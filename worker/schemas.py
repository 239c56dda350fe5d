"""The generated documents: JSON Schemas of jobs and results, and the page of settings.

`python -m worker.schemas` writes them; a test keeps them current.
"""

import json
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

from worker import lessons, messages, settings

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
    found["settings.md"] = settings.markdown()
    return found


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
