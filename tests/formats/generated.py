"""Records of every kind, made up: what a format writes and reads again must be equal to them."""

import datetime as dt

from hypothesis import strategies as st

from correspondence.dates import UncertainDate
from correspondence.formats.named import FormRecord, FrameworkRecord, PartyRecord, TopicRecord
from correspondence.formats.record import (
    Answered,
    Enclosed,
    Held,
    LetterRecord,
    NamedLink,
    NamedParty,
    NoteRecord,
    Put,
    Quoted,
    Reading,
    Words,
)

# What a database can hold: no null character, no half of one.
characters = st.characters(exclude_categories=("Cs",), exclude_characters="\x00")
some = st.sampled_from(["a", "=1+1", 'two\n"lines"', " \\ ", "<é&ж>\u2028", "\t;,'"]) | st.text(
    characters, min_size=1, max_size=4
)
words = st.just("") | some
flags = st.booleans()
days = st.dates(min_value=dt.date(1500, 1, 1))
dates = st.one_of(
    st.just(UncertainDate()),
    st.builds(UncertainDate.on, days, words),
    st.builds(UncertainDate.before, days, words),
    st.builds(UncertainDate.unread, some),
    st.sampled_from(["2014-21", "2003/..", "199X", "1918~", "[1990-06-28,1990-06-29]"]).map(UncertainDate.from_edtf),
)


def several(strategy, most=3):
    return st.lists(strategy, max_size=most).map(tuple)


def parties(role="sender"):
    return st.builds(
        NamedParty, name=words, role=st.just(role), as_named=words, keys=several(some, 2), slug=words, kind=words,
        person=words, place=words, channel=words, reference=words, received=dates)  # fmt: skip


@st.composite
def in_roles(draw):
    """Parties of a letter as every format orders them: who writes, to whom, then everybody else."""
    found = [*draw(several(parties("sender"))), *draw(several(parties("addressee")))]
    others = draw(several(st.sampled_from(["copy", "via", "on_behalf", "participant", "concerns"])))
    return (*found, *(draw(parties(role)) for role in others))


def _reading(which, standing):
    return st.builds(
        Reading, value=dates, which=st.just(which), time=words, zone=words, calendar=words, basis=some, source=words,
        standing=st.just(standing))  # fmt: skip


@st.composite
def _bounded(draw, which):
    value, closed = draw(dates), draw(dates)
    return Reading(value=value, which=which, bounded_by=draw(some), bound="before", closed=UncertainDate() if closed == value else closed)  # fmt: skip


@st.composite
def readings(draw):
    """At most one preferred reading of each date, among any number of others."""
    found = []
    for which in draw(st.permutations(["dated", "sent", "received", "published"])):
        preferred = st.one_of(_reading(which, "preferred"), st.builds(Reading, value=dates.filter(bool), which=st.just(which)), _bounded(which))  # fmt: skip
        found += draw(st.lists(preferred, max_size=1))
        found += draw(st.lists(_reading(which, "alternative"), max_size=1))
    return tuple(found)


links = several(
    st.builds(NamedLink, target=some, relation=some, basis=words, note=words, id=words)
    | some.map(lambda key: NamedLink(target=key, id=key))
)
quotations = st.builds(Quoted, words, words, words, words, words, words)
answers = st.builds(
    Answered, proposal=some, answer=some, addressee=parties(), key=words, by=st.none() | parties(), principal=flags,
    grounds=words, conditions=words, until=dates, framework=words, opens=words, characterised_by=st.none() | parties(),
    reading_of=words, shown=quotations, basis=words, confirmed_on=words)  # fmt: skip
puts = st.builds(
    Put, key=some, title=some, kind=words, act=words, terms=words, act_terms=words, topic=words, provision=words,
    reply_rule=words, holds_until=dates, replaces=words, level=words, desk=words, proposers=several(parties(), 2),
    addressees=several(parties(), 2), shown=quotations, confirmed=several(answers, 1))  # fmt: skip
positions = st.builds(
    Held, party=parties(), topic=words, statement=words, key=words, change=words, previous=words,
    claims_unchanged=flags, shown=quotations)  # fmt: skip
texts = st.builds(Words, body=words, language=words, role=words, is_excerpt=flags, level=words)
files = st.builds(
    Enclosed, name=words, role=words, number=st.none() | st.integers(0, 99), language=words, media_type=words,
    content=st.none() | st.binary(max_size=20), missing=flags, level=words, sha256=words, size=st.integers(0, 10**9))  # fmt: skip

letters = st.builds(
    LetterRecord,
    **dict.fromkeys(("source_key", "id", "subject", "summary", "form", "topic", "framework", "knowledge", "extent", "extent_note", "reply_due", "own_reference", "their_reference", "channel", "place", "language", "marking", "level", "desk", "citation", "source_url", "archive_reference", "locator", "captured_on", "status", "void_reason"), words),
    **dict.fromkeys(("dated_in_doubt", "reply_expected"), flags),
    at_least=st.none() | st.integers(0, 10**6),
    dates=readings(), parties=in_roles(), links=links, later=links, texts=several(texts, 2), files=several(files, 2),
    puts=several(puts, 2), answers=several(answers, 2), positions=several(positions, 2))  # fmt: skip
notes = st.builds(NoteRecord, source_key=words, title=words, note=words, occurred=dates, citation=words)
named = st.one_of(
    st.builds(PartyRecord, *[words] * 7, existed=dates, keys=several(some, 2), level=words, desk=words),
    st.builds(TopicRecord, *[words] * 5),
    st.builds(FrameworkRecord, *[words] * 10),
    st.builds(FormRecord, words, words, flags),
)
records = st.one_of(letters, notes, named)
