"""The value itself: how it is made, compared, closed and told."""

import copy
import dataclasses
import datetime as dt
import pickle

import pytest
from django.utils import translation

from correspondence.dates import UncertainDate, UnreadableDate

D = dt.date
DAY = D(2018, 11, 28)


def dated(edtf):
    return UncertainDate.from_edtf(edtf)


@pytest.mark.parametrize(
    ("made", "edtf"),
    [
        (UncertainDate.on(DAY), "2018-11-28"),
        (UncertainDate.before(DAY), "[..2018-11-27]"),
        (UncertainDate.before(D(2016, 3, 1)), "[..2016-02-29]"),
        (UncertainDate.by(DAY), "[..2018-11-28]"),
        (UncertainDate.after(DAY), "[2018-11-29..]"),
        (UncertainDate.after(D(2018, 12, 31)), "[2019-01-01..]"),
    ],
)
def test_a_date_is_made_from_a_day(made, edtf):
    assert made == dated(edtf)


def test_there_is_no_day_before_the_first():
    with pytest.raises(UnreadableDate):
        UncertainDate.before(D.min)


def test_words_are_kept_beside_what_they_mean():
    date = UncertainDate.on(DAY, "page stamp of 28 November")
    assert (str(date), date.edtf) == ("page stamp of 28 November", "2018-11-28")


def test_unread_words_are_true_and_unknown():
    date = UncertainDate.unread("about the time of the flood")
    assert date
    assert not date.is_known
    assert date.in_words() == str(date) == "about the time of the flood"


def test_a_date_without_words_is_true():
    assert dated("2014")


def test_a_date_is_a_value_that_nobody_changes():
    date = dated("2003/..")
    assert len({date, dated("2003/.."), copy.deepcopy(date), pickle.loads(pickle.dumps(date))}) == 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        date.edtf = "2004"


@pytest.mark.parametrize(
    ("edtf", "answer"), [("2018-11-28", True), ("2018-11-28~", False), ("2018-11", False), ("1990~/2000", False)]
)
def test_only_a_plain_day_is_a_day(edtf, answer):
    assert dated(edtf).is_day is answer


@pytest.mark.parametrize("edtf", ["2014", "2014-03", "2014-03-01"])
def test_html_is_told_years_months_and_days(edtf):
    assert dated(edtf).iso == edtf


@pytest.mark.parametrize(
    "edtf", ["2014-21", "2003/..", "2003/2018", "2014~", "199X", "[..2018-11-27]", "{2014,2015}", ""]
)
def test_html_is_told_nothing_of_what_it_cannot_write(edtf):
    assert dated(edtf).iso == ""


@pytest.mark.parametrize(
    ("edtf", "open_start", "open_end"),
    [("[..2018]", True, False), ("2003/..", False, True), ("2003", False, False), ("", False, False)],
)
def test_an_open_side_is_open_only_where_the_other_is_known(edtf, open_start, open_end):
    assert (dated(edtf).open_start, dated(edtf).open_end) == (open_start, open_end)


@pytest.mark.parametrize(
    ("edtf", "start", "end", "answer"),
    [
        ("2018-11-28", DAY, DAY, True),
        ("2018-11-28", D(2018, 11, 29), None, False),
        ("2018-11-28", None, D(2018, 11, 27), False),
        ("2018", D(2018, 12, 31), D(2020, 1, 1), True),
        ("2003/..", D(2050, 1, 1), None, True),
        ("2003/..", None, D(2002, 12, 31), False),
        ("[..2003]", None, D(1900, 1, 1), True),
        ("[..2003]", D(2004, 1, 1), None, False),
        ("2003", None, None, True),
        ("", None, None, False),
    ],
)
def test_an_open_bound_reaches_every_day_and_the_unknown_reaches_none(edtf, start, end, answer):
    assert dated(edtf).overlaps(start, end) is answer


@pytest.mark.parametrize(
    ("later", "earlier", "answer"),
    [
        ("2018-11-28", "2018-11-28", True),
        ("2018-11-27", "2018-11-28", False),
        ("2018", "2018-11-28", True),
        ("2017", "2018-11-28", False),
        ("[..2018-11-27]", "2018-11-28", False),
        ("2003/..", "2018", True),
        ("2003", "[..2018]", True),
        ("", "2018", True),
        ("2018", "", True),
    ],
)
def test_what_the_bounds_leave_room_for_may_come_after(later, earlier, answer):
    assert dated(later).allows_after(dated(earlier)) is answer


@pytest.mark.parametrize(
    ("edtf", "closed"),
    [
        ("2003/..", "2003/2018-11-28"),
        ("2003~/..", "2003~/2018-11-28"),
        ("[2004..]", "[2004..2018-11-28]"),
        ("2018-11-28/..", "2018-11-28/2018-11-28"),
        ("2019/..", "2019/.."),
        ("2003/2005", "2003/2005"),
        ("[..2003]", "[..2003]"),
        ("2003", "2003"),
        ("", ""),
    ],
)
def test_an_open_end_is_closed_and_nothing_else(edtf, closed):
    assert dated(edtf).closed_at(DAY) == dated(closed)


def test_closing_keeps_the_words():
    assert UncertainDate.from_edtf("2003/..", "since 2003").closed_at(DAY).text == "since 2003"


def test_json_holds_the_four_columns_and_comes_back():
    date = UncertainDate.from_edtf("[..2018-11-27]", "before the statement")
    assert date.as_json() == {
        "text": "before the statement",
        "edtf": "[..2018-11-27]",
        "earliest": None,
        "latest": "2018-11-27",
    }
    assert UncertainDate.from_json(date.as_json()) == date


def test_the_unknown_is_empty_everywhere():
    nothing = UncertainDate()
    assert (str(nothing), nothing.in_words(), nothing.understood()) == ("", "", "")
    assert nothing.as_json() == {"text": "", "edtf": "", "earliest": None, "latest": None}


SAID = [
    ("2018-11-28", "28 November 2018", "2018. gada 28. novembris", "28 ноября 2018 г.", "28 novembre 2018"),
    ("2018-11", "November 2018", "2018. gada novembris", "ноябрь 2018 г.", "novembre 2018"),
    ("2014-21", "spring 2014", "2014. gada pavasaris", "весна 2014 г.", "printemps 2014"),
    ("2013-24", "winter 2013/14", "2013/14. gada ziema", "зима 2013/14 г.", "hiver 2013/14"),
    ("2014", "2014", "2014. gads", "2014 г.", "2014"),
    ("199X", "1990s", "1990. gadi", "1990-е гг.", "années 1990"),
    ("2003/..", "since 2003", "kopš 2003. gada", "с 2003 г.", "depuis 2003"),
    ("1990-05-02/..", "since 2 May 1990", "kopš 1990. gada 2. maija", "со 2 мая 1990 г.", "depuis le 2 mai 1990"),
    ("../2003", "until 2003", "līdz 2003. gadam", "вплоть до 2003 г.", "jusqu’en 2003"),
    (
        "2003/2018-11-28", "2003 to 28 November 2018", "no 2003. gada līdz 2018. gada 28. novembrim",
        "с 2003 г. по 28 ноября 2018 г.", "de 2003 au 28 novembre 2018",
    ),
    (
        "[..2018-11-27]", "before 28 November 2018", "pirms 2018. gada 28. novembra", "до 28 ноября 2018 г.",
        "avant le 28 novembre 2018",
    ),
    ("[..2018-10]", "before November 2018", "pirms 2018. gada novembra", "до ноября 2018 г.", "avant novembre 2018"),
    ("[2004..]", "after 2003", "pēc 2003. gada", "после 2003 г.", "après 2003"),
    (
        "[2018-11-01..2018-11-10]", "between 1 and 10 November 2018", "starp 2018. gada 1. un 10. novembri",
        "между 1 и 10 ноября 2018 г.", "entre le 1er et le 10 novembre 2018",
    ),
    (
        "2018-11-01/2018-11-10", "1 to 10 November 2018", "no 2018. gada 1. līdz 10. novembrim", "с 1 по 10 ноября 2018 г.",
        "du 1er au 10 novembre 2018",
    ),
    ("2014-03/2014-05", "March to May 2014", "no 2014. gada marta līdz maijam", "с марта по май 2014 г.", "de mars à mai 2014"),
    (
        "19XX", "between 1900 and 1999", "starp 1900. gadu un 1999. gadu", "между 1900 г. и 1999 г.", "entre 1900 et 1999",
    ),
    (
        "[2018-11..2019-03]", "between November 2018 and March 2019", "starp 2018. gada novembri un 2019. gada martu",
        "между ноябрём 2018 г. и мартом 2019 г.", "entre novembre 2018 et mars 2019",
    ),
    (
        "[1990-06-28,1990-06-29]", "28 or 29 June 1990", "1990. gada 28. vai 29. jūnijs", "28 или 29 июня 1990 г.",
        "28 ou 29 juin 1990",
    ),
    (
        "[1990-06-28,1990-06-29,1990-06-30]", "28, 29 or 30 June 1990", "1990. gada 28., 29. vai 30. jūnijs",
        "28, 29 или 30 июня 1990 г.", "28, 29 ou 30 juin 1990",
    ),
    ("{1990-05-05,1990-05-06}", "5 and 6 May 1990", "1990. gada 5. un 6. maijs", "5 и 6 мая 1990 г.", "5 et 6 mai 1990"),
    ("[1990-06,1990-07]", "June or July 1990", "1990. gada jūnijs vai jūlijs", "июнь или июль 1990 г.", "juin ou juillet 1990"),
    ("1947~", "about 1947", "aptuveni 1947. gads", "примерно 1947 г.", "environ 1947"),
    ("1947?", "perhaps 1947", "iespējams, 1947. gads", "возможно, 1947 г.", "peut-être 1947"),
    ("[2014-03~..2014-05~]", "about spring 2014", "aptuveni 2014. gada pavasaris", "примерно весна 2014 г.", "environ printemps 2014"),
]  # fmt: skip


@pytest.mark.parametrize(("edtf", "english", "latvian", "russian", "french"), SAID)
def test_a_date_is_said_in_the_language_of_the_reader(edtf, english, latvian, russian, french):
    for language, words in {"en": english, "lv": latvian, "ru": russian, "fr": french}.items():
        with translation.override(language):
            assert dated(edtf).in_words() == words


def test_a_language_that_dates_are_not_said_in_falls_back_to_english():
    with translation.override("de"):
        assert dated("2003/..").in_words() == "since 2003"
    with translation.override("en-gb"):
        assert dated("2003/..").in_words() == "since 2003"


@pytest.mark.parametrize(
    ("edtf", "echo"),
    [
        ("2014-21", "Understood as spring 2014, March to May"),
        ("2014-24", "Understood as winter 2014/15, December 2014 to February 2015"),
        ("199X", "Understood as 1990s, 1990 to 1999"),
        ("2018-11-28", "Understood as 28 November 2018"),
        ("[..2018-11-27]", "Understood as before 28 November 2018, 27 November 2018 or earlier"),
        ("[2014-06..]", "Understood as after May 2014, June 2014 or later"),
    ],
)
def test_the_echo_says_what_was_understood_and_what_it_covers(edtf, echo):
    assert dated(edtf).understood() == echo


def test_the_echo_says_when_words_are_only_kept():
    assert UncertainDate.unread("undated").understood() == "Kept as written, without a date"
