"""What a user may not see leaves no trace in the admin, and outlives everything that he saves."""

import json
import re
from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.test import RequestFactory
from django.urls import reverse

from correspondence.admin.site import NamedRecords, RegisterSite
from correspondence.models import AwaitedLink, JournalEntry, Letter, Link, Participation, PartyName, Response, Tabling
from tests import factories as make
from tests.admin.pages import added, address, fields_of, problems, signed_in

CANARY = "Canary"


@pytest.fixture
def secret(russia, latvia):
    return make.letter(f"{CANARY} note", sender=russia, to=latvia, level=make.level("secret"))


def masked(text, *keys):
    """Take out what differs between any two requests, and the keys that were asked for."""
    text = re.sub(r'name="(csrfmiddlewaretoken|_form)" value="[^"]*"', "", text)
    for key in keys:
        text = text.replace(str(key), "KEY")
    return text


@pytest.mark.parametrize("page", ["change", "history", "delete"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_pages_of_a_hidden_letter_are_those_of_an_absent_one(low, secret, page, method):
    absent = uuid4()
    answers = []
    for key in (secret.pk, absent):
        where = reverse(f"admin:correspondence_letter_{page}", args=(key,))
        answer = getattr(low, method)(where, follow=True)
        answers.append((answer.redirect_chain, answer.status_code, masked(answer.content.decode(), secret.pk, absent)))

    assert answers[0] == answers[1]
    assert CANARY not in answers[0][2]


@pytest.mark.parametrize("step", ["void", "prefer"])
def test_the_steps_of_a_hidden_letter_are_those_of_an_absent_one(low, secret, step):
    reading = make.letter(dated="9 March 2017").readings.get()
    answers = []
    for key in (secret.pk, uuid4()):
        args = (key, reading.pk) if step == "prefer" else (key,)
        answer = low.post(reverse(f"admin:correspondence_letter_{step}", args=args), {"reason": "x"})
        answers.append((answer.status_code, answer.url))

    assert answers[0] == answers[1]
    secret.refresh_from_db()
    assert secret.status == "logged"


def test_a_reply_to_a_hidden_letter_is_one_to_an_absent_letter(low, secret):
    where, absent = address(secret, "add"), uuid4()

    pages = [
        masked(low.get(where, {"reply_to": key}).content.decode(), secret.pk, absent) for key in (secret.pk, absent)
    ]

    assert pages[0] == pages[1]


def test_lists_leave_out_what_is_hidden(low, secret, invitation):
    page = low.get(address(secret, "changelist")).content.decode()

    assert invitation.subject in page
    assert CANARY not in page


@pytest.mark.parametrize("term", [CANARY, "", "*", "canary note"])
def test_a_search_for_an_earlier_letter_finds_only_visible_ones(low, secret, invitation, term):
    where = {"app_label": "correspondence", "model_name": "link", "field_name": "earlier", "term": term}

    answer = low.get(reverse("admin:autocomplete"), where)

    assert CANARY not in answer.content.decode()
    assert json.loads(answer.content)["pagination"] == {"more": False}


KEYS = [
    ("links_up", "earlier", "letter", {}),
    ("participations", "party", "party", {"role": "copy"}),
    ("participations", "person", "party", {"role": "copy"}),
    ("event_links", "event", "event", {}),
    ("tablings", "proposal", "proposal", {}),
    ("responses", "addressee", "addressee", {"answer": "rejected"}),
    ("responses", "opens", "proposal", {"answer": "countered"}),
    ("responses", "framework", "framework", {"answer": "redirected"}),
    ("positions", "topic", "topic", {"statement": "This"}),
    ("readings", "bounded_by", "letter", {"bound": "by"}),
    ("puts", "put_to", "party", {"title": "This"}),
    ("", "topic", "topic", {}),
    ("", "framework", "framework", {}),
]


@pytest.fixture
def hidden(secret):
    level = make.level("secret")
    party = make.party(f"{CANARY} office", "office", level=level)
    proposal = make.offer(f"{CANARY} offer", by=party, to=party, level=level)
    return {
        "letter": secret,
        "party": party,
        "topic": make.topic(f"{CANARY} topic", level=level),
        "framework": make.framework(f"{CANARY} forum", level=level),
        "event": make.event(f"{CANARY} event", level=level),
        "proposal": proposal,
        "addressee": proposal.addressees.get(),
    }


@pytest.mark.parametrize(("prefix", "name", "noun", "rest"), KEYS)
def test_a_hidden_key_is_refused_like_an_absent_one_and_not_shown_again(
    low, invitation, hidden, prefix, name, noun, rest
):
    where = address(invitation)
    fields, pages, told = fields_of(low, where), [], []
    absent = uuid4()
    for key in (hidden[noun].pk, absent):
        values = {**rest, name: str(key)}
        sent = added(fields, prefix, **values) if prefix else fields | values
        answer = low.post(where, sent)
        pages.append(masked(answer.content.decode(), hidden[noun].pk, absent))
        told.append(problems(answer))

    assert told[0] == told[1]
    assert "not one of the available choices" in str(told[0])
    assert pages[0] == pages[1]
    assert CANARY not in pages[0]


def test_hidden_rows_outlive_a_save_of_the_page(low, invitation, secret, consultations, osce):
    hidden_party = make.party(f"{CANARY} office", "office", level=make.level("secret"))
    make._saved(Participation(letter=invitation, party=hidden_party, role="copy"))
    link = make.link(invitation, secret, "refers_to")
    text = make.text(invitation, f"{CANARY} words", level=make.level("secret"))
    make.respond(consultations, make.answer_to(invitation, level=make.level("secret")), "rejected")
    where = address(invitation)
    fields = fields_of(low, where) | {"subject": "A new subject"}

    answer = low.post(where, added(fields, "participations", role="via", party=str(osce.pk)))

    assert answer.status_code == 302, problems(answer)
    invitation.refresh_from_db()
    assert invitation.subject == "A new subject"
    assert invitation.participations.count() == 4
    assert Link.objects.filter(pk=link.pk).exists()
    assert invitation.texts.get() == text
    assert Response.objects.count() == 1


def test_a_page_shows_no_hidden_row(low, invitation, secret, consultations):
    make.link(invitation, secret, "refers_to")
    make.link(make.letter(f"{CANARY} reply", level=make.level("secret")), invitation)
    make.text(invitation, f"{CANARY} words", level=make.level("secret"))

    page = low.get(address(invitation)).content.decode()

    assert CANARY not in page
    assert str(secret.pk) not in page


def test_the_key_of_a_hidden_row_is_refused_like_an_absent_one(low, invitation, secret):
    link = make.link(invitation, secret, "refers_to")
    where, told = address(invitation), []
    fields = fields_of(low, where)
    for key in (link.pk, uuid4()):
        row = {"id": str(key), "relation": "answers", "earlier": str(make.letter("Other").pk), "basis": "stated"}
        sent = added(fields, "links_up", **row) | {"links_up-INITIAL_FORMS": "1", "links_up-TOTAL_FORMS": "1"}
        sent |= {f"links_up-0-{name}": value for name, value in row.items()}
        told.append(problems(low.post(where, sent)))

    assert told[0] == told[1]
    assert "no longer there" in str(told[0])
    link.refresh_from_db()
    assert link.earlier == secret


def test_a_row_answered_in_secret_refuses_to_go_in_the_words_for_all(low, invitation, consultations):
    """Addressees cannot be removed at all: the page offers no box, and a posted one changes nothing."""
    make.respond(consultations, make.answer_to(invitation, level=make.level("secret")), "rejected")
    where = address(consultations)
    fields = fields_of(low, where)

    answer = low.post(where, fields | {"addressees-0-DELETE": "on"})

    assert answer.status_code == 302, problems(answer)
    assert consultations.addressees.count() == 1


def test_a_response_that_something_hidden_rests_on_is_kept_without_naming_it(low, invitation, consultations):
    reply = make.answer_to(invitation)
    answer = make.respond(consultations, reply, "rejected")
    secret = make.answer_to(invitation, level=make.level("secret"))
    make.respond(consultations, secret, "deferred", principal=False, reading_of=answer, grounds=CANARY)
    where = address(reply)

    page = low.post(where, fields_of(low, where) | {"responses-0-DELETE": "on", "reason": "A slip"})

    assert problems(page) == {"responses": ["It cannot be deleted: it is part of the record."]}
    assert CANARY not in page.content.decode()
    assert Response.objects.filter(pk=answer.pk).exists()


def test_the_history_tells_only_of_what_its_reader_may_see(low, invitation, secret):
    make.text(invitation, "public words")
    make.text(invitation, f"{CANARY} words", level=make.level("secret"))

    page = low.get(address(invitation, "history")).content.decode()

    assert page.count("Text recorded") == 1
    assert CANARY not in page


def test_the_journal_tells_only_of_what_its_reader_may_see(low, secret, invitation):
    page = low.get(address(JournalEntry(), "changelist")).content.decode()
    entry = JournalEntry.objects.filter(object_id=secret.pk).first()

    assert low.get(address(entry)).status_code == 302
    assert str(entry.pk) not in page
    assert str(JournalEntry.objects.filter(object_id=invitation.pk).first().pk) in page


def test_a_superuser_without_clearance_reads_what_is_public(secret, invitation):
    client = make_root()

    assert CANARY not in client.get(address(secret, "changelist")).content.decode()
    assert client.get(address(secret)).status_code == 302
    assert client.get(address(invitation)).status_code == 200


def make_root():
    return signed_in(make.user("root", is_staff=True, is_superuser=True))


@pytest.mark.parametrize(
    "query",
    ["subject__startswith=C", "topic__name__contains=C", "participations__party__name=x", "level__rank__gt=0",
     "audience__isnull=True", "recorded_by__password__startswith=a", "journal__reason__contains=x", "sort_key__gt=2"],
)  # fmt: skip
def test_a_list_is_narrowed_only_by_what_it_offers(desk_officer, query, invitation):
    assert desk_officer.get(f"{address(invitation, 'changelist')}?{query}").status_code == 400


@pytest.mark.parametrize(
    "query", ["status__exact=logged", "knowledge__exact=held", "dated_earliest__year=2016", "q=Invitation"]
)
def test_what_a_list_offers_works(desk_officer, invitation, query):
    page = desk_officer.get(f"{address(invitation, 'changelist')}?{query}")

    assert page.status_code == 200
    assert invitation.subject in page.content.decode()


def test_levels_and_desks_above_ones_clearance_are_not_offered_and_not_taken(low, invitation):
    where = address(invitation)
    page = low.get(where).content.decode()
    fields = fields_of(low, where) | {"reason": "because"}

    levels = low.post(where, fields | {"level": str(make.level("secret").pk)})
    desks = low.post(where, fields | {"desk": str(make.desk("east").pk)})

    assert "Secret" not in page
    assert list(problems(levels)) == ["level"]
    assert list(problems(desks)) == ["desk"]


def test_a_party_is_offered_with_the_state_that_it_speaks_for(officer, latvian_mod, russian_mod):
    where = {"app_label": "correspondence", "model_name": "participation", "field_name": "party", "term": "Defence"}
    request = RequestFactory().get("/", where)
    request.user = officer

    found = json.loads(NamedRecords.as_view(admin_site=admin.site)(request).content)["results"]

    assert {one["text"] for one in found} == {"Ministry of Defence, Latvia", "Ministry of Defence, Russia"}


def test_a_party_is_found_by_a_name_it_had(desk_officer, latvia):
    make._saved(PartyName(party=latvia, name="Latvian SSR", kind="former"))
    where = {"app_label": "correspondence", "model_name": "participation", "field_name": "party", "term": "SSR"}

    found = json.loads(desk_officer.get(reverse("admin:autocomplete"), where).content)["results"]

    assert [one["id"] for one in found] == [str(latvia.pk)]


def test_no_address_tells_whether_a_key_exists():
    """Django's redirect to any object's page asks nobody who may see it."""
    assert "view_on_site" not in {address.name for address in RegisterSite().get_urls() if hasattr(address, "name")}


def test_nothing_is_written_to_djangos_own_log(desk_officer, invitation):
    where = address(invitation)
    desk_officer.post(where, fields_of(desk_officer, where) | {"subject": "Another"})

    assert not LogEntry.objects.exists()


def test_put_to_is_left_to_the_letters_addressees_that_are_visible(low, invitation, latvia):
    hidden_party = make.party(f"{CANARY} office", "office", level=make.level("secret"))
    make._saved(Participation(letter=invitation, party=hidden_party, role="addressee"))
    where = address(invitation)

    low.post(where, added(fields_of(low, where), "puts", title="Talks", proposal_kind="offer"))

    assert [row.party for row in Tabling.objects.get().proposal.addressees.all()] == [latvia]
    assert Letter.objects.count() == 1


def test_a_letters_page_tells_what_it_names_that_is_not_on_record_as_far_as_one_may_know(low, invitation, secret):
    make.awaited(invitation, "edition#d234", note="See document 234.")
    hidden = make.awaited(invitation, f"edition#{CANARY}", note=CANARY)
    AwaitedLink.objects.filter(pk=hidden.pk).update(audience=secret.audience)

    page = " ".join(low.get(address(invitation)).content.decode().split())
    assert "Names letters that are not on record" in page
    assert "Refers to <bdi>edition#d234</bdi>" in page
    assert "according to the edition: <bdi>See document 234.</bdi>" in page
    assert CANARY not in page
