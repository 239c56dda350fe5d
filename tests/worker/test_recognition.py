"""From a job's reference and options to its result, with a classifier that knows nothing."""

import base64
import io

import pytest
import redis
from PIL import Image

from pipeline.errors import ErrorCode, InkError
from pipeline.options import Options
from tests.pipeline.drawing import even
from worker import recognition
from worker.messages import Result
from worker.services import Services
from worker.settings import Settings


class Even:
    """Every class as likely as every other."""

    version = "even"
    __call__ = staticmethod(even)


@pytest.fixture
def services(
    settings: Settings, server: "redis.Redis", monkeypatch: pytest.MonkeyPatch
) -> Services:
    monkeypatch.setattr(recognition, "serving", lambda _: Even())
    return Services(settings, server)


def read(services: Services, page: int | None) -> Result:
    sheets = [Image.new("L", (40, height), 255) for height in (20, 30)]
    file = io.BytesIO()
    sheets[0].save(file, "TIFF", save_all=True, append_images=sheets[1:])
    reference = f"data:image/tiff;base64,{base64.b64encode(file.getvalue()).decode()}"
    options = Options(page=page, language=False)
    return recognition.read("j", reference, options, None, services, lambda _: None)


@pytest.mark.parametrize(("page", "height"), [(None, 20), (0, 20), (1, 30)])
def test_the_page_that_a_job_asks_for_is_read(
    services: Services, page: int | None, height: int
) -> None:
    result = read(services, page)
    assert result.page is not None
    assert (result.page.height, result.page.pages) == (height, 2)


def test_a_page_that_is_not_there_is_the_jobs_mistake(services: Services) -> None:
    with pytest.raises(InkError, match="2 pages") as caught:
        read(services, 2)
    assert (caught.value.code, caught.value.field) == (ErrorCode.INVALID_JOB, "options.page")
