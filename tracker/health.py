"""What a load balancer or a timer asks: does the process live, and can it work?

Both answers are the same for everybody, name nothing of the record, and need no login.
"""

from functools import cache

from django.db import Error, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

UNAVAILABLE = 503


@transaction.non_atomic_requests
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process lives; no database is asked."""
    return _plain("alive")


@transaction.non_atomic_requests
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """The database answers, and has every migration of this version."""
    try:
        applied = set(MigrationRecorder(connection).applied_migrations())
    except Error:
        return _plain("the database does not answer", status=UNAVAILABLE)
    if not needed_migrations() <= applied:
        return _plain("the database is not migrated", status=UNAVAILABLE)
    return _plain("ready")


@cache
def needed_migrations() -> frozenset[tuple[str, str]]:
    """Return app and name of every migration that this version brings: read from disk once for each process."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _plain(word: str, status: int = 200) -> HttpResponse:
    response = HttpResponse(f"{word}\n", content_type="text/plain; charset=utf-8", status=status)
    add_never_cache_headers(response)
    return response


# The middleware answers these before anything that needs an account or a database; see tracker/middleware.py.
PROBES = {"/healthz": healthz, "/readyz": readyz}
