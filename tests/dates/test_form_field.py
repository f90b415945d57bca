"""The form field: one line of text, an echo, and a question where numbers name two days."""

import re

import pytest
from django import forms
from django.contrib.admin import ModelAdmin, site
from django.http import QueryDict
from django.utils import translation

from correspondence.dates import UncertainDate, UncertainDateFormField, UncertainDateInput
from tests.dates.records import Record

SPRING = UncertainDate.from_edtf("2014-21", "spring of 2014")
WORDLESS = UncertainDate.from_edtf("2018-11-28")
UNREAD = UncertainDate.unread("about the time of the flood")


class DateForm(forms.Form):
    dated = UncertainDateFormField(required=False)


class RequiredForm(forms.Form):
    dated = UncertainDateFormField()


class RecordForm(forms.ModelForm):
    class Meta:
        model = Record
        fields = ("title", "dated")


def posted(form=DateForm, initial=None, **data):
    query = QueryDict(mutable=True)
    query.update(data)
    return form(query, initial={"dated": initial})


def text_of(html):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html)).strip()


@pytest.mark.parametrize(
    ("typed", "language", "edtf"),
    [
        ("22 September 2016", "en", "2016-09-22"),
        ("2014. gada pavasaris", "lv", "2014-21"),
        ("весна 2014", "ru", "2014-21"),
        ("22.09.2016", "en", "2016-09-22"),
        ("весна 2014", "en", "2014-21"),
    ],
)
def test_what_is_typed_is_cleaned_to_a_date_with_its_words(typed, language, edtf):
    with translation.override(language):
        form = posted(dated=f" {typed} ")
        assert form.is_valid()
    assert (form.cleaned_data["dated"].text, form.cleaned_data["dated"].edtf) == (typed, edtf)


@pytest.mark.parametrize("data", [{}, {"dated": ""}, {"dated": "  "}])
def test_an_empty_field_is_an_unknown_date(data):
    form = posted(**data)
    assert form.is_valid()
    assert form.cleaned_data["dated"] == UncertainDate()


def test_a_required_date_is_missed():
    assert posted(RequiredForm, dated="").errors["dated"].as_data()[0].code == "required"


def test_undated_is_an_answer_where_a_date_is_required():
    form = posted(RequiredForm, dated="undated")
    assert form.is_valid()
    assert form.cleaned_data["dated"] == UncertainDate.unread("undated")


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("30 February 2016", "unreadable", "February 2016 has no day 30"),
        ("soon", "unreadable", "“soon” is not understood"),
        ("03/04/2014", "ambiguous", "3 April 2014 or 4 March 2014?"),
        ("x" * 100_000, "unreadable", "at most 200 characters"),
    ],
)
def test_what_cannot_be_read_is_refused_and_kept_in_the_field(typed, code, said):
    form = posted(dated=typed)
    (error,) = form.errors["dated"].as_data()
    assert (error.code, said in error.message) == (code, True)
    assert f'value="{typed}"' in str(form["dated"])


def test_the_examples_stand_under_the_field():
    assert "since 2003, before 28.11.2018" in DateForm().as_div()


def test_a_help_text_of_its_own_replaces_the_examples():
    assert UncertainDateFormField(help_text="As on the letter").help_text == "As on the letter"


@pytest.mark.parametrize("form", [DateForm(initial={"dated": SPRING}), posted(dated="spring of 2014")])
def test_the_field_shows_the_words_and_what_was_understood(form):
    html = str(form["dated"])
    assert 'value="spring of 2014"' in html
    assert "Understood as spring 2014, March to May" in text_of(html)
    assert 'aria-describedby="id_dated_helptext id_dated_understood"' in html
    assert 'id="id_dated_understood"' in html


def test_an_empty_field_shows_no_echo():
    assert "id_dated_understood" not in str(DateForm()["dated"])


def test_the_echo_shows_no_markup_of_the_writer():
    html = str(DateForm(initial={"dated": UncertainDate.unread("<b>2016</b>")})["dated"])
    assert "<b>" not in html


def test_the_field_is_free_of_inline_style_and_script():
    html = str(posted(dated="03/04/2014")["dated"])
    assert "style=" not in html
    assert "<script" not in html


def test_an_ambiguous_date_is_asked_about_and_answered_without_script():
    html = str(posted(dated="03/04/2014")["dated"])
    options = re.findall(r'type="radio" name="dated_order" value="([^"]+)"', html)
    assert options == ["2014-04-03", "2014-03-04"]
    assert "3 April 2014 4 March 2014" in text_of(html)
    assert "checked" not in html

    answered = posted(dated="03/04/2014", dated_order=options[1])
    assert answered.is_valid()
    assert answered.cleaned_data["dated"] == UncertainDate.from_edtf("2014-03-04", "03/04/2014")


def test_the_answer_stays_while_other_fields_are_corrected():
    html = str(posted(dated="03/04/2014", dated_order="2014-03-04")["dated"])
    assert re.search(r'value="2014-03-04"\s+checked', html)
    assert html.count("checked") == 1


@pytest.mark.parametrize("stale", ["2014-03-04", "nonsense"])
def test_an_answer_given_for_other_numbers_does_not_count(stale):
    assert posted(dated="05/06/2014", dated_order=stale).errors["dated"].as_data()[0].code == "ambiguous"


def test_an_answer_is_ignored_where_there_is_no_question():
    form = posted(dated="5 June 2014", dated_order="2014-03-04")
    assert form.is_valid()
    assert form.cleaned_data["dated"].edtf == "2014-06-05"
    assert "radio" not in str(form["dated"])


@pytest.mark.parametrize(
    ("initial", "typed", "changed"),
    [
        (SPRING, "spring of 2014", False),
        (SPRING, " spring  of 2014 ", False),
        (SPRING, "spring 2014", True),
        (SPRING, "", True),
        (WORDLESS, "28 November 2018", False),
        (WORDLESS, "2018-11-28", False),
        (WORDLESS, "2018. gada 28. novembris", False),
        (WORDLESS, "27 November 2018", True),
        (UNREAD, "about the time of the flood", False),
        (UNREAD, "2016", True),
        (UncertainDate(), "", False),
        (None, "", False),
        (None, "2016", True),
        ("2016", "2016", False),
        (None, "not a date", True),
    ],
)
def test_a_date_has_changed_when_its_words_or_its_meaning_have(initial, typed, changed):
    assert posted(initial=initial, dated=typed).has_changed() is changed


@pytest.mark.parametrize("value", [SPRING, WORDLESS, UNREAD])
def test_a_form_sent_back_as_it_was_changes_nothing(value):
    shown = re.search(r'value="([^"]*)"', str(DateForm(initial={"dated": value})["dated"])).group(1)
    form = posted(initial=value, dated=shown)
    assert form.is_valid()
    assert form.cleaned_data["dated"] == value


def test_a_disabled_date_keeps_its_value():
    class Disabled(forms.Form):
        dated = UncertainDateFormField(disabled=True)

    form = posted(Disabled, initial=SPRING, dated="2016")
    assert form.is_valid()
    assert form.cleaned_data["dated"] == SPRING


def test_a_model_form_reads_and_writes_the_whole_date(records):
    record = records.create(dated=SPRING)
    form = RecordForm(QueryDict("title=x&dated=since+2003"), instance=record)
    assert form.changed_data == ["title", "dated"]
    form.save()
    assert records.get().dated == UncertainDate.from_edtf("2003/..", "since 2003")


def test_a_model_form_clears_a_date(records):
    record = records.create(dated=SPRING)
    RecordForm(QueryDict("title=x&dated="), instance=record).save()
    assert records.get().dated == UncertainDate()


def test_saving_another_field_leaves_an_unread_date_alone(records):
    record = records.create(dated=UNREAD)
    form = RecordForm(QueryDict("title=x&dated=about+the+time+of+the+flood"), instance=record)
    assert form.is_valid()
    form.save()
    assert records.get().dated == UNREAD


def test_the_admin_keeps_the_echo():
    class RecordAdmin(ModelAdmin):
        pass

    field = RecordAdmin(Record, site).formfield_for_dbfield(Record._meta.get_field("dated"), request=None)
    assert isinstance(field.widget, UncertainDateInput)


def test_a_hidden_initial_value_is_compared_too():
    class Hidden(forms.Form):
        dated = UncertainDateFormField(show_hidden_initial=True)

    sent = {"dated": "spring of 2014", "initial-dated": "spring of 2014"}
    assert not Hidden(sent, initial={"dated": SPRING}).has_changed()
    assert Hidden({**sent, "dated": "2016"}, initial={"dated": SPRING}).has_changed()
