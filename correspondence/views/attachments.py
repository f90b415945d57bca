"""Handing out a file that came with a letter, so that nothing in it can act on the reader or on this site."""

from __future__ import annotations

import unicodedata
from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from correspondence.models import Attachment

# What a browser may be told of a file. It is saved and never shown in any case; everything else is plain bytes.
HARMLESS = frozenset({"application/pdf", "image/jpeg", "image/png", "image/tiff", "text/plain"})
LONGEST_NAME = 120


@require_safe
def attachment(request: HttpRequest, letter: UUID, key: UUID) -> HttpResponseBase:
    found = get_object_or_404(
        Attachment.objects.visible_to(request.user).select_related("letter"), letter=letter, pk=key
    )
    if (response := download(found)) is not None:
        return response
    return render(request, "correspondence/letter_attachment_missing.html", {"attachment": found}, status=404)


def download(attachment: Attachment) -> FileResponse | None:
    """Return the file as a download, None when it is not there: never received, or gone from the store."""
    if not attachment.file:
        return None
    try:
        stored = attachment.file.open("rb")
    except FileNotFoundError:
        return None
    media_type = attachment.media_type if attachment.media_type in HARMLESS else "application/octet-stream"
    response = FileResponse(stored, as_attachment=True, filename=safe_name(attachment.name), content_type=media_type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def safe_name(name: str) -> str:
    """Return a file name without folders, control characters, or marks that turn the direction of reading.

    Those marks make "fdp.exe" read as "exe.pdf".
    """
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(character for character in bare if unicodedata.category(character)[0] != "C" and character != '"')
    stem, dot, ending = kept.strip(". ").rpartition(".")
    short = f"{stem[: LONGEST_NAME - len(ending[:20]) - 1]}{dot}{ending[:20]}" if dot else ending[:LONGEST_NAME]
    return short or "attachment"
