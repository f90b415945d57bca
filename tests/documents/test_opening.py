"""What a letter says of itself where it opens, in the languages that it may be written in; nothing is supplied."""

import pytest

from correspondence.formats.documents.opening import announced_in, opening_of

LATVIAN = """Latvijas Republikas Ārlietu ministrija
Reģ. Nr. 90000069065, tālr. 67016201

Rīgā
22.09.2016. Nr. 41/164-3591
Uz 01.09.2016. Nr. 5/12

Par konsultācijām drošības jautājumos

Ārlietu ministrija apliecina savu cieņu un 2016. gada 1. augusta notas sakarā paziņo, ka tā piedāvā tikties Rīgā.
"""
RUSSIAN = """Министерство иностранных дел
Российской Федерации
№ 1234/2дн
«22» сентября 2016 г.
На № 12/7 от 1 сентября 2016 г.

О консультациях

Министерство свидетельствует свое уважение Посольству и имеет честь сообщить нижеследующее по существу вопроса.
"""
FRENCH = """N° 417/AM
Paris, le 1er mars 2016
Objet : Consultations
V/Réf : 12/7 du 3 janvier 2016
"""


@pytest.mark.parametrize(("letter", "date", "title", "own", "answered"), [
    (LATVIAN, "22.09.2016", "Par konsultācijām drošības jautājumos", ("41/164-3591",), ("5/12",)),
    (RUSSIAN, "22 сентября 2016 г.", "О консультациях", ("1234/2дн",), ("12/7",)),
    (FRENCH, "1er mars 2016", "Consultations", ("417/AM",), ("12/7",)),
])  # fmt: skip
def test_number_date_and_subject_are_found_and_those_of_the_answered_letter_kept_apart(
    letter, date, title, own, answered
):
    found = opening_of(letter)

    assert found.date == date
    assert found.title == title
    assert found.references == own
    assert found.answered == answered


@pytest.mark.parametrize(("line", "date"), [
    ("Riga, 22 September 2016", "22 September 2016"),
    ("September 22, 2016", "September 22, 2016"),
    ("the 22nd of September 2016", "22nd of September 2016"),
    ("Rīgā, 2016. gada 22. septembrī", "2016. gada 22. septembrī"),
    ("2016-09-22", "2016-09-22"),
    ("03/04/2014", "03/04/2014"),
    ("Tel. 22 1234 2016", ""),
    ("31.02.2016", ""),
    ("Resolution 1701 (2006)", ""),
    ("Your note of 22 September 2016", ""),
])  # fmt: skip
def test_the_words_of_a_date_are_returned_as_they_stand(line, date):
    assert opening_of(f"MINISTRY\n{line}\n").date == date


def test_a_date_in_the_body_is_not_the_date_of_the_letter():
    body = (
        "The Ministry refers to the note of 1 August 2016 and has the honour to state the following on its behalf. " * 2
    )

    assert opening_of(f"No. 7\n\n{body}\n\nThe Ministry avails itself of this opportunity.").date == ""


def test_a_date_below_the_letter_with_its_place_is_its_date():
    body = (
        "The Ministry presents its compliments to the Embassy and has the honour to state the following on its behalf. "
        * 2
    )

    assert opening_of(f"No. 7\n\n{body}\n\nMoscow, 22 September 2016\n").date == "22 September 2016"


@pytest.mark.parametrize(("lines", "names"), [
    ("Enclosure: draft agenda", ("draft agenda",)),
    ("Enclosures (2): 1) draft agenda; 2) list of experts.", ("draft agenda", "list of experts")),
    ("Encl.:\n1. draft agenda\n2. list of experts\n\nYours", ("draft agenda", "list of experts")),
    ("Annexes:\n- map\n- photographs\n", ("map", "photographs")),
    ("Pielikumā: Darba kārtība uz 2 lapām.", ("Darba kārtība uz 2 lapām",)),
    ("Приложение: проект повестки дня на 2 л.", ("проект повестки дня на 2 л",)),
    ("Приложение: на 3 л.", ("Приложение: на 3 л.",)),
    ("Pièces jointes : ordre du jour", ("ordre du jour",)),
    ("Annex I\nThe text of the annex", ()),
    ("The enclosed draft: an agenda", ()),
    ("Attachment of property: see below", ()),
])  # fmt: skip
def test_enclosures_are_those_that_a_line_of_their_own_names(lines, names):
    assert announced_in(f"Text of the letter.\n\n{lines}") == names
