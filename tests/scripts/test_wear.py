import numpy as np
import pytest
from accuracy.wear import DAMAGES

from tests.pipeline.drawing import Sheet


def word() -> np.ndarray:
    """uint8 [H,W,3]."""
    sheet = Sheet(80, 300, ground=235, ink=30)
    sheet.write("WORN", 30, 60, size=1.2)
    return sheet.image


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damage_is_repeatable_and_leaves_the_image_alone(name: str) -> None:
    image = word()
    image.flags.writeable = False
    first, again = (DAMAGES[name](image, np.random.default_rng(5)) for _ in range(2))
    np.testing.assert_array_equal(first, again)
    assert first.dtype == np.uint8
    assert first.ndim == 3
    if name != "as it is":
        assert first.shape != image.shape or (first != image).any()
