"""A file that a letter came as is read so far that a form can be filled in from it, whatever it holds."""

import io
import resource
import time
from contextlib import contextmanager

import pypdf
import pytest

from correspondence.formats.documents import read
from correspondence.formats.documents.apart import take_out
from tests.documents import samples
from tests.documents.samples import NOTE, message, pdf, with_part, word


@pytest.fixture
def document(tmp_path):
    def document(content, name):
        path = tmp_path / "file"
        path.write_bytes(content)
        return read(path, name)

    return document


@contextmanager
def seconds_at_most(most):
    """Of the processor, in the process that reads: on the clock it depends on what else the machine does."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    yield
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < most


def locked(password):
    writer, written = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(NOTE))), io.BytesIO()
    writer.encrypt(password, algorithm="RC4-128")
    writer.write(written)
    return written.getvalue()


def test_a_pdf_says_its_words_and_its_metadata_are_only_a_hint(document):
    info = "/Title (Microsoft Word - note.doc) /CreationDate (D:20160919102030)"
    found = document(pdf(NOTE, ("Second page",), info=info, compressed=True), "note.pdf")

    assert found.text.startswith("MINISTRY OF FOREIGN AFFAIRS\nOF THE RUSSIAN FEDERATION\nNo. 41/1234")
    assert found.text.endswith("Second page")
    assert (found.title, found.date) == ("Consultations on military activity", "22 September 2016")
    assert found.made == "19 September 2016"
    assert found.references == ("41/1234",)
    assert found.announced == ("draft agenda, 2 pages", "list of experts")
    assert (found.kind, found.pages, found.problems) == ("pdf", 2, ())


def test_a_pdf_of_pictures_says_that_no_text_could_be_read(document):
    found = document(pdf(()), "scan.pdf")

    assert found.text == ""
    assert found.problems == (
        "This PDF holds pictures only: no text could be read; type it or attach it all the same.",
    )


def test_a_pdf_that_asks_for_a_password_says_so(document):
    assert "protected by a password" in document(locked("secret"), "note.pdf").problems[0]


def test_a_pdf_that_may_be_read_and_not_changed_is_read(document):
    assert document(locked(""), "note.pdf").references == ("41/1234",)


def test_a_pdf_that_breaks_off_says_so(document):
    assert "The file is broken" in document(pdf(NOTE)[:600], "note.pdf").problems[0]


def test_no_more_pages_are_read_than_a_letter_has(document):
    found = document(pdf(*[("One line",)] * 203), "book.pdf")

    assert (found.pages, found.text.count("One line")) == (203, 200)
    assert found.problems == ("Only the first 200 pages were read.",)


@pytest.mark.parametrize(("make", "problem"), [
    (samples.giant_stream_pdf, "no text could be read"),
    (samples.endless_pdf, "broken"),
])  # fmt: skip
def test_a_pdf_made_to_harm_says_nothing(document, make, problem):
    with seconds_at_most(2.5):
        found = document(make(), "note.pdf")

    assert problem in found.problems[0]


def test_what_was_read_before_a_page_took_too_long_is_kept(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(samples.slow_pdf(before=("The first page",)))
    with seconds_at_most(2.5):
        found = take_out("pdf", path)

    assert [words.strip() for words in found.words] == ["The first page"]
    assert found.problem == "slow"


def test_a_word_document_says_its_head_its_paragraphs_and_its_tables(document):
    content = word(
        "Subject: Consultations", "Text.", title="Draft", head="Nr. 41-5/7", cells=(("Day", "Place"), ("1", "Riga"))
    )
    found = document(content, "note.docx")

    assert found.text == "Nr. 41-5/7\n\nSubject: Consultations\nText.\nDay\tPlace\n1\tRiga"
    assert (found.references, found.title, found.problems) == (("41-5/7",), "Consultations", ())


def test_the_title_of_a_file_serves_where_the_letter_has_none(document):
    assert document(word("Text.", title="Consultations"), "note.docx").title == "Consultations"
    assert document(word("Text.", title="note.docx"), "note.docx").title == ""


@pytest.mark.parametrize(("name", "start", "spaces", "problem"), [
    ("word/media/a.png", b"", 40_000_000, "unpacks to more than a letter can be"),
    ("word/document.xml", b"<a>", 40_000_000, "unpacks to more than a letter can be"),
    ("word/document.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", 0, "declares a document type"),
])  # fmt: skip
def test_a_word_document_made_to_harm_is_not_unpacked(document, name, start, spaces, problem):
    packed = with_part(word("Text."), name, start + b" " * spaces)
    begun = time.process_time()

    assert problem in document(packed, "note.docx").problems[0]
    assert time.process_time() - begun < 1


def test_an_e_mail_says_who_wrote_when_to_whom_and_what_is_attached(document):
    content = message("Consultations", "Dear all", ("../../agenda.pdf", b"x"), From="MFA <note@mfa.example>",
                      To="x@mfa.example", Date="Thu, 22 Sep 2016 10:00:00 +0300", In_Reply_To="<1@mfa.example>")  # fmt: skip
    found = document(content, "message.eml")

    assert (found.title, found.sent, found.text, found.date) == ("Consultations", "22 September 2016", "Dear all", "")
    assert [(one.role, one.key) for one in found.people] == [
        ("sender", "mailto:note@mfa.example"),
        ("addressee", "mailto:x@mfa.example"),
    ]
    assert found.messages == ("1@mfa.example",)
    assert [(file.name, file.content) for file in found.inside] == [("agenda.pdf", b"x")]


@pytest.mark.parametrize(("encoding", "words"), [
    ("utf-8", "Ārlietu ministrija, № 7"),
    ("utf-8-sig", "Ārlietu ministrija"),
    ("utf-16", "Ārlietu ministrija"),
    ("cp1257", "Ārlietu ministrija lūdz šo jautājumu izskatīt"),
    ("cp1251", "Министерство иностранных дел предлагает"),
    ("cp1252", "Le ministère a l’honneur"),
])  # fmt: skip
def test_plain_text_is_read_in_the_encoding_that_it_is_written_in(document, encoding, words):
    found = document(words.encode(encoding), "note.txt")

    assert found.text == words
    assert bool(found.problems) == encoding.startswith("cp")


@pytest.mark.parametrize(("name", "content", "problem"), [
    ("note.txt", b"", "empty"),
    ("note.txt", b"a\0b", "not what its name says"),
    ("note.pdf", b"<html><script>", "not what its name says"),
    ("note.docx", b"<svg>", "not what its name says"),
    ("note.docx", b"PK\x03\x04 and no more", "broken"),
    ("note.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "older kind"),
    ("map.png", b"\x89PNG", "attached as it is"),
    ("message.eml", b"\0\0", "no e-mail message"),
])  # fmt: skip
def test_what_cannot_be_read_says_why(document, name, content, problem):
    found = document(content, name)

    assert problem in " ".join(found.problems)
    assert (found.text, found.title, found.date) == ("", "", "")


def test_plain_text_that_is_longer_than_a_letter_is_not_read(document):
    assert "longer than a letter" in document(b"x" * 5_300_000, "note.txt").problems[0]


def test_words_that_no_database_holds_are_left_out(document):
    found = document("a\x01b\u00ad\x7f c\r\nd\x0ce".encode(), "note.txt")

    assert found.text == "ab c\nde"


def test_a_text_is_no_longer_than_a_form_can_carry(document):
    found = document(("ā" * 999 + "\n").encode() * 1000, "note.txt")

    assert 1_400_000 < len(found.text.encode()) <= 1_500_000
    assert "only its beginning" in found.problems[0]
