"""Dates as people write them, in four languages."""

import unicodedata

import pytest

from correspondence.dates import AmbiguousDate, UnreadableDate, read

ENGLISH = [
    ("September 22, 2016", "2016-09-22"),
    ("22nd of September, 2016", "2016-09-22"),
    ("22 Sept. 2016", "2016-09-22"),
    ("Thursday, 22 September 2016", "2016-09-22"),
    ("22.09.2016", "2016-09-22"),
    ("22. 9. 2016", "2016-09-22"),
    ("2016/09/22", "2016-09-22"),
    ("11/2018", "2018-11"),
    ("Spring 2014", "2014-21"),
    ("the fall of 1962", "1962-23"),
    ("winter 2013/14", "2013-24"),
    ("winter 2013-2014", "2013-24"),
    ("the 1990s", "199X"),
    ("early 2018", "[2018-01..2018-04]"),
    ("the end of February 2016", "[2016-02-21..2016-02-29]"),
    ("before 28.11.2018", "[..2018-11-27]"),
    ("before November 2018", "[..2018-10]"),
    ("before 2003", "[..2002]"),
    ("before spring 2014", "[..2014-02]"),
    ("after spring 2014", "[2014-06..]"),
    ("after 2003", "[2004..]"),
    ("after early November 2018", "[2018-11-11..]"),
    ("prior to 1 March 2016", "[..2016-02-29]"),
    ("no later than 2003", "[..2003]"),
    ("not before 3 May 2014", "[2014-05-03..]"),
    ("2003 or later", "[2003..]"),
    ("30 June 2019 at the latest", "[..2019-06-30]"),
    ("until 2003", "../2003"),
    ("since 28 November 2018", "2018-11-28/.."),
    ("since about 2003", "2003~/.."),
    ("since 2018-11", "2018-11/.."),
    ("from 2003 to 2018", "2003/2018"),
    ("from 2003 until 28 November 2018", "2003/2018-11-28"),
    ("2003–2018", "2003/2018"),
    ("1–10 November 2018", "2018-11-01/2018-11-10"),
    ("March to May 2014", "2014-03/2014-05"),
    ("28 June 1990 - 2 July 1990", "1990-06-28/1990-07-02"),
    ("between 1 and 10 November 2018", "[2018-11-01..2018-11-10]"),
    ("between 2003 and 28 November 2018", "[2003..2018-11-28]"),
    ("between spring 2014 and autumn 2014", "[2014-03..2014-11]"),
    ("after 3 May 1990 and before 10 June 1990", "[1990-05-04..1990-06-09]"),
    ("28, 29 or 30 June 1990", "[1990-06-28,1990-06-29,1990-06-30]"),
    ("June 28, 1990 or June 29, 1990", "[1990-06-28,1990-06-29]"),
    ("28 June or 3 July 1990", "[1990-06-28,1990-07-03]"),
    ("June or July 1990", "[1990-06,1990-07]"),
    ("29 or 28 June 1990", "[1990-06-28,1990-06-29]"),
    ("5 May 1990 and 3 June 1991", "{1990-05-05,1991-06-03}"),
    ("c. 1947", "1947~"),
    ("in or about 1947", "1947~"),
    ("1947 (?)", "1947?"),
    ("~1947", "1947~"),
]
LATVIAN = [
    ("2018. gada 28. novembris", "2018-11-28"),
    ("2018.g. 28.novembris", "2018-11-28"),
    ("28.11.2018.", "2018-11-28"),
    ("2018. gada novembrī", "2018-11"),
    ("2018. gada jūlijs", "2018-07"),
    ("2018. gads", "2018"),
    ("2014. gada pavasaris", "2014-21"),
    ("2014. gada pavasarī", "2014-21"),
    ("2013./2014. gada ziema", "2013-24"),
    ("1990. gados", "199X"),
    ("kopš 2003. gada", "2003/.."),
    ("kopš 2003. gada, joprojām", "2003/.."),
    ("kopš 2014. gada pavasara", "2014-03/.."),
    ("pirms 2018. gada 28. novembra", "[..2018-11-27]"),
    ("pēc 2018. gada 28. novembra", "[2018-11-29..]"),
    ("līdz 2018. gada 28. novembrim", "[..2018-11-28]"),
    ("ne vēlāk kā 2018. gada 28. novembrī", "[..2018-11-28]"),
    ("no 2003. gada līdz 2018. gadam", "2003/2018"),
    ("no 2018. gada 1. līdz 10. novembrim", "2018-11-01/2018-11-10"),
    ("2018. gada 1.–10. novembris", "2018-11-01/2018-11-10"),
    ("starp 2018. gada 1. un 10. novembri", "[2018-11-01..2018-11-10]"),
    ("2018. gada novembra sākumā", "[2018-11-01..2018-11-10]"),
    ("2018. gada novembra vidū", "[2018-11-11..2018-11-20]"),
    ("2018. gada novembra beigās", "[2018-11-21..2018-11-30]"),
    ("1990. gada 28. vai 29. jūnijs", "[1990-06-28,1990-06-29]"),
    ("1990. gada 5. un 6. maijs", "{1990-05-05,1990-05-06}"),
    ("ap 1947. gadu", "1947~"),
    ("iespējams, 2018. gada novembris", "2018-11?"),
    ("KOPS 2003. GADA", "2003/.."),
    ("lidz 2018. gada julijam", "[..2018-07]"),
]
RUSSIAN = [
    ("28 ноября 2018 г.", "2018-11-28"),
    ("28 ноября 2018 года", "2018-11-28"),
    ("ноябрь 2018", "2018-11"),
    ("в ноябре 2018 г.", "2018-11"),
    ("2018 год", "2018"),
    ("весна 2014", "2014-21"),
    ("весной 2014 года", "2014-21"),
    ("зима 2013/14 г.", "2013-24"),
    ("1990-е годы", "199X"),
    ("с 2003 года", "2003/.."),
    ("с 2003 года по настоящее время", "2003/.."),
    ("с весны 2014 г.", "2014-03/.."),
    ("со 2 мая 1990 г.", "1990-05-02/.."),
    ("до 28 ноября 2018 г.", "[..2018-11-27]"),
    ("не позднее 28 ноября 2018 г.", "[..2018-11-28]"),
    ("после весны 2014 года", "[2014-06..]"),
    ("с 2003 по 2018 г.", "2003/2018"),
    ("с 2003 до 2018 года", "2003/2018"),
    ("между 1 и 10 ноября 2018 г.", "[2018-11-01..2018-11-10]"),
    ("в начале ноября 2018 года", "[2018-11-01..2018-11-10]"),
    ("середина ноября 2018", "[2018-11-11..2018-11-20]"),
    ("конец ноября 2018", "[2018-11-21..2018-11-30]"),
    ("28 или 29 июня 1990 г.", "[1990-06-28,1990-06-29]"),
    ("5 и 6 мая 1990 г.", "{1990-05-05,1990-05-06}"),
    ("около 1947 г.", "1947~"),
    ("возможно, 1947 г.", "1947?"),
    ("примерно с 2003 г.", "2003~/.."),
]
FRENCH = [
    ("28 novembre 2018", "2018-11-28"),
    ("le 1er mai 1990", "1990-05-01"),
    ("août 1990", "1990-08"),
    ("été 2014", "2014-22"),
    ("depuis 2003", "2003/.."),
    ("avant le 28 novembre 2018", "[..2018-11-27]"),
    ("après novembre 2018", "[2018-12..]"),
    ("jusqu’au 5 mai 1990", "../1990-05-05"),
    ("du 1er au 10 novembre 2018", "2018-11-01/2018-11-10"),
    ("entre le 1er et le 10 novembre 2018", "[2018-11-01..2018-11-10]"),
    ("mi-novembre 2018", "[2018-11-11..2018-11-20]"),
    ("vers 1947", "1947~"),
    ("peut-être 1947", "1947?"),
    ("les années 1990", "199X"),
]
CASES = [
    *(("en", *case) for case in ENGLISH),
    *(("lv", *case) for case in LATVIAN),
    *(("ru", *case) for case in RUSSIAN),
    *(("fr", *case) for case in FRENCH),
]


@pytest.mark.parametrize(("language", "said", "edtf"), CASES)
def test_words_are_understood_and_kept_as_written(language, said, edtf):
    date = read(said, language)
    assert (date.text, date.edtf) == (said, edtf)


@pytest.mark.parametrize(("language", "said", "edtf"), CASES)
def test_a_language_is_recognised_whatever_the_language_of_the_interface(language, said, edtf):
    for interface in {"en", "lv", "ru", "fr"} - {language}:
        assert read(said, interface).edtf == edtf


@pytest.mark.parametrize(("language", "said", "edtf"), CASES)
def test_capitals_spaces_dots_and_forms_of_letters_do_not_matter(language, said, edtf):
    spaced = said.replace(" ", "\u00a0  ")
    for written in (said.upper(), unicodedata.normalize("NFD", said), f"  {spaced} . "):
        assert read(written, language).edtf == edtf


@pytest.mark.parametrize(
    "written", ["2016-09-22", "2016-09", "2016", "2014-21", "2003/..", "[..2018-11-27]", "1947~", "199X"]
)
def test_edtf_is_understood_and_leaves_no_words_because_it_is_none(written):
    assert (read(written).text, read(written).edtf) == ("", written)


@pytest.mark.parametrize("written", ["03/04/2014", "3-4-2014", "3/ 4/ 2014"])
def test_numbers_that_name_two_days_are_asked_about(written):
    with pytest.raises(AmbiguousDate, match="3 April 2014 or 4 March 2014") as asked:
        read(written)
    assert [reading.edtf for reading in asked.value.readings] == ["2014-04-03", "2014-03-04"]
    assert {reading.text for reading in asked.value.readings} == {written}


def test_the_question_covers_the_whole_phrase():
    with pytest.raises(AmbiguousDate) as asked:
        read("before 03/04/2014")
    assert [reading.edtf for reading in asked.value.readings] == ["[..2014-04-02]", "[..2014-03-03]"]


@pytest.mark.parametrize(("day_first", "edtf"), [(True, "2014-04-03"), (False, "2014-03-04")])
def test_who_says_which_number_comes_first_is_not_asked(day_first, edtf):
    assert read("03/04/2014", day_first=day_first).edtf == edtf


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("03.04.2014", "2014-04-03"),  # with dots the day comes first everywhere
        ("13/04/2014", "2014-04-13"),
        ("04/13/2014", "2014-04-13"),
        ("04/04/2014", "2014-04-04"),
        ("between 03/04/2014 and 15/04/2014", "[2014-04-03..2014-04-15]"),  # the second date decides for the first
        ("between 04/03/2014 and 04/15/2014", "[2014-04-03..2014-04-15]"),
        ("between 03/04/2014 and 05/03/2014", "[2014-03-04..2014-05-03]"),  # the other way it would run backwards
    ],
)
def test_numbers_that_can_be_only_one_day_are_not_asked_about(written, edtf):
    assert read(written).edtf == edtf


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("30 February 2016", "February 2016 has no day 30: write a day from 1 to 29"),
        ("2016-02-30", "a day from 1 to 29"),
        ("31.04.2016", "a day from 1 to 30"),
        ("2016-13", "no month 13"),
        ("22.13.2016", "no month 13"),
        ("13/13/2016", "no month 13"),
        ("0000", "no year 0"),
        ("1 May 0000", "no year 0"),
        ("May 12016", "year from 0001 to 9999"),
        ("2018/2003", "write the earlier date first"),
        ("from 2018 to 2003", "write the earlier date first"),
        ("between 10 and 1 November 2018", "write the earlier date first"),
        ("between 2003", "Between needs two dates"),
        ("28 November", "The year is missing"),
        ("28 2018", "The month is missing"),
        ("22.9.16", "four digits"),
        ("2013/14", "both years with four digits"),
        ("early 5 November 2018", "parts of a month or a year"),
        ("1 and 2 or 3 May 1990", "first and the last date"),
        ("5 May June 1990", "for example 22 September 2016"),
        ("sometime in 2016", "“sometime” is not understood"),
        ("2016-09-22 at 14:30", "time of day is kept apart"),
        ("before 1 January 0001", "Nothing is before the year 1"),
        ("after 9999", "Nothing is after the year 9999"),
        ("../..", "leave the date empty"),
        ("١٩٤٧", "is not understood"),
        ("2016\x00", "is not understood"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_write_instead(written, said):
    with pytest.raises(UnreadableDate, match=said) as refused:
        read(written)
    assert str(refused.value).isprintable()


def test_a_very_long_text_is_refused_at_once():
    with pytest.raises(UnreadableDate, match="at most 200 characters"):
        read("22 September 2016 " * 10_000)


def test_a_month_that_two_languages_share_is_read_in_either():
    assert read("12 mai 1990", "lv").edtf == read("12 mai 1990", "fr").edtf == "1990-05-12"
