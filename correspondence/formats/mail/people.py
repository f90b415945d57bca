"""Who wrote a message and to whom, and what it says it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from email.utils import getaddresses

from django.utils.translation import gettext as _

from correspondence.formats.record import NamedLink, NamedParty, Problem

from .parsing import header, raw_headers, words

HEADERS = (("from", "sender"), ("to", "addressee"), ("cc", "copy"), ("bcc", "copy"))
MOST = 20_000  # addresses in one header
MOST_NAMED = 1000  # messages that one message refers to
IDENTIFIER = re.compile(r"<\s*([^<>\s]{1,300})\s*>")
FORWARDED = re.compile(r"\s*(?:fwd?|wg|tr|enc|pārsūtīts|перенаправлено)\s*:", re.IGNORECASE)


def parties(message: Message, problems: list[Problem]) -> tuple[NamedParty, ...]:
    """Return everybody whom the headers name, each once in a role, with the address as key."""
    found: dict[tuple[str, str], NamedParty] = {}
    for name, role in HEADERS:
        for party in _named(message, name, role, problems):
            found.setdefault((role, party.keys[0] if party.keys else party.name), party)
    return tuple(found.values())


def _named(message: Message, name: str, role: str, problems: list[Problem]) -> Iterator[NamedParty]:
    values = raw_headers(message, name)
    try:
        addresses = getaddresses(values)[:MOST]
    except Exception:  # noqa: BLE001  comments nested without end, and whatever else is no address: the words are kept
        addresses = [(value[:200], "") for value in values]
        problems.append(
            Problem(
                _("these addresses cannot be read: the words are kept"), name, header(message, name)[:80], fatal=False
            )
        )
    for display, address in addresses:
        said, where = words(display), words(address)
        if said or where:
            keys = (f"mailto:{where.lower()}",) if "@" in where else ()
            yield NamedParty(said or where, role, as_named=said or where, keys=keys)


def links(message: Message, own: str, subject: str) -> tuple[NamedLink, ...]:
    """Return what the message answers, by its own word, and what it refers to. A message passed on answers nothing."""
    relation = "refers_to" if FORWARDED.match(subject) else "answers"
    answered = _identifiers(message, "in-reply-to")
    found = {target: NamedLink(target, relation, "stated") for target in answered if target != own}
    for target in _identifiers(message, "references"):
        if target != own:
            found.setdefault(target, NamedLink(target, "refers_to", "stated"))
    return tuple(found.values())


def identifier(message: Message) -> str:
    """Return the identifier of the message itself, without its brackets; "" when it has none."""
    return next(iter(_identifiers(message, "message-id")), "")


def _identifiers(message: Message, name: str) -> list[str]:
    value = " ".join(raw_headers(message, name))
    found = IDENTIFIER.findall(value) or [
        word for word in value.split() if "@" in word and "<" not in word and ">" not in word
    ]
    return [cleaned for one in dict.fromkeys(found) if (cleaned := words(one))][:MOST_NAMED]
