"""Names, elements and characters of TEI: what every other module of the format says in one way."""

from __future__ import annotations

import re

from lxml import etree

from correspondence.formats.xml import name_of

NAMESPACE = "http://www.tei-c.org/ns/1.0"
TEI = f"{{{NAMESPACE}}}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# What this program calls itself in the files that it writes (`appInfo/application/@ident`), and knows them by.
PROGRAM = "correspondence"

# Characters that no XML file may hold.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def found(parent: etree._Element, path: str) -> list[etree._Element]:
    """Return the elements at a path of TEI names: `titleStmt/title`; `.` and `//` as XPath has them."""
    steps = [step if step in {"", ".", ".."} else TEI + step for step in path.split("/")]
    return parent.findall("/".join(steps))


def children(parent: etree._Element) -> list[etree._Element]:
    """Return the child elements without comments and processing instructions."""
    return [child for child in parent if name_of(child)]


def exact_words(parent: etree._Element) -> str:
    """Return all the words within an element with every space and line between them."""
    return "".join(str(piece) for piece in parent.itertext("*"))


def element(tag: str, *content: object, **attributes: str) -> etree._Element:
    """Return a new element with words and elements inside; an attribute without a value is left out.

    Names are written without a namespace: the root of the file declares it. `xml_id`, `xml_lang` and `xml_space` are those
    of XML, `when_custom` has a hyphen, `from_` no underscore.
    """
    made = etree.Element(tag)
    for name, value in attributes.items():
        if value:
            made.set(_attribute(name), writable(value))
    for piece in content:
        _put(made, piece)
    return made


def text_of(made: etree._Element, *, indented: bool = False) -> str:
    """Return an element as it stands in a file, with a line feed behind it."""
    if indented:
        etree.indent(made)
    return etree.tostring(made, encoding="unicode") + "\n"


def writable(words: str) -> str:
    """Return words with a mark for each character that XML cannot hold."""
    return UNWRITABLE.sub("\ufffd", words)


def _attribute(name: str) -> str:
    known = {"xml_id": XML_ID, "xml_lang": XML_LANG, "xml_space": XML_SPACE, "when_custom": "when-custom"}
    return known.get(name, name.replace("_", ""))


def _put(made: etree._Element, piece: object) -> None:
    if isinstance(piece, etree._Element):
        made.append(piece)
    elif piece:
        words = writable(str(piece))
        if len(made):
            made[-1].tail = (made[-1].tail or "") + words
        else:
            made.text = (made.text or "") + words
