"""Names of persons and organisations in an action, both ways."""

from __future__ import annotations

from django.utils.translation import gettext as _
from lxml import etree

from correspondence.formats.record import NamedParty, Problem
from correspondence.formats.xml import line_of, name_of, words_of

from .markup import element
from .origin import Origin

KIND_OF = {"persName": "person", "orgName": "organisation", "name": "", "rs": ""}
KIND_OF_TYPE = {"person": "person", "pers": "person", "org": "organisation"}
ORGANISATIONS = ("state", "ministry", "mission", "organisation", "body", "office")
UNKNOWN = "Unknown"  # what CMIF writes where nobody is known
CERTAIN = {"", "high"}


def party_in(named: etree._Element, role: str, origin: Origin) -> NamedParty | None:
    """Return the party that an element names; none where it only says that nobody is known."""
    name, as_named = _words(named)
    refs = named.get("ref", "")
    keys = origin.keys_in(refs)
    slug = next((slug for slug in map(origin.slug_in, refs.split()) if slug), "")
    if origin.own and not slug:
        slug = named.get("key", "")
    if not (name or keys or slug) or (name == UNKNOWN and not keys and not slug):
        return None
    return NamedParty(
        name=name or slug or keys[0],
        role=named.get("role", role) if origin.own and named.get("role") == "on_behalf" else role,
        as_named=as_named,
        keys=keys,
        slug=slug,
        kind=_kind(named),
        person=words_of(_signer(named)),
    )


def doubts_about(named: etree._Element) -> list[Problem]:
    """Return a warning where the edition is not sure who or which place it is: records have no place for that."""
    if named.get("cert", "") in CERTAIN and not named.get("evidence"):
        return []
    return [Problem(_("The edition is not sure of this name: it is taken over as it stands."),
                    name_of(named), words_of(named) or named.get("ref", ""), line_of(named), fatal=False)]  # fmt: skip


def named_in_full(party: NamedParty) -> etree._Element:
    """Return a party with its heading and the words of the document, its kind, its keys and who signed for it."""
    tag = {"person": "persName", "": "name"}.get(party.kind, "orgName")
    words: list[object] = [party.name]
    if party.as_named:
        words = [element("choice", element("reg", party.name), element("orig", party.as_named))]
    if party.person:
        words.append(element("persName", party.person, role="signer"))
    return element(
        tag,
        *words,
        ref=" ".join(party.keys),
        key=party.slug,
        type=party.kind if tag == "orgName" and party.kind != "organisation" else "",
        role="on_behalf" if party.role == "on_behalf" else "",
    )


def _kind(named: etree._Element) -> str:
    tag, kind = name_of(named), named.get("type", "")
    if tag == "orgName" and kind in ORGANISATIONS:
        return kind
    return KIND_OF_TYPE.get(kind, "") if tag in {"name", "rs"} else KIND_OF[tag]


def _words(named: etree._Element) -> tuple[str, str]:
    """Return the heading of the edition and, where it gives both, the words of the document."""
    if not len(named):
        return words_of(named), ""
    regular, original = (next(iter(named.findall(f"{{*}}choice/{{*}}{tag}")), None) for tag in ("reg", "orig"))
    if regular is not None:
        return words_of(regular), words_of(original)
    signer = _signer(named)
    if signer is None:
        return words_of(named), ""
    return " ".join((named.text or "").split()), ""


def _signer(named: etree._Element) -> etree._Element | None:
    if not len(named):
        return None
    return next((child for child in named.findall("{*}persName") if child.get("role") == "signer"), None)
