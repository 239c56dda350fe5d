"""What goes into XML, whatever it was."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from pipeline.exports import xml


@given(st.text())
def test_any_text_comes_back_clean_from_attribute_and_element(text: str) -> None:
    root = ElementTree.Element("a")
    xml.add(root, "b", c=xml.clean(text)).text = xml.clean(text)
    child = xml.parse(xml.document(root), "test")[0]
    assert child.get("c") == (child.text or "") == xml.clean(text)


def test_only_what_xml_cannot_hold_is_replaced() -> None:
    assert xml.clean("A<&>'\"É漢😀") == "A<&>'\"É漢😀"
    assert xml.clean("\x00\t\n\x1b\ud83d\uffff") == "\ufffd" * 6
