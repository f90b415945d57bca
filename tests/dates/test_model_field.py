"""The model field: four columns, one value."""

import copy
import datetime as dt
import pickle

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import translation

from correspondence.dates import UncertainDate, UncertainDateField, column_names, columns
from tests.dates.records import Record

D = dt.date
SPRING = UncertainDate.from_edtf("2014-21", "spring of 2014")
WORDLESS = UncertainDate.from_edtf("2018-11-28")
UNREAD = UncertainDate.unread("about the time of the flood")


@pytest.mark.parametrize(
    "value", [SPRING, WORDLESS, UNREAD, UncertainDate(), UncertainDate.from_edtf("2003/..", "since 2003")]
)
def test_a_date_comes_back_from_the_database_as_it_was(records, value):
    made = records.create(dated=value)
    assert made.dated == value
    assert records.get(pk=made.pk).dated == value


def test_the_columns_hold_the_words_the_edtf_and_the_bounds(records):
    records.create(dated=SPRING)
    row = records.values(*column_names("dated")).get()
    assert row == {
        "dated": "spring of 2014",
        "dated_edtf": "2014-21",
        "dated_earliest": D(2014, 3, 1),
        "dated_latest": D(2014, 5, 31),
    }


def test_without_words_the_first_column_holds_the_edtf(records):
    records.create(dated=WORDLESS)
    assert records.values_list("dated", flat=True).get() == "2018-11-28"


def test_a_text_is_read_when_it_is_assigned(records):
    record = records.create(dated="Spring 2014")
    assert (record.dated.text, record.dated.edtf, record.dated_latest) == ("Spring 2014", "2014-21", D(2014, 5, 31))


def test_a_text_is_read_in_the_active_language():
    with translation.override("lv"):
        assert Record(dated="2014. gada pavasarī").dated.edtf == "2014-21"


@pytest.mark.parametrize("nothing", [None, "", UncertainDate()])
def test_nothing_clears_all_four_columns(records, nothing):
    record = records.create(dated=SPRING)
    record.dated = nothing
    record.save()
    assert records.values_list(*column_names("dated")).get() == ("", "", None, None)


def test_a_default_is_read(records):
    assert records.create().sent == UncertainDate.from_edtf("2003")


def test_siblings_given_by_themselves_are_kept(records):
    record = records.create(dated_edtf="2014", dated_earliest=D(2014, 1, 1), dated_latest=D(2014, 12, 31))
    assert records.get(pk=record.pk).dated == UncertainDate("", "2014", D(2014, 1, 1), D(2014, 12, 31))


@pytest.mark.parametrize(
    ("text", "said"), [("30 February 2016", "no day 30"), ("03/04/2014", "3 April 2014 or 4 March 2014")]
)
def test_a_text_that_cannot_be_read_is_refused_by_validation(text, said):
    record = Record(dated=text)
    with pytest.raises(ValidationError) as refused:
        record.full_clean(validate_constraints=False)
    assert said in refused.value.message_dict["dated"][0]
    assert record.dated == text


def test_a_text_that_cannot_be_read_is_never_stored(records):
    with pytest.raises(ValidationError), transaction.atomic():
        records.create(dated="30 February 2016")
    assert not records.exists()


def test_words_too_long_for_the_column_are_refused_by_validation():
    record = Record(dated=UncertainDate.unread("x" * 201))
    with pytest.raises(ValidationError, match="at most 200 characters"):
        record.full_clean(validate_constraints=False)


def test_a_date_that_must_be_known_is_missed(records):
    with pytest.raises(ValidationError) as refused:
        Record(sent="").full_clean()
    assert list(refused.value.message_dict) == ["sent"]


def test_a_good_record_is_valid(records):
    record = Record(dated=SPRING)
    record.full_clean()
    assert record.dated == SPRING


def test_refreshing_brings_back_the_whole_date(records):
    record = records.create(dated=SPRING)
    record.dated = WORDLESS
    record.refresh_from_db()
    assert record.dated == SPRING


@pytest.mark.parametrize("names", [["dated"], list(column_names("dated"))])
def test_refreshing_one_field_brings_back_the_whole_date(records, names):
    record = records.create(dated=SPRING)
    record.dated = WORDLESS
    record.refresh_from_db(fields=names)
    assert record.dated == SPRING


@pytest.mark.parametrize("deferred", [column_names("dated"), ("dated",), ("dated_edtf", "dated_latest")])
def test_a_deferred_date_costs_one_query(records, deferred, django_assert_num_queries):
    records.create(dated=SPRING)
    record = records.defer(*deferred).get()
    with django_assert_num_queries(1):
        assert record.dated == SPRING
        assert record.dated == SPRING


def test_a_date_is_loaded_with_its_record_in_one_query(records, django_assert_num_queries):
    records.create(dated=SPRING)
    with django_assert_num_queries(1):
        assert [record.dated for record in records.all()] == [SPRING]


def test_assigning_to_a_deferred_date_asks_nothing(records, django_assert_num_queries):
    records.create(dated=SPRING)
    record = records.only("title").get()
    with django_assert_num_queries(0):
        record.dated = WORDLESS
    record.save()
    assert records.get().dated == WORDLESS


def test_a_date_is_looked_up_by_words_and_by_bounds(records):
    records.create(dated=SPRING)
    assert records.filter(dated__icontains="spring").exists()
    assert records.filter(dated="spring of 2014").exists()
    assert records.filter(dated_earliest__lte=D(2014, 4, 1), dated_latest__gte=D(2014, 4, 1)).exists()
    assert not records.filter(dated_edtf="").exists()


def test_a_whole_date_is_looked_up_by_its_words_and_its_meaning(records):
    records.create(dated=UncertainDate.from_edtf("[..2018-11-27]", "before the statement"))
    assert not records.filter(dated=UncertainDate.from_edtf("[..2016-09-21]", "before the statement")).exists()
    assert records.filter(dated=UncertainDate.from_edtf("[..2018-11-27]", "before the statement")).exists()
    assert records.exclude(dated=UncertainDate()).count() == 1


def test_get_or_create_makes_a_date_once(records):
    first, made = records.get_or_create(dated=SPRING, defaults={"title": "first"})
    again, made_again = records.get_or_create(dated=SPRING)
    other, made_other = records.get_or_create(dated=WORDLESS)
    assert (made, made_again, made_other) == (True, False, True)
    assert first == again != other


def test_many_are_made_at_once(records):
    records.bulk_create([Record(dated=SPRING), Record(dated=WORDLESS)])
    assert [record.dated for record in records.order_by("pk")] == [SPRING, WORDLESS]


def test_the_four_columns_are_updated_together(records):
    records.create(dated=SPRING)
    records.update(**columns("dated", WORDLESS))
    assert records.get().dated == WORDLESS


def test_many_records_are_updated_with_the_four_columns(records):
    record = records.create(dated=SPRING)
    record.dated = WORDLESS
    records.bulk_update([record], column_names("dated"))
    assert records.get().dated == WORDLESS


def test_saving_the_four_columns_by_name_saves_the_whole_date(records):
    record = records.create(dated=SPRING)
    record.dated = WORDLESS
    record.save(update_fields=column_names("dated"))
    assert records.get().dated == WORDLESS


def test_a_column_changed_by_itself_is_seen_in_the_date():
    record = Record(dated=SPRING)
    record.dated_latest = D(2014, 5, 1)
    assert record.dated.latest == D(2014, 5, 1)


@pytest.mark.parametrize("kind", ["json", "xml"])
@pytest.mark.parametrize("value", [SPRING, WORDLESS, UNREAD, UncertainDate()])
def test_a_fixture_holds_the_whole_date(installed, records, kind, value):
    record = records.create(dated=value)
    fixture = serializers.serialize(kind, [record])
    record.delete()
    for loaded in serializers.deserialize(kind, fixture, using=connection.alias):
        loaded.save()
    assert records.get().dated == value


def test_a_record_is_copied_and_pickled_with_its_date(installed):
    record = Record(pk=1, dated=SPRING)
    assert copy.deepcopy(record).dated == pickle.loads(pickle.dumps(record)).dated == SPRING


@pytest.mark.parametrize("name", ["dated", "sent"])
def test_the_database_refuses_bounds_out_of_order(records, name):
    record = records.create(dated=WORDLESS)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {Record._meta.db_table} SET {name}_earliest = '2019-01-01', {name}_latest = '2018-01-01'"
        )
    assert records.get(pk=record.pk).dated == WORDLESS


def test_validation_refuses_bounds_out_of_order_in_words(records):
    record = Record(dated=WORDLESS)
    record.dated_earliest = D(2019, 1, 1)
    with pytest.raises(ValidationError, match="earliest day of a date cannot be after its latest day"):
        record.full_clean()


def test_constraints_are_named_after_their_model():
    assert [constraint.name for constraint in Record._meta.constraints] == [
        "record_dated_in_order",
        "record_sent_in_order",
    ]


def test_an_inherited_date_has_each_column_once():
    names = [field.name for field in Record._meta.concrete_fields]
    assert sorted(names) == sorted(["id", "title", *column_names("dated"), *column_names("sent")])


def test_only_the_date_itself_is_edited():
    assert [field.name for field in Record._meta.concrete_fields if field.editable] == ["id", "dated", "title", "sent"]


def test_an_expression_may_stand_for_the_words(records):
    record = records.create(dated=SPRING, title="copied")
    record.dated = models.F("title")
    record.save()
    assert records.values_list(*column_names("dated")).get() == ("copied", "", None, None)


def test_a_field_may_be_left_empty_unless_it_says_otherwise():
    assert UncertainDateField().blank
    assert not UncertainDateField(blank=False).blank
