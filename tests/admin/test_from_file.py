"""A letter starts from its files: they are read, fill in what is empty, and are kept until the letter is saved."""

from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from correspondence.admin.kept_files import keep, kept_file
from correspondence.formats.uploaded import FOLDER
from correspondence.models import Attachment, Letter, LetterForm, PartyKey
from tests import factories as make
from tests.admin.pages import Fields, address, fields_of, problems
from tests.documents.samples import message
from tests.pages.letters_as_read import told

pytestmark = pytest.mark.django_db

ADD = "/admin/correspondence/letter/add/"
READ = "/admin/correspondence/letter/read/"
NOTE = (
    b"No. 41/1234\n22 September 2016\nSubject: Consultations on military activity\n\n"
    b"The Ministry proposes that experts of both sides meet in Moscow.\n\n"
    b"Enclosures: 1) draft agenda, 2 pages; 2) list of experts\n"
)
DIGEST = sha256(NOTE).hexdigest()
# What an empty form tells of its lists.
EMPTY = {
    "participations-TOTAL_FORMS": "2", "participations-0-role": "sender", "participations-1-role": "addressee",
    "texts-TOTAL_FORMS": "1", "attachments-TOTAL_FORMS": "1", "links_up-TOTAL_FORMS": "1",
}  # fmt: skip


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES_DIR = settings.MEDIA_ROOT = tmp_path / "files"
    settings.HOME_PARTY = "latvia"
    return settings.FILES_DIR


def file(name="note.txt", content=NOTE):
    return SimpleUploadedFile(name, content)


def mail(**headers):
    headers = {"From": "Ministry <note@mfa.example>", "To": "latvia@mfa.example",
               "Date": "Thu, 22 Sep 2016 10:00:00 +0300"} | headers  # fmt: skip
    return file("message.eml", message("Consultations", "Attached: agenda", ("agenda.pdf", b"%PDF"), **headers))


def asked(client, *chosen, **typed):
    """Hand files in as the script does; return its answer."""
    answer = client.post(READ, EMPTY | typed | {"_files": list(chosen)})
    assert answer.status_code == 200
    return answer.json()


def filled(client, *chosen, **typed):
    """Return what the form holds once the script has filled it in."""
    return EMPTY | typed | asked(client, *chosen, **typed)["filled"]


def read(client, *chosen, **typed):
    """Hand files in without script; return the answer and what the form then holds."""
    answer = client.post(ADD, {**fields_of(client, ADD), **typed, "_files": list(chosen), "_read": "Read the file"})
    assert answer.status_code == 200
    return answer, Fields(answer.content.decode()).values


def complete(fields, sender, to):
    form = LetterForm.objects.get(code="note_verbale")
    return fields | {"form": str(form.pk), "language": "en", "participations-0-party": str(sender.pk),
                     "participations-1-party": str(to.pk)}  # fmt: skip


def attached(fields):
    """Return the rows of files: role, name, whether it is missing, whether a file waits."""
    rows = [f"attachments-{n}" for n in range(99) if f"attachments-{n}-name" in fields]
    return [
        (fields[f"{row}-role"], fields[f"{row}-name"], bool(fields.get(f"{row}-missing")), bool(fields.get(f"{row}-file_kept")))
        for row in rows
        if fields[f"{row}-name"]
    ]  # fmt: skip


def staged(files):
    return [path.name for path in (files / FOLDER).rglob("*") if path.is_file() and path.parent.name.isdigit()]


def test_a_file_fills_in_what_it_says_of_itself_and_stores_nothing(desk_officer, files):
    answer, fields = read(desk_officer, file(), summary="Typed")

    assert fields["subject"] == "Consultations on military activity"
    assert fields["dated"] == "22 September 2016"
    assert fields["their_reference"] == "41/1234"
    assert fields["texts-0-body"].startswith("No. 41/1234\n22 September 2016")
    assert fields["summary"] == "Typed"
    assert problems(answer) == {}
    assert "Nothing is stored yet." in told(answer.content.decode())
    form = answer.context["adminform"].form
    assert "From the file." in form["dated"].help_text
    assert "From the file." not in form["summary"].help_text
    assert (Letter.objects.count(), Attachment.objects.count()) == (0, 0)
    assert staged(files) == ["note.txt"]


def test_a_stored_letter_does_not_start_from_a_file(desk_officer, invitation):
    assert 'name="_files"' not in desk_officer.get(address(invitation)).content.decode()


def test_the_letter_is_saved_with_its_files_under_their_hashes(
    desk_officer, latvia, russia, django_capture_on_commit_callbacks, files
):
    _answer, fields = read(desk_officer, file(), file("../draft agenda №7.pdf", b"%PDF-"))
    refused = desk_officer.post(ADD, complete(fields, russia, latvia) | {"subject": ""})
    assert "subject" in problems(refused)
    assert DIGEST in refused.content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        saved = desk_officer.post(ADD, Fields(refused.content.decode()).values | {"subject": "Put right"})

    assert saved.status_code == 302, problems(saved)
    letter = Letter.objects.get()
    main, missing = letter.attachments.get(role="main"), letter.attachments.get(missing=True)
    enclosed = letter.attachments.get(role="enclosure", missing=False)
    assert (main.name, main.sha256, main.size, main.media_type) == ("note.txt", DIGEST, len(NOTE), "text/plain")
    with main.file as stored:
        assert stored.read() == NOTE
    assert (enclosed.name, enclosed.sha256) == ("draft agenda №7.pdf", sha256(b"%PDF-").hexdigest())
    assert (missing.name, str(missing.file)) == ("list of experts", "")
    assert str(letter.dated) == "22 September 2016"
    assert staged(files) == []


def test_a_file_that_is_chosen_and_not_read_is_read_before_anything_is_saved(desk_officer, latvia, russia):
    fields = complete(fields_of(desk_officer, ADD), russia, latvia) | {"subject": "Typed", "attachments-0-name": "Map"}
    chosen = {"attachments-0-file": file("map.png", b"m"), "_files": [file()]}
    answer = desk_officer.post(ADD, fields | chosen | {"_save": "Save"})

    assert answer.status_code == 200
    assert Letter.objects.count() == 0
    assert attached(Fields(answer.content.decode()).values)[:2] == [
        ("enclosure", "Map", False, True),
        ("main", "note.txt", False, True),
    ]


def test_asking_to_read_without_a_file_says_so_and_keeps_what_is_typed(desk_officer):
    answer, fields = read(desk_officer, subject="Typed")

    assert "No file was chosen." in told(answer.content.decode())
    assert fields["subject"] == "Typed"


def test_words_that_are_typed_stay_as_they_are(desk_officer):
    typed = {"subject": "As a neutral reader would put it", "dated": "September 2016", "texts-0-body": "Typed."}
    fields = asked(desk_officer, file(), **typed)["filled"]

    assert not set(typed) & set(fields)
    assert fields["their_reference"] == "41/1234"
    assert Letter.objects.count() == 0


def test_the_script_is_told_how_each_file_is_shown(desk_officer):
    answer = asked(desk_officer, file())

    assert answer["filled"]["attachments-0-file_kept"] in answer["kept"]["attachments-0-file"]
    assert DIGEST in answer["kept"]["attachments-0-file"]
    assert DIGEST in answer["report"]
    assert "Filled in from it: subject, date on the document, text, their reference." in told(answer["report"])


def test_the_first_file_is_the_main_document_and_the_others_are_enclosures(desk_officer):
    fields = filled(desk_officer, file(), file("draft agenda.pdf", b"a"), file("experts.pdf", b"b"))

    assert attached(fields) == [
        ("main", "note.txt", False, True),
        ("enclosure", "draft agenda.pdf", False, True),
        ("enclosure", "experts.pdf", False, True),
    ]


def test_enclosures_that_are_announced_and_absent_are_put_down_as_missing(desk_officer):
    fields = filled(desk_officer, file(), file("Agenda_final.pdf", b"a"))

    assert attached(fields)[1:] == [
        ("enclosure", "Agenda_final.pdf", False, True),
        ("enclosure", "list of experts", True, False),
    ]


def test_a_file_that_comes_later_takes_the_place_of_the_missing_one(desk_officer):
    fields = filled(desk_officer, file()) | {"attachments-TOTAL_FORMS": "3"}
    again = filled(desk_officer, file("experts 2016.pdf", b"b"), **fields)

    assert attached(again)[1:] == [
        ("enclosure", "draft agenda, 2 pages", True, False),
        ("enclosure", "list of experts – experts 2016.pdf", False, True),
    ]
    assert again["subject"] == "Consultations on military activity"


def test_a_missing_enclosure_of_a_stored_letter_gives_way_to_its_file(desk_officer, invitation):
    Attachment(letter=invitation, name="Annex", missing=True).save()
    fields = fields_of(desk_officer, address(invitation))
    desk_officer.post(address(invitation), fields | {"attachments-0-file": file("annex.txt")})

    row = invitation.attachments.get()
    assert (row.missing, row.name, row.sha256) == (False, "Annex – annex.txt", DIGEST)
    assert DIGEST in desk_officer.get(address(invitation)).content.decode()


def test_a_letter_of_our_own_side_has_our_number(desk_officer, latvia, russia):
    ours = filled(desk_officer, file(), **{"participations-0-party": str(latvia.pk)})
    theirs = filled(desk_officer, file(), **{"participations-0-party": str(russia.pk)})

    assert (ours.get("own_reference"), ours.get("their_reference")) == ("41/1234", None)
    assert (theirs.get("own_reference"), theirs.get("their_reference")) == (None, "41/1234")


def test_an_e_mail_brings_its_subject_parties_known_by_address_and_its_attachments(desk_officer, russia):
    PartyKey(party=russia, key="mailto:note@mfa.example").save()
    answer = asked(desk_officer, mail())
    fields = EMPTY | answer["filled"]

    assert (fields["subject"], fields["sent"]) == ("Consultations", "22 September 2016")
    assert fields["participations-0-party"] == str(russia.pk)
    assert answer["labels"]["participations-0-party"] == "Russia"
    assert "participations-1-party" not in fields
    assert "latvia@mfa.example" in answer["report"]
    assert attached(fields) == [("main", "message.eml", False, True), ("enclosure", "agenda.pdf", False, True)]


def test_parties_that_are_chosen_are_not_added_to(desk_officer, latvia, russia):
    PartyKey(party=russia, key="mailto:note@mfa.example").save()
    chosen = {"participations-0-party": str(latvia.pk), "participations-1-party": str(russia.pk)}

    assert not any(name.startswith("participations") for name in asked(desk_officer, mail(), **chosen)["filled"])


def test_an_e_mail_that_answers_a_letter_on_record_is_its_reply(desk_officer, invitation):
    Letter.objects.filter(pk=invitation.pk).update(source_key="asked@mfa.example")

    fields = filled(desk_officer, mail(In_Reply_To="<asked@mfa.example>"))
    assert fields["links_up-0-earlier"] == str(invitation.pk)


def test_a_party_or_letter_that_is_hidden_is_answered_like_one_that_is_not_there(low, russia):
    question = mail(In_Reply_To="<asked@mfa.example>")
    before = asked(low, question)
    hidden = make.party("Hidden state", level=make.level("secret"))
    PartyKey(party=hidden, key="mailto:note@mfa.example").save()
    make.letter("Hidden", sender=russia, to=hidden, level=make.level("secret"), source_key="asked@mfa.example")
    question.seek(0)
    after = asked(low, question)

    assert set(before["filled"]) == set(after["filled"])
    assert before["report"] == after["report"]


def test_too_many_files_are_told_one_by_one_and_the_rest_is_taken(desk_officer):
    answer = asked(desk_officer, *(file(f"{n}.bin", b"x") for n in range(22)))

    assert len(attached(EMPTY | answer["filled"])) == 20
    assert answer["report"].count("Not taken:") == 2


@pytest.mark.parametrize("forged", ["", "x", "../../../etc/passwd/0", "A" * 32 + "/0", "A" * 32 + "/999"])
def test_a_key_that_leads_to_no_file_is_none(officer, forged):
    assert kept_file(forged, officer) is None


def test_a_kept_file_is_its_users_own_and_none_of_the_files_of_an_import(officer, low_officer, desk_officer):
    (mine,) = keep([file()], officer)

    assert kept_file(mine.key, officer) == mine
    assert kept_file(mine.key, low_officer) is None
    assert kept_file(mine.key.replace("/0", "/1"), officer) is None
    assert desk_officer.get(f"/admin/correspondence/letter/import/{mine.key[:-2]}/").status_code == 404


def test_a_file_that_is_no_longer_kept_is_asked_for_again(desk_officer, low_officer, latvia, russia):
    (other,) = keep([file()], low_officer)
    fields = complete(fields_of(desk_officer, ADD), russia, latvia) | {"subject": "Somebody else's file"}
    refused = desk_officer.post(ADD, fields | {"attachments-0-name": "x", "attachments-0-file_kept": other.key})

    assert "The file is no longer kept here: choose it again." in str(problems(refused))
    assert Letter.objects.count() == 0


def test_files_are_read_for_those_who_may_log_a_letter_only(client, desk_officer, db):
    client.force_login(make.user("reader", cleared="public", is_staff=True))

    assert client.post(READ, {"_files": [file()]}).status_code == 403
    assert client.post(ADD, {"_files": [file()], "_read": "1"}).status_code == 403
    assert desk_officer.get(READ).status_code == 405
