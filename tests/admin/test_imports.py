"""Letters are taken over in the admin: uploaded, checked letter by letter, confirmed; nothing is stored before."""

import json
import os
import re
import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from correspondence.admin.import_forms import NAMES
from correspondence.backup.files import files_under
from correspondence.formats.reading import FORMATS
from correspondence.formats.uploaded import FOLDER, safe_name
from correspondence.models import JournalEntry, Letter, Party
from tests import factories as make
from tests.admin.pages import signed_in
from tests.pages.letters_as_read import told

pytestmark = pytest.mark.django_db

UPLOAD = "/admin/correspondence/letter/import/"
FOREIGN = "Nummer;Absender;Adressat;Datum;Betreff;Aktenlage\n7;Latvia;Russia;2016-09-22;Visit;grey\n8;Russia;Latvia;2016-10-01;Answer;\n"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES_DIR = settings.MEDIA_ROOT = tmp_path / "files"
    return settings.FILES_DIR


def record(key="book#1", **fields):
    parties = {"senders": [{"name": "Latvia", "kind": "state"}], "addressees": [{"name": "Russia", "kind": "state"}]}
    dates = {"dated": {"text": "", "edtf": "2016-09-22"}, "subject": f"Letter {key}", "form": "letter"}
    return {"source_key": key} | dates | parties | fields


def sent(client, *contents, format_="json", names=(), level="public", desk=None, **more):
    """Upload files and return where the answer leads, or the answer itself when it leads nowhere."""
    texts = [
        one if isinstance(one, bytes) else (one if isinstance(one, str) else json.dumps(one)).encode()
        for one in contents
    ]
    names = names or [f"letters{place or ''}.{format_}" for place in range(len(texts))]
    files = [SimpleUploadedFile(name, text) for name, text in zip(names, texts, strict=True)]
    said = {"chosen": files, "format": format_, "level": make.level(level).pk, "desk": desk.pk if desk else ""}
    answer = client.post(UPLOAD, said | more)
    return answer["Location"] if answer.status_code == 302 else answer


def words(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return told(answer.content.decode())


def confirmed(client, address, button="_confirm"):
    answer = client.post(address, {button: "1"})
    assert answer.status_code == 302
    return answer["Location"]


def staged(files):
    return [path for path in (files / FOLDER).rglob("*") if path.parent.name.isdigit()]


def test_the_list_of_letters_leads_to_the_upload(desk_officer):
    assert UPLOAD in desk_officer.get(reverse("admin:correspondence_letter_changelist")).content.decode()


def test_every_format_has_a_name_on_the_page():
    assert set(NAMES) == set(FORMATS)


def test_an_upload_shows_each_letter_and_stores_nothing(desk_officer):
    parties = Party.objects.count()
    page = words(desk_officer, sent(desk_officer, [record(), record("book#2", subject="Second")]))

    assert "Nothing is stored yet." in page
    assert "2016-09-22" in page or "22 September 2016" in page
    assert "Letter book#1 Latvia → Russia book#1" in page
    assert "Take over 2 letters" in desk_officer.get(sent(desk_officer, [record(), record("book#2")])).content.decode()
    assert (Letter.objects.count(), Party.objects.count()) == (0, parties)


def test_what_is_confirmed_is_stored_in_its_users_name_and_the_file_is_removed(desk_officer, officer, files):
    address = sent(desk_officer, [record()])
    assert staged(files)

    page = words(desk_officer, confirmed(desk_officer, address))

    letter = Letter.objects.get()
    assert (letter.source_key, letter.recorded_by) == ("book#1", officer)
    assert JournalEntry.objects.get(noun="letter", verb="imported").by == officer
    assert "1 letter was taken over." in page
    assert str(letter.get_absolute_url()) in desk_officer.get(address).content.decode()
    assert staged(files) == []


def test_confirming_twice_stores_once(desk_officer):
    address = sent(desk_officer, [record()])
    confirmed(desk_officer, address)

    assert confirmed(desk_officer, address) == address
    assert Letter.objects.count() == 1


def test_a_second_upload_says_that_everything_is_on_record(desk_officer):
    confirmed(desk_officer, sent(desk_officer, [record()]))
    page = words(desk_officer, sent(desk_officer, [record()]))

    assert "There is nothing new in it." in page
    assert "1 on record" in page


def test_a_letter_known_by_its_id_alone_is_known_again(desk_officer):
    mine = record("", id="11111111-2222-4333-8444-555555555555", subject="Known by its id")
    confirmed(desk_officer, sent(desk_officer, [mine]))

    assert "1 on record" in words(desk_officer, sent(desk_officer, [mine]))
    assert Letter.objects.count() == 1


def test_a_source_that_changed_is_told_as_a_difference(desk_officer):
    confirmed(desk_officer, sent(desk_officer, [record()]))
    page = words(desk_officer, sent(desk_officer, [record(subject="Otherwise")]))

    assert "on record, differs" in page
    assert Letter.objects.get().subject == "Letter book#1"


def test_a_bad_letter_is_shown_with_field_and_value_and_the_rest_can_be_taken_over(desk_officer):
    address = sent(desk_officer, [record(), record("book#2", knowledge="guessed")])
    page = words(desk_officer, address)

    assert "knowledge “guessed”" in page
    assert "Something cannot be taken over." in page
    assert "book#1" not in words(desk_officer, f"{address}?show=rejected")
    confirmed(desk_officer, address, "_skip_bad")
    assert [letter.source_key for letter in Letter.objects.all()] == ["book#1"]


def test_letters_are_shown_in_the_order_of_the_file(desk_officer):
    page = words(desk_officer, sent(desk_officer, [record(), record("book#2", knowledge="guessed"), record("book#3")]))

    assert page.index("Letter book#1") < page.index("Letter book#2") < page.index("Letter book#3")


def test_a_remark_stands_with_its_letter_whatever_that_is_known_by(desk_officer):
    known_by_id = record("", id="11111111-2222-4333-8444-555555555555", form="sonnet", subject="By its id")
    address = sent(desk_officer, [known_by_id, record("book#2", knowledge="guessed"), record("book#3", form="ode")])
    rows = desk_officer.get(address).context["found"].rows

    assert [[words.split(":")[0] for _fatal, words in row.problems] for row in rows] == [
        ["form “sonnet”"],
        ["knowledge “guessed”"],
        ["form “ode”"],
    ]


def test_without_asking_to_leave_out_the_bad_nothing_is_stored(desk_officer):
    address = sent(desk_officer, [record(), record("book#2", knowledge="guessed")])
    confirmed(desk_officer, address)

    assert Letter.objects.count() == 0
    assert "Something cannot be taken over." in words(desk_officer, address)


def test_a_file_that_breaks_off_can_not_be_taken_over(desk_officer):
    address = sent(desk_officer, json.dumps([record()])[:-1])
    page = desk_officer.get(address).content.decode()

    assert "A file cannot be read to its end" in page
    assert "_confirm" not in page
    assert "_skip_bad" not in page


def test_cancelling_removes_the_file(desk_officer, files):
    address = sent(desk_officer, [record()])
    answer = desk_officer.post(address, {"_cancel": "1"})

    assert answer["Location"] == UPLOAD
    assert list((files / FOLDER).iterdir()) == []
    assert desk_officer.get(address).status_code == 404


def test_an_upload_is_gone_after_a_day(desk_officer, files):
    address = sent(desk_officer, [record()])
    [place] = (files / FOLDER).iterdir()
    long_ago = time.time() - 25 * 60 * 60
    os.utime(place, (long_ago, long_ago))

    assert desk_officer.get(address).status_code == 404
    sent(desk_officer, [record()])
    assert not place.exists()


def test_an_upload_is_its_users_own(desk_officer, low):
    address = sent(desk_officer, [record()])

    assert low.get(address).status_code == 404
    assert low.post(address, {"_confirm": "1"}).status_code == 404
    assert Letter.objects.count() == 0


def test_a_file_that_is_not_what_was_checked_is_refused(desk_officer, files):
    address = sent(desk_officer, [record()])
    staged(files)[0].write_text(json.dumps([record("other#1")]))
    confirmed(desk_officer, address)

    assert Letter.objects.count() == 0


def test_nobody_else_on_the_machine_reads_what_waits(desk_officer, files):
    sent(desk_officer, [record()])

    assert (files / FOLDER).stat().st_mode & 0o077 == 0


def test_backups_and_the_doctor_leave_alone_what_waits(desk_officer, files):
    sent(desk_officer, [record()])

    assert list(files_under(files)) == []


def test_a_check_keeps_no_attachments(desk_officer, files):
    address = sent(desk_officer, mail(), format_="eml", names=["question.eml"])
    assert list(files_under(files)) == []

    confirmed(desk_officer, address)
    assert [path.read_bytes() for _name, path in files_under(files)] == [mail()]


def test_who_lost_a_level_in_between_cannot_give_it_any_more(desk_officer, officer):
    address = sent(desk_officer, [record()], level="secret")
    officer.clearance.level = make.level()
    officer.clearance.save()

    assert desk_officer.post(address, {"_confirm": "1"}).status_code == 404
    assert Letter.objects.count() == 0


def test_who_may_not_log_letters_may_not_upload(db):
    reader = signed_in(make.user("staff", group="reader", cleared="public", is_staff=True))

    assert reader.get(UPLOAD).status_code == 403
    assert reader.post(UPLOAD, {}).status_code == 403
    assert reader.get(f"{UPLOAD}{'A' * 32}/").status_code == 403


@pytest.mark.parametrize("rest", ["absent/", "A" * 32 + "/", "A" * 32 + "/columns/"])
def test_an_address_that_nobody_was_given_is_not_there(desk_officer, rest):
    assert desk_officer.get(UPLOAD + rest).status_code == 404


def test_a_level_above_ones_own_cannot_be_given(low):
    answer = sent(low, [record()], level="secret")

    assert "level" in answer.context["form"].errors


def test_a_file_that_marks_a_letter_beyond_ones_sight_is_rejected_and_not_put_lower(low):
    make.desk("north")
    for marked in ({"level": "secret"}, {"level": "nowhere"}, {"desk": "north"}, {"desk": "nowhere"}):
        page = words(low, sent(low, [record(**marked)]))
        assert "You cannot give this" in page
        assert "1 rejected" in page


def report_of(client, *letters):
    """Upload, confirm, and return what both pages say, and which letters their user then sees."""
    address = sent(client, list(letters))
    before = words(client, address)
    after = words(client, confirmed(client, address))
    return before, after, sorted(Letter.objects.visible_to(client.user).values_list("source_key", "subject"))


def test_hidden_letters_offers_and_waiting_links_change_nothing_that_is_said(low, low_officer):
    low.user = low_officer
    keyed = record("h#1", id="11111111-2222-4333-8444-555555555555")
    offer = {"id": "h#p1", "title": "Inspections", "kind": "offer", "act": "put", "proposers": [{"name": "Latvia"}],
             "addressees": [{"name": "Russia"}]}  # fmt: skip
    letters = [keyed, record("h#2", proposals=[offer], previous=[{"target": "h#1", "relation": "answers"}])]
    beginning = transaction.savepoint()
    without = report_of(low, *letters)
    transaction.savepoint_rollback(beginning)
    hidden = make.letter("Hidden", level=make.level("secret"), id=keyed["id"])
    Letter.objects.filter(pk=hidden.pk).update(source_key="h#1", source_digest="json:other")
    waiting = make.letter("Waits", level=make.level("secret"))
    make.awaited(waiting, "h#2", "answers")

    assert report_of(low, *letters) == without


def test_a_foreign_table_is_asked_what_its_columns_mean(desk_officer):
    address = sent(desk_officer, FOREIGN, format_="csv", names=["register.csv"])
    assert address.endswith("/columns/")
    page = words(desk_officer, address)
    form = desk_officer.get(address).context["form"]

    assert "Absender" in page
    assert "2016-10-01" in page
    assert form["column_1"].value() == "from"
    assert form["column_5"].value() == "unread"


def mapped(client, address, **columns):
    form = client.get(address).context["form"]
    said = {name: form[name].value() for name in form.fields}
    answer = client.post(address, said | columns)
    return answer["Location"] if answer.status_code == 302 else answer


def test_a_mapped_table_is_checked_and_the_command_that_repeats_it_is_told(desk_officer):
    address = sent(desk_officer, FOREIGN, format_="csv", names=["register.csv"])
    check = mapped(desk_officer, address, column_4="summary", column_5="subject")
    page = words(desk_officer, check)

    assert "2 read" in page
    assert "--map from=Absender" in page
    assert "--map summary=Betreff" in page
    confirmed(desk_officer, check, "_skip_bad")
    assert Letter.objects.get(summary="Visit").subject == "grey"


def test_a_column_can_be_left_out_whatever_its_heading_means(desk_officer):
    address = sent(desk_officer, FOREIGN, format_="csv", names=["register.csv"])
    confirmed(desk_officer, mapped(desk_officer, address, column_3="unread"))

    assert {str(letter.date) for letter in Letter.objects.all()} == {""}


def test_two_columns_cannot_be_one(desk_officer):
    address = sent(desk_officer, FOREIGN, format_="csv", names=["register.csv"])
    answer = mapped(desk_officer, address, column_5="subject")

    assert "Another column is taken for this one too." in answer.content.decode()


def test_a_table_that_cannot_be_read_is_told_at_once(desk_officer, files):
    answer = sent(desk_officer, b"\xd0\xcf\x11\xe0", format_="csv", names=["old.xls"])

    assert "save it as .xlsx or CSV" in answer.content.decode()
    assert list((files / FOLDER).iterdir()) == []


def mail(sender="Somebody <somebody@example.org>", key="<1@example.org>"):
    message = EmailMessage()
    message["From"], message["To"], message["Message-ID"] = sender, "Desk <desk@example.org>", key
    message["Subject"], message["Date"] = "Question", "Thu, 22 Sep 2016 10:00:00 +0000"
    message.set_content("May we visit?")
    return bytes(message)


def test_mail_of_unknown_parties_waits_in_the_tray_of_its_importer(desk_officer, officer, low):
    confirmed(desk_officer, sent(desk_officer, mail(), format_="eml", names=["question.eml"]))

    letter = Letter.objects.get()
    assert letter.status == "draft"
    tray = reverse("admin:correspondence_letter_changelist") + "?tray=waiting"
    assert "Question" in words(desk_officer, tray)
    assert "Question" not in words(low, tray)


def test_filed_mail_makes_its_parties_known(desk_officer):
    confirmed(desk_officer, sent(desk_officer, mail(), format_="eml", names=["question.eml"]))
    filed = Letter.objects.get()
    filed.status = "logged"
    filed.save()
    confirmed(desk_officer, sent(desk_officer, mail(key="<2@example.org>"), format_="eml", names=["again.eml"]))

    assert set(Letter.objects.values_list("status", flat=True)) == {"logged"}


def test_mail_of_a_party_that_only_waiting_mail_names_waits_too(desk_officer):
    for key in ("<1@example.org>", "<2@example.org>"):
        confirmed(desk_officer, sent(desk_officer, mail(key=key), format_="eml", names=["question.eml"]))

    assert list(Letter.objects.values_list("status", flat=True)) == ["draft", "draft"]


def test_long_uploads_are_shown_a_page_at_a_time(desk_officer, monkeypatch):
    monkeypatch.setattr("correspondence.admin.letter_import.ON_A_PAGE", 2)
    address = sent(desk_officer, [record(f"book#{place}") for place in range(3)])

    assert "Page 1 of 2" in words(desk_officer, address)
    assert "book#2" in words(desk_officer, f"{address}?show=&p=2")
    assert desk_officer.get(f"{address}?p=nonsense").status_code == 200
    assert desk_officer.get(f"{address}?show=nonsense").status_code == 400


@pytest.mark.parametrize("limit", ["MOST_LETTERS", "MOST_SECONDS"])
def test_more_than_a_page_can_read_is_refused_and_the_command_named(desk_officer, monkeypatch, limit):
    monkeypatch.setattr(f"correspondence.formats.review.{limit}", 1 if limit == "MOST_LETTERS" else -1)
    page = words(desk_officer, sent(desk_officer, [record(), record("book#2")]))

    assert "use the command import_letters" in page
    assert "Take over" not in page


def test_files_that_are_too_large_together_are_refused(desk_officer, monkeypatch, files):
    monkeypatch.setattr("correspondence.admin.import_forms.MOST_MEGABYTES", 0.0001)
    answer = sent(desk_officer, [record()])

    assert "use the command import_letters" in answer.content.decode()
    assert not (files / FOLDER).exists()


@pytest.mark.parametrize("said", [{}, {"format": "docx"}, {"level": "nonsense"}, {"desk": "nonsense"}])
def test_an_upload_that_says_too_little_is_asked_again(desk_officer, said):
    answer = desk_officer.post(UPLOAD, said)

    assert answer.status_code == 200
    assert answer.context["form"].errors


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\vēstules.csv", "vēstules.csv"),
        (".htaccess", "_htaccess"),
        ("a\nb;c.eml", "a_b_c.eml"),
        ("..", "_."),
    ],
)
def test_a_name_is_kept_as_far_as_it_is_safe(given, kept):
    assert safe_name(given) == kept


def test_a_long_name_keeps_its_ending():
    assert re.fullmatch(r"ē+\.csv", safe_name("ē" * 300 + ".csv"))
    assert len(safe_name("ē" * 300 + ".csv").encode()) <= 120
    assert Path(safe_name("x" * 300)).name == safe_name("x" * 300)
