"""A letter's page never betrays what its reader may not know, and nothing in a letter acts on its reader."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile

from correspondence.models import Attachment, DateReading, Letter
from correspondence.views.attachments import safe_name
from tests import factories as make
from tests.pages.letters_as_read import page, told


@pytest.fixture
def note(latvia, russia):
    return make.letter("Inspections proposed", sender=latvia, to=russia, dated="9 December 2016", topic=make.topic())


@pytest.fixture
def secret_letter(russia, latvia):
    return make.letter("Plans of the fleet", sender=russia, to=latvia, level=make.level("secret"), topic=make.topic())


def both(client, letter, officer):
    """Return the page for the public, then for the cleared officer."""
    public = page(client, letter)
    client.force_login(officer)
    return public, page(client, letter)


def but_for_its_address(answer):
    """A page says on paper, and where the language is chosen, which address was asked for."""
    return answer.content.replace(answer.wsgi_request.path.encode(), b"")


def test_a_hidden_letter_answers_like_a_missing_one(client, secret_letter):
    hidden = client.get(secret_letter.get_absolute_url())
    missing = client.get("/letters/9c4217e4-7170-5644-8a5e-0f19457148fd/")

    assert hidden.status_code == missing.status_code == 404
    assert but_for_its_address(hidden) == but_for_its_address(missing)


def test_a_draft_is_seen_by_its_author_only(client, latvia, russia, registrar, reader):
    draft = make.letter("Not sent yet", sender=latvia, to=russia, status="draft", by=reader)

    page(client, draft, status=404)
    client.force_login(reader)
    assert "Draft. Only its author or its desk sees it" in told(page(client, draft))
    client.force_login(registrar)
    page(client, draft, status=404)


def test_a_confidential_text_of_a_public_letter_is_hidden(client, note, outsider):
    text = make.text(note, "The exact numbers are these.", level=make.level("confidential"))

    public = page(client, note)
    page(client, note, f"?text={text.pk}", status=404)
    assert "No text of it that you can see." in told(public)
    assert "exact numbers" not in public
    assert str(text.pk) not in public
    client.force_login(outsider)
    assert "exact numbers" in page(client, note, f"?text={text.pk}")


def test_an_act_shown_by_a_hidden_text_is_hidden(client, note, latvia, outsider):
    text = make.text(note, "We shall not yield.", level=make.level("confidential"))
    make.position(latvia, make.topic(), "Does not yield", note, evidence=text, quote="not yield")

    assert "Does not yield" not in page(client, note)
    client.force_login(outsider)
    assert "Does not yield" in page(client, note)


def test_a_hidden_offer_leaves_no_trace_in_a_public_letter(client, note, latvia, russia, officer):
    make.offer("A secret bargain", by=latvia, to=russia, put_in=note, level=make.level("secret"))

    public, cleared = both(client, note, officer)

    assert "bargain" not in public
    assert "A secret bargain" in cleared


def test_links_to_hidden_letters_are_hidden_both_ways(client, note, secret_letter, officer):
    make.link(secret_letter, note)
    other = make.letter("An open reminder", sender=None)
    make.link(other, secret_letter, "refers_to")

    for letter in (note, other):
        assert "Plans of the fleet" not in page(client, letter)
    client.force_login(officer)
    for letter in (note, other):
        assert "Plans of the fleet" in page(client, letter)


def test_the_computed_earlier_exchange_is_one_that_the_reader_may_see(
    client, secret_letter, note, latvia, russia, officer
):
    secret_letter.dated = "1 January 2017"
    secret_letter.save()
    later = make.letter("Much later", sender=latvia, to=russia, dated="1 May 2018", topic=make.topic())

    public, cleared = both(client, later, officer)

    assert "Inspections proposed Not linked" in told(public)
    assert "Plans of the fleet Not linked" in told(cleared)


def test_an_offer_refused_in_secret_and_deferred_in_public_reads_so(client, note, latvia, russia, officer):
    offer = make.offer("More inspections", by=latvia, to=russia, put_in=note)
    make.respond(offer, make.answer_to(note, dated="9 January 2017"), "deferred")
    make.respond(offer, make.answer_to(note, dated="9 March 2017", level=make.level("secret")), "rejected")

    public, cleared = both(client, note, officer)

    assert "Offer now Deferred" in told(public)
    assert "Rejected" not in told(public)
    assert "Offer now Rejected" in told(cleared)


def test_history_leaves_out_what_was_done_to_hidden_rows(client, note, officer):
    text = make.text(note, "The exact numbers are these.", level=make.level("secret"))
    text.body = "Other numbers"
    text.save(reason="The first copy was of an older draft")

    public, cleared = both(client, note, officer)

    assert "older draft" not in public
    assert "Text changed" in told(cleared)
    assert "older draft" in cleared


def test_history_tells_old_and_new_with_the_reason(client, note, registrar):
    note.subject, note.marking = "Inspections offered", "RESTRICTED"
    note.save(by=registrar, reason="As the document has it")

    words = told(page(client, note))

    assert "Subject: Inspections proposed → Inspections offered" in words
    assert "Marking as written: RESTRICTED" in words
    assert "Reason: As the document has it" in words
    assert "Logged" in words


def test_history_says_when_a_date_changed(client, note, registrar):
    from_stamp = DateReading(letter=note, value="22 September 2016", basis="page_stamp", standing="alternative")
    from_stamp.save()
    from_stamp.prefer(by=registrar, reason="The stamp is the older one")

    words = told(page(client, Letter.objects.get(pk=note.pk)))

    assert "Date on the document: 9 December 2016 → 22 September 2016" in words
    assert "Standing: alternative → preferred" in words
    assert "Reason: The stamp is the older one" in words


def test_history_names_records_only_to_those_who_may_see_them(client, note, officer, registrar):
    hidden = make.topic("Fleet movements", level=make.level("secret"))
    note.topic = hidden
    with pytest.raises(Exception, match="Fewer people may see this"):
        note.full_clean()
    note.refresh_from_db()
    note.topic = make.topic("Visits")
    note.save(by=registrar)

    assert "Topic: Inspections → Visits" in told(page(client, note))


def test_the_names_of_accounts_are_for_readers_with_an_account(client, note, registrar, reader):
    note.place = "Riga"
    note.save(by=registrar)

    assert "registrar" not in page(client, note)
    client.force_login(reader)
    assert "registrar" in page(client, note)


# What comes from outside


def test_only_addresses_of_the_web_become_links(client, note):
    for address, is_link in (
        ("https://www.mod.gov.lv/en/news", True),
        ("HTTP://example.org/", True),
        ("javascript:alert(1)", False),
        ("data:text/html,<b>", False),
        ("//example.org/", False),
        ("https:alert(1)", False),
        ("http://[", False),
    ):
        Letter.objects.filter(pk=note.pk).update(source_url=address)
        html = page(client, note)
        assert ('rel="noopener noreferrer"' in html) is is_link, address
        assert ("javascript:" in html) is (address == "javascript:alert(1)")
        assert 'href="javascript:' not in html


def test_markup_in_a_letter_is_shown_as_it_was_written(client, note, latvia, russia):
    note.subject = "</script><script>alert(1)</script>"
    note.save()
    text = make.text(note, "<img src=x onerror=alert(1)> & more")
    offer = make.offer("<b>bold</b>", by=latvia, to=russia)
    make.table(offer, note, evidence=text, quote="x onerror=alert(1)> &", terms='"><svg onload=alert(1)>')

    html = page(client, note)

    for wild in ("<script>", "<img", "<b>bold", "<svg onload"):
        assert wild not in html
    assert "&lt;img src=<mark" in html
    assert "x onerror=alert(1)&gt; &amp;<a href=" in html


def test_names_that_turn_the_direction_of_reading_are_kept_apart(client, note, russia):
    turned = "\u202eaissuR"
    ministry = make.party(turned, "ministry", parent=russia)
    letter = make.letter("\u202eeltit", sender=ministry)

    html = page(client, letter)

    assert f"<bdi>{turned}</bdi>" in html
    assert '<h1 dir="auto">\u202eeltit</h1>' in html


# Files


@pytest.fixture
def stored(note):
    def store(name="offer.pdf", content=b"%PDF-1.7", media_type="application/pdf", **kwargs):
        file = SimpleUploadedFile(name, content, content_type=media_type)
        attachment = Attachment(letter=note, file=file, role="main", **kwargs)
        attachment.full_clean()
        attachment.save()
        return attachment

    return store


def test_a_file_is_handed_out_as_a_download_that_cannot_act(client, stored):
    attachment = stored()
    response = client.get(attachment.get_absolute_url())

    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="offer.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/javascript", ""])
def test_a_file_that_a_browser_could_run_is_plain_bytes(client, stored, media_type):
    response = client.get(stored("page.html", b"<script>", media_type).get_absolute_url())

    assert response["Content-Type"] == "application/octet-stream"
    assert b"".join(response.streaming_content) == b"<script>"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\notes\\reply.doc", "reply.doc"),
        ("reply\r\nSet-Cookie: a=b.pdf", "replySet-Cookie: a=b.pdf"),
        ("reply\u202efdp.exe", "replyfdp.exe"),
        ('a"b.pdf', "ab.pdf"),
        ("", "attachment"),
        ("...", "attachment"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_from_outside_is_made_safe(name, safe):
    assert safe_name(name) == safe


def test_the_page_lists_files_with_size_and_fingerprint(client, note, stored):
    attachment = stored()

    words = told(page(client, note))

    assert f"offer.pdf 8 bytes Main document. SHA-256 {attachment.sha256[:8]}…" in words


def test_a_file_marked_higher_than_its_letter_is_hidden(client, note, stored, officer):
    attachment = stored(level=make.level("secret"))

    assert "offer.pdf" not in page(client, note)
    hidden = client.get(attachment.get_absolute_url())
    missing = client.get(f"{note.get_absolute_url()}attachments/9c4217e4-7170-5644-8a5e-0f19457148fd/")
    assert hidden.status_code == missing.status_code == 404
    assert but_for_its_address(hidden) == but_for_its_address(missing)
    client.force_login(officer)
    assert b"".join(client.get(attachment.get_absolute_url()).streaming_content) == b"%PDF-1.7"


def test_a_file_answers_only_at_the_address_of_its_letter(client, stored, latvia):
    other = make.letter(sender=latvia)

    assert client.get(f"{other.get_absolute_url()}attachments/{stored().pk}/").status_code == 404


def test_a_file_that_is_gone_says_how_a_copy_can_be_recognised(client, stored):
    attachment = stored("gone.pdf", b"about to be lost")
    (settings.FILES_DIR / attachment.file.name).unlink()

    response = client.get(attachment.get_absolute_url())

    assert response.status_code == 404
    assert attachment.sha256 in response.content.decode()


def test_an_enclosure_that_never_came_is_listed_as_missing(client, note):
    missing = Attachment(letter=note, role="enclosure", name="Annex B", missing=True)
    missing.save()

    assert "Annex B Missing Announced in the letter, not received" in told(page(client, note))
    response = client.get(missing.get_absolute_url())
    assert response.status_code == 404
    assert "It was announced in the letter, but not received." in response.content.decode()


def test_being_a_superuser_clears_nobody(client, secret_letter):
    client.force_login(get_user_model().objects.create_superuser("root", password="a long password"))

    page(client, secret_letter, status=404)
