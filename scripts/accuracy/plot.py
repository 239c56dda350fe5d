"""The accuracy/coverage curves as an SVG picture."""

from pathlib import Path
from xml.etree import ElementTree

from accuracy.coverage import GOAL, Curve

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 400, 56, 20, 150, 48
COLOURS = ("#1f5fa8", "#b5472a", "#3a7d44", "#7a4fa3", "#8a6d1b", "#333333")
STEPS = 100


def write(curves: dict[str, Curve], target: Path) -> None:
    """Draw every curve: share sent to a person across, share of the rest that is right up."""
    size = {"width": str(WIDTH), "height": str(HEIGHT), "viewBox": f"0 0 {WIDTH} {HEIGHT}"}
    style = {"font-family": "sans-serif", "font-size": "12"}
    svg = ElementTree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, **style})
    ElementTree.SubElement(svg, "rect", {"width": "100%", "height": "100%", "fill": "white"})
    for tenth in range(11):
        _grid(svg, tenth / 10)
    _line(svg, [(0.0, GOAL), (1.0, GOAL)], "#999999", dash="4 3")
    _text(svg, WIDTH - RIGHT + 6, _y(GOAL) + 4, "99%")
    _text(svg, LEFT, HEIGHT - 10, "share of images sent to a person")
    _text(svg, LEFT, TOP - 6, "right, of the rest")
    for number, (name, curve) in enumerate(curves.items()):
        colour = COLOURS[number % len(COLOURS)]
        points = [(k / STEPS, curve.accuracy(k / STEPS)) for k in range(STEPS)]
        _line(svg, points, colour)
        _text(svg, WIDTH - RIGHT + 6, TOP + 60 + 18 * number, name, colour)
    ElementTree.indent(svg)
    ElementTree.ElementTree(svg).write(target, encoding="utf-8", xml_declaration=True)


def _x(share: float) -> float:
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(share: float) -> float:
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _grid(svg: ElementTree.Element, share: float) -> None:
    _line(svg, [(share, 0.0), (share, 1.0)], "#eeeeee")
    _line(svg, [(0.0, share), (1.0, share)], "#eeeeee")
    _text(svg, _x(share) - 10, HEIGHT - BOTTOM + 16, f"{share:.0%}")
    _text(svg, 14, _y(share) + 4, f"{share:.0%}")


def _line(
    svg: ElementTree.Element, points: list[tuple[float, float]], colour: str, dash: str = ""
) -> None:
    path = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in points)
    look = {"points": path, "fill": "none", "stroke": colour, "stroke-width": "1.5"}
    ElementTree.SubElement(svg, "polyline", look | ({"stroke-dasharray": dash} if dash else {}))


def _text(svg: ElementTree.Element, x: float, y: float, text: str, colour: str = "#222222") -> None:
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "fill": colour}
    ElementTree.SubElement(svg, "text", place).text = text
