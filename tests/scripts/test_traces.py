"""A trace of a real call of the pipeline."""

import pytest
from accuracy.traces import tracing

from pipeline.errors import InkError
from pipeline.options import Options
from pipeline.reader import read
from pipeline.reading import Reading
from tests.pipeline.drawing import Sheet, by_content


def page() -> Sheet:
    sheet = Sheet(260, 700)
    sheet.write("HELLO", 40, 100)
    sheet.write("42", 420, 100)
    sheet.write("WORLD", 40, 200)
    return sheet


@pytest.mark.parametrize("preset", ["default", "paper"])
def test_every_character_read_has_its_candidate(preset: str) -> None:
    with tracing() as trace:
        reading = read(page().image, by_content, Options.model_validate({"preset": preset}))
    assert list(trace.kept.values()) == [[w.text for w in line.words] for line in reading.lines]
    read_of = [word.text for line in trace.lines for word in line if word.read]
    assert read_of == [word.text for line in reading.lines for word in line.words]
    assert trace.candidates == sum(len(word.rows) for line in trace.lines for word in line)
    for line in trace.lines:
        for word in line:
            spans = [
                (word.lattice.candidates[k].start, word.lattice.candidates[k].end)
                for k in word.read
            ]
            assert [a for a, _ in spans[1:]] == [b for _, b in spans[:-1]]


def test_the_lattices_are_there_though_nothing_matched() -> None:
    options = Options.model_validate({"lexicon": ("ZZZZZZZZZZZZZZZZZZ",)})
    with tracing() as trace, pytest.raises(InkError, match="near"):
        read(page().image, by_content, options)
    assert trace.lines
    assert trace.kept == {}


def test_the_pipeline_is_as_it_was_afterwards() -> None:
    with tracing() as trace:
        pass
    assert isinstance(read(page().image, by_content), Reading)
    assert trace.lines == []
