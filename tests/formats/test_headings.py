"""Who wrote to whom, as the headings of published documents print it."""

import pytest

from correspondence.formats.headings import read_heading


@pytest.mark.parametrize(
    ("title", "senders", "addressees"),
    [
        ("Curtin to Forde", ["Curtin"], ["Forde"]),
        ("CABLEGRAM, RENOUF TO FOREIGN AFFAIRS", ["RENOUF"], ["FOREIGN AFFAIRS"]),
        ("1. Mr A, Minister, to Mr B", ["Mr A, Minister"], ["Mr B"]),
        ("Mr A, Minister to the United States, to Department", ["Mr A, Minister to the United States"], ["Department"]),
        ("Mission to the United Nations to Renouf", ["Mission to the United Nations"], ["Renouf"]),
        ("Embassy in Tokyo to Mr B, Ambassador to Portugal", ["Embassy in Tokyo"], ["Mr B, Ambassador to Portugal"]),
        ("Letter from Upton and Loomes to Barwick", ["Upton", "Loomes"], ["Barwick"]),
        ("Message[1] From Spender to Dulles", ["Spender"], ["Dulles"]),
        ("Menzies to McEwen, Paltridge and Hasluck", ["Menzies"], ["McEwen", "Paltridge", "Hasluck"]),
        (
            "Mr A, Treasurer, to Mr B, and to Sir C, Prime Minister",
            ["Mr A, Treasurer"],
            ["Mr B", "Sir C, Prime Minister"],
        ),
        ("Government to Mr B, Premier, and Mr C", ["Government"], ["Mr B, Premier", "Mr C"]),
        ("Mr A, to Mr B, Envoy (en route to Cairo)", ["Mr A"], ["Mr B, Envoy (en route to Cairo)"]),
        ("Dunk to Department of Trade and Customs", ["Dunk"], ["Department of Trade and Customs"]),
        ("Mr A to Mr B, Prime Minister and Treasurer", ["Mr A"], ["Mr B, Prime Minister and Treasurer"]),
        ("Cablegram to Canberra", [], ["Canberra"]),
        ("Dispatch from Furlonger", ["Furlonger"], []),
        ("Cabinet Submission by Mr A, Minister for Trade", ["Mr A, Minister for Trade"], []),
        ("Submission 108 To Cabinet By Menzies", ["Menzies"], ["Cabinet"]),
        ("Note by Sir A, Minister to Japan, of Conversation with Mr B", ["Sir A, Minister to Japan"], []),
        ("LETTER BUNTING TO CHARTERIS", ["BUNTING"], ["CHARTERIS"]),
        ("Memorandum Ewens (Port Moresby) To Hay", ["Ewens (Port Moresby)"], ["Hay"]),
        ("SUBMISSION NO. 285 BOWEN TO CABINET", ["BOWEN"], ["CABINET"]),
        ("Speech by Mr A, Prime Minister, to Imperial Conference", ["Mr A, Prime Minister"], ["Imperial Conference"]),
        ("Memorandum prepared for Delegation to Conference", [], []),
        ("Minutes of Third Meeting of Delegates to Conference", [], []),
        ("Letter dated 3 May from Hay to Barnes", ["Hay"], ["Barnes"]),
        ("Cabinet Minute", [], []),
        ("54", [], []),
        ("3 January 1939", [], []),
        ("", [], []),
    ],
)
def test_a_heading_says_who_wrote_to_whom(title, senders, addressees):
    heading = read_heading(title)

    assert (list(heading.senders), list(heading.addressees)) == (senders, addressees)


def test_a_heading_keeps_its_words_and_says_the_form():
    heading = read_heading("12 Cablegram No. 30 from A  to B")

    assert heading.words == "12 Cablegram No. 30 from A to B"
    assert (heading.kind, heading.form, heading.number) == ("Cablegram", "telegram", "No. 30")


def test_the_number_of_the_document_within_its_heading_is_stray_print():
    heading = read_heading("Mr A, High Commissioner, 151 to Mr B", "151")

    assert (heading.senders, heading.addressees) == (("Mr A, High Commissioner",), ("Mr B",))


def test_a_person_is_told_from_an_office_by_the_title():
    person, office = read_heading("Sir A, Premier, to Department of Trade").parties

    assert (person.kind, person.role, person.as_named) == ("person", "sender", "Sir A, Premier")
    assert (office.kind, office.role) == ("", "addressee")
