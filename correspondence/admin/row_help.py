"""What belongs in each field of the rows on a letter's page: one sentence each, where the model has none of its own."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from correspondence.models import (
    Attachment,
    DateReading,
    EventLink,
    Link,
    Participation,
    Position,
    Response,
    Tabling,
    Text,
)

LEVEL = _("Only when it is more restricted than the letter.")

ROW_HELP: dict[type[Any], dict[str, Any]] = {
    Participation: {
        "role": _("What the party has to do with it."),
        "party": _("The body that writes or is written to."),
        "as_named": _("When the document calls it otherwise."),
        "person": _("Who signed, or whom it names."),
        "channel": _("When it reached this party by another way too."),
        "received": _("When it reached this party."),
        "reference": _("The number that this party gave it."),
    },
    Link: {
        "relation": _("What it does with the earlier exchange."),
        "earlier": _("Search by title, number or year."),
        "basis": _("Whether the document says so, or somebody concluded it."),
        "note": _("Why, when it is not plain."),
    },
    Text: {
        "role": _("The words of the document, a translation, or our summary."),
        "is_excerpt": _("When only parts of it are here."),
        "level": LEVEL,
    },
    EventLink: {
        "relation": _("Whether it follows the event or concerns it."),
        "event": _("What happened outside the correspondence."),
    },
    Tabling: {
        "proposal_kind": _("What is put: something given, asked for, or asked."),
        "proposal": _("The standing proposal that it takes up."),
        "kind": _("Recalled: only mentioned, not put again."),
        "terms": _("What is different from before."),
    },
    Response: {
        "addressee": _("What was put, and to whom."),
        "answer": _("What the letter says to it."),
        "grounds": _("The reason that it gives."),
        "framework": _("The forum or instrument that it points to."),
        "conditions": _("On what the acceptance depends, or which part is meant."),
        "characterised_by": _("Who calls the answer so, when not the letter itself."),
    },
    Position: {
        "party": _("Empty: the sender."),
        "topic": _("Empty: the topic of the letter."),
        "statement": _("In the register's own words."),
        "change": _("Against what the same party held before."),
        "previous": _("What it is compared with."),
        "claims_unchanged": _("When the letter itself says that nothing has changed."),
    },
    DateReading: {
        "which": _("Which of the four dates it is about."),
        "basis": _("How this reading is known."),
        "source": _("Where it stands: page, register, newspaper."),
        "standing": _("The preferred one is chosen by a step of its own."),
        "time": _("As far as the document gives it."),
        "zone": _("The time zone that the time is in."),
        "calendar": _("Julian dates are turned into Gregorian ones."),
        "bound": _("On which side of the other letter it lies."),
    },
    Attachment: {
        "role": _("The document itself, or what came with it."),
        "number": _("Its number among the enclosures."),
        "language": _("For example en, lv, ru."),
        "file": _("Kept as it was received, under its hash."),
        "level": LEVEL,
    },
}


def with_help(model: type[Any], fields: dict[str, Any]) -> None:
    """Give the fields of a row their sentence, where they have none."""
    for name, sentence in ROW_HELP.get(model, {}).items():
        if name in fields and not fields[name].help_text:
            fields[name].help_text = sentence
