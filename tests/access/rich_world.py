"""A world with every noun in public and in several hidden forms, for tests of who may know what.

What is hidden is tangled with what is public on purpose: hidden answers to public offers, hidden letters between public
ones, a hidden party in a public letter, a confidential text of a public letter, journals of what was hidden later. Every
text column of a row that is not public carries a canary, so that a leak is found wherever it comes out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models

from correspondence.dates import UncertainDateField, read
from correspondence.models import (
    Attachment,
    ContextEvent,
    DateReading,
    Desk,
    EventTopic,
    FormerAddress,
    Letter,
    NotTheSame,
    Participation,
    Party,
    PartyName,
    Proposal,
    Proposer,
    Standing,
    Succession,
    Topic,
)
from tests import factories as make

CANARY = re.compile(r"cnry-[0-9a-f]{5}", re.IGNORECASE)
numbers = count(1)
DUE = dt.date(2015, 5, 1)  # by when some letters ask for a reply


def canary() -> str:
    return f"CNRY-{next(numbers):05x}"


@dataclass
class RichWorld:
    desks: dict[str, Desk] = field(default_factory=dict)
    people: dict[str, Any] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    frameworks: dict[str, Any] = field(default_factory=dict)
    events: dict[str, ContextEvent] = field(default_factory=dict)
    letters: dict[str, Letter] = field(default_factory=dict)
    texts: dict[str, Any] = field(default_factory=dict)
    offers: dict[str, Proposal] = field(default_factory=dict)


def build() -> RichWorld:
    world = RichWorld(desks={"x": make.desk("arctic"), "y": make.desk("east")})
    for part in (
        _people,
        _parties,
        _subjects,
        _letters,
        _links,
        _texts,
        _offers,
        _answers,
        _silences,
        _positions,
        _dialogues,
        _sources,
        _labels,
        _changes,
    ):
        part(world)
    _plant_canaries()
    _administrators_log(world)
    return world


def restricted(code: str) -> dict[str, Any]:
    return {"level": make.level(code)}


def _people(world: RichWorld) -> None:
    y, x = world.desks["y"], world.desks["x"]
    world.people = {
        "no clearance": make.user("nobody", group="reader"),
        "reader low": make.user("reader", group="reader", cleared="restricted"),
        "officer of another desk": make.user(
            "officer", group="desk officer", cleared="confidential", desks=(y,), is_staff=True
        ),
        "registrar": make.user("registrar", group="registrar", cleared="public", is_staff=True),
        "superuser without clearance": make.user("root", is_staff=True, is_superuser=True),
        "cleared officer": make.user(
            "cleared", group="registrar", cleared="secret", desks=(x, y), is_staff=True, is_superuser=True
        ),
    }


def _parties(world: RichWorld) -> None:
    p = world.parties
    p["latvia"] = make.party("Latvia", code="LV")
    p["russia"] = make.party("Russia", code="RU")
    p["osce"] = make.party("OSCE", "organisation")
    p["latvian_mod"] = make.party("Ministry of Defence of Latvia", "ministry", parent=p["latvia"], short_name="MoD")
    p["russian_mod"] = make.party("Ministry of Defence of Russia", "ministry", parent=p["russia"])
    p["embassy"] = make.party("Embassy of Russia in Latvia", "mission", parent=p["russia"], seat=p["latvia"])
    p["soviet_union"] = make.party("Soviet Union", existed=read("1922 to 1991"))
    p["secret_state"] = make.party(canary(), **restricted("secret"))
    p["service"] = make.party(canary(), "body", parent=p["russia"], **restricted("confidential"))
    p["envoy"] = make.party(canary(), "person", parent=p["latvia"], **restricted("restricted"))
    p["arctic_office"] = make.party(canary(), "office", parent=p["latvia"], desk=world.desks["x"])
    for party in (p["latvia"], p["secret_state"]):
        _saved(PartyName(party=party, name=f"Former {canary() if party is not p['latvia'] else 'name'}", kind="former"))
    _saved(Succession(older=p["soviet_union"], newer=p["russia"], kind="continues"))
    _saved(Succession(older=p["secret_state"], newer=p["russia"], kind="succeeds"))


def _subjects(world: RichWorld) -> None:
    p, t, f, e = world.parties, world.topics, world.frameworks, world.events
    t["inspections"] = make.topic("Inspections")
    t["airspace"] = make.topic("Airspace", parent=t["inspections"])
    t["secret"] = make.topic(canary(), parent=t["inspections"], **restricted("secret"))
    t["arctic"] = make.topic(canary(), desk=world.desks["x"])
    t["raised"] = make.topic(canary())
    f["vienna"] = make.framework("Vienna Document 2011", "instrument", symbol="VD11")
    f["osce"] = make.framework("OSCE", "organisation", party=p["osce"])
    f["secret"] = make.framework(canary(), "forum", parent=f["vienna"], party=p["service"], **restricted("secret"))
    e["border"] = make.event("A border is closed", p["latvia"], p["russia"], occurred="2014")
    e["between"] = make.event("A treaty is suspended", p["russia"], p["service"], occurred="March 2015")
    e["secret"] = make.event(canary(), p["latvia"], p["russia"], occurred="2015", **restricted("secret"))
    e["arctic"] = make.event(canary(), p["latvia"], p["osce"], occurred="2016", desk=world.desks["x"])
    for name, topic in (("border", "inspections"), ("border", "secret"), ("secret", "inspections")):
        _saved(EventTopic(event=e[name], topic=t[topic]))


def _letters(world: RichWorld) -> None:
    """Public letters with hidden ones before, between and after them; the only ones of their year, form and language."""
    people, desks, t, f = world.people, world.desks, world.topics, world.frameworks
    lv, ru, osce = (world.parties[name] for name in ("latvia", "russia", "osce"))
    there = {"sender": lv, "to": ru, "topic": t["inspections"], "by": people["officer of another desk"]}
    back = {"sender": ru, "to": lv, "topic": t["inspections"], "by": people["cleared officer"]}
    secret, confidential, low = restricted("secret"), restricted("confidential"), restricted("restricted")
    asking = {"reply_expected": True, "reply_due": DUE}
    minister = make.party("Minister of Defence", "office", parent=world.parties["latvian_mod"])
    add = world.letters.__setitem__
    add("note", make.letter("Note on inspections", dated="2 March 2015", framework=f["vienna"], **there))
    add("first_secret", make.letter(canary(), dated="1999", form="telegram", language="fr", **there, **secret))
    add("secret_reply", make.letter(canary(), dated="9 March 2015", own_reference="41/7", **back, **secret))
    add("reply", make.letter("Reply on inspections", dated="20 March 2015", **back))
    add("confidential", make.letter(canary(), dated="25 March 2015", reply_due=DUE, **there, **confidential))
    add("restricted", make.letter(canary(), dated="26 March 2015", **back, **low))
    add("second", make.letter("Second note", dated="2 April 2015", own_reference="12", **asking, **there))
    add("arctic", make.letter(canary(), dated="3 April 2015", desk=desks["x"], **back))
    add("east", make.letter(canary(), dated="4 April 2015", desk=desks["y"], **there))
    add("to_osce", make.letter("Letter to the OSCE", sender=lv, to=osce, dated="May 2015", by=people["registrar"]))
    add("undated", make.letter("An undated note", sender=lv, to=ru))
    add("undated_secret", make.letter(canary(), sender=lv, to=ru, **secret))
    add("bundle", make.letter("Notes", sender=ru, to=lv, knowledge="reported", extent="bundle", dated="since 2003"))
    add("voided", make.letter("Logged twice", dated="2 April 2015", **there))
    add("draft", make.letter(canary(), status="draft", **{**there, "by": people["cleared officer"]}))
    add("own_draft", make.letter(canary(), status="draft", dated="1 June 2016", **there))
    add("arctic_draft", make.letter(canary(), status="draft", desk=desks["x"], **back))
    add("meeting", make.meeting("Talks in Riga", lv, ru, dated="8 December 2016"))
    add("with_envoy", make.letter("Signed note", sender=lv, to=[ru, world.parties["arctic_office"]], dated="2017"))
    for role, party in (("copy", "service"), ("addressee", "secret_state"), ("concerns", "envoy")):
        _saved(Participation(letter=world.letters["to_osce"], party=world.parties[party], role=role))
    _saved(Participation(letter=world.letters["note"], party=world.parties["latvian_mod"], role="via", person=minister))
    f["exchange"] = make.framework("Exchange of notes", "instrument", established_by=world.letters["reply"])
    world.letters["voided"].void(by=people["registrar"], reason="Logged twice.")


def _links(world: RichWorld) -> None:
    letters = world.letters
    for later, earlier, relation in (
        ("reply", "note", "answers"),
        ("secret_reply", "note", "answers"),
        ("second", "reply", "answers"),
        ("second", "secret_reply", "answers"),
        ("confidential", "reply", "answers"),
        ("second", "confidential", "refers_to"),
        ("arctic", "second", "answers"),
        ("east", "second", "acknowledges"),
        ("east", "arctic", "refers_to"),
        ("restricted", "second", "reminds"),
        ("first_secret", "undated_secret", "reports"),
        ("note", "bundle", "reports"),
        ("undated", "second", "follows_up"),
        ("undated_secret", "undated", "answers"),
        ("note", "first_secret", "answers"),  # with the next one and "reply answers note" a circle across audiences
        ("first_secret", "reply", "answers"),
    ):
        make.link(letters[later], letters[earlier], relation)
    for one, other in (("note", "second"), ("note", "secret_reply"), ("arctic", "east"), ("second", "restricted")):
        NotTheSame.remember(letters[one], letters[other])
    for letter, event in (("note", "border"), ("note", "secret"), ("secret_reply", "border"), ("second", "arctic")):
        make.link_to_event(letters[letter], world.events[event])
    for letter, words, which in (("note", "22 February 2015", "dated"), ("secret_reply", "8 March 2015", "dated")):
        _saved(DateReading(letter=letters[letter], which=which, value=read(words), standing="alternative"))
    _saved(DateReading(letter=letters["secret_reply"], which="sent", bounded_by=letters["reply"], bound="before"))
    _saved(DateReading(letter=letters["bundle"], which="sent", bounded_by=letters["note"], bound="by"))


def _texts(world: RichWorld) -> None:
    letters, texts = world.letters, world.texts
    words = "We propose two additional inspections. We await your reply."
    texts["note"] = make.text(letters["note"], words)
    texts["note_lv"] = make.text(letters["note"], "Divas papildu inspekcijas.", language="lv", role="translation")
    texts["note_secret"] = make.text(
        letters["note"], f"{canary()} {words}", role="summary", **restricted("confidential")
    )
    texts["reply"] = make.text(letters["reply"], "The proposal is premature. We shall return to it.")
    texts["secret_reply"] = make.text(letters["secret_reply"], f"{canary()} We reject the proposal.")
    texts["second"] = make.text(letters["second"], "We repeat our proposal of 2 March.")
    for letter, name, more in (
        ("note", "annex.txt", {}),
        ("note", canary(), restricted("confidential")),
        ("secret_reply", canary(), {}),
    ):
        content = ContentFile(f"The bytes of {name}".encode(), name=f"{name}.txt")
        _saved(Attachment(letter=letters[letter], name=name, file=content, **more))
    _saved(Attachment(letter=letters["reply"], name="Annex 2", missing=True, number=2))
    _saved(Attachment(letter=letters["reply"], name=canary(), missing=True, number=1, **restricted("secret")))


def _offers(world: RichWorld) -> None:
    lv, ru, osce = (world.parties[name] for name in ("latvia", "russia", "osce"))
    o, letters, t = world.offers, world.letters, world.topics
    shown = {"evidence": world.texts["note"], "quote": "two additional inspections"}
    under = {"topic": t["inspections"], "provision": world.frameworks["vienna"]}
    o["inspections"] = make.offer("Additional inspections", by=lv, to=ru, **under)
    make.table(o["inspections"], letters["note"], **shown)
    make.table(o["inspections"], letters["confidential"])
    make.table(o["inspections"], letters["second"], "recalled")
    o["talks"] = make.offer("Talks in Riga", kind="invitation", by=lv, to=[ru, osce], put_in=letters["second"])
    for rows, name in ((o["talks"].addressees.model, "secret_state"), (Proposer, "service")):
        _saved(rows(proposal=o["talks"], party=world.parties[name]))
    o["hidden_evidence"] = make.offer("A question", kind="question", by=lv, to=ru)
    make.table(o["hidden_evidence"], letters["note"], evidence=world.texts["note_secret"], quote="We await your reply.")
    make.table(o["hidden_evidence"], letters["second"])
    o["secret"] = make.offer(canary(), by=ru, to=lv, put_in=letters["secret_reply"], **restricted("secret"))
    o["arctic"] = make.offer(canary(), by=ru, to=lv, put_in=letters["arctic"], desk=world.desks["x"])
    o["restricted"] = make.offer(canary(), by=ru, to=lv, put_in=letters["restricted"], **restricted("restricted"))
    o["replacing"] = make.offer(
        canary(), by=lv, to=ru, put_in=letters["confidential"], replaces=o["inspections"], **restricted("confidential")
    )


def _answers(world: RichWorld) -> None:
    o, letters, ru = world.offers, world.letters, world.parties["russia"]
    deferred = make.respond(
        o["inspections"], letters["reply"], "deferred", evidence=world.texts["reply"], quote="The proposal is premature"
    )
    make.respond(o["inspections"], letters["reply"], "redirected", framework=world.frameworks["osce"], principal=False)
    rival = {"principal": False, "reading_of": deferred, "characterised_by": world.parties["latvia"]}
    make.respond(o["inspections"], letters["confidential"], "rejected", **rival)
    make.respond(
        o["inspections"], letters["secret_reply"], "countered", opens=o["secret"], grounds=canary(),
        evidence=world.texts["secret_reply"], quote="We reject the proposal.",
    )  # fmt: skip
    make.respond(o["inspections"], letters["arctic"], "rejected", by=world.parties["arctic_office"])
    make.respond(o["talks"], letters["arctic"], "rejected", addressee=ru)
    make.respond(o["talks"], letters["meeting"], "accepted", addressee=ru)
    make.respond(o["secret"], letters["confidential"], "accepted")
    make.respond(o["hidden_evidence"], letters["reply"], "acknowledged")


def _silences(world: RichWorld) -> None:
    """What was met by silence and what lapsed: an offer that everybody sees, and one that few do."""
    o, letters, by = world.offers, world.letters, world.people["cleared officer"]
    lv, ru = world.parties["latvia"], world.parties["russia"]
    day, held = DUE + dt.timedelta(days=7), read("1 May 2015")
    o["silent"] = make.offer("A hotline", by=lv, to=ru, put_in=letters["second"])
    o["silent"].addressees.get().confirm_silence(on=day, by=by, reason="Nothing came.")
    o["past"] = make.offer("A visit", kind="invitation", by=lv, to=ru, put_in=letters["note"], holds_until=held)
    hidden = {"put_in": letters["restricted"], "holds_until": held, **restricted("restricted")}
    o["lapsed"] = make.offer(canary(), by=ru, to=lv, **hidden)
    o["lapsed"].addressees.get().confirm_lapse(on=day, by=by, reason=canary())


def _positions(world: RichWorld) -> None:
    ru, t, letters = world.parties["russia"], world.topics, world.letters
    first = make.position(ru, t["inspections"], "No further inspections.", letters["reply"])
    hidden = make.position(ru, t["inspections"], canary(), letters["secret_reply"], change="modified", previous=first)
    make.position(ru, t["inspections"], canary(), letters["arctic"], change="reversed", previous=hidden.previous)
    make.position(world.parties["latvia"], t["airspace"], "Fewer incidents.", letters["note"], claims_unchanged=True)
    make.position(
        world.parties["latvia"], t["airspace"], canary(), letters["note"],
        evidence=world.texts["note_secret"], quote="We await your reply.",
    )  # fmt: skip
    make.position(world.parties["service"], t["secret"], canary(), letters["first_secret"])


def _dialogues(world: RichWorld) -> None:
    """A dialogue that is suspended for everybody, resumed in a secret letter, and others that only some know of."""
    p, letters, f, t = world.parties, world.letters, world.frameworks, world.topics
    lv, ru = p["latvia"], p["russia"]
    shown = {"evidence": world.texts["second"], "quote": "We repeat our proposal"}
    make.dialogue("suspended", letters["second"], lv, ru, topic=t["inspections"], declared_by=lv, **shown)
    make.dialogue("begun", letters["note"], ru, lv, framework=f["vienna"], date="2003")
    hidden = {"evidence": world.texts["secret_reply"], "quote": "We reject the proposal."}
    make.dialogue(
        "resumed", letters["secret_reply"], lv, ru, topic=t["inspections"], date="2016", grounds=canary(), **hidden
    )
    for letter, other, more in (
        ("arctic", ru, {"framework": f["vienna"], "declared_by": ru}),
        ("confidential", ru, {"declared_by": p["service"]}),
        ("first_secret", p["secret_state"], {"framework": f["secret"], "topic": t["secret"]}),
        ("restricted", ru, {"declared_by": lv}),
    ):
        words = f"The dialogue is suspended ({canary()})."
        more |= {"evidence": make.text(letters[letter], words), "quote": words, "grounds": canary()}
        make.dialogue("suspended", letters[letter], lv, other, **more)


def _sources(world: RichWorld) -> None:
    """What sources call the parties, and letters that are named before they are on record."""
    p, letters = world.parties, world.letters
    make.key(p["latvia"], "https://authority.example/latvia")
    make.key(p["service"], f"https://authority.example/{canary()}")
    make.key(p["secret_state"], "https://authority.example/latvia")
    make.awaited(letters["note"], "edition#d7", note="See the note of 1 May.")
    make.awaited(letters["secret_reply"], "edition#d8", note=canary())


def _labels(world: RichWorld) -> None:
    """A label that everybody sees, on letters that some do not; one that few see, on a letter that everybody does."""
    letters = world.letters
    visit, hidden = make.label("Visit"), make.label(canary(), **restricted("secret"))
    arctic = make.label(canary(), desk=world.desks["x"])
    for letter, label in (("note", visit), ("note", hidden), ("secret_reply", visit), ("second", arctic)):
        make.put_label(letters[letter], label)
    _saved(FormerAddress(party=world.parties["latvia"], slug="lettland"))
    _saved(FormerAddress(party=world.parties["secret_state"], slug="former-secret"))


def _changes(world: RichWorld) -> None:
    """Writes that leave a history: edits, removals, what was hidden later and what was hidden once."""
    by, lv, ru = world.people["registrar"], world.parties["latvia"], world.parties["russia"]
    note = world.letters["note"] = Letter.objects.get(pk=world.letters["note"].pk)
    note.topic = world.topics["raised"]
    note.save(by=by)
    note.topic, note.summary = world.topics["inspections"], "Two more inspections a year."
    note.save(by=by)
    raised = world.topics["raised"]
    raised.level = make.level("secret")
    raised.save(by=by, reason="It is no longer public.")
    raised = make.letter(canary(), sender=lv, to=ru, dated="7 July 2015", by=by)
    make.link(raised, note, "refers_to").delete(by=by)
    raised.reclassify(level=make.level("secret"), desk=None, by=by, reason=canary())
    lowered = make.letter(
        "Once secret", sender=ru, to=lv, dated="8 July 2015", summary=canary(), **restricted("secret")
    )
    lowered.summary = "What may be known."
    lowered.reclassify(level=make.level("public"), desk=None, by=by, reason="Released.")
    gone = _saved(Participation(letter=note, party=world.parties["service"], role="via", as_named=canary()))
    gone.delete(by=by, reason=canary())
    world.letters |= {"raised": raised, "lowered": lowered}


def scoped_models() -> Iterator[type[models.Model]]:
    """Yield every model whose rows have an audience."""
    for model in apps.get_app_config("correspondence").get_models():
        if any(one.name == "audience" for one in model._meta.fields):
            yield model


def canaries_in(rows: models.QuerySet[Any]) -> set[str]:
    """Return the canaries that stand in any column of some rows."""
    return {found.lower() for values in rows.values_list() for found in CANARY.findall(str(values))}


def _plant_canaries() -> None:
    """Write a canary into every text column of every row that not everybody may see.

    Columns that follow from others are left as they are, and so are a letter's dates, which follow from their readings.
    """
    for model in scoped_models():
        if model is Standing:
            continue
        for row in model._base_manager.select_related("audience__level"):
            if row.audience is not None and row.audience.width:
                planted = {column.name: _with_canary(column, row) for column in model._meta.fields if _is_text(column)}
                model._base_manager.filter(pk=row.pk).update(**planted)
    for proposal in Proposal.objects.all():
        proposal.refresh_standings()


def _is_text(column: models.Field) -> bool:
    derived = {
        "slug",
        "sort_key",
        "since_key",
        "first_tabled",
        "sha256",
        "digest",
        "verb",
        "noun",
        "which",
        "file",
        "zone",
    }
    short = isinstance(column, models.CharField) and (column.max_length or 0) < len(canary())
    plain = isinstance(column, models.CharField | models.TextField | UncertainDateField)
    if isinstance(column, UncertainDateField) and column.model in {Letter, DateReading}:
        return False
    return plain and not column.choices and not short and column.name not in derived and "_edtf" not in column.name


def _with_canary(column: models.Field, row: models.Model) -> str:
    held = str(getattr(row, column.attname) or "")
    if isinstance(column, UncertainDateField):
        return canary() if getattr(row, f"{column.name}_edtf") else ""
    if column.name == "source_url":
        return f"https://example.org/{canary()}"
    room = getattr(column, "max_length", None)
    return held if CANARY.search(held) else f"{canary()} {held}"[:room]


def _administrators_log(world: RichWorld) -> None:
    """What Django's own admin would have noted of each person's work, of hidden letters too."""
    kind = ContentType.objects.get_for_model(Letter)
    for person in world.people.values():
        for letter in world.letters.values():
            about = {"content_type": kind, "object_id": str(letter.pk), "object_repr": letter.subject}
            LogEntry.objects.create(user=person, action_flag=CHANGE, change_message="", **about)


def _saved(row: Any) -> Any:
    row.full_clean()
    row.save()
    return row
