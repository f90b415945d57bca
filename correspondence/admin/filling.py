"""What a file fills in of the form: empty fields only, and nothing that is typed is ever changed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from correspondence.formats.documents import Document
from correspondence.models import Letter, Party, PartyKey

from .choices import label_of
from .kept_files import KeptFile, with_announced
from .record_forms import MOST_ROWS

LONGEST = {"subject": 300, "own_reference": 100, "their_reference": 100}
# Words by which two names are not the same document.
COMMON = frozenset({
    "annex", "annexes", "enclosure", "attachment", "pages", "page", "letter", "note", "scan", "text", "copy", "pielikums",
    "lapas", "lapām", "приложение", "листах",
})  # fmt: skip
WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass
class Filling:
    """The fields of the form as they were typed, and those that are filled in besides, by their names in the page."""

    typed: QueryDict
    filled: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    was: dict[str, str] = field(default_factory=dict)  # of those that say something else now
    kept: dict[str, KeptFile] = field(default_factory=dict)

    def is_empty(self, name: str) -> bool:
        return not self.typed.get(name, "").strip()

    def put(self, name: str, value: str, label: str = "") -> bool:
        """Fill in a field when there is something to say and nothing was said."""
        if not value or not self.is_empty(name):
            return False
        self.typed[name] = self.filled[name] = value
        if label:
            self.labels[name] = label
        return True

    def rows(self, prefix: str) -> list[str]:
        """Return the rows of a list, each as what the names of its fields begin with."""
        said = self.typed.get(f"{prefix}-TOTAL_FORMS", "")
        count = int(said) if re.fullmatch("[0-9]{1,4}", said) else 0
        return [f"{prefix}-{number}" for number in range(min(count, MOST_ROWS))]

    def free_row(self, prefix: str, *names: str) -> str:
        """Return the first row in which none of these is filled in, a new one when there is none."""
        for row in self.rows(prefix):
            if all(self.is_empty(f"{row}-{name}") for name in ("id", *names)):
                return row
        return self.new_row(prefix)

    def new_row(self, prefix: str) -> str:
        count = len(self.rows(prefix))
        self.typed[f"{prefix}-TOTAL_FORMS"] = str(count + 1)
        return f"{prefix}-{count}"


def fill_letter(form: Filling, document: Document, reader: Any) -> None:
    """Fill in what the letter says of itself."""
    form.put("subject", document.title[: LONGEST["subject"]])
    form.put("dated", document.date)
    form.put("sent", document.sent)
    _fill_text(form, document.text)
    _fill_parties(form, document, reader)
    _fill_answered(form, document, reader)
    if document.references and form.is_empty("own_reference") and form.is_empty("their_reference"):
        name = "own_reference" if _is_ours(form, reader) else "their_reference"
        form.put(name, document.references[0][: LONGEST[name]])


def named_in(form: Filling) -> list[str]:
    """Return what was filled in, in words."""
    lists = {"texts": _("text"), "participations": _("from and to"), "links_up": _("what it answers or refers to")}
    prefixes = (name.partition("-")[0] for name in form.filled)
    fields = {field.name: field.verbose_name for field in Letter._meta.fields}
    return list(dict.fromkeys(str(lists.get(name) or fields[name]) for name in prefixes))


def _fill_text(form: Filling, text: str) -> None:
    free = next((row for row in form.rows("texts") if form.is_empty(f"{row}-body") and form.is_empty(f"{row}-id")), "")
    if free:
        form.put(f"{free}-body", text)


def _fill_parties(form: Filling, document: Document, reader: Any) -> None:
    """Choose the parties that are known by the addresses of an e-mail, in the rows that name none yet."""
    known = known_by_key([person.key for person in document.people], reader)
    given = {form.typed.get(f"{row}-role") for row in form.rows("participations") if form.typed.get(f"{row}-party")}
    chosen = {form.typed.get(f"{row}-party") for row in form.rows("participations")}
    for person in document.people:
        party = known.get(person.key)
        if party is None or person.role in given or str(party.pk) in chosen:
            continue
        chosen.add(str(party.pk))
        row = _row_for(form, person.role)
        form.typed[f"{row}-role"] = form.filled[f"{row}-role"] = person.role
        form.put(f"{row}-party", str(party.pk), label_of(party))


def _row_for(form: Filling, role: str) -> str:
    rows = [row for row in form.rows("participations") if form.is_empty(f"{row}-party")]
    return next((row for row in rows if form.typed.get(f"{row}-role") == role), "") or form.new_row("participations")


def known_by_key(keys: list[str], reader: Any) -> dict[str, Party]:
    """Return the parties that go by these keys and that this reader may know of."""
    wanted = [key for key in dict.fromkeys(keys) if key]
    rows = PartyKey.objects.visible_to(reader).filter(key__in=wanted).select_related("party__principal")
    return {row.key: row.party for row in rows.order_by("-pk")}


def _fill_answered(form: Filling, document: Document, reader: Any) -> None:
    """Choose the letter that an e-mail says it answers, when it is on record."""
    if not document.messages or any(not form.is_empty(f"{row}-earlier") for row in form.rows("links_up")):
        return
    found = Letter.objects.visible_to(reader).filter(source_key__in=document.messages).order_by("sort_key").last()
    if found is not None:
        row = form.free_row("links_up", "earlier")
        form.put(f"{row}-earlier", str(found.pk), label_of(found))


def _is_ours(form: Filling, reader: Any) -> bool:
    """Whether the sender that is chosen speaks for the side whose register this is."""
    rows = form.rows("participations")
    chosen = [form.typed.get(f"{row}-party", "") for row in rows if form.typed.get(f"{row}-role") == "sender"]
    keys = [key for key in chosen if re.fullmatch(r"[0-9a-f-]{36}", key)]
    senders = Party.objects.visible_to(reader).filter(pk__in=keys).select_related("principal")
    return any(party.principal.slug == settings.HOME_PARTY for party in senders) if keys else False


def attach(form: Filling, file: KeptFile) -> None:
    """Give a file a row of its own, or the place of the enclosure that was announced and missing."""
    row = _missing_row(form, file.name) or form.free_row("attachments", "name", "missing", "file_kept")
    if not form.is_empty(f"{row}-missing"):
        form.typed[f"{row}-missing"] = form.filled[f"{row}-missing"] = ""
        announced = form.was[f"{row}-name"] = form.typed.get(f"{row}-name", "")
        form.typed[f"{row}-name"] = form.filled[f"{row}-name"] = with_announced(announced, file.name)
    else:
        role = "enclosure" if has_main(form) else "main"
        form.typed[f"{row}-role"] = form.filled[f"{row}-role"] = role
        form.put(f"{row}-name", file.name)
    form.typed[f"{row}-file_kept"] = form.filled[f"{row}-file_kept"] = file.key
    form.kept[f"{row}-file"] = file


def has_main(form: Filling) -> bool:
    """Whether the letter itself is among the files that wait."""
    rows = [row for row in form.rows("attachments") if not form.is_empty(f"{row}-file_kept")]
    return any(form.typed.get(f"{row}-role") == "main" for row in rows)


def _missing_row(form: Filling, name: str) -> str:
    missing = [row for row in form.rows("attachments") if not form.is_empty(f"{row}-missing")]
    return next((row for row in missing if are_alike(form.typed.get(f"{row}-name", ""), name)), "")


def note_missing(form: Filling, announced: tuple[str, ...], enclosed: list[str]) -> list[str]:
    """Put the enclosures that are announced and absent into rows of their own, as missing; return their names."""
    if len(enclosed) >= len(announced):
        return []
    named = [form.typed.get(f"{row}-name", "") for row in form.rows("attachments")]
    absent = [name for name in announced if name not in named and not any(are_alike(name, one) for one in enclosed)]
    for name in absent:
        row = form.free_row("attachments", "name", "missing", "file_kept")
        form.typed[f"{row}-role"] = form.filled[f"{row}-role"] = "enclosure"
        form.put(f"{row}-name", name)
        form.put(f"{row}-missing", "on")
    return absent


def are_alike(announced: str, name: str) -> bool:
    """Whether a file is called by a word of what was announced: `agenda-final.pdf` for “draft agenda, 2 pages”."""
    stem = PurePosixPath(name).stem
    ours, theirs = ({word.casefold() for word in WORD.findall(words)} for words in (announced, stem))
    return bool((ours - COMMON) & (theirs - COMMON))
