"""What programs write: by the rules of the admin, all or nothing, in the name of the account."""

import base64

import pytest
import time_machine
from django.utils import timezone

from correspondence.models import Attachment, JournalEntry, Letter, Link, Position, Proposal, Response, Standing
from tests import factories as make
from tests.api.conftest import Program, problems, token_for

pytestmark = pytest.mark.django_db

PLAIN = {
    "subject": "Reply to the note",
    "form": "note_verbale",
    "dated": {"text": "20 March 2015", "edtf": "2015-03-20"},
    "senders": [{"slug": "russia"}],
    "addressees": [{"name": "Latvia"}],
}


@pytest.fixture
def offer(note, latvia, russia):
    return make.offer("Two inspections", by=latvia, to=russia, put_in=note)


def logged(answer) -> Letter:
    assert answer.status_code == 201, answer.content.decode()
    return Letter.objects.get(pk=answer.json()["id"])


def test_a_reply_is_logged_with_what_it_answers_and_says(program, officer, note, offer):
    sent = PLAIN | {
        "source_key": "register#41",
        "topic": "inspections",
        "previous": [{"id": str(note.pk)}],
        "texts": [{"language": "en", "body": "The proposal is premature. We propose a meeting in Riga."}],
        "responses": [
            {"proposal": str(offer.pk), "answer": "rejected", "evidence": {"quote": "The proposal is premature"}}
        ],
        "proposals": [{"id": "riga", "title": "A meeting in Riga", "kind": "invitation"}],
        "positions": [{"statement": "Further inspections are premature.", "evidence": {"quote": "premature"}}],
    }

    answer = program.post("/letters/", sent)

    letter = logged(answer)
    assert answer["Location"] == f"/api/v1/letters/{letter.pk}/"
    assert answer["ETag"] == f'"{letter.version}"'
    assert [part.party.slug for part in letter.participations.all()] == ["russia", "latvia"]
    assert Link.objects.get(later=letter).earlier == note
    assert Standing.objects.get(addressee__proposal=offer).state == "rejected"
    put = Proposal.objects.get(title="A meeting in Riga")
    assert (put.proposers.get().party.slug, put.addressees.get().party.slug) == ("russia", "latvia")
    assert Position.objects.get(letter=letter).party.slug == "russia"
    assert set(JournalEntry.objects.filter(letter=letter).values_list("by", flat=True)) == {officer.pk}


def test_what_was_logged_is_read_again_as_it_was_sent(program, latvia, russia):
    sent = PLAIN | {
        "dated_basis": "page_stamp",
        "readings": [{"which": "dated", "standing": "preferred", "basis": "page_stamp", "time": "14:05"}],
        "source": {"citation": "A newspaper", "url": "https://example.org/"},
        "files": [{"name": "annex.txt", "role": "enclosure", "content": base64.b64encode(b"Annex").decode()}],
        "knowledge": "held",
    }

    letter = logged(program.post("/letters/", sent))
    found = program.get(f"/letters/{letter.pk}/").json()

    assert (found["dated"]["edtf"], found["dated_basis"]) == ("2015-03-20", "page_stamp")
    assert found["readings"][0]["time"] == "14:05"
    assert found["source"]["citation"] == "A newspaper"
    with Attachment.objects.get(letter=letter).file.open() as file:
        assert file.read() == b"Annex"


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_stored(program, latvia):
    sent = PLAIN | {
        "form": "haiku",
        "topic": "absent",
        "senders": [{"slug": "atlantis"}],
        "level": "cosmic",
        "desk": "east",
        "reply_due": "soon",
    }

    answer = program.post("/letters/", sent)

    assert answer.status_code == 400
    assert {"form", "topic", "level", "desk", "reply_due"} <= set(problems(answer))
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"subject": ""}, "subject"),
        ({"subject": "a" * 301}, "subject"),
        ({"subjcet": "x"}, "subjcet"),
        ({"subject": 5}, "subject"),
        ({"subject": "\ud800"}, "subject"),
        ({"dated": {"text": "", "edtf": "2015-02-30"}}, "dated.edtf"),
        ({"dated": {"text": "", "edtf": "2015-03-20"}, "received": {"text": "", "edtf": "2014"}}, "received"),
        ({"extent": "bundle"}, "bundle_never_held"),
        ({"knowledge": "rumoured"}, "knowledge"),
        ({"status": "void"}, "status"),
        ({"id": "00000000-0000-4000-8000-000000000000"}, "id"),
        ({"source": {"url": "javascript:alert(1)"}}, "source.url"),
        ({"senders": [{"slug": "atlantis"}]}, "senders[0].slug"),
        ({"senders": ["latvia"]}, "senders[0]"),
        ({"previous": [{"id": "x"}]}, "previous[0].id"),
        ({"texts": [{"language": "en", "body": ""}]}, "texts[0].body"),
        ({"files": [{"name": "x", "content": "!"}]}, "files[0].content"),
        ({"responses": [{"proposal": "x", "answer": "rejected"}]}, "responses[0].proposal"),
        ({"proposals": [{"title": ""}]}, "proposals[0].title"),
        ({"positions": [{"statement": "No."}]}, "positions[0].topic"),
        ({"at_least": 10**40}, "at_least"),
    ],
)
def test_what_cannot_be_is_named_where_it_stands(program, latvia, russia, changes, field):
    answer = program.post("/letters/", PLAIN | changes)

    assert answer.status_code == 400, answer.content
    if field != "bundle_never_held":
        assert field in problems(answer)
    assert not Letter.objects.exists()


def test_a_level_or_a_desk_that_is_not_ones_own_cannot_be_written_to(latvia, russia):
    east = make.desk("east")
    low = make.user("low", group="desk officer", cleared="restricted")
    program = Program(token_for(low))

    assert list(problems(program.post("/letters/", PLAIN | {"level": "secret"}))) == ["level"]
    assert list(problems(program.post("/letters/", PLAIN | {"desk": east.code}))) == ["desk"]
    assert logged(program.post("/letters/", PLAIN | {"level": "restricted"})).level.code == "restricted"


def test_what_is_hidden_is_refused_in_the_words_for_what_is_not_there(latvia, russia, note):
    secret = make.level("secret")
    hidden = make.letter("Hidden", sender=latvia, to=russia, source_key="hidden#1", level=secret)
    make.topic("Hidden topic", level=secret)
    program = Program(token_for(make.user("low", group="desk officer", cleared="public")))
    absent = "00000000-0000-4000-8000-000000000000"

    pairs = [
        ({"previous": [{"id": str(hidden.pk)}]}, {"previous": [{"id": absent}]}),
        ({"previous": [{"target": "hidden#1"}]}, {"previous": [{"target": "absent#1"}]}),
        ({"topic": "hidden-topic"}, {"topic": "absent-topic"}),
    ]

    for named, unknown in pairs:
        one, other = (program.post("/letters/", PLAIN | sent) for sent in (named, unknown))
        assert one.status_code == other.status_code == 400
        assert list(problems(one).values()) == list(problems(other).values())
    assert program.post("/letters/", PLAIN | {"source_key": "hidden#1"}).status_code == 201


def test_the_same_key_of_a_source_is_taken_once(program, latvia, russia):
    logged(program.post("/letters/", PLAIN | {"source_key": "register#41"}))

    assert list(problems(program.post("/letters/", PLAIN | {"source_key": "register#41"}))) == ["source_key"]


def test_a_letter_is_changed_against_the_version_that_was_read(program, officer, note):
    address = f"/letters/{note.pk}/"
    read = program.get(address)
    sent = {"subject": "Note on additional inspections", "dated": {"text": "3 March 2015", "edtf": "2015-03-03"}}

    changed = program.patch(address, sent, If_Match=read["ETag"])
    late = program.patch(address, {"subject": "Mine"}, If_Match=read["ETag"])

    assert changed.status_code == 200, changed.content
    assert (changed.json()["subject"], changed.json()["dated"]["edtf"]) == (sent["subject"], "2015-03-03")
    assert changed["ETag"] != read["ETag"]
    assert late.status_code == 412
    note.refresh_from_db()
    assert note.subject == sent["subject"]
    assert {row.standing for row in note.readings.filter(which="dated")} == {"preferred", "alternative"}
    assert JournalEntry.objects.filter(letter=note, noun="letter", by=officer).exists()


@pytest.mark.parametrize("tag", ["", "*"])
def test_a_change_must_name_a_version(program, note, tag):
    assert program.patch(f"/letters/{note.pk}/", {"subject": "Mine"}, If_Match=tag).status_code == 428


def test_a_forged_version_changes_nothing(program, note):
    assert program.patch(f"/letters/{note.pk}/", {"subject": "Mine"}, If_Match='"x", W/"1", 1').status_code == 412


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"senders": []}, "senders"),
        ({"previous": []}, "previous"),
        ({"version": 9}, "version"),
        ({"recorded_by": 1}, "recorded_by"),
        ({"status": "registered"}, "status"),
        ({"level": "secret"}, "reason"),
        ({"level": None}, "level"),
        ({"reason": "\x00"}, "reason"),
        ({"reason": 5}, "reason"),
        ({"subject": None}, "subject"),
        ({"source": {"url": "file:///etc"}}, "source.url"),
    ],
)
def test_a_change_that_cannot_be_is_refused_by_name(program, note, sent, field):
    version = note.version

    answer = program.patch(f"/letters/{note.pk}/", sent, If_Match=f'"{version}"')

    assert answer.status_code == 400, answer.content
    assert list(problems(answer)) == [field]
    note.refresh_from_db()
    assert note.version == version


def test_moving_a_letter_takes_its_reason_into_the_journal(program, note):
    sent = {"level": "secret", "reason": "Sources named", "summary": None, "source": {"url": None}}
    make.text(note, "Words")

    answer = program.patch(f"/letters/{note.pk}/", sent, If_Match=f'"{note.version}"')

    assert answer.status_code == 200, answer.content
    assert note.texts.get().audience.level.code == "secret"
    assert JournalEntry.objects.get(letter=note, verb="reclassified").reason == "Sources named"


def test_links_and_acts_are_added_to_a_letter_on_record(program, note, offer, russia, latvia):
    letter = make.letter("Reply", sender=russia, to=latvia, dated="2016")
    at = f"/letters/{letter.pk}"

    link = program.post(f"{at}/links/", {"id": str(note.pk), "relation": "answers"})
    answer = program.post(f"{at}/responses/", {"proposal": str(offer.pk), "answer": "deferred"})
    again = program.post(f"/letters/{note.pk}/proposals/", {"id": str(offer.pk), "act": "recalled"})
    stated = program.post(f"{at}/positions/", {"topic": "inspections", "statement": "Not now."})

    assert [one.status_code for one in (link, answer, again, stated)] == [201] * 4
    assert Link.objects.get(pk=link.json()["id"]).relation == "answers"
    assert Response.objects.get(pk=answer.json()["id"]).addressee.party == russia
    assert again.json()["proposal"] == str(offer.pk)
    assert Standing.objects.get(addressee__proposal=offer).state == "deferred"


def test_an_addition_is_refused_by_the_name_of_its_own_field(program, note):
    at = f"/letters/{note.pk}"

    assert list(problems(program.post(f"{at}/links/", {"id": "x"}))) == ["id"]
    assert list(problems(program.post(f"{at}/links/", {"id": str(note.pk)}))) == ["id"]
    assert list(problems(program.post(f"{at}/links/", {"relation": 5, "id": "x"}))) == ["relation"]
    assert list(problems(program.post(f"{at}/responses/", {}))) == ["proposal"]
    assert list(problems(program.post(f"{at}/links/", []))) == []


def test_a_circle_of_answers_is_refused(program, note, reply):
    answer = program.post(f"/letters/{note.pk}/links/", {"id": str(reply.pk), "relation": "answers"})

    assert "already answers this one" in problems(answer)["id"]


def test_dates_that_contradict_a_link_are_stored_with_a_warning(program, note, russia, latvia):
    older = make.letter("Older", sender=russia, to=latvia, dated="2001")

    answer = program.post(f"/letters/{older.pk}/links/", {"id": str(note.pk), "relation": "answers"})

    assert answer.status_code == 201
    assert "is dated before" in answer.json()["warnings"][0]


def test_a_void_letter_stays_as_it_is(program, note, reply):
    reply.void(reason="Logged twice.")

    assert program.post(f"/letters/{reply.pk}/links/", {"id": str(note.pk)}).status_code == 409
    assert program.patch(f"/letters/{reply.pk}/", {"subject": "x"}, If_Match=f'"{reply.version}"').status_code == 409


def test_a_draft_is_seen_by_its_author_only(program, registrar, latvia, russia):
    letter = logged(program.post("/letters/", PLAIN | {"status": "draft"}))

    assert program.get(f"/letters/{letter.pk}/").status_code == 200
    assert Program(token_for(registrar)).get(f"/letters/{letter.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"{", 400),
        (b"", 400),
        (b"[]", 400),
        (b'{"subject": "a", "subject": "b"}', 400),
        (b"\xff", 400),
        (b"[" * 100_000, 400),
    ],
)
def test_what_is_no_object_of_json_is_refused(program, sent, status):
    assert program.post("/letters/", sent).status_code == status


def test_a_request_that_is_too_large_is_refused(program, monkeypatch):
    monkeypatch.setattr("correspondence.api.door.LARGEST", 1000)

    answer = program.post("/letters/", {"subject": "a" * 1000})

    assert answer.status_code == 413


def test_a_write_sent_twice_under_one_key_happens_once(program, latvia, russia):
    first = program.post("/letters/", PLAIN, Idempotency_Key="a1")
    second = program.post("/letters/", PLAIN, Idempotency_Key="a1")

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert (first["ETag"], first["Location"]) == (second["ETag"], second["Location"])
    assert second["Idempotency-Replayed"] == "true"
    assert Letter.objects.count() == 1


def test_a_key_stands_for_one_request_of_one_asker(program, registrar, latvia, russia):
    program.post("/letters/", PLAIN, Idempotency_Key="a1")

    assert program.post("/letters/", PLAIN | {"subject": "Other"}, Idempotency_Key="a1").status_code == 422
    assert Program(token_for(registrar)).post("/letters/", PLAIN, Idempotency_Key="a1").status_code == 201
    assert Letter.objects.count() == 2


def test_a_refused_request_uses_no_key(program, latvia, russia):
    program.post("/letters/", PLAIN | {"topic": "absent"}, Idempotency_Key="a1")

    assert program.post("/letters/", PLAIN, Idempotency_Key="a1").status_code == 201


def test_a_key_is_forgotten_in_time(program, latvia, russia):
    program.post("/letters/", PLAIN, Idempotency_Key="a1")

    with time_machine.travel(timezone.now() + timezone.timedelta(days=3)):
        again = program.post("/letters/", PLAIN, Idempotency_Key="a1")

    assert "Idempotency-Replayed" not in again.headers
    assert Letter.objects.count() == 2


def test_a_key_that_is_none_is_refused(program, latvia, russia):
    assert list(problems(program.post("/letters/", PLAIN, Idempotency_Key="a" * 201))) == ["Idempotency-Key"]
