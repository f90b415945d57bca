"""What can be done to many letters at once: what each change asks, how a letter stands before and after, and its verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from correspondence.models import Desk, Label, Letter, LetterLabel, Participation, Party, Topic

from .choices import NamedSelect, VisibleChoice, named, offered
from .letter_form import ReasonForm

Given = dict[str, Any]

# As many as are done while a browser waits: a letter that moves to a desk takes a tenth of a second, with all its rows.
MOST_LETTERS = 500
MOST_FILED_ANEW = 300
MOST_MOVED = 100


class BulkForm(ReasonForm):
    """What is asked once for all the letters."""

    field_order: tuple[str, ...] = ()

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.ask()
        self.order_fields((*(name for name in self.fields if name != "reason"), "reason"))

    def ask(self) -> None:
        """Add the fields of this change, with what this user may choose."""

    def hide(self) -> None:
        """Show what was filled in as settled: the page that confirms it carries it along."""
        for field in self.fields.values():
            field.widget = field.hidden_widget()

    def choose(self, noun: Any, of: Any, name: str, label: Any) -> None:
        """Add a field for a record that this user may see."""
        rows = named(noun.objects.visible_to(self.request.user))
        widget = NamedSelect(of._meta.get_field(name), admin.site)
        self.fields[name] = VisibleChoice(queryset=rows, label=label, widget=widget)


class DeskForm(BulkForm):
    def ask(self) -> None:
        rows = [row.pk for row in offered(self.request, Desk)]
        self.fields["desk"] = forms.ModelChoiceField(
            Desk.objects.filter(pk__in=rows),
            label=_("Desk"),
            required=False,
            empty_label=_("none: everybody who is cleared for the level"),
            help_text=_("Only those who sit at it will see the letters and all that depends on them."),
        )


class TopicForm(BulkForm):
    def ask(self) -> None:
        self.fields["reason"].required = False
        self.choose(Topic, Letter, "topic", _("Topic"))


class LabelForm(BulkForm):
    def ask(self) -> None:
        self.fields["reason"].required = False
        self.choose(Label, LetterLabel, "label", _("Label"))


class PartForm(BulkForm):
    def ask(self) -> None:
        self.fields["role"] = forms.ChoiceField(choices=Participation.Role.choices, label=_("Role"))
        self.choose(Party, Participation, "party", _("Party"))


@dataclass(frozen=True)
class BulkChange:
    """One change to many letters. ``now`` and ``then`` say how a letter stands; ``verb`` does it."""

    name: str
    title: Any
    question: Any
    button: Any
    form: type[BulkForm]
    now: Callable[[Any], str]
    then: Callable[[Any, Given], str]
    verb: Callable[[Any, Given, Any], None]
    permissions: tuple[str, ...]
    most: int = MOST_LETTERS


def _desk(letter: Any) -> str:
    return str(letter.desk or "")


def _to_desk(letter: Any, given: Given, by: Any) -> None:
    letter.reclassify(level=letter.level, desk=given["desk"], by=by, reason=given["reason"])


def _topic(letter: Any) -> str:
    return str(letter.topic or "")


def _to_topic(letter: Any, given: Given, by: Any) -> None:
    letter.topic = given["topic"]
    letter.full_clean()
    letter.save(by=by, reason=given["reason"])


def _labels(letter: Any) -> str:
    return ", ".join(str(row.label) for row in letter.labels_shown)


def _with_label(letter: Any, given: Given) -> str:
    held = {row.label_id for row in letter.labels_shown}
    return (
        _labels(letter)
        if given["label"].pk in held
        else ", ".join(filter(None, (_labels(letter), str(given["label"]))))
    )


def _put_label(letter: Any, given: Given, by: Any) -> None:
    row = LetterLabel(letter=letter, label=given["label"])
    row.full_clean()
    row.save(by=by, reason=given["reason"])


def _without_label(letter: Any, given: Given) -> str:
    return ", ".join(str(row.label) for row in letter.labels_shown if row.label_id != given["label"].pk)


def _take_label(letter: Any, given: Given, by: Any) -> None:
    for row in letter.labels_shown:
        if row.label_id == given["label"].pk:
            row.delete(by=by, reason=given["reason"])


def _parts(letter: Any) -> str:
    return "; ".join(f"{part.get_role_display()}: {part.party.full_name}" for part in letter.parts_shown)


def _with_part(letter: Any, given: Given) -> str:
    held = {(part.role, part.party_id) for part in letter.parts_shown}
    if (given["role"], given["party"].pk) in held:
        return _parts(letter)
    added = f"{Participation.Role(given['role']).label}: {given['party'].full_name}"
    return "; ".join(filter(None, (_parts(letter), added)))


def _add_part(letter: Any, given: Given, by: Any) -> None:
    row = Participation(letter=letter, party=given["party"], role=given["role"], position=len(letter.parts_shown))
    row.full_clean()
    row.save(by=by, reason=given["reason"])


CHANGES = {
    change.name: change
    for change in (
        BulkChange(
            "assign_desk", _("Assign a desk"), _("Each letter moves with everything that depends on it."),
            _("Assign the desk"), DeskForm, _desk, lambda _letter, given: str(given["desk"] or ""), _to_desk,
            ("correspondence.change_letter",), MOST_MOVED,
        ),
        BulkChange(
            "assign_topic", _("Assign a topic"), _("The letters go to the file of this topic."),
            _("Assign the topic"), TopicForm, _topic, lambda _letter, given: str(given["topic"]), _to_topic,
            ("correspondence.change_letter",), MOST_FILED_ANEW,
        ),
        BulkChange(
            "put_label", _("Put a label on letters"), _("The letters are found by it, besides their topic."),
            _("Put the label on"), LabelForm, _labels, _with_label, _put_label, ("correspondence.add_letterlabel",),
        ),
        BulkChange(
            "take_label", _("Take a label off letters"), _("The history of each letter keeps that it had it."),
            _("Take the label off"), LabelForm, _labels, _without_label, _take_label,
            ("correspondence.delete_letterlabel",),
        ),
        BulkChange(
            "add_participant", _("Add a participant"), _("The letters will stand on the timelines of this party, too."),
            _("Add the participant"), PartForm, _parts, _with_part, _add_part, ("correspondence.add_participation",),
        ),
    )
}  # fmt: skip
