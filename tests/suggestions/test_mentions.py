"""Letters that a text names: by date, by number, relative to the day of the letter, in five languages."""

import datetime as dt

import pytest

from correspondence.suggestions.days import named_days
from correspondence.suggestions.languages import BY_CODE, language_of
from correspondence.suggestions.mentions import Mention
from correspondence.suggestions.named import named
from correspondence.suggestions.numbered import cited

WRITTEN = dt.date(2018, 11, 28)


def first(text: str, code: str, before: dt.date = WRITTEN) -> Mention:
    return next(named(text, BY_CODE[code], before))


@pytest.mark.parametrize(
    ("code", "text", "kind", "day"),
    [
        ("en", "Thank you for your letter of October 24, which I read with care.", "letter", dt.date(2018, 10, 24)),
        ("en", "In reply to your note dated 3 March 2017 we say no.", "note", dt.date(2017, 3, 3)),
        ("en", "I have your message of December 1.", "message", dt.date(2017, 12, 1)),
        ("en", "Your letter of June seventh was a comfort.", "letter", dt.date(2018, 6, 7)),
        ("en", "I refer to your letter of the 24th.", "letter", dt.date(2018, 11, 24)),
        ("lv", "Atbildot uz Jūsu 2018. gada 24. oktobra vēstuli, paziņojam.", "letter", dt.date(2018, 10, 24)),
        (
            "lv",
            "Atsaucoties uz Jūsu notu, kas datēta 2018. gada 3. martā, ministrija paziņo.",
            "note",
            dt.date(2018, 3, 3),
        ),
        ("ru", "В ответ на Ваше письмо от 24 октября 2018 года сообщаем.", "letter", dt.date(2018, 10, 24)),
        ("ru", "Ссылаясь на ноту Посольства от 3 марта с.г., Министерство сообщает.", "note", dt.date(2018, 3, 3)),
        ("fr", "En réponse à votre lettre du 24 octobre 2018, je vous informe.", "letter", dt.date(2018, 10, 24)),
        ("fr", "Me référant à la note du 3 mars, j'ai l'honneur.", "note", dt.date(2018, 3, 3)),
        ("de", "In Beantwortung Ihres Schreibens vom 24. Oktober 2018 teile ich mit.", "letter", dt.date(2018, 10, 24)),
        ("de", "Mit Bezug auf die Note vom 3. März beehrt sich die Botschaft.", "note", dt.date(2018, 3, 3)),
    ],
)
def test_a_letter_is_named_by_kind_and_date(code, text, kind, day):
    found = first(text, code)

    assert (found.kind, found.earliest, found.latest) == (kind, day, day)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "I thank you for your letter of October 24."),
        ("lv", "Atbildot uz Jūsu 24. oktobra vēstuli, paziņojam."),
        ("ru", "В ответ на Ваше письмо от 24 октября сообщаем."),
        ("fr", "En réponse à votre lettre du 24 octobre, je vous informe."),
        ("de", "In Beantwortung Ihres Schreibens vom 24. Oktober teile ich mit."),
    ],
)
def test_the_words_before_it_say_whose_it_is_and_that_it_is_answered(code, text):
    found = first(text, code)

    assert (found.whose, found.answering) == ("theirs", True)


@pytest.mark.parametrize(
    ("code", "text", "days_before"),
    [
        ("en", "I was glad of your letter of yesterday.", (0, 1)),
        ("lv", "Pateicos par Jūsu vakardienas vēstuli.", (0, 1)),
        ("ru", "Получил Ваше письмо от вчерашнего числа.", (0, 1)),
        ("fr", "J'ai bien reçu votre lettre d'hier.", (0, 1)),
        ("de", "Ich danke für Ihr gestriges Schreiben.", (0, 1)),
        ("en", "I refer to your note of last week.", (1, 14)),
    ],
)
def test_relative_dates_count_from_the_day_of_the_letter(code, text, days_before):
    found = first(text, code)

    nearest, furthest = days_before
    assert (found.earliest, found.latest) == (WRITTEN - dt.timedelta(furthest), WRITTEN - dt.timedelta(nearest))


@pytest.mark.parametrize(
    ("code", "text", "number"),
    [
        ("en", "Your note No. 12/5 of 3 March was received.", "12/5"),
        ("lv", "Atbildot uz notu Nr. 41/1234, ministrija paziņo.", "41/1234"),
        ("ru", "В ответ на ноту № 41/1234 Министерство сообщает.", "41/1234"),
        ("fr", "En réponse à votre note n° 41/1234, l'Ambassade.", "41/1234"),
        ("de", "Auf die Verbalnote Nr. 41/1234 erwidert die Botschaft.", "41/1234"),
    ],
)
def test_a_letter_is_named_by_its_number(code, text, number):
    assert first(text, code).number == number


def test_november_is_no_number():
    assert first("The memorandum of November 14 was studied.", "en").number == ""


def test_the_date_of_another_sentence_does_not_belong_to_the_letter():
    assert list(named("I have your letter. On March 3 we met.", BY_CODE["en"], WRITTEN)) == []


@pytest.mark.parametrize(
    ("text", "series", "whose", "numbers"),
    [
        ("Deptel 840 decoded at 11 pm.", "department", "", ["840"]),
        ("4. Your 2853. The Ambassador called.", "", "theirs", ["2853"]),
        ("Re Embtels 1286 and 1300.", "mission", "", ["1286", "1300"]),
        ("Our 1707 asked this.", "", "ours", ["1707"]),
        ("Athens 1743 repeated London 153.", "athens", "", ["1743"]),
    ],
)
def test_telegrams_are_cited_by_number_and_series(text, series, whose, numbers):
    found = [one for one in cited(text) if one.series == series]

    assert [one.number for one in found] == numbers
    assert {one.whose for one in found} == {whose}


def test_days_articles_and_years_are_no_telegrams():
    assert list(cited("On March 14 at 10:30, Article 51 and Resolution 242 of 1967 were read; in June 1955 too.")) == []


def test_a_day_without_a_year_is_the_last_one_before_the_letter():
    days = [one.day for one in named_days("on 1 December and on 1 October", BY_CODE["en"], WRITTEN)]

    assert days == [dt.date(2017, 12, 1), dt.date(2018, 10, 1)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The Government of the one has the honour to inform you that it is ready.", "en"),
        ("Ministrija ir pagodināta paziņot, ka tā ir gatava un to dara ar prieku par visu.", "lv"),
        ("Министерство имеет честь сообщить, что оно не готово и не будет готово.", "ru"),
        ("Le Ministère a l'honneur de faire savoir que la note est entre les mains.", "fr"),
        ("Das Ministerium beehrt sich mitzuteilen, dass die Note von der Regierung nicht ist.", "de"),
    ],
)
def test_the_language_of_a_text_is_known_by_its_small_words(text, code):
    assert language_of(text).code == code
