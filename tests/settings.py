"""The settings of the site with what tests need: a database of their own, quick passwords, plain static files."""

import os
import tempfile
from pathlib import Path

os.environ["SECRET_KEY"] = "only-for-the-tests-0123456789-abcdefghijklmnopqrstuvwxyz"
for elsewhere in ("SECRET_KEY_FILE", "SECURE_PROXY", "LANGUAGE_CODE", "TIME_ZONE", "DEBUG"):
    os.environ.pop(elsewhere, None)

from tests.templates import Misspelt
from tracker.settings import *  # noqa: F403
from tracker.settings import DATABASES, STORAGES, TEMPLATES
from tracker.storage import SQLITE

# One directory for each process, so that several runs of the suite do not meet.
scratch = tempfile.TemporaryDirectory(prefix="tracker-tests-")

if DATABASES["default"]["ENGINE"] == SQLITE:
    # A file and not memory: the live server of the browser tests opens connections of its own.
    DATABASES["default"]["TEST"] = {"NAME": Path(scratch.name) / "tests.sqlite3"}
    DATABASES["default"]["OPTIONS"] = DATABASES["default"]["OPTIONS"] | {
        "init_command": DATABASES["default"]["OPTIONS"]["init_command"].replace("=FULL", "=OFF")
    }

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Misspelt()
FILES_DIR = Path(scratch.name) / "files"
MEDIA_ROOT = FILES_DIR
STATIC_ROOT = Path(scratch.name) / "static"
STORAGES = {
    "default": STORAGES["default"] | {"OPTIONS": {"location": FILES_DIR}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
PUBLIC_READING = True
HOME_PARTY = "latvia"
