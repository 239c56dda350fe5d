"""What forms, scanners and phones do to writing: seeded damages to an image of it."""

from collections.abc import Callable

import cv2
import numpy as np

Damage = Callable[[np.ndarray, np.random.Generator], np.ndarray]
"""uint8 [H,W,3], and where chance comes from → uint8 [h,w,3]."""
PRINTED = (110, 110, 110)
"""The grey of what a form prints."""


def _plain(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return image


def _inverted(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return 255 - image


def _peppered(share: float) -> Damage:
    def damage(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        drawn, noisy = rng.random(image.shape[:2]), image.copy()
        noisy[drawn < share / 2], noisy[drawn > 1 - share / 2] = 0, 255
        return noisy

    return damage


def _grainy(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    return np.clip(image + rng.normal(0, 25, image.shape), 0, 255).astype(np.uint8)


def _shadowed(soft: float) -> Damage:
    """The left part in shadow, whose edge is so many pixels soft."""

    def damage(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        width = image.shape[1]
        light = np.where(np.arange(width) > rng.uniform(0.4, 0.7) * width, 1.0, 0.4)[None]
        light = cv2.GaussianBlur(light, (0, 0), soft) if soft else light
        return (image * light[..., None]).astype(np.uint8)

    return damage


def _compressed(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 15])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR))


def _scaled(scale: float) -> Damage:
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return lambda image, rng: cv2.resize(image, None, fx=scale, fy=scale, interpolation=how)


def _turned(degrees: float) -> Damage:
    def damage(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        paper = tuple(int(side) for side in np.median(image.reshape(-1, 3), axis=0))
        edge = round(abs(np.tan(np.radians(degrees))) * image.shape[1]) + 10
        image = cv2.copyMakeBorder(image, edge, edge, 10, 10, cv2.BORDER_CONSTANT, value=paper)
        height, width = image.shape[:2]
        angle = degrees * rng.choice((-1, 1))
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        return cv2.warpAffine(image, matrix, (width, height), borderValue=paper)

    return damage


def _seen_askew(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    height, width = image.shape[:2]
    paper = tuple(int(side) for side in np.median(image.reshape(-1, 3), axis=0))
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    moved = corners + rng.uniform(-0.1, 0.1, (4, 2)) * (0.5 * width, height)
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    return cv2.warpPerspective(image, matrix, (width, height), borderValue=paper)


def _on_a_desk(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A sheet photographed aslant on wood."""
    height, width = image.shape[:2]
    edge = round(0.4 * height + 0.05 * width)
    desk = _wood((height + 2 * edge, width + 2 * edge), rng)
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    moved = corners + edge + rng.uniform(-0.15, 0.15, (4, 2)) * (0.5 * width, height)
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    size = desk.shape[1::-1]
    covered = cv2.warpPerspective(np.ones((height, width), np.uint8), matrix, size) > 0
    desk[covered] = cv2.warpPerspective(image, matrix, size, borderMode=cv2.BORDER_REPLICATE)[
        covered
    ]
    return desk


def _wood(size: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    grain = cv2.GaussianBlur(rng.normal(0, 60, size), (0, 0), sigmaX=25, sigmaY=1.2)
    colour = np.array([1.1, 1.0, 0.8])
    return np.clip((6 * grain + rng.uniform(60, 110))[..., None] * colour, 0, 255).astype(np.uint8)


def _ruled(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    image, (height, width) = image.copy(), image.shape[:2]
    left, right = (round(height * rng.uniform(0.65, 0.85)) for _ in "lr")
    cv2.line(image, (0, left), (width, left + (right - left) // 8), PRINTED, 1)
    return image


def _dotted(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    image, (height, width) = image.copy(), image.shape[:2]
    y = round(height * rng.uniform(0.65, 0.85))
    for x in range(0, width, int(rng.integers(5, 9))):
        cv2.circle(image, (x, y), 1, PRINTED, -1)
    return image


def _boxed(top: float) -> Damage:
    """A comb whose ticks begin at that share of the height, or boxes where that is little."""

    def damage(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        image, (height, width) = image.copy(), image.shape[:2]
        first, last = round(top * height), round(0.85 * height)
        for x in range(int(rng.integers(2, 20)), width, round(rng.uniform(0.5, 0.8) * height)):
            cv2.line(image, (x, first), (x, last), PRINTED, 1)
        for y in (first, last) if top < 0.3 else (last,):
            cv2.line(image, (0, y), (width, y), PRINTED, 1)
        return image

    return damage


DAMAGES: dict[str, Damage] = {
    "as it is": _plain,
    "light on dark": _inverted,
    "salt and pepper, 1%": _peppered(0.01),
    "salt and pepper, 3%": _peppered(0.03),
    "salt and pepper, 8%": _peppered(0.08),
    "grain": _grainy,
    "a shadow's sharp edge": _shadowed(0),
    "a shadow's soft edge": _shadowed(4),
    "JPEG, quality 15": _compressed,
    "60% of its size": _scaled(0.6),
    "3 x its size": _scaled(3),
    "turned by 5°": _turned(5),
    "turned by 10°": _turned(10),
    "turned by 15°": _turned(15),
    "seen askew": _seen_askew,
    "a sheet aslant on a desk": _on_a_desk,
    "a rule": _ruled,
    "a dotted rule": _dotted,
    "a comb through the letters": _boxed(0.45),
    "boxes through the letters": _boxed(0.15),
}
