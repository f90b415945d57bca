"""Starting a letter from its files: they are read, empty fields filled in, and the files kept until the letter is saved."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _

from correspondence.formats import documents
from correspondence.formats.documents import MOST_BYTES, Document

from .filling import Filling, attach, fill_letter, has_main, known_by_key, named_in, note_missing
from .kept_files import KeptFile, keep
from .unsaved import unsaved_page

if TYPE_CHECKING:
    from .letters import LetterAdmin

CHOSEN, READ = "_files", "_read"
MOST_FILES = 20
MOST_TOGETHER = 100 * 1024 * 1024  # bytes
PATIENCE = 12  # seconds; what is not read by then is attached all the same
PLACE = "admin/correspondence/letter"


@dataclass
class ReadFile:
    """A file that was handed in: what is told of it to the person who did."""

    name: str
    size: int
    kept: KeptFile | None = None
    document: Document | None = None
    remarks: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_address(page: LetterAdmin) -> Any:
    """Return the address that admin_files.js hands files to."""
    view = page.admin_site.admin_view(partial(read_view, page))
    # Reading may take seconds, in which nobody else is to wait for the database.
    return path("read/", transaction.non_atomic_requests(view), name="correspondence_letter_read")


def asks_to_read(request: HttpRequest) -> bool:
    """Whether files came with the form that are to be read before anything is saved."""
    return READ in request.POST or bool(request.FILES.getlist(CHOSEN))


def read_page(page: LetterAdmin, request: HttpRequest, form_url: str, extra_context: Any) -> HttpResponse:
    """Answer with the form as it was typed, and what the files fill in."""
    form, read = _filled(page, request)
    marked: dict[str, Any] = dict.fromkeys((name for name in form.filled if not name.endswith("-role")), _marked)
    return unsaved_page(
        page, request, form.typed, form_url=form_url, marked=marked,
        **{**(extra_context or {}), "files_read": read, "filled_in": bool(form.filled)},
    )  # fmt: skip


def _marked(help_text: Any) -> Any:
    return format_html('<span class="from-file">{}</span> {}', _("From the file."), help_text)


def read_view(page: LetterAdmin, request: HttpRequest) -> HttpResponse:
    """Answer admin_files.js: which fields to fill in with what."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form, read = _filled(page, request)
    return JsonResponse(
        {
            "filled": form.filled,
            "labels": form.labels,
            "was": form.was,
            "kept": {name: _widget(name, file) for name, file in form.kept.items()},
            "mark": _("From the file."),
            "report": render_to_string(f"{PLACE}/_files_read.html", {"files_read": read}, request),
        }
    )


def _widget(name: str, file: KeptFile) -> str:
    widget = {"kept": file, "kept_name": f"{name}_kept", "attrs": {"id": f"id_{name}"}}
    return render_to_string(f"{PLACE}/widgets/kept_file.html", {"widget": widget})


def _filled(page: LetterAdmin, request: HttpRequest) -> tuple[Filling, list[ReadFile]]:
    if not page.has_add_permission(request):
        raise PermissionDenied
    form = Filling(request.POST.copy())
    for name in (CHOSEN, READ):
        form.typed.pop(name, None)
    keep_chosen_in_rows(form, request)
    return form, read_into(form, request.FILES.getlist(CHOSEN), request.user)


def keep_chosen_in_rows(form: Filling, request: HttpRequest) -> None:
    """Keep what was chosen in a row of its own as well: the page that comes back would have lost it."""
    chosen = {f"{row}-file": request.FILES.get(f"{row}-file") for row in form.rows("attachments")}
    names = [name for name, file in chosen.items() if file]
    for name, kept in zip(names, keep([chosen[name] for name in names], request.user) if names else (), strict=True):
        form.typed[f"{name}_kept"] = kept.key


def read_into(form: Filling, files: Iterable[Any], user: Any) -> list[ReadFile]:
    """Keep files, read the letter among them, and fill in the form."""
    read = _received(list(files), user)
    letter = None if has_main(form) else _read_letter(read, user)
    if letter is not None:
        fill_letter(form, letter, user)
    filled = named_in(form)
    for one in read:
        if one.kept is not None:
            attach(form, one.kept)
    if letter is not None:
        enclosed = [one.name for one in read if one.kept and one.document is not letter]
        _tell(letter, filled, note_missing(form, letter.announced, enclosed), read, user)
    return read


def _received(files: list[Any], user: Any) -> list[ReadFile]:
    read = [ReadFile(str(file.name), file.size) for file in files]
    taken: list[tuple[ReadFile, Any]] = []
    together = 0
    for one, file in zip(read, files, strict=True):
        together += file.size
        if file.size > MOST_BYTES or together > MOST_TOGETHER or len(taken) == MOST_FILES:
            one.problems.append(
                _("Not taken: at most %(files)s files at a time, none larger than %(megabytes)s MB.")
                % {"files": MOST_FILES, "megabytes": MOST_BYTES // 1024 // 1024}
            )
        else:
            taken.append((one, file))
    for (one, _file), kept in zip(taken, keep([file for _one, file in taken], user) if taken else (), strict=True):
        one.kept, one.name = kept, kept.name
    return read


def _read_letter(read: list[ReadFile], user: Any) -> Document | None:
    """Read one file after the other until one of them has words; it is the letter, and what it holds joins the files."""
    begun = time.monotonic()
    for one in [one for one in read if one.kept]:
        assert one.kept is not None
        if time.monotonic() - begun > PATIENCE:
            one.problems.append(_("Not read: reading the others took too long. It is attached as it is."))
            continue
        one.document = documents.read(one.kept.path, one.name)
        one.problems += one.document.problems
        if one.document.inside:
            _take_out(one.document, read, user)
        if one.document.text:
            return one.document
    return next((one.document for one in read if one.document and one.document.title), None)


def _take_out(document: Document, read: list[ReadFile], user: Any) -> None:
    """Keep the attachments of an e-mail beside it."""
    inside = keep([ContentFile(file.content, name=file.name or "attachment") for file in document.inside], user)
    read += [
        ReadFile(file.name, file.size, kept=file, remarks=[_("It was attached to the e-mail.")]) for file in inside
    ]


def _tell(letter: Document, filled: list[str], absent: list[str], read: list[ReadFile], user: Any) -> None:
    """Say beside the letter what it says and no field takes up."""
    one = next(one for one in read if one.document is letter)
    known = known_by_key([person.key for person in letter.people], user)
    unknown = [str(person) for person in letter.people if person.key not in known]
    remarks = {
        _("Filled in from it: %s."): ", ".join(filled),
        _("Names nobody here is known by: %s."): ", ".join(unknown[:10]),
        _("It carries these numbers: %s."): ", ".join(letter.references) if len(letter.references) > 1 else "",
        _("It answers a letter with the number %s."): ", ".join(letter.answered),
        _("Announced in it and not among the files, noted as missing: %s."): "; ".join(absent),
        _("According to the file's metadata it was made on %s; the letter may have another date."): letter.made,
    }
    one.remarks += [words % said for words, said in remarks.items() if said]
