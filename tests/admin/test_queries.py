"""A page asks the database as often for a hundred rows as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.models import (
    ContextEvent,
    DialogueChange,
    Framework,
    JournalEntry,
    Letter,
    Party,
    Proposal,
    Topic,
)
from tests import factories as make
from tests.admin.pages import address

pytestmark = pytest.mark.alike


def queries(client, where):
    client.get(where)  # what is kept for a process is kept now
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(where).status_code == 200
    return len(asked)


def more(count, latvia, russia):
    parties = [make.party(f"Office {n}", "office", parent=russia) for n in range(count)]
    for party in parties:
        letter = make.letter(sender=party, to=latvia, topic=make.topic(f"Topic of {party}"))
        make.text(letter, "We propose talks.")
        offer = make.offer(by=party, to=latvia, put_in=letter, topic=letter.topic)
        make.respond(offer, make.answer_to(letter), "rejected", grounds="no")
        make.event(f"Event of {party}", party, occurred="2016")


@pytest.mark.parametrize("model", [Letter, Party, Proposal, Topic, ContextEvent, JournalEntry])
def test_a_list_costs_the_same_for_many_rows(desk_officer, latvia, russia, model):
    more(1, latvia, russia)
    few = queries(desk_officer, address(model(), "changelist"))
    more(4, latvia, russia)

    assert queries(desk_officer, address(model(), "changelist")) == few


def rich(letter, count, latvia, russia, start=0):
    for n in range(start, start + count):
        party = make.party(f"Office {n}", "office", parent=russia)
        make._saved(make.Participation(letter=letter, party=party, role="copy", person=party))
        make.text(letter, f"Text {n}")
        earlier = make.letter(f"Earlier {n}", sender=latvia, to=russia)
        make.link(letter, earlier)
        make.link(make.letter(f"Later {n}"), letter)
        make.link_to_event(letter, make.event(f"Event {n}"))
        make.offer(f"Put {n}", by=russia, to=latvia, put_in=letter)
        answered = make.offer(f"Answered {n}", by=latvia, to=party, put_in=earlier)
        make.respond(answered, letter, "redirected", framework=make.framework(f"Forum {n}"), by=party)
        make.position(russia, make.topic(f"Topic {n}"), f"Position {n}", letter)


def test_a_letters_page_costs_the_same_for_many_rows_of_every_kind(desk_officer, invitation, latvia, russia):
    rich(invitation, 1, latvia, russia)
    few = queries(desk_officer, address(invitation))
    rich(invitation, 2, latvia, russia, start=1)

    assert queries(desk_officer, address(invitation)) == few


def test_a_reply_costs_the_same_for_many_parties_and_proposals(desk_officer, invitation, latvia, russia):
    rich(invitation, 1, latvia, russia)
    where = f"{address(invitation, 'add')}?reply_to={invitation.pk}"
    few = queries(desk_officer, where)
    rich(invitation, 2, latvia, russia, start=1)

    assert queries(desk_officer, where) == few


HEAVIEST = 300_000


@pytest.mark.parametrize("model", [Letter, Party, Proposal, DialogueChange, Framework, Topic, ContextEvent])
def test_a_new_record_offers_parties_and_topics_by_search_however_many_there_are(desk_officer, latvia, model):
    where = address(model(), "add")
    few = queries(desk_officer, where)
    bulk(latvia, 300)
    make.topic("Topic that nobody chose")

    page = desk_officer.get(where).content
    assert queries(desk_officer, where) == few
    assert len(page) < HEAVIEST
    assert b"Office 1234" not in page
    assert b"Topic that nobody chose" not in page


def test_pages_of_records_stay_light_among_many_parties(desk_officer, invitation, latvia, russia):
    rich(invitation, 1, latvia, russia)
    bulk(latvia, 300)

    for row in (invitation, latvia, Proposal.objects.first()):
        page = desk_officer.get(address(row)).content
        assert len(page) < HEAVIEST
        assert b"Office 1234" not in page


def bulk(latvia, count):
    """Store offices of Latvia without the steps of a single one."""
    kind = {"kind": "office", "parent": latvia, "principal": latvia, "level": latvia.level, "audience": latvia.audience}
    names = [f"Office {number}" for number in range(1_000, 1_000 + count)]
    Party.objects.bulk_create([Party(name=name, slug=name.lower().replace(" ", "-"), **kind) for name in names])
