"""Taking letters over: upload, say what the columns of a table are, look at each letter, confirm. Nothing is stored before."""

from __future__ import annotations

import shlex
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from correspondence.formats import tables
from correspondence.formats.record import Unreadable
from correspondence.formats.review import Reviewed, Row, check, take_over
from correspondence.formats.tables.columns import is_our_own
from correspondence.formats.uploaded import Upload, receive, remember, uploaded
from correspondence.models import Desk, Level

from . import import_answers
from .choices import offered
from .import_forms import MOST_MEGABYTES, ColumnsForm, UploadForm

if TYPE_CHECKING:
    from .letters import LetterAdmin

ON_A_PAGE = 100
SAMPLE = 4
SHOWN_OF_A_CELL = 80
MOST_COLUMNS = 200
# What the rows can be narrowed to.
KINDS = ("new", "present", "differs", "rejected", "kept out", "warned", "waits")
PLACE = "admin/correspondence/letter"


def addresses(page: LetterAdmin) -> list[Any]:
    """Return the addresses of the pages of an upload."""
    site = page.admin_site
    pages = (("", "import", upload_page), ("<str:key>/columns/", "import_columns", columns_page),
             ("<str:key>/", "import_check", check_page), ("<str:key>/answers/", "import_answers", answers_page))  # fmt: skip
    return [
        path(f"import/{end}", site.admin_view(_guarded(page, view)), name=f"correspondence_letter_{name}")
        for end, name, view in pages
    ]


def _guarded(page: LetterAdmin, view: Any) -> Any:
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not page.has_add_permission(request):
            raise PermissionDenied
        return view(page, request, **kwargs)

    return answer


def upload_page(page: LetterAdmin, request: HttpRequest) -> HttpResponse:
    """Ask for files and their format."""
    form = UploadForm(request, *((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        upload = _received(request, form)
        try:
            return _next_page(upload, request.user)
        except Unreadable as error:
            upload.remove()
            form.add_error("chosen", error.problem.message)
    return _answer(page, request, "import_upload", form=form, megabytes=MOST_MEGABYTES, title=_("Take letters over"))


def _received(request: HttpRequest, form: UploadForm) -> Upload:
    said, desk = form.cleaned_data, form.cleaned_data["desk"]
    return receive(
        said["chosen"], user=str(request.user.pk), format=said["format"], level=said["level"].code,
        desk=desk.code if desk else "", options=form.options,
    )  # fmt: skip


def _next_page(upload: Upload, user: Any) -> HttpResponse:
    """Go to the columns of a foreign table, else to the check. Raises Unreadable."""
    if upload.format == "csv" and not is_our_own(_first_rows(upload)[0]):
        return HttpResponseRedirect(reverse("admin:correspondence_letter_import_columns", args=(upload.key,)))
    return _checked(upload, user)


def _checked(upload: Upload, user: Any) -> HttpResponse:
    upload.keep("check", check(upload, user).written())
    return HttpResponseRedirect(reverse("admin:correspondence_letter_import_check", args=(upload.key,)))


def _first_rows(upload: Upload) -> list[tuple[str, ...]]:
    """Return the headings of the first table and some rows. Raises Unreadable."""
    rows = tables.rows_of(next(iter(upload.paths())), upload.options).each
    found = list(islice((row.cells for row in rows if not row.is_empty), SAMPLE))
    shown = [tuple(_shortened(cell) for cell in cells[:MOST_COLUMNS]) for cells in found]
    return [found[0][:MOST_COLUMNS], *shown[1:]] if found else [("",)]


def _shortened(cell: str) -> str:
    words = " ".join(cell[: SHOWN_OF_A_CELL * 4].split())
    return words if len(words) <= SHOWN_OF_A_CELL else f"{words[: SHOWN_OF_A_CELL - 1]}…"


def columns_page(page: LetterAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """Ask what the columns of a table mean."""
    upload = _found(request, key)
    if upload.kept("done") is not None:
        raise Http404
    form = ColumnsForm(_first_rows(upload), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        kept = {name: value for name, value in upload.options.items() if name not in {"map", "header"}}
        upload = replace(upload, options=kept | form.options)
        remember(upload)
        return _checked(upload, request.user)
    return _answer(page, request, "import_columns", form=form, upload=upload, title=_("What the columns mean"))


def check_page(page: LetterAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """Show what would be stored, letter by letter; once it is confirmed, what was."""
    upload = _found(request, key)
    done = upload.kept("done")
    if request.method == "POST":
        return HttpResponseRedirect(request.path) if done else _decided(page, request, upload)
    said = done or upload.kept("check")
    if said is None:
        return HttpResponseRedirect(reverse("admin:correspondence_letter_import"))
    found = Reviewed.from_written(said)
    title = _("Letters that were taken over") if done else _("Check before anything is stored")
    return _answer(page, request, "import_check", upload=upload, found=found, done=bool(done), title=title,
                   command=_command(upload, request.user), **_shown(request, found))  # fmt: skip


def answers_page(page: LetterAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """Propose what the letters that were taken over may answer; what is ticked is linked."""
    upload = _found(request, key)
    done = upload.kept("done")
    if done is None:
        return HttpResponseRedirect(reverse("admin:correspondence_letter_import_check", args=(upload.key,)))
    found = Reviewed.from_written(done)
    if request.method == "POST":
        return import_answers.accept(page, request, found)
    title = _("What do they answer?")
    return _answer(page, request, "import_answers", upload=upload, title=title, **import_answers.shown(request, found))


def _decided(page: LetterAdmin, request: HttpRequest, upload: Upload) -> HttpResponse:
    if "_cancel" not in request.POST:
        return _confirmed(page, request, upload)
    upload.remove()
    page.message_user(request, _("Nothing was taken over. The files are removed."), messages.SUCCESS)
    return HttpResponseRedirect(reverse("admin:correspondence_letter_import"))


def _confirmed(page: LetterAdmin, request: HttpRequest, upload: Upload) -> HttpResponse:
    """Read the same files again and store what they hold."""
    here = HttpResponseRedirect(reverse("admin:correspondence_letter_import_check", args=(upload.key,)))
    if not upload.is_whole:
        page.message_user(request, _("The files are not what was checked: upload them again."), messages.ERROR)
        return here
    skip_bad = "_skip_bad" in request.POST
    try:
        found = take_over(upload, request.user, skip_bad=skip_bad)
    except IntegrityError:
        page.message_user(request, _("Somebody logged one of these letters meanwhile: check again."), messages.ERROR)
        return here
    if not (found.holds or skip_bad):
        upload.keep("check", check(upload, request.user).written())
        page.message_user(request, _("Nothing was taken over: look at what changed meanwhile."), messages.WARNING)
        return here
    upload.keep("done", found.written())
    upload.remove_files()
    count = found.counts["new"]
    text = ngettext("%s letter was taken over.", "%s letters were taken over.", count) % count
    page.message_user(request, text, messages.SUCCESS if count else messages.WARNING)
    return here


def _found(request: HttpRequest, key: str) -> Upload:
    """Return what this user uploaded, as long as the level and desk that it goes to are his to give."""
    upload = uploaded(key, request.user)
    if upload is None or upload.level not in _codes(request, Level) or upload.desk not in {"", *_codes(request, Desk)}:
        raise Http404
    return upload


def _codes(request: HttpRequest, model: Any) -> set[str]:
    return {row.code for row in offered(request, model)}


def _shown(request: HttpRequest, found: Reviewed) -> dict[str, Any]:
    """Return the rows that the address asks for, a page at a time."""
    kind = request.GET.get("show", "")
    if kind and kind not in KINDS:
        raise SuspiciousOperation("There are no letters of this kind.")
    rows = [row for row in found.rows if not kind or _is(row, kind)]
    return {"kind": kind, "rows": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("p"))}


def _is(row: Row, kind: str) -> bool:
    return bool(row.problems) if kind == "warned" else row.waits if kind == "waits" else row.what == kind


def _command(upload: Upload, user: Any) -> str:
    """Return the command that does the same, to be repeated with other files."""
    words = ["python", "manage.py", "import_letters", "--format", upload.format, "--level", upload.level]
    words += ["--desk", upload.desk] if upload.desk else []
    words += ["--by", user.get_username()]
    for name in ("encoding", "delimiter", "edition", "header"):
        words += [f"--{name}", upload.options[name]] if upload.options.get(name) else []
    for theirs, ours in upload.options.get("map", {}).items():
        words += ["--map", f"{ours}={theirs}"]
    return shlex.join([*words, *(file.name for file in upload.files)])


def _answer(page: LetterAdmin, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    everywhere = {**page.admin_site.each_context(request), "opts": page.opts}
    return TemplateResponse(request, f"{PLACE}/{template}.html", {**everywhere, **context})
