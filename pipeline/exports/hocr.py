"""hOCR 1.2: XHTML whose classes and titles hold the tree, and back.

Print that was left out is a float without text. Beyond the standard's properties, `x_style`,
`x_review`, `x_pages`, `x_readings` and `x_alternatives` hold what only we have, so that the whole
tree comes back; other programs pass over them.
"""

from typing import Any

from pipeline.exports.document import Source
from pipeline.exports.titles import (
    Properties,
    numbers,
    percent,
    properties,
    quoted,
    share,
    title,
    unquoted,
)
from pipeline.exports.xml import (
    Element,
    add,
    box_of,
    clean,
    corners,
    document,
    parse,
    points,
    polygon_of,
    refused,
)
from pipeline.reading import (
    Alternative,
    Character,
    LeftOut,
    Line,
    PageSize,
    Reading,
    Word,
    WordReading,
)

XHTML = "http://www.w3.org/1999/xhtml"
CAPABILITIES = "ocr_page ocr_par ocr_line ocrx_word ocrx_cinfo ocr_textfloat"


def write(reading: Reading, source: Source) -> str:
    """The document of one page."""
    root = Element("html", {"xmlns": XHTML, "lang": "und"})
    head = add(root, "head")
    add(head, "meta", charset="utf-8")
    add(head, "title").text = clean(source.image) or "inkqueue"
    add(head, "meta", name="ocr-system", content=clean(f"inkqueue {source.model}".strip()))
    add(head, "meta", name="ocr-capabilities", content=CAPABILITIES)
    size = title(
        image=quoted(source.image),
        bbox=f"0 0 {reading.page.width} {reading.page.height}",
        ppageno=str(reading.page.number),
        x_pages=str(reading.page.pages),
        x_wconf=percent(reading.confidence),
        x_review=str(int(reading.needs_review)),
    )
    page = add(add(root, "body"), "div", **{"class": "ocr_page"}, id="page_1", title=size)
    if reading.lines:
        paragraph = add(page, "p", **{"class": "ocr_par"}, id="par_1")
        for number, line in enumerate(reading.lines, start=1):
            _line(paragraph, line, number)
    for number, word in enumerate(reading.left_out, start=1):
        said = title(**_place(word), x_wconf=percent(word.confidence), x_style="printed")
        add(page, "div", **{"class": "ocr_textfloat"}, id=f"left_out_1_{number}", title=said)
    return document(root)


def read(text: str) -> Reading:
    """The tree of a document that `write` made. Raises InkError where it is none."""
    root = parse(text, "hOCR")
    try:
        (page,) = _of_class(root, "ocr_page")
        return _page(page, properties(page.get("title", "")))
    except (KeyError, ValueError, TypeError) as error:
        raise refused("hOCR", f"{type(error).__name__}: {error}") from error


def _line(parent: Element, line: Line, number: int) -> None:
    said = title(
        **_place(line),
        x_wconf=percent(line.confidence),
        x_style=line.style or "",
    )
    found = add(parent, "span", **{"class": "ocr_line"}, id=f"line_1_{number}", title=said)
    for at, word in enumerate(line.words, start=1):
        _word(found, word, f"1_{number}_{at}").tail = " "
    found[-1].tail = ""
    found.tail = "\n"


def _word(parent: Element, word: Word, place: str) -> Element:
    said = title(
        **_place(word),
        x_wconf=percent(word.confidence),
        x_confs=" ".join(percent(character.confidence) for character in word.characters),
        x_style=word.style or "",
        x_readings=_ranked([(r.text, r.confidence) for r in word.readings]),
    )
    found = add(parent, "span", **{"class": "ocrx_word"}, id=f"word_{place}", title=said)
    for character in word.characters:
        others = [(a.char, a.confidence) for a in character.alternatives]
        said = title(
            x_bboxes=corners(character.box),
            x_conf=percent(character.confidence),
            x_alternatives=_ranked(others),
        )
        add(found, "span", **{"class": "ocrx_cinfo"}, title=said).text = clean(character.char)
    return found


def _place(node: Line | Word | LeftOut) -> dict[str, str]:
    shape = points(node.polygon) if node.polygon else ""
    return {"bbox": corners(node.box), "poly": shape}


def _ranked(texts: list[tuple[str, float]]) -> str:
    return " ".join(f"{quoted(text)} {percent(confidence)}" for text, confidence in texts)


def _page(page: Element, said: Properties) -> Reading:
    width, height = numbers(said["bbox"])[2:]
    (pages,), (number,) = numbers(said.get("x_pages", ["1"])), numbers(said["ppageno"])
    lines = tuple(_read_line(line) for line in _of_class(page, "ocr_line"))
    return Reading(
        text="\n".join(line.text for line in lines),
        confidence=share(said["x_wconf"][0]),
        needs_review=said["x_review"] == ["1"],
        page=PageSize(width=width, height=height, pages=pages, number=number),
        lines=lines,
        left_out=tuple(LeftOut(**_placed(each)) for each in _of_class(page, "ocr_textfloat")),
    )


def _read_line(line: Element) -> Line:
    words = tuple(_read_word(word) for word in _of_class(line, "ocrx_word"))
    return Line(text=" ".join(word.text for word in words), words=words, **_common(line))


def _read_word(word: Element) -> Word:
    characters = tuple(_read_character(c) for c in _of_class(word, "ocrx_cinfo"))
    ranked = _unranked(properties(word.get("title", "")).get("x_readings", []))
    return Word(
        text="".join(character.char for character in characters),
        readings=tuple(WordReading(text=text, confidence=c) for text, c in ranked),
        characters=characters,
        **_common(word),
    )


def _read_character(character: Element) -> Character:
    said = properties(character.get("title", ""))
    ranked = _unranked(said.get("x_alternatives", []))
    return Character(
        char=character.text or "",
        confidence=share(said["x_conf"][0]),
        box=box_of(*numbers(said["x_bboxes"])),
        alternatives=tuple(Alternative(char=char, confidence=c) for char, c in ranked),
    )


def _common(element: Element) -> dict[str, Any]:
    """What lines and words share."""
    said = properties(element.get("title", ""))
    return {**_placed(element), "style": said.get("x_style", [None])[0]}


def _placed(element: Element) -> dict[str, Any]:
    said = properties(element.get("title", ""))
    return {
        "confidence": share(said["x_wconf"][0]),
        "box": box_of(*numbers(said["bbox"])),
        "polygon": polygon_of(numbers(said.get("poly", []))),
    }


def _unranked(values: list[str]) -> list[tuple[str, float]]:
    pairs = zip(values[::2], values[1::2], strict=True)
    return [(unquoted(text), share(confidence)) for text, confidence in pairs]


def _of_class(parent: Element, name: str) -> list[Element]:
    return [element for element in parent.iter() if element.get("class") == name]
