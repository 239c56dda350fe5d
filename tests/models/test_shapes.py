from models.shapes import ALIKE, alike
from pipeline.classes import CHARS, INDEX


def test_a_class_is_like_itself_and_likeness_is_mutual() -> None:
    for label in range(len(CHARS)):
        assert label in alike(label)
        assert all(label in alike(other) for other in alike(label))


def test_the_groups_are_apart() -> None:
    assert len(set("".join(ALIKE))) == sum(map(len, ALIKE))
    assert alike(INDEX["A"]) == [INDEX["A"]]
