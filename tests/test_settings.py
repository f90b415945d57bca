"""The site does not start with settings that are missing or wrong, and says which."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import override_settings
from django.utils import translation
from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st

from tracker.environment import Environment
from tracker.storage import database_settings

ROOT = Path(__file__).resolve().parent.parent
SECRET = "0123456789-abcdefghijklmnopqrstuvwxyz-0123456789-abcdefg"
OUTSIDE = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "tracker.settings"}


def start(**variables: str) -> subprocess.CompletedProcess[str]:
    """Start the site with these variables and nothing else, and print some of what it took from them."""
    code = (
        "import django; django.setup(); from django.conf import settings as s;"
        "print(s.DEBUG, s.PUBLIC_READING, s.HOME_PARTY or '-', s.TIME_ZONE, s.LANGUAGE_CODE, s.SESSION_COOKIE_NAME)"
    )
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=OUTSIDE | variables, capture_output=True, text=True, check=False
    )


def test_it_does_not_start_without_a_secret():
    started = start()

    assert started.returncode != 0
    assert "SECRET_KEY is not set" in started.stderr


def test_it_starts_closed_when_only_the_secret_is_given():
    started = start(SECRET_KEY=SECRET)

    assert started.stdout.split() == ["False", "False", "-", "UTC", "en", "sessionid"], started.stderr


def test_it_starts_with_the_settings_of_the_demonstration(tmp_path):
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    started = start(SECRET_KEY_FILE=str(tmp_path / "secret"), PUBLIC_READING="on", HOME_PARTY="latvia")

    assert started.stdout.split()[:3] == ["False", "True", "latvia"], started.stderr


def test_behind_a_secure_proxy_the_session_belongs_to_this_host_alone():
    started = start(SECRET_KEY=SECRET, SECURE_PROXY="on")

    assert started.stdout.split()[-1] == "__Host-session", started.stderr


WRONG = {
    "DEBUG": "perhaps",
    "PUBLIC_READING": "2",
    "SECURE_PROXY": "ja",
    "HOME_PARTY": "The Republic of Latvia",
    "TIME_ZONE": "Europe/Atlantis",
    "LANGUAGE_CODE": "tlh",
    "DATABASE_URL": "mysql://localhost/tracker",
    "DATABASE_REPLICA_URL": "replica",
    "STATEMENT_TIMEOUT": "ten",
    "SECRET_KEY": "change-me",
    "FILES_DIR_FILE": "/nowhere/at/all",
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_setting_stops_the_start_and_names_itself(name):
    started = start(**{"SECRET_KEY": SECRET, name: WRONG[name]})

    assert started.returncode != 0
    assert f"ImproperlyConfigured: {name} " in started.stderr


@given(
    st.text().filter(lambda word: word.strip().lower() not in {"", "on", "off", "true", "false", "yes", "no", "1", "0"})
)
def test_a_switch_is_on_or_off_and_nothing_else(word):
    with pytest.raises(ImproperlyConfigured, match="SWITCH"):
        Environment({"SWITCH": word}).switch("SWITCH", default=False)


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("on", True),
        ("TRUE", True),
        ("yes", True),
        ("1", True),
        ("off", False),
        ("False", False),
        ("no", False),
        ("0", False),
    ],
)
def test_a_switch_is_read_in_the_usual_words(word, meaning):
    assert Environment({"SWITCH": word}).switch("SWITCH", default=not meaning) is meaning


def test_a_setting_given_twice_is_refused(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text(SECRET)

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY and SECRET_KEY_FILE are both set"):
        Environment({"SECRET_KEY": SECRET, "SECRET_KEY_FILE": str(secret)}).secret_key("SECRET_KEY")


def test_a_database_address_may_stand_in_a_file(tmp_path):
    (tmp_path / "url").write_text("postgresql://tracker:s3cret@database/tracker\n")
    address = Environment({"DATABASE_URL_FILE": str(tmp_path / "url")}).database("DATABASE_URL", "")

    assert (address["HOST"], address["USER"], address["PASSWORD"]) == ("database", "tracker", "s3cret")


def test_postgresql_breaks_off_what_takes_too_long(tmp_path):
    address = Environment({"URL": "postgresql://db/tracker?sslmode=require"}).database("URL", "")
    completed = database_settings(address, base=tmp_path, statement_timeout=10)

    assert completed["ATOMIC_REQUESTS"] is True
    assert completed["OPTIONS"]["sslmode"] == "require"
    assert "statement_timeout=10s" in completed["OPTIONS"]["options"]
    assert "lock_timeout=5s" in completed["OPTIONS"]["options"]


KEPT = {
    "sqlite": {"PRAGMA journal_mode": "wal", "PRAGMA foreign_keys": 1, "PRAGMA busy_timeout": 20000},
    "postgresql": {"SHOW lock_timeout": "5s", "SHOW idle_in_transaction_session_timeout": "1min"},
}


@pytest.mark.django_db
def test_the_database_is_opened_as_the_settings_say():
    expected = KEPT[connection.vendor]
    with connection.cursor() as cursor:
        found = {}
        for question in expected:
            cursor.execute(question)
            found[question] = cursor.fetchone()[0]

    assert found == expected


def test_the_site_passes_its_own_deployment_check(tmp_path):
    variables = {
        "SECRET_KEY": SECRET,
        "SECURE_PROXY": "on",
        "ALLOWED_HOSTS": "tracker.example",
        "DATABASE_URL": f"sqlite:///{tmp_path}/check.sqlite3",
    }
    checked = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=OUTSIDE | variables,
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "9 March 2017"), ("lv", "2017. gada 9. marts"), ("ru", "9 марта 2017 г."), ("fr", "9 mars 2017")],
)
def test_dates_are_written_as_each_language_writes_them(language, words):
    with translation.override(language):
        assert date_format(date(2017, 3, 9)) == words


CLOSED = override_settings(PUBLIC_READING=False)


@pytest.mark.parametrize("address", ["/", "/letters/", "/letters", "/admin/", "/no/such/page", "/accounts/logout/"])
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_without_public_reading_every_address_leads_to_the_login(client, address, method):
    with CLOSED:
        answer = getattr(client, method)(address)

    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/login/?next={address}"


def test_without_public_reading_the_login_itself_is_open(client, db):
    with CLOSED:
        assert client.get("/accounts/login/").status_code == 200


def test_what_a_signed_in_reader_sees_is_kept_nowhere(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("reader"))

    assert "no-store" in client.get("/accounts/password_change/")["Cache-Control"]
    assert "no-store" in client.get("/no/such/page")["Cache-Control"]


def test_every_answer_carries_the_strict_content_security_policy(client, db):
    policy = client.get("/no/such/page")["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert client.get("/accounts/login/")["X-Frame-Options"] == "DENY"
