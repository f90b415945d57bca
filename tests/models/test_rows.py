"""Rows that are written past the ORM are the rows that saving would have written."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from correspondence.dates import UncertainDate, columns
from correspondence.models import (
    AwaitedLink,
    DateReading,
    JournalEntry,
    Letter,
    LetterPair,
    Link,
    Participation,
    PartyKey,
    Position,
    Proposal,
    Response,
    Standing,
    Tabling,
    Text,
    rows,
)
from tests import factories as make

WRITTEN = (AwaitedLink, DateReading, JournalEntry, Letter, LetterPair, Link, Participation, PartyKey, Position, Proposal,
           Response, Standing, Tabling, Text)  # fmt: skip

pytestmark = pytest.mark.django_db


def text(letter: Letter, **said: Any) -> rows.Row:
    return rows.new(Text, letter_id=letter.pk, audience_id=letter.audience_id, language="en", **said)


@pytest.mark.parametrize("model", WRITTEN, ids=lambda model: model.__name__)
def test_a_row_of_which_nothing_is_said_is_a_new_object_of_its_model(model: type[models.Model]) -> None:
    make.level()  # the lowest one is a default
    row, new = rows.new(model), model()
    made = {field.attname for field in model._meta.concrete_fields if field.has_default() and callable(field.default)}
    assert row.keys() == {field.attname for field in model._meta.concrete_fields}
    assert {name: row[name] for name in row.keys() - made} == {name: vars(new)[name] for name in row.keys() - made}
    assert None not in [row[name] for name in made]


def test_what_is_written_is_read_again_as_it_was() -> None:
    letter = make.letter()
    date = UncertainDate.from_edtf("2016-09~", "in September or so")
    row = rows.new(
        DateReading, letter_id=letter.pk, audience_id=letter.audience_id, which="sent", **columns("value", date)
    )
    rows.write(DateReading, [row])
    stored = DateReading.objects.get(pk=row["id"])
    assert (stored.value, stored.letter, stored.recorded_at) == (date, letter, row["recorded_at"])


def test_a_column_that_follows_from_another_is_set_as_saving_sets_it() -> None:
    letter = make.letter()
    saved = make.text(letter, body="We  invite you.")
    row = text(letter, body="We  invite you.")
    assert row["digest"] == saved.digest != ""


def test_many_rows_cost_few_statements(django_assert_max_num_queries: Any) -> None:
    letter = make.letter()
    some = [text(letter, body=f"Words {number}") for number in range(rows.TOGETHER + 1)]
    with django_assert_max_num_queries(2):
        rows.write(Text, some)
    assert letter.texts.count() == rows.TOGETHER + 1


def test_a_column_that_the_model_does_not_have_is_refused() -> None:
    with pytest.raises(TypeError, match="lanugage"):
        rows.new(Text, lanugage="en")


def test_what_the_database_refuses_is_an_integrity_error() -> None:
    letter = make.letter()
    link = rows.new(Link, later_id=letter.pk, earlier_id=letter.pk, audience_id=letter.audience_id, relation="answers")
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.write(Link, [link])


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"title": ""}, {"title"}),
        ({"title": "An offer", "kind": "gift", "reply_rule": "maybe"}, {"kind", "reply_rule"}),
        ({"title": "x" * 301}, {"title"}),
    ],
)
def test_a_row_is_refused_where_a_form_would_refuse_it(said: dict[str, Any], wrong: set[str]) -> None:
    with pytest.raises(ValidationError) as refused:
        rows.checked(Proposal, rows.new(Proposal, level_id=uuid4(), **said))
    assert refused.value.message_dict.keys() == wrong


def test_a_row_is_kept_where_a_form_would_take_it() -> None:
    row = rows.new(Proposal, level_id=uuid4(), title="An offer", kind="invitation")
    assert rows.checked(Proposal, row) is row


def test_sqlite_gives_back_the_memory_that_many_rows_were_given() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its memory itself")

    def given() -> int:
        with connection.cursor() as cursor:
            return int(cursor.execute("PRAGMA cache_size").fetchone()[0])

    before = given()
    with rows.room_for_many():
        assert given() == -rows.ROOM
    assert given() == before
