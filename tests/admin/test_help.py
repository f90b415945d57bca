"""Every field of the letter's form says in a sentence what belongs in it."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.alike


@pytest.mark.parametrize("which", ["add", "change"])
def test_every_field_of_a_letter_has_a_sentence_of_help(desk_officer, invitation, which):
    args = () if which == "add" else (invitation.pk,)
    context = desk_officer.get(reverse(f"admin:correspondence_letter_{which}", args=args)).context

    forms = {"letter": context["adminform"].form}
    forms |= {rows.formset.prefix: rows.formset.empty_form for rows in context["inline_admin_formsets"]}
    silent = [
        f"{place}: {name}"
        for place, form in forms.items()
        for name, field in form.fields.items()
        if not field.widget.is_hidden and name != "DELETE" and not str(field.help_text).strip()
    ]
    assert silent == []
