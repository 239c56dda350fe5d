import json
import re
from pathlib import Path

import jsonschema
import pytest

from pipeline.errors import ErrorCode, InkError
from worker import schemas
from worker.messages import RecognizeJob, Result


@pytest.mark.parametrize("name", sorted(schemas.documents()))
def test_documents_are_current(name: str) -> None:
    written = (schemas.DOCS / name).read_text(encoding="utf-8")
    assert written == schemas.documents()[name], "run python -m worker.schemas"


def test_no_schema_is_left_over() -> None:
    written = {f"schemas/{path.name}" for path in (schemas.DOCS / "schemas").iterdir()}
    assert written == {name for name in schemas.documents() if name.startswith("schemas/")}


def test_the_schemas_hold_what_they_describe() -> None:
    job = RecognizeJob(image="/a.png").model_dump(mode="json")
    validator("recognize").validate(job)
    with pytest.raises(jsonschema.ValidationError):
        validator("recognize").validate({**job, "speed": 1})
    result = Result.failed("j", "/a.png", InkError(ErrorCode.INTERNAL, "why"))
    validator("result").validate(json.loads(result.model_dump_json()))


def test_every_error_is_documented_once() -> None:
    page = (schemas.DOCS / "errors.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert sorted(rows) == sorted(ErrorCode)


def validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads(Path(schemas.DOCS / "schemas" / f"{name}.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)
