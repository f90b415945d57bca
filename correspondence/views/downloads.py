"""What a page hands over to be kept."""

from collections.abc import Iterable

from django.http import StreamingHttpResponse


def csv_answer(name: str, pieces: Iterable[str]) -> StreamingHttpResponse:
    """Return a table as a file that the browser saves under a name, written as it is fetched."""
    return StreamingHttpResponse(
        pieces,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
