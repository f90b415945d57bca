"""What stands before and after a letter in its edition: correspContext and the notes on enclosures, as links.

`prev` and `next` name neighbours in a correspondence, most often two letters of the same writer to the same addressee: that is
no answer, and nobody has said that one speaks of the other. They become the least that a link can say, "refers to", given by
the edition, with its words as a note. Only @subtype may say more, in the words of our own relations (`answers`, `reminds` ...),
as the files of this program do; `toAuthor` and `fromAuthor` tell whose letter it was, and stay words.
"""

from __future__ import annotations

from lxml import etree

from correspondence.formats.record import NamedLink
from correspondence.formats.xml import words_of

from .markup import element
from .origin import Origin, pointer

EARLIER, LATER = {"prev", "previous"}, {"next"}
ENCLOSURE, COVER = {"hasAttachment"}, {"attachedTo"}
ANSWERING = ("answers", "answers_in_part", "acknowledges", "denies_receipt", "rejects")
RELATIONS = (
    *ANSWERING, "reminds", "follows_up", "corrects", "supersedes", "withdraws", "transmits", "reports", "part_of",
    "refers_to", "same_text", "duplicates",
)  # fmt: skip
BASES = ("stated", "reported", "inferred")


def link_in(ref: etree._Element, kind: str, origin: Origin) -> tuple[NamedLink, bool] | None:
    """Return the link that a reference makes, and whether a later letter makes it; None for any other reference."""
    relation = {**dict.fromkeys(EARLIER | LATER, "refers_to"), **dict.fromkeys(ENCLOSURE, "transmits"),
                **dict.fromkeys(COVER, "part_of")}.get(kind)  # fmt: skip
    if relation is None:
        return None
    said = ref.get("subtype", "")
    if said in RELATIONS:
        relation, said = said, ""
    marks = [mark.removeprefix("#") for mark in ref.get("ana", "").split()]
    link = NamedLink(
        target=origin.letter_in(ref.get("target", "")),
        relation=relation,
        basis=next((mark for mark in marks if mark in BASES), "edition"),
        note=": ".join(filter(None, (said, words_of(ref)))),
    )
    return link, kind in LATER


def reference(link: NamedLink, kind: str) -> etree._Element:
    """Return a link as full TEI holds it; ``kind`` is prev or next."""
    return element(
        "ref",
        link.note,
        type=kind,
        subtype=link.relation,
        target=pointer(link.target),
        ana=f"#{link.basis}" if link.basis in BASES else "",
    )
