"""The small world that tests write in: rows are made through the same verbs as everywhere, never around them."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from correspondence.dates import read
from correspondence.models import (
    Addressee,
    AwaitedLink,
    Clearance,
    ContextEvent,
    Desk,
    DialogueChange,
    EventLink,
    EventParty,
    Framework,
    Label,
    Letter,
    LetterForm,
    LetterLabel,
    Level,
    Link,
    Participation,
    Party,
    PartyKey,
    Position,
    Proposal,
    Proposer,
    Response,
    Tabling,
    Text,
    Topic,
)
from correspondence.models.results import refreshed_at_the_end

# What the database refuses by itself is not asked of it once more before each row: the suite makes tens of thousands.
UNASKED = {"validate_unique": False, "validate_constraints": False}

numbers = count(1)


def level(code: str = "public") -> Level:
    return Level.objects.get(code=code)


def desk(code: str = "east") -> Desk:
    return Desk.objects.get_or_create(code=code, defaults={"name": f"{code.title()} desk"})[0]


def user(name: str = "", *, group: str = "", cleared: str = "", desks: tuple[Desk, ...] = (), **kwargs: Any) -> Any:
    """Make an account; ``cleared`` is a level's code, "" for an account without clearance."""
    account = get_user_model().objects.create_user(name or f"user{next(numbers)}", password="a long password", **kwargs)
    if group:
        account.groups.add(Group.objects.get(name=group))
    if cleared:
        clearance = Clearance.objects.create(user=account, level=level(cleared))
        clearance.desks.set(desks)
    return account


def party(name: str, kind: str = "state", *, parent: Party | None = None, **kwargs: Any) -> Party:
    found = Party.objects.filter(name=name).first()
    return found or _saved(Party(name=name, kind=kind, parent=parent, **kwargs))


def key(of: Party, key: str) -> PartyKey:
    return _saved(PartyKey(party=of, key=key))


def topic(name: str = "Inspections", **kwargs: Any) -> Topic:
    return Topic.objects.filter(name=name).first() or _saved(Topic(name=name, **kwargs))


def label(name: str = "Visit", **kwargs: Any) -> Label:
    return Label.objects.filter(name=name).first() or _saved(Label(name=name, **kwargs))


def put_label(of: Letter, what: Label) -> LetterLabel:
    return _saved(LetterLabel(letter=of, label=what))


def framework(name: str = "OSCE", kind: str = "organisation", **kwargs: Any) -> Framework:
    return Framework.objects.filter(name=name).first() or _saved(Framework(name=name, kind=kind, **kwargs))


def event(title: str = "A border is closed", *parties: Party, occurred: str = "", **kwargs: Any) -> ContextEvent:
    made = _saved(ContextEvent(title=title, occurred=read(occurred) if occurred else None, **kwargs))
    for one in parties:
        _saved(EventParty(event=made, party=one))
    return made


def letter(
    subject: str = "", *, sender: Any = None, to: Any = None, form: str = "letter", by: Any = None, **kwargs: Any
) -> Letter:
    """Log a letter. Dates are words; ``sender`` and ``to`` are a party or several; other keywords are its fields."""
    for which in Letter.DATES:
        if isinstance(kwargs.get(which), str):
            kwargs[which] = read(kwargs[which])
    made = Letter(subject=subject or f"Note {next(numbers)}", form=LetterForm.objects.get(code=form), **kwargs)
    made.full_clean(**UNASKED)
    made.save(by=by)
    for role, parties in (("sender", sender), ("addressee", to)):
        for place, one in enumerate(_several(parties)):
            _saved(Participation(letter=made, party=one, role=role, position=place), by=by)
    return Letter.objects.get(pk=made.pk)


def meeting(subject: str, *parties: Party, **kwargs: Any) -> Letter:
    made = letter(subject, form="meeting", **kwargs)
    for place, one in enumerate(parties):
        _saved(Participation(letter=made, party=one, role="participant", position=place))
    return Letter.objects.get(pk=made.pk)


def link(later: Letter, earlier: Letter, relation: str = "answers", **kwargs: Any) -> Link:
    return _saved(Link(later=later, earlier=earlier, relation=relation, **kwargs))


def awaited(of: Letter, target: str, relation: str = "refers_to", **kwargs: Any) -> AwaitedLink:
    return _saved(AwaitedLink(letter=of, target=target, relation=relation, **kwargs))


def answer_to(*earlier: Letter, relation: str = "answers", **kwargs: Any) -> Letter:
    """Log a letter that answers others: sender and addressee mirrored from the first unless given."""
    first = earlier[0]
    kwargs.setdefault("sender", [p.party for p in first.participations.filter(role="addressee")])
    kwargs.setdefault("to", [p.party for p in first.participations.filter(role="sender")])
    made = letter(**kwargs)
    for one in earlier:
        link(made, one, relation)
    return Letter.objects.get(pk=made.pk)


def text(of: Letter, body: str, *, language: str = "en", **kwargs: Any) -> Text:
    return _saved(Text(letter=of, body=body, language=language, **kwargs))


def link_to_event(of: Letter, what: ContextEvent, relation: str = "follows") -> EventLink:
    return _saved(EventLink(letter=of, event=what, relation=relation))


def offer(title: str = "", *, by: Any, to: Any, put_in: Letter | None = None, **kwargs: Any) -> Proposal:
    """Make a proposal of one or several parties to one or several, put in a letter when one is given."""
    with refreshed_at_the_end():
        made = _saved(Proposal(title=title or f"Offer {next(numbers)}", **kwargs))
        for one in _several(by):
            _saved(Proposer(proposal=made, party=one))
        for one in _several(to):
            _saved(Addressee(proposal=made, party=one))
        if put_in is not None:
            table(made, put_in)
    return made


def table(proposal: Proposal, in_letter: Letter, kind: str = "put", **kwargs: Any) -> Tabling:
    return _saved(Tabling(proposal=proposal, letter=in_letter, kind=kind, **kwargs))


def respond(
    proposal: Proposal, in_letter: Letter | None, answer: str, *, addressee: Party | None = None, **kwargs: Any
) -> Response:
    """Answer a proposal, for its only addressee unless one is named."""
    rows = proposal.addressees.filter(party=addressee) if addressee else proposal.addressees.all()
    return _saved(Response(addressee=rows.get(), letter=in_letter, answer=answer, **kwargs))


def position(of: Party, on: Topic, statement: str, in_letter: Letter, **kwargs: Any) -> Position:
    return _saved(Position(party=of, topic=on, statement=statement, letter=in_letter, **kwargs))


def dialogue(
    change: str, in_letter: Letter, one: Party, other: Party, *, date: str = "", **kwargs: Any
) -> DialogueChange:
    """Let a letter suspend, resume, begin or end the dialogue of two parties; the date is in words."""
    if date:
        kwargs["date"] = read(date)
    return _saved(DialogueChange(change=change, letter=in_letter, low=one, high=other, **kwargs))


def _several(parties: Any) -> list[Party]:
    if parties is None:
        return []
    return [parties] if isinstance(parties, Party) else list(parties)


def _saved(row: Any, by: Any = None) -> Any:
    row.full_clean(**UNASKED)
    row.save(by=by)
    return row
