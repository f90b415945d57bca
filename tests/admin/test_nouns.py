"""Parties, topics, frameworks, events and proposals are kept like letters: scoped, in the journal, row by row."""

import pytest

from correspondence.models import ContextEvent, Framework, JournalEntry, Party, Proposal, Topic
from tests import factories as make
from tests.admin.pages import added, address, fields_of, problems


def test_a_party_is_added_with_its_former_name_and_its_predecessor(desk_officer, officer, russia):
    where = address(Party(), "add")
    soviet = make.party("Soviet Union")
    fields = fields_of(desk_officer, where) | {"kind": "state", "name": "Russian Federation"}
    fields |= {"names-0-name": "RSFSR", "names-0-kind": "former"}
    fields |= {"predecessions-0-kind": "continues", "predecessions-0-older": str(soviet.pk)}

    answer = desk_officer.post(where, fields)

    assert answer.status_code == 302, problems(answer)
    party = Party.objects.get(name="Russian Federation")
    assert party.slug == "russian-federation"
    assert party.names.get().name == "RSFSR"
    assert party.predecessions.get().older == soviet
    assert JournalEntry.objects.get(object_id=party.pk).by == officer


def test_a_ministry_speaks_for_its_state(desk_officer, latvia):
    where = address(Party(), "add")
    fields = fields_of(desk_officer, where) | {"kind": "ministry", "name": "Ministry", "parent": str(latvia.pk)}

    desk_officer.post(where, fields)

    assert Party.objects.get(name="Ministry").principal == latvia


def test_the_name_in_addresses_stays_when_the_name_changes(desk_officer, latvia):
    where = address(latvia)

    desk_officer.post(where, fields_of(desk_officer, where) | {"name": "Republic of Latvia", "slug": "forged"})

    latvia.refresh_from_db()
    assert (latvia.name, latvia.slug) == ("Republic of Latvia", "latvia")


@pytest.mark.parametrize(
    ("model", "values"),
    [(Topic, {"name": "Airspace"}), (Framework, {"name": "A treaty", "kind": "instrument"}),
     (ContextEvent, {"title": "A border is closed", "occurred": "spring 2014"})],
)  # fmt: skip
def test_context_is_recorded_under_the_name_of_who_adds_it(desk_officer, officer, model, values):
    where = address(model(), "add")

    answer = desk_officer.post(where, fields_of(desk_officer, where) | values)

    assert answer.status_code == 302, problems(answer)
    row = model.objects.get()
    assert row.recorded_by == officer
    assert JournalEntry.objects.get(object_id=row.pk).by == officer


def test_an_event_stands_on_the_timelines_of_its_parties(desk_officer, latvia):
    where = address(ContextEvent(), "add")
    fields = fields_of(desk_officer, where) | {"title": "A border is closed", "parties-0-party": str(latvia.pk)}

    answer = desk_officer.post(where, fields)

    assert answer.status_code == 302, problems(answer)
    assert ContextEvent.objects.get().parties.get().party == latvia


def test_a_proposal_of_five_to_two_is_kept_row_by_row(desk_officer, latvia, russia, osce, invitation):
    where = address(Proposal(), "add")
    fields = fields_of(desk_officer, where) | {"title": "A joint offer"}
    fields = added(fields, "proposers", party=str(latvia.pk))
    fields = added(fields, "proposers", party=str(osce.pk))
    fields = added(fields, "addressees", party=str(russia.pk))
    fields = added(fields, "tablings", letter=str(invitation.pk), kind="put")

    answer = desk_officer.post(where, fields)

    assert answer.status_code == 302, problems(answer)
    proposal = Proposal.objects.get()
    assert {row.party for row in proposal.proposers.all()} == {latvia, osce}
    assert proposal.addressees.get().party == russia
    assert proposal.tablings.get().letter == invitation


def test_the_same_addressee_twice_is_refused_at_its_row(desk_officer, consultations, latvia):
    where = address(consultations)

    answer = desk_officer.post(where, added(fields_of(desk_officer, where), "addressees", party=str(latvia.pk)))

    assert problems(answer) == {"addressees-1-__all__": ["This party is already among the addressees."]}


def test_a_proposal_moves_to_another_level_with_its_reason(desk_officer, officer, consultations):
    where = address(consultations)
    fields = fields_of(desk_officer, where) | {"level": str(make.level("secret").pk)}
    refused = desk_officer.post(where, fields)

    answer = desk_officer.post(where, fields | {"reason": "Sources named"})

    assert list(problems(refused)) == ["reason"]
    assert answer.status_code == 302, problems(answer)
    entry = JournalEntry.objects.get(object_id=consultations.pk, verb="reclassified")
    assert (entry.by, entry.reason) == (officer, "Sources named")


def test_a_topic_that_public_letters_name_cannot_be_hidden(desk_officer, invitation):
    where = address(invitation.topic)
    fields = fields_of(desk_officer, where) | {"level": str(make.level("secret").pk), "reason": "Sources named"}

    answer = desk_officer.post(where, fields)

    assert "cannot be restricted further" in str(problems(answer))
    invitation.topic.refresh_from_db()
    assert invitation.topic.level.code == "public"


def test_what_a_ministry_puts_is_its_states_offer(desk_officer, latvian_mod, russian_mod, latvia, russia):
    letter = make.letter(sender=russian_mod, to=latvian_mod)
    where = address(letter)

    answer = desk_officer.post(
        where, added(fields_of(desk_officer, where), "puts", title="Talks", proposal_kind="offer")
    )

    assert answer.status_code == 302, problems(answer)
    proposal = Proposal.objects.get()
    assert (proposal.proposers.get().party, proposal.addressees.get().party) == (russia, latvia)


def test_what_is_put_by_others_than_the_letters_parties_can_be_said(desk_officer, invitation, osce, latvian_mod):
    where = address(invitation)
    row = {"title": "Talks", "proposal_kind": "offer", "put_by": [str(osce.pk)], "put_to": [str(latvian_mod.pk)]}

    answer = desk_officer.post(where, added(fields_of(desk_officer, where), "puts", **row))

    assert answer.status_code == 302, problems(answer)
    proposal = Proposal.objects.get()
    assert (proposal.proposers.get().party, proposal.addressees.get().party) == (osce, latvian_mod)
