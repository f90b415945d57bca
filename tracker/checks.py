"""What must hold before the site serves; `python manage.py check --deploy` asks it."""

import importlib.util
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error


def check_database_driver(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Django silently prefers psycopg 3 where both are installed; the product is tested with psycopg2 only."""
    if importlib.util.find_spec("psycopg") is None:
        return []
    hint = "Remove the package psycopg from this environment."
    return [Error("psycopg 3 is installed and would replace psycopg2.", hint=hint, id="tracker.E001")]


def check_files_directory(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Attachments must find a place before the first one arrives."""
    place = nearest_existing(Path(settings.FILES_DIR))
    if place.is_dir() and os.access(place, os.W_OK):
        return []
    hint = f"Let the account that serves write to {place}, or choose another FILES_DIR."
    return [Error(f"FILES_DIR is {str(settings.FILES_DIR)!r}: it cannot be written.", hint=hint, id="tracker.E002")]


def nearest_existing(path: Path) -> Path:
    """The path itself, or the closest directory above it that exists."""
    return next(candidate for candidate in (path, *path.parents) if candidate.exists())
