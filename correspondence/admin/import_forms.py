"""What an upload asks for: files, their format, who may see them; and what the columns of a table mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from correspondence.formats.reading import FORMATS
from correspondence.formats.tables import columns, proposed_mapping
from correspondence.formats.tables.mapping import SEVERAL_COLUMNS, UNREAD
from correspondence.models import Desk, Level

from .choices import offered

MOST_MEGABYTES = 20
MOST_FILES = 100
NAMES = {
    "afp": gettext_lazy("Markdown of Documents on Australian Foreign Policy"),
    "cmif": gettext_lazy("CMIF: an index of letters in TEI"),
    "csv": gettext_lazy("table: CSV or XLSX"),
    "eml": gettext_lazy("e-mail: EML or mbox"),
    "frus": gettext_lazy("FRUS: a volume in TEI"),
    "json": gettext_lazy("JSON of this tracker"),
    "tei": gettext_lazy("TEI: letters with correspDesc"),
}


class ChooseFiles(forms.ClearableFileInput):
    """A field for several files."""

    allow_multiple_selected = True


class ChosenFiles(forms.FileField):
    """Several files that are small enough to be read while somebody waits."""

    widget = ChooseFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [super(ChosenFiles, self).clean(one, initial) for one in data or [None]]
        if len(files) > MOST_FILES:
            raise ValidationError(_("At most %s files at a time.") % MOST_FILES)
        if sum(file.size for file in files) > MOST_MEGABYTES * 1_000_000:
            message = _("More than %s MB: use the command import_letters, which has no limit.")
            raise ValidationError(message % MOST_MEGABYTES)
        return files


class UploadForm(forms.Form):
    """One or several files of one format, and who will see their letters."""

    chosen = ChosenFiles(label=gettext_lazy("Files"))
    format = forms.ChoiceField(
        label=gettext_lazy("Format"), choices=[("", "---------"), *sorted(NAMES.items(), key=lambda one: one[0])]
    )
    level = forms.ModelChoiceField(
        Level.objects.none(),
        label=gettext_lazy("Level"),
        empty_label=None,
        help_text=gettext_lazy("Who may know that they exist. What a file itself says of a letter goes before."),
    )
    desk = forms.ModelChoiceField(
        Desk.objects.none(),
        label=gettext_lazy("Desk"),
        required=False,
        help_text=gettext_lazy("Empty: everybody who is cleared for the level."),
    )
    encoding = forms.CharField(
        label=gettext_lazy("Encoding of a table"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Empty: it is found out. For example utf-8, windows-1257."),
    )
    delimiter = forms.CharField(
        label=gettext_lazy("Between the cells of a table"),
        required=False,
        max_length=10,
        help_text=gettext_lazy("Empty: it is found out. For example comma, semicolon, tab."),
    )
    edition = forms.CharField(
        label=gettext_lazy("Edition of a table"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Stands before the keys of its letters. Empty: the name of the file."),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels, desks = offered(request, Level), offered(request, Desk)
        self.fields["level"].queryset = Level.objects.filter(pk__in=[row.pk for row in levels])  # type: ignore[attr-defined]
        self.fields["desk"].queryset = Desk.objects.filter(pk__in=[row.pk for row in desks])  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"id_{name}_helptext"

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("format") not in {None, "", *FORMATS}:
            self.add_error("format", _("This format cannot be read."))
        return said

    @property
    def options(self) -> dict[str, Any]:
        names = ("encoding", "delimiter", "edition")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data[name]}


@dataclass(frozen=True)
class Foreign:
    """A column of theirs: by what the mapping calls it, its heading, some cells, and the choice of ours."""

    called: str
    heading: str
    cells: tuple[str, ...]
    choice: Any


class ColumnsForm(forms.Form):
    """For each column of a table, which one of ours it is; well-known headings are proposed."""

    header = forms.BooleanField(label=gettext_lazy("The first row names the columns"), required=False, initial=True)

    def __init__(self, rows: list[tuple[str, ...]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        headings = [cell.strip() for cell in rows[0]]
        proposed, taken = proposed_mapping(headings), set()
        for place, heading in enumerate(headings):
            ours = proposed.get(heading, UNREAD)
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading or _("column %s") % (place + 1),
                choices=choices({*proposed.values()}),
                initial=UNREAD if ours in taken else ours,
            )
            taken.add(ours)

    def foreign(self) -> Iterator[Foreign]:
        for place, heading in enumerate(self.rows[0]):
            cells = tuple(row[place] if place < len(row) else "" for row in self.rows[1:4])
            yield Foreign(self._called(place), heading, cells, self[f"column_{place}"])

    def _called(self, place: int) -> str:
        """Return how a mapping names a column: by its heading where that is one, else by its number."""
        heading = self.rows[0][place].strip()
        once = [cell.strip() for cell in self.rows[0]].count(heading) == 1
        has_header = self.cleaned_data["header"] if self.is_bound and self.is_valid() else True
        return heading if has_header and heading and once and "=" not in heading else str(place + 1)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        chosen = [said.get(f"column_{place}", UNREAD) for place in range(len(self.rows[0]))]
        if set(chosen) == {UNREAD}:
            raise ValidationError(_("Say of one column at least which one it is."))
        for place, ours in enumerate(chosen):
            if ours not in {UNREAD, *SEVERAL_COLUMNS} and chosen.count(ours) > 1:
                self.add_error(f"column_{place}", _("Another column is taken for this one too."))
        return said

    @property
    def options(self) -> dict[str, Any]:
        mapped = {self._called(place): self.cleaned_data[f"column_{place}"] for place in range(len(self.rows[0]))}
        return {"map": mapped} | ({} if self.cleaned_data["header"] else {"header": "no"})


def choices(proposed: set[str]) -> list[tuple[str, str]]:
    """Return what a column may be: those that are offered to everybody, and what this table calls as we do."""
    named = {column.name: str(capfirst(column.label)) for column in columns()}
    return [(UNREAD, _("– not read –")), *named.items(), *((name, name) for name in sorted(proposed - set(named)))]
