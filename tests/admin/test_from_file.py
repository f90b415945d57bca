"""A letter starts from its files: they are read, fill in what is empty, and are kept until the letter is saved."""

from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from correspondence.formats.uploaded import FOLDER
from correspondence.models import Attachment, Letter, PartyKey
from tests import factories as make
from tests.admin.pages import Fields, added, address, fields_of, problems
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


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES_DIR = settings.MEDIA_ROOT = tmp_path / "files"
    settings.HOME_PARTY = "latvia"
    return settings.FILES_DIR


def file(name="note.txt", content=NOTE):
    return SimpleUploadedFile(name, content)


def read(client, *chosen, where=ADD, **typed):
    """Hand files in without script; return the answer and what the form then holds."""
    answer = client.post(where, {**fields_of(client, where), **typed, "_files": list(chosen), "_read": "Read the file"})
    assert answer.status_code == 200
    return answer, Fields(answer.content.decode()).values


def complete(fields, sender, to):
    form = Letter._meta.get_field("form").related_model.objects.get(code="note_verbale")
    return fields | {"form": str(form.pk), "language": "en", "participations-0-party": str(sender.pk),
                     "participations-1-party": str(to.pk)}  # fmt: skip


def attachment_rows(fields):
    total = int(fields["attachments-TOTAL_FORMS"])
    names = ("role", "name", "missing", "file_kept")
    return [tuple(fields.get(f"attachments-{n}-{name}", "") for name in names) for n in range(total)]


def staged(files):
    return [path.name for path in (files / FOLDER).rglob("*") if path.is_file() and path.parent.name.isdigit()]


def test_the_page_for_a_new_letter_starts_with_its_files_and_a_stored_letter_does_not(desk_officer, invitation):
    assert 'name="_read"' in desk_officer.get(ADD).content.decode()
    assert 'name="_read"' in desk_officer.get(f"{ADD}?reply_to={invitation.pk}").content.decode()
    assert 'name="_read"' not in desk_officer.get(address(invitation)).content.decode()


def test_a_file_fills_in_what_it_says_of_itself_and_stores_nothing(desk_officer, files):
    answer, fields = read(desk_officer, file())

    assert fields["subject"] == "Consultations on military activity"
    assert fields["dated"] == "22 September 2016"
    assert fields["their_reference"] == "41/1234"
    assert fields["texts-0-body"].startswith("No. 41/1234\n22 September 2016")
    assert problems(answer) == {}
    assert "Nothing is stored yet." in told(answer.content.decode())
    assert (Letter.objects.count(), Attachment.objects.count()) == (0, 0)
    assert staged(files) == ["note.txt"]


def test_words_that_are_typed_stay_as_they_are(desk_officer):
    typed = {"subject": "As a neutral reader would put it", "dated": "September 2016", "texts-0-body": "Typed."}
    _answer, fields = read(desk_officer, file(), summary="Kept too", **typed)

    assert {name: fields[name] for name in typed} == typed
    assert fields["summary"] == "Kept too"
    assert fields["their_reference"] == "41/1234"


def test_what_was_filled_in_says_that_it_comes_from_the_file(desk_officer):
    answer, _fields = read(desk_officer, file(), subject="Typed")
    form = answer.context["adminform"].form

    assert "From the file." in form["dated"].help_text
    assert "From the file." not in form["subject"].help_text


def test_the_first_file_is_the_main_document_and_the_others_are_enclosures(desk_officer):
    _answer, fields = read(desk_officer, file(), file("draft agenda.pdf", b"a"), file("experts.pdf", b"b"))

    rows = [row[:3] for row in attachment_rows(fields)]
    assert rows == [("main", "note.txt", ""), ("enclosure", "draft agenda.pdf", ""), ("enclosure", "experts.pdf", "")]


def test_enclosures_that_are_announced_and_absent_are_put_down_as_missing(desk_officer):
    answer, fields = read(desk_officer, file(), file("Agenda_final.pdf", b"a"))

    rows = [row[:3] for row in attachment_rows(fields)]
    assert rows == [
        ("main", "note.txt", ""),
        ("enclosure", "Agenda_final.pdf", ""),
        ("enclosure", "list of experts", "on"),
    ]
    assert "noted as missing: list of experts" in told(answer.content.decode())


def test_a_file_that_comes_later_takes_the_place_of_the_missing_one(desk_officer):
    _answer, fields = read(desk_officer, file())
    again = desk_officer.post(ADD, fields | {"_files": [file("experts 2016.pdf", b"b")], "_read": "1"})

    role, name, missing, key = attachment_rows(Fields(again.content.decode()).values)[2]
    assert (role, name, missing) == ("enclosure", "list of experts", "")
    assert key
    assert Fields(again.content.decode()).values["subject"] == "Consultations on military activity"


def test_the_letter_is_saved_with_its_files_under_their_hashes(
    desk_officer, latvia, russia, django_capture_on_commit_callbacks, files
):
    _answer, fields = read(desk_officer, file(), file("draft agenda.pdf", b"%PDF-"))
    with django_capture_on_commit_callbacks(execute=True):
        saved = desk_officer.post(ADD, complete(fields, russia, latvia))

    assert saved.status_code == 302, problems(saved)
    letter = Letter.objects.get()
    main = letter.attachments.get(role="main")
    enclosed = letter.attachments.get(role="enclosure", missing=False)
    missing = letter.attachments.get(missing=True)
    assert (main.name, main.sha256, main.size) == ("note.txt", sha256(NOTE).hexdigest(), len(NOTE))
    assert main.file.read() == NOTE
    main.file.close()
    assert main.media_type == "text/plain"
    assert enclosed.sha256 == sha256(b"%PDF-").hexdigest()
    assert (missing.name, str(missing.file)) == ("list of experts", "")
    assert str(letter.dated) == "22 September 2016"
    assert staged(files) == []


def test_a_save_that_is_refused_keeps_the_files_for_the_next(desk_officer, latvia, russia, files):
    _answer, fields = read(desk_officer, file())
    refused = desk_officer.post(ADD, complete(fields, russia, latvia) | {"subject": ""})
    assert "subject" in problems(refused)
    assert sha256(NOTE).hexdigest() in refused.content.decode()

    saved = desk_officer.post(ADD, Fields(refused.content.decode()).values | {"subject": "Put right"})

    assert saved.status_code == 302
    assert Letter.objects.get(subject="Put right").attachments.get(role="main").sha256 == sha256(NOTE).hexdigest()


def test_a_file_that_is_chosen_and_not_read_is_read_before_anything_is_saved(desk_officer, latvia, russia):
    fields = complete(fields_of(desk_officer, ADD), russia, latvia) | {"subject": "Typed"}
    answer = desk_officer.post(ADD, fields | {"_files": [file()], "_save": "Save"})

    assert answer.status_code == 200
    assert Letter.objects.count() == 0
    assert attachment_rows(Fields(answer.content.decode()).values)[0][1] == "note.txt"


def test_a_file_chosen_in_a_row_of_its_own_is_kept_while_another_is_read(desk_officer):
    fields = fields_of(desk_officer, ADD) | {"attachments-0-name": "Map", "attachments-0-file": file("map.png", b"m")}
    answer = desk_officer.post(ADD, fields | {"_files": [file()], "_read": "1"})

    rows = attachment_rows(Fields(answer.content.decode()).values)
    assert rows[0][1] == "Map"
    assert all(key for _role, _name, missing, key in rows if not missing)


def test_asking_to_read_without_a_file_says_so_and_keeps_what_is_typed(desk_officer):
    answer, fields = read(desk_officer, subject="Typed")

    assert "No file was chosen." in told(answer.content.decode())
    assert fields["subject"] == "Typed"


def test_a_reply_keeps_its_parties_and_takes_the_rest_from_the_file(desk_officer, invitation, latvia, russia):
    where = f"{ADD}?reply_to={invitation.pk}"
    answer, fields = read(desk_officer, file(), where=where)

    assert fields["links_up-0-earlier"] == str(invitation.pk)
    assert [fields[f"participations-{n}-party"] for n in (0, 1)] == [str(latvia.pk), str(russia.pk)]
    assert fields["own_reference"] == "41/1234"  # the sender is our own side
    assert fields["their_reference"] == ""
    assert "Replying to" in answer.content.decode()


def mail(**headers):
    headers = {"From": "Ministry <note@mfa.example>", "To": "latvia@mfa.example",
               "Date": "Thu, 22 Sep 2016 10:00:00 +0300"} | headers  # fmt: skip
    return file("message.eml", message("Consultations", "Attached: agenda", ("agenda.pdf", b"%PDF"), **headers))


def test_an_e_mail_brings_its_subject_parties_known_by_address_and_its_attachments(desk_officer, russia):
    PartyKey(party=russia, key="mailto:note@mfa.example").save()
    answer, fields = read(desk_officer, mail())

    assert (fields["subject"], fields["sent"]) == ("Consultations", "22 September 2016")
    assert fields["participations-0-party"] == str(russia.pk)
    assert fields["participations-1-party"] == ""
    assert "latvia@mfa.example" in told(answer.content.decode())
    assert [row[:3] for row in attachment_rows(fields)][:2] == [
        ("main", "message.eml", ""),
        ("enclosure", "agenda.pdf", ""),
    ]


def test_a_party_or_letter_that_is_hidden_is_answered_like_one_that_is_not_there(low, russia):
    hidden = make.party("Hidden state", level=make.level("secret"))
    PartyKey(party=hidden, key="mailto:note@mfa.example").save()
    earlier = make.letter(
        "Hidden", sender=russia, to=hidden, level=make.level("secret"), source_key="asked@mfa.example"
    )
    _answer, fields = read(low, mail(In_Reply_To="<asked@mfa.example>"))

    assert fields["participations-0-party"] == ""
    assert str(earlier.pk) not in fields.values()


def test_an_e_mail_that_answers_a_letter_on_record_is_its_reply(desk_officer, invitation):
    Letter.objects.filter(pk=invitation.pk).update(source_key="asked@mfa.example")
    _answer, fields = read(desk_officer, mail(In_Reply_To="<asked@mfa.example>"))

    assert fields["links_up-0-earlier"] == str(invitation.pk)


def test_names_of_folders_stay_behind_and_other_letters_are_kept(desk_officer, latvia, russia):
    _answer, fields = read(desk_officer, file("../../etc/Rīgas nota №7.txt"))

    assert attachment_rows(fields)[0][1] == "Rīgas nota №7.txt"
    assert desk_officer.post(ADD, complete(fields, russia, latvia)).status_code == 302
    assert Attachment.objects.get(role="main").name == "Rīgas nota №7.txt"


@pytest.mark.parametrize("forged", ["", "x", "../../../etc/passwd/0", "A" * 32 + "/0", "A" * 32 + "/999"])
def test_a_key_that_leads_to_no_file_attaches_nothing(desk_officer, latvia, russia, forged):
    fields = complete(fields_of(desk_officer, ADD), russia, latvia) | {"subject": "Forged"}
    answer = desk_officer.post(ADD, added(fields, "attachments", name="x", file_kept=forged))

    assert answer.status_code == 200
    assert Attachment.objects.count() == 0


def test_the_file_of_somebody_else_is_no_longer_kept(desk_officer, low, latvia, russia):
    _answer, fields = read(desk_officer, file())
    refused = low.post(ADD, complete(fields, russia, latvia))

    assert "The file is no longer kept here: choose it again." in str(problems(refused))
    assert Letter.objects.count() == 0


def test_the_script_is_told_what_to_fill_in(desk_officer):
    fields = fields_of(desk_officer, ADD) | {"subject": "Typed"}
    answer = desk_officer.post(READ, fields | {"_files": [file()]}).json()

    assert "subject" not in answer["filled"]
    assert answer["filled"]["dated"] == "22 September 2016"
    assert answer["filled"]["attachments-0-file_kept"] in answer["kept"]["attachments-0-file"]
    assert sha256(NOTE).hexdigest() in answer["report"]
    assert Letter.objects.count() == 0


def test_files_are_read_for_those_who_may_log_a_letter_only(client, desk_officer):
    reader = make.user("reader", cleared="public", is_staff=True)
    client.force_login(reader)

    assert client.post(READ, {"_files": [file()]}).status_code == 403
    assert client.post(ADD, {"_files": [file()], "_read": "1"}).status_code == 403
    assert desk_officer.get(READ).status_code == 405


def test_too_many_files_are_told_one_by_one_and_the_rest_is_taken(desk_officer):
    answer, fields = read(desk_officer, *(file(f"{n}.bin", b"x") for n in range(22)))

    assert sum(bool(row[3]) for row in attachment_rows(fields)) == 20
    assert answer.content.decode().count("Not taken:") == 2


def test_a_missing_enclosure_of_a_stored_letter_gives_way_to_its_file(desk_officer, invitation):
    Attachment(letter=invitation, name="Annex", missing=True).save()
    fields = fields_of(desk_officer, address(invitation))
    desk_officer.post(address(invitation), fields | {"attachments-0-file": file("annex.txt")})

    row = invitation.attachments.get()
    assert (row.missing, row.name, row.sha256) == (False, "Annex", sha256(NOTE).hexdigest())
    assert sha256(NOTE).hexdigest() in desk_officer.get(address(invitation)).content.decode()
