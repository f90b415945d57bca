"""Nonsense in any field or parameter: a clear message, no error of ours, nothing half saved."""

import pytest
from django.urls import reverse

from correspondence.models import JournalEntry, Letter
from tests.admin.pages import added, address, fields_of, problems

NONSENSE = ["\0", "x" * 20_000, "00000000-0000-4000-8000-000000000000", "99999999999999999999", "\ud7ff￿", "<script>"]
FIELDS = [
    "subject", "dated", "received", "form", "topic", "language", "knowledge", "status", "reply_due", "level", "desk",
    "marking", "reason", "own_reference", "framework", "extent", "at_least", "source_url", "captured_on", "sent", "summary",
]  # fmt: skip
ROWS = [
    ("links_up", ("relation", "earlier", "basis", "note")),
    ("participations", ("role", "party", "as_named", "person", "channel", "received", "reference")),
    ("texts", ("body", "language", "role", "level")),
    ("puts", ("title", "proposal_kind", "quote", "put_by", "put_to")),
    ("tablings", ("proposal", "kind", "quote", "terms")),
    ("responses", ("addressee", "answer", "quote", "framework", "opens", "opens_new", "until", "by", "reading_of")),
    ("positions", ("party", "topic", "statement", "change", "previous", "quote")),
    ("event_links", ("event", "relation")),
    ("attachments", ("role", "number", "name", "level", "missing")),
    ("readings", ("which", "value", "basis", "time", "zone", "bounded_by", "bound", "standing")),
]


def faults(answer):
    return " ".join(problems(answer))


@pytest.mark.parametrize("nonsense", NONSENSE, ids=["nul", "long", "absent", "huge", "odd", "markup"])
def test_nonsense_in_the_fields_of_a_letter_is_answered_field_by_field(desk_officer, invitation, nonsense):
    where = address(invitation)
    fields, entries = fields_of(desk_officer, where), JournalEntry.objects.count()

    refused = desk_officer.post(where, fields | dict.fromkeys(FIELDS, nonsense))
    told = set(problems(refused))

    assert refused.status_code == 200
    assert told >= {"form", "topic", "knowledge", "status", "reply_due", "level"}
    assert JournalEntry.objects.count() == entries

    taken = desk_officer.post(where, fields | {name: nonsense for name in FIELDS if name not in told})

    assert taken.status_code == 302 or problems(taken)


@pytest.mark.parametrize("nonsense", NONSENSE, ids=["nul", "long", "absent", "huge", "odd", "markup"])
def test_nonsense_in_rows_is_answered_row_by_row(desk_officer, invitation, nonsense):
    where = address(invitation)
    fields, entries = fields_of(desk_officer, where), JournalEntry.objects.count()
    for prefix, names in ROWS:
        fields = added(fields, prefix, **dict.fromkeys(names, nonsense))

    answer = desk_officer.post(where, fields)

    assert answer.status_code == 200
    for prefix in (
        "links_up",
        "participations",
        "puts",
        "tablings",
        "responses",
        "positions",
        "event_links",
        "readings",
    ):
        assert f"{prefix}-" in faults(answer), prefix
    assert JournalEntry.objects.count() == entries


@pytest.mark.parametrize("nonsense", ["\0", "\ud7ff￿", "<script>"], ids=["nul", "odd", "markup"])
def test_a_row_of_words_takes_any_words_that_can_be_stored(desk_officer, invitation, nonsense):
    where = address(invitation)
    fields = added(fields_of(desk_officer, where), "texts", body=nonsense, language="en", role="original")
    fields = added(fields, "positions", statement=nonsense, change="first_stated")

    answer = desk_officer.post(where, fields)

    assert (answer.status_code == 200) == (nonsense == "\0")


@pytest.mark.parametrize("total", ["1000000", "-1", "x", "", "99999999999999999999"])
def test_a_list_of_a_million_rows_is_refused_as_a_whole(desk_officer, invitation, total):
    where = address(invitation)
    fields = fields_of(desk_officer, where) | {"subject": "Mine", "links_up-TOTAL_FORMS": total}

    answer = desk_officer.post(where, fields)

    assert answer.status_code == 200
    assert "links_up" in faults(answer)
    invitation.refresh_from_db()
    assert invitation.subject == "Invitation to consultations"


def test_a_form_without_its_lists_is_refused(desk_officer, invitation):
    answer = desk_officer.post(address(invitation), {"subject": "Mine", "version": "1"})

    assert answer.status_code == 200
    invitation.refresh_from_db()
    assert invitation.subject == "Invitation to consultations"


@pytest.mark.parametrize(
    "query",
    ["p=1e400", "p=-1", "p=99999999999999999999", "o=x", "o=99.-99", "q=" + "x " * 3000, "form__id__exact=nonsense", "e=1",
     "dated_earliest__year=99999999999999999999", "dated_earliest__year=x", "dated_earliest__year=2016&dated_earliest__month=13",
     "all=", "_facets=True", "status__exact=nonsense"],
)  # fmt: skip
def test_nonsense_in_a_lists_address_is_answered(desk_officer, invitation, query):
    answer = desk_officer.get(f"{address(invitation, 'changelist')}?{query}", follow=True)

    assert answer.status_code in {200, 400}


@pytest.mark.parametrize("query", ["q=%00", "status__exact=%00", "%00=1", "form__id__exact=%00"])
def test_a_nul_character_in_a_lists_address_is_a_bad_request(desk_officer, invitation, query):
    assert desk_officer.get(f"{address(invitation, 'changelist')}?{query}").status_code == 400


@pytest.mark.parametrize(
    "query",
    [{}, {"app_label": "x"}, {"app_label": "correspondence", "model_name": "letter", "field_name": "links_up"},
     {"app_label": "correspondence", "model_name": "letter", "field_name": "subject"},
     {"app_label": "auth", "model_name": "user", "field_name": "groups"},
     {"app_label": "correspondence", "model_name": "link", "field_name": "earlier", "term": "\0" * 9},
     {"app_label": "correspondence", "model_name": "link", "field_name": "earlier", "page": "x"},
     {"app_label": "correspondence", "model_name": "link", "field_name": "earlier", "term": "x " * 9000}],
)  # fmt: skip
def test_nonsense_asked_of_the_search_for_a_field_is_answered(desk_officer, invitation, query):
    assert desk_officer.get(reverse("admin:autocomplete"), query).status_code in {200, 403, 404}


def test_an_address_fills_nothing_in(desk_officer, invitation):
    page = desk_officer.get(address(Letter(), "add"), {"subject": "Planted", "topic": str(invitation.topic_id)})

    assert "Planted" not in page.content.decode()
