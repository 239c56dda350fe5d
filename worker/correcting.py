"""`inkqueue.correct`: a person's right answer becomes labelled glyphs to train on."""

import json
from collections.abc import Sequence

from pipeline.errors import ErrorCode, InkError
from pipeline.reading import Character, Line
from worker.alignment import Pair, pairs
from worker.corrections import learnable
from worker.kind import Kind, Progress
from worker.lessons import CorrectJob, CorrectResult, Place
from worker.messages import Failure, Result
from worker.services import Services
from worker.settings import Settings

Run = tuple[int, str, str]
"""Where characters of the page begin, what they were read as, and what they are."""
_MOST = 4_000_000
"""Steps of an alignment: a few seconds' work."""


class Correcting(Kind[CorrectJob]):
    """One correction of one reading."""

    name = "inkqueue.correct"
    queue = "interactive"
    job = CorrectJob
    mark = "recorded"

    def soft_limit(self, settings: Settings) -> int:
        """Seconds a correction may take."""
        return settings.time_limit

    def perform(
        self, job: CorrectJob, job_id: str, services: Services, progress: Progress
    ) -> CorrectResult:
        """Align the text with the reading and record the glyphs."""
        result = _reading(job.corrects, services)
        glyphs = services.corrections.kept(job.corrects)
        characters = [char for line in result.lines or () for char in _characters(line)]
        if glyphs is None or len(glyphs) != len(characters):
            raise _expired("the glyphs of this job are not kept (any more)", job.corrects)
        found = [pair for run in _runs(job, result.lines or ()) for pair in _placed(run)]
        samples = [
            (place, char) for place, char in found if learnable(char) and glyphs[place].any()
        ]
        services.corrections.add([(glyphs[at], char) for at, char in samples])
        return CorrectResult(
            job_id=job_id,
            status="done",
            recorded=len(samples),
            changed=sum(characters[at].char != char for at, char in samples),
            left_out=len("".join(job.text.split())) - len(samples),
        )

    def failed(
        self, raw: object, job_id: str, error: InkError, services: Services
    ) -> CorrectResult:
        """The failed result."""
        return CorrectResult(job_id=job_id, status="failed", error=Failure.of(error))


def _reading(corrects: str, services: Services) -> Result:
    document = services.results.find(corrects)
    if document is None:
        raise _expired("there is no result of this job (any more)", corrects)
    found = json.loads(document)
    if found.get("status") != "done" or "lines" not in found:
        message = "only a reading that is done can be corrected; of many images, name JOB_ID/n"
        raise InkError(ErrorCode.INVALID_JOB, message, "corrects", corrects)
    return Result.model_validate(found)


def _expired(message: str, corrects: str) -> InkError:
    return InkError(ErrorCode.JOB_EXPIRED, message, "corrects", corrects)


def _placed(run: Run) -> list[Pair]:
    start, read, right = run
    if len(read) * len(right) > _MOST:
        message = f"{len(right)} characters at once are too many: correct it line by line"
        raise InkError(ErrorCode.INVALID_JOB, message, "text", f"{len(right)} characters")
    return [(start + place, char) for place, char in pairs(read, right)]


def _runs(job: CorrectJob, lines: Sequence[Line]) -> list[Run]:
    """What is compared with what: line with line, where there are as many."""
    starts, total = [], 0
    for line in lines:
        starts.append(total)
        total += len(_characters(line))
    if job.at is not None:
        return [_replaced(job.at, job.text, lines, starts)]
    texts = [text for text in job.text.splitlines() if text.strip()]
    if len(texts) != len(lines):
        return [(0, "".join(map(_text, lines)), job.text)]
    return [
        (start, _text(line), text) for start, line, text in zip(starts, lines, texts, strict=True)
    ]


def _replaced(at: Place, text: str, lines: Sequence[Line], starts: Sequence[int]) -> Run:
    if at.line >= len(lines):
        raise _missing("at.line", at.line, len(lines))
    line, start = lines[at.line], starts[at.line]
    if at.word is None:
        return start, _text(line), text
    if at.word >= len(line.words):
        raise _missing("at.word", at.word, len(line.words))
    before = sum(len(word.characters) for word in line.words[: at.word])
    word = line.words[at.word]
    return start + before, "".join(char.char for char in word.characters), text


def _missing(field: str, value: int, count: int) -> InkError:
    what = field.removeprefix("at.") + ("" if count == 1 else "s")
    whole = "reading" if field == "at.line" else "line"
    message = f"the {whole} has only {count} {what}"
    return InkError(ErrorCode.INVALID_JOB, message, field, str(value))


def _characters(line: Line) -> list[Character]:
    return [char for word in line.words for char in word.characters]


def _text(line: Line) -> str:
    return "".join(char.char for char in _characters(line))
