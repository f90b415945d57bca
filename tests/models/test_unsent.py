"""Words that are not saved yet belong to their author, few and not for long."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from correspondence.models import Unsent

pytestmark = pytest.mark.django_db


def test_a_form_is_read_as_it_was_typed(officer):
    typed = [("subject", "Ņota \0 “&<\"'\r\n😀"), ("topic", ""), ("topic", "twice")]

    Unsent.objects.keep(officer, uuid4(), "/admin/", typed)

    assert Unsent.objects.get().typed == typed


def test_nobody_sees_anothers(officer, outsider):
    Unsent.objects.keep(officer, uuid4(), "/admin/", [])

    assert Unsent.objects.visible_to(officer).count() == 1
    assert not Unsent.objects.visible_to(outsider).exists()


def test_nobody_writes_over_anothers(officer, outsider):
    key = uuid4()
    Unsent.objects.keep(officer, key, "/admin/", [("subject", "Mine")])

    with pytest.raises(IntegrityError), transaction.atomic():
        Unsent.objects.keep(outsider, key, "/admin/", [])
    assert Unsent.objects.get().typed == [("subject", "Mine")]


def test_of_more_than_twenty_forms_the_oldest_goes_first(officer, outsider):
    Unsent.objects.keep(outsider, uuid4(), "/admin/other/", [])
    for number in range(Unsent.MOST + 1):
        Unsent.objects.keep(officer, uuid4(), f"/admin/{number}/", [])

    pages = set(Unsent.objects.values_list("page", flat=True))
    assert pages == {"/admin/other/", *(f"/admin/{number}/" for number in range(1, Unsent.MOST + 1))}


def test_what_is_older_than_a_month_is_forgotten(officer):
    for days in (29, 31):
        Unsent.objects.keep(officer, uuid4(), f"/admin/{days}/", [])
        Unsent.objects.filter(page=f"/admin/{days}/").update(saved_at=timezone.now() - timedelta(days=days))

    Unsent.objects.forget_old()

    assert [row.page for row in Unsent.objects.all()] == ["/admin/29/"]
