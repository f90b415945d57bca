"""In reply to a letter that we do not have: a few words in the same form make a stub of it, and the link to it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from correspondence.dates import UncertainDateFormField
from correspondence.models import Addressee, Letter, Link, Participation, Party

from .base import ListOfRows
from .choices import NamedSelectMultiple, VisibleChoices, named
from .record_forms import RowForm, RowFormSet

OF_THE_LETTER = ("form", "topic", "framework", "level", "desk", "status")
# Where the stub's own fields stand in this form.
ASKED_AS = {
    "subject": "title",
    "dated": "known_date",
    "their_reference": "known_reference",
    "own_reference": "known_reference",
}


class StubForm(RowForm):
    """What is known of the other letter. It comes from those whom this one is addressed to unless somebody else is named."""

    preset = ("relation",)

    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=300, required=False, widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("What it is about. Empty: it is named by its date or its reference."),
    )  # fmt: skip
    known_date = UncertainDateFormField(label=gettext_lazy("Its date"), required=False)
    known_reference = forms.CharField(
        label=gettext_lazy("Its reference"), max_length=80, required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("The number that this letter quotes."),
    )  # fmt: skip
    known_from = VisibleChoices(
        Party.objects.none(), label=gettext_lazy("From"), required=False,
        help_text=gettext_lazy("Empty: those to whom this letter is addressed."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answering = [choice for choice in Link.Relation.choices if choice[0] in Link.ANSWERING]
        if "relation" in self.fields:
            relation: Any = self.fields["relation"]
            relation.choices = [*answering, (Link.Relation.REFERS_TO.value, Link.Relation.REFERS_TO.label)]

    def complete(self, parent: Letter) -> None:
        given = self.cleaned_data
        if not (given["title"] or given["known_date"] or given["known_reference"]):
            raise ValidationError({"title": _("Give a title, a date or a reference: something is known of it.")})
        stub = self._stub(parent, self._senders(parent))
        self.instance.earlier = stub
        self.instance.basis = Link.Basis.STATED

    def _senders(self, parent: Letter) -> list[Party]:
        return list(self.cleaned_data["known_from"]) or self._parties(parent, Participation.Role.ADDRESSEE)

    def _parties(self, parent: Letter, role: str) -> list[Party]:
        parts = Participation.objects.visible_to(self.request.user).filter(letter=parent, role=role).for_listing()
        return [part.party for part in parts]

    def _stub(self, parent: Letter, senders: list[Party]) -> Letter:
        """Log the other letter: on the file of this one, its sender and addressee mirrored."""
        given, by = self.cleaned_data, self.request.user
        ours = any(party.principal.slug == settings.HOME_PARTY for party in senders)
        stub = Letter(
            subject=given["title"] or _name(given),
            dated=given["known_date"],
            knowledge=Letter.Knowledge.REPORTED,
            recorded_by=by,
            **{"own_reference" if ours else "their_reference": given["known_reference"]},
            **{name: getattr(parent, name) for name in OF_THE_LETTER},
        )
        _checked(stub).save(by=by)
        sides = {
            Participation.Role.SENDER: senders,
            Participation.Role.ADDRESSEE: self._parties(parent, Participation.Role.SENDER),
        }
        for role, parties in sides.items():
            for place, party in enumerate(parties):
                part = Participation(letter=stub, party=party, role=role, position=place)
                part.full_clean()
                part.save(by=by)
        return stub


def _name(given: dict[str, Any]) -> str:
    known = {"date": given["known_date"], "reference": given["known_reference"]}
    if known["date"] and known["reference"]:
        return _("Letter of %(date)s, %(reference)s") % known
    return (_("Letter of %(date)s") if known["date"] else _("Letter %(reference)s")) % known


def _checked(stub: Letter) -> Letter:
    """Validate the stub; what is refused is said at the fields where it was asked for."""
    try:
        stub.full_clean()
    except ValidationError as error:
        found: dict[str, list[Any]] = {}
        for name, errors in error.error_dict.items():
            found.setdefault(ASKED_AS.get(name, "__all__"), []).extend(errors)
        raise ValidationError(found) from error
    return stub


class StubFormSet(RowFormSet):
    @classmethod
    def get_default_prefix(cls) -> str:
        return "stubs"


class Stubs(ListOfRows):
    """Always empty when the page is opened: a stub stands among the links from then on, and has a page of its own."""

    model = Link
    form = StubForm
    formset = StubFormSet
    fk_name = "later"
    fieldsets = ((None, {"fields": (("title", "relation"), ("known_date", "known_reference"), "known_from")}),)
    classes = ("collapse",)
    can_delete = False
    verbose_name = gettext_lazy("letter that we do not have")
    verbose_name_plural = gettext_lazy("in reply to a letter that we do not have")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).none()

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        # A copy: the declared field belongs to everybody's requests.
        field = formset.form.base_fields["known_from"] = deepcopy(formset.form.base_fields["known_from"])
        field.widget = NamedSelectMultiple(Addressee._meta.get_field("party"), self.admin_site)
        field.widget.is_required = False
        field.queryset = named(Party.objects.visible_to(request.user))
        return formset
