"""The door for programs and the administration offer the same choices and refuse in the same words."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from correspondence.admin.choices import offered
from correspondence.api.writing.naming import Naming
from correspondence.api.writing.pen import Pen
from correspondence.models import Desk, Letter, LetterForm, Level
from tests import factories as make
from tests.admin.pages import fields_of, signed_in
from tests.admin.pages import problems as on_the_page
from tests.api.conftest import Program, problems, token_for
from tests.api.test_writing import PLAIN

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("cleared", ["", "public", "restricted", "secret"])
def test_the_same_levels_and_desks_are_offered(cleared):
    east, _west = make.desk("east"), make.desk("west")
    user = make.user(group="desk officer", cleared=cleared, desks=(east,) if cleared else ())
    request, naming = RequestFactory().get("/"), Naming(Pen(user))
    request.user = user

    taken = {row.pk for row in Level.objects.all() if naming.level(row.code, "level")}
    desks = {row.pk for row in Desk.objects.all() if naming.desk(row.code, "desk")}

    assert taken == {row.pk for row in offered(request, Level)}
    assert desks == {row.pk for row in offered(request, Desk)}


@pytest.mark.parametrize(
    ("fields", "sent"),
    [
        ({"knowledge": "held", "extent": "bundle"}, {"knowledge": "held", "extent": "bundle"}),
        ({"at_least": "2"}, {"at_least": 2}),
        ({"dated": "9 March 2017", "received": "2016"},
         {"dated": {"edtf": "2017-03-09"}, "received": {"edtf": "2016"}}),
        ({"source_url": "ftp://example.org/"}, {"source": {"url": "ftp://example.org/"}}),
        ({"own_reference": "1" * 81}, {"own_reference": "1" * 81}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_the_same_words(officer, latvia, russia, fields, sent):
    client, where = signed_in(officer), reverse("admin:correspondence_letter_add")
    form = LetterForm.objects.get(code="note_verbale")
    plain = fields_of(client, where) | {"subject": "A note", "form": str(form.pk), "knowledge": "held", "dated": "2017"}

    page = on_the_page(client.post(where, plain | fields))
    refused = [message for messages in page.values() for message in messages]
    answered = problems(Program(token_for(officer)).post("/letters/", PLAIN | sent))

    assert refused == list(answered.values())
    assert not Letter.objects.exists()
