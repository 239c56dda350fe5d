from xml.etree import ElementTree

import numpy as np

from models import drawings

SVG = "{http://www.w3.org/2000/svg}"


def test_the_curve_falls_where_the_loss_falls() -> None:
    rows = [
        {
            "epoch": n + 1,
            "loss": 2.0 - n,
            "val_loss": 2.5 - n,
            "accuracy": n / 3,
            "val_accuracy": 0.1,
        }
        for n in range(3)
    ]
    lines = ElementTree.fromstring(drawings.curve(rows)).iter(f"{SVG}polyline")
    loss, val_loss, accuracy, _ = (
        [tuple(map(float, point.split(","))) for point in line.attrib["points"].split()]
        for line in lines
    )
    assert len(loss) == 3
    # Down on the page is a greater y.
    assert loss[0][1] < loss[1][1] < loss[2][1]
    assert val_loss[0][1] < loss[0][1]
    assert accuracy[0][1] > accuracy[2][1]
    assert loss[0][0] < loss[1][0] < loss[2][0]


def test_one_epoch_is_a_curve_too() -> None:
    ElementTree.fromstring(drawings.curve([{"loss": 1.0}]))


def test_each_confusion_is_a_cell() -> None:
    picture = drawings.confusion(np.array([1, 1, 7, 7, 7, 7]), np.array([1, 1, 7, 1, 1, 1]))
    cells = {
        cell.findtext(f"{SVG}title"): float(cell.attrib["opacity"])
        for cell in ElementTree.fromstring(picture).iter(f"{SVG}rect")
        if cell.findtext(f"{SVG}title")
    }
    assert cells == {"1 read as 1: 2": 1.0, "7 read as 1: 3": 0.75, "7 read as 7: 1": 0.25}
