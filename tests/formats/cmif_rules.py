"""The published rules of CMIF 1.1, each as one question: what its schema, its Schematron and its documentation ask for."""

import re

from correspondence.formats.tei.markup import TEI, XML_ID

DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?")
UUID = re.compile(r"[a-f][0-9a-f]{7}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
LICENCES = {
    "https://creativecommons.org/licenses/by/4.0/",
    "https://creativecommons.org/publicdomain/zero/1.0/",
}
WHEN, NAMES = ("when", "from", "to", "notBefore", "notAfter"), ("persName", "orgName")
IN_AN_ACTION = {*NAMES, "placeName", "date"}
OF_A_NAME, OF_A_DATE = {"ref", "evidence", "cert"}, {*WHEN, "cert", "evidence"}


def broken_rules(root):
    """Return the rules that a file breaks, in words."""
    return [
        *_of_the_file(root),
        *_of_the_header(root),
        *(rule for desc in root.iter(f"{TEI}correspDesc") for rule in _of_a_letter(desc)),
    ]


def _names(parent):
    return [child.tag.removeprefix(TEI) for child in parent]


def _of_the_file(root):
    if root.tag != f"{TEI}TEI" or _names(root) != ["teiHeader", "text"]:
        yield "1: TEI holds a teiHeader and a text"
    if _names(root[0]) != ["fileDesc", "profileDesc"]:
        yield "1: the header holds fileDesc and profileDesc"
    body = root.find(f"{TEI}text/{TEI}body")
    if body is None or _names(body) != ["p"] or "".join(body.itertext()).strip():
        yield "1: the body is one empty paragraph"


def _of_the_header(root):
    title = root.find(f"{TEI}teiHeader/{TEI}fileDesc/{TEI}titleStmt")
    if (
        _names(title)[:1] != ["title"]
        or set(_names(title)[1:]) != {"editor"}
        or not all("".join(one.itertext()) for one in title)
    ):
        yield "2: a title, then editors, none of them empty"
    published = root.find(f"{TEI}teiHeader/{TEI}fileDesc/{TEI}publicationStmt")
    if _names(published) != ["publisher", "idno", "date", "availability"]:
        yield "3: publisher, idno, date and availability in this order"
    if published[1].get("type") != "url" or not URI.fullmatch(published[1].text or ""):
        yield "3: idno is the address of the file"
    if not MOMENT.fullmatch(published[2].get("when", "")):
        yield "3: date/@when is an xs:dateTime"
    licence = published[3].find(f"{TEI}licence")
    if licence is None or licence.get("target") not in LICENCES:
        yield "3: the licence is CC BY 4.0 or CC0"
    for bibl in root.find(f"{TEI}teiHeader/{TEI}fileDesc/{TEI}sourceDesc"):
        if bibl.tag != f"{TEI}bibl" or bibl.get("type") not in {"print", "online", "hybrid"}:
            yield "4: sourceDesc holds bibl of type print, online or hybrid"
        if not UUID.fullmatch(bibl.get(XML_ID, "")):
            yield "4: bibl/@xml:id is a UUID that begins with a letter"


def _of_a_letter(desc):
    editions = {bibl.get(XML_ID) for bibl in desc.getroottree().iter(f"{TEI}bibl")}
    if desc.get("source", "").removeprefix("#") not in editions or not desc.get("source", "").startswith("#"):
        yield "5: correspDesc/@source names a bibl of the header"
    if set(desc.attrib) - {"key", "ref", "source"} or not all(
        URI.fullmatch(ref) for ref in desc.get("ref", "").split()
    ):
        yield "5: correspDesc has @key, @ref of addresses and @source"
    kinds = [action.get("type") for action in desc.findall(f"{TEI}correspAction")]
    if not {"sent", "received"} <= set(kinds) or set(kinds) - {"sent", "received"}:
        yield "6: actions are sent and received, and both are there"
    if set(_names(desc)) - {"correspAction", "correspContext", "note"}:
        yield "6: a letter has actions, its context and notes"
    for action in desc.findall(f"{TEI}correspAction"):
        yield from _of_an_action(action)
    for context in desc.findall(f"{TEI}correspContext"):
        yield from _of_a_context(context)


def _of_an_action(action):
    if not len(action) or set(_names(action)) - IN_AN_ACTION or (action.text or "").strip():
        yield "6: an action holds names, places and dates, no words, and is not empty"
    if not set(_names(action)) & set(NAMES):
        yield "6: who is not known is called Unknown"
    for child in action:
        if child.tag == f"{TEI}date":
            yield from _of_a_date(child)
        elif set(child.attrib) - OF_A_NAME or not (child.text or "").strip() or len(child):
            yield "7: a name is words, with @ref, @evidence or @cert"
        if child.get("cert", "low") != "low":
            yield "7: @cert is low or absent"
        if not all(URI.fullmatch(ref) for ref in child.get("ref", "").split()):
            yield "7: @ref holds addresses"


def _of_a_date(date):
    values = [date.get(name) for name in WHEN if date.get(name)]
    if not values or not all(DATE.fullmatch(value) for value in values):
        yield "8: a date is YYYY, YYYY-MM or YYYY-MM-DD"
    if date.get("when") and len(values) > 1:
        yield "8: @when stands alone"
    if set(date.attrib) - OF_A_DATE or len(date):
        yield "8: a date has no other attributes and holds nothing but words"


def _of_a_context(context):
    for ref in context:
        if (
            ref.tag != f"{TEI}ref"
            or ref.get("type") not in {"prev", "next"}
            or not ref.get("target")
            or not URI.fullmatch(ref.get("target"))
        ):
            yield "9: context is what comes before and after, by its address"
        if set(ref.attrib) - {"type", "subtype", "target"}:
            yield "9: a reference has @type, @subtype and @target"
