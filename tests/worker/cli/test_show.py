"""What a person sees of results."""

from rich.console import Console

from pipeline.errors import ErrorCode, InkError
from pipeline.reading import LeftOut, PageSize, Reading
from worker.cli.show import table
from worker.messages import Result


def shown(result: Result) -> str:
    console = Console(width=160)
    with console.capture() as capture:
        console.print(table([result]))
    return capture.get().splitlines()[1]


def reading(left_out: int, pages: int = 1) -> Result:
    words = tuple(LeftOut(confidence=0.9, box=(1, 1, 9, 9)) for _ in range(left_out))
    tree = Reading(
        text="ANNA [x]", confidence=0.97, needs_review=False, lines=(), left_out=words,
        page=PageSize(width=99, height=99, pages=pages),
    )  # fmt: skip
    return Result.done("j", "a.png", tree)


def test_a_table_tells_of_print_that_was_left_out() -> None:
    assert "ANNA [x] (1 printed word left out)" in shown(reading(1))
    assert "ANNA [x] (3 printed words left out)" in shown(reading(3))
    assert "left out" not in shown(reading(0))


def test_a_table_tells_of_pages_that_were_not_read() -> None:
    assert "ANNA [x] (page 0, of 0 to 2)" in shown(reading(0, pages=3))
    assert "ANNA [x] (page 0, of 0 to 2) (1 printed word left out)" in shown(reading(1, pages=3))
    assert "pages" not in shown(reading(1))


def test_of_a_failure_it_has_the_code() -> None:
    failed = Result.failed("j", "a.png", InkError(ErrorCode.NOT_AN_IMAGE, "no [image]"))
    assert shown(failed).split() == ["a.png", "(not_an_image)"]
