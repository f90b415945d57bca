"""Functions come from groups: who may open, change, set up."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from correspondence.models import Clearance, Desk, JournalEntry, Letter, Level
from tests import factories as make
from tests.admin.pages import address, fields_of, problems, signed_in


@pytest.fixture
def administrator(db):
    return signed_in(make.user("administrator", group="administrator", is_staff=True))


@pytest.fixture
def staff_reader(db):
    return signed_in(make.user("staff", group="reader", cleared="secret", is_staff=True))


def test_who_is_no_staff_is_sent_to_the_login(reader, invitation):
    answer = signed_in(reader).get(address(invitation))

    assert answer.status_code == 302
    assert "/login/" in answer.url


def test_a_reader_sees_the_page_and_can_change_nothing(staff_reader, invitation, consultations):
    make.text(invitation, "Words")
    page = staff_reader.get(address(invitation))

    assert page.status_code == 200
    assert "Invitation to consultations" in page.content.decode()
    assert 'name="_save"' not in page.content.decode()
    assert staff_reader.post(address(invitation), {"subject": "Mine"}).status_code == 403
    assert staff_reader.get(address(invitation, "add")).status_code == 403
    assert staff_reader.get(address(invitation, "changelist")).status_code == 200


def test_an_administrator_sets_up_levels_and_reads_no_letter(administrator, invitation):
    assert administrator.get(address(invitation)).status_code == 403
    assert administrator.get(address(invitation, "changelist")).status_code == 403
    assert administrator.get(address(JournalEntry(), "changelist")).status_code == 403
    where = address(Desk(), "add")

    answer = administrator.post(where, fields_of(administrator, where) | {"name": "North", "code": "north"})

    assert answer.status_code == 302, problems(answer)
    assert Desk.objects.filter(code="north").exists()


def test_an_administrator_clears_a_person_for_a_level(administrator, reader):
    Clearance.objects.all().delete()
    where = address(Clearance(), "add")
    fields = fields_of(administrator, where) | {"user": str(reader.pk), "level": str(make.level("restricted").pk)}

    answer = administrator.post(where, fields)

    assert answer.status_code == 302, problems(answer)
    assert Clearance.objects.get(user=reader).level.code == "restricted"


def test_an_administrator_cannot_give_all_functions_at_once(administrator, officer):
    where = reverse("admin:auth_user_change", args=(officer.pk,))
    fields = fields_of(administrator, where) | {"is_superuser": "on", "user_permissions": ["1"]}

    administrator.post(where, fields)

    officer.refresh_from_db()
    assert not officer.is_superuser
    assert not officer.user_permissions.exists()


def test_an_administrator_cannot_take_over_a_superuser(administrator):
    root = make.user("root", is_superuser=True, is_staff=True)
    where = reverse("admin:auth_user_change", args=(root.pk,))

    assert administrator.post(where, {"username": "mine"}).status_code == 403
    assert administrator.post(reverse("admin:auth_user_password_change", args=(root.pk,)), {}).status_code == 403


@pytest.mark.parametrize("name", ["party", "topic", "letter", "proposal", "level"])
def test_nothing_on_record_can_be_deleted_whatever_it_is(registrar, invitation, consultations, latvia, name):
    root = signed_in(make.user("root", is_superuser=True, is_staff=True, cleared="secret"))
    row = {"party": latvia, "topic": invitation.topic, "letter": invitation, "proposal": consultations,
           "level": Level.lowest()}[name]  # fmt: skip

    answer = root.post(address(row, "delete"), {"post": "yes"}, follow=True)

    assert "It cannot be deleted: it is part of the record." in answer.content.decode()
    assert type(row).objects.filter(pk=row.pk).exists()
    assert "deletelink" not in root.get(address(row)).content.decode()


def test_no_list_offers_to_delete_many(desk_officer, invitation):
    where = address(invitation, "changelist")

    desk_officer.post(where, {"action": "delete_selected", "_selected_action": [str(invitation.pk)], "post": "yes"})

    assert "delete_selected" not in desk_officer.get(where).content.decode()
    assert Letter.objects.filter(pk=invitation.pk).exists()


def test_acts_can_be_looked_up_but_not_changed_by_themselves(desk_officer, consultations):
    addressee = consultations.addressees.get()

    assert desk_officer.get(address(addressee)).status_code == 200
    assert desk_officer.post(address(addressee), {}).status_code == 403
    assert desk_officer.get(address(addressee, "add")).status_code == 403


def test_fields_that_are_not_on_the_form_are_not_taken(desk_officer, officer, registrar, invitation):
    where = address(invitation)
    other = make.level("secret")
    fields = fields_of(desk_officer, where) | {
        "subject": "Mine", "source_key": "forged", "void_reason": "forged", "sort_key": "0", "recorded_by": str(registrar.pk),
        "recorded_at": "2001-01-01", "audience": str(other.pk), "id": "1", "dated_earliest": "1900-01-01",
        "dated_edtf": "1900",
    }  # fmt: skip
    before = {name: value for name, value in invitation.columns().items() if name not in {"subject", "version"}}

    answer = desk_officer.post(where, fields)

    assert answer.status_code == 302, problems(answer)
    invitation.refresh_from_db()
    assert invitation.subject == "Mine"
    assert {name: invitation.columns()[name] for name in before} == before


@pytest.mark.parametrize("status", ["registered", "void"])
def test_a_letter_is_neither_registered_nor_voided_through_its_form(desk_officer, invitation, status):
    where = address(invitation)

    answer = desk_officer.post(where, fields_of(desk_officer, where) | {"status": status})

    assert list(problems(answer)) == ["status"]


def test_groups_keep_their_page(administrator):
    group = Group.objects.get(name="reader")

    assert administrator.get(reverse("admin:auth_group_change", args=(group.pk,))).status_code == 200
