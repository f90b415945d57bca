"""What a load balancer learns: whether the process lives, and whether it can work."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

ROOT = Path(__file__).resolve().parent.parent
SECRET = "0123456789-abcdefghijklmnopqrstuvwxyz-0123456789-abcdefg"
ASK = """
import django; django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
for path in ("/healthz", "/readyz"):
    answer = client.get(path, headers={"host": "127.0.0.1"})
    print(answer.status_code, answer.content.decode().strip())
"""


def asked(**settings: str) -> list[str]:
    """Ask both, in a process of its own that is set up like this."""
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "tracker.settings", "SECRET_KEY": SECRET}
    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=environment | settings, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def test_the_process_says_that_it_lives_without_asking_the_database(client):
    """Without the fixture `db`, a query would fail this test."""
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"alive\n")


def test_a_migrated_database_is_ready(client, db):
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (200, b"ready\n")


def test_a_database_that_lacks_a_migration_is_not_ready(client, db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'correspondence' AND name LIKE '0001%'")
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"the database is not migrated\n")


def test_an_empty_database_is_not_ready(tmp_path):
    assert asked(DATABASE_URL=f"sqlite:///{tmp_path}/empty.sqlite3") == [
        "200 alive",
        "503 the database is not migrated",
    ]


def test_a_database_that_does_not_answer_leaves_the_process_alive_and_not_ready():
    assert asked(DATABASE_URL="postgresql://nobody@127.0.0.1:1/absent", PUBLIC_READING="on") == [
        "200 alive",
        "503 the database does not answer",
    ]


def test_behind_a_secure_proxy_the_machine_itself_may_ask_without_tls(tmp_path):
    answers = asked(DATABASE_URL=f"sqlite:///{tmp_path}/empty.sqlite3", SECURE_PROXY="on", ALLOWED_HOSTS="elsewhere")

    assert [answer[:3] for answer in answers] == ["200", "503"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_both_are_open_plain_unstored_and_the_same_for_everybody(db, settings, officer, path):
    settings.PUBLIC_READING = False
    signed_in = Client()
    signed_in.force_login(officer)
    anonymous, known = Client().get(path), signed_in.get(path)

    assert anonymous.content == known.content
    assert anonymous.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-store" in anonymous.headers["Cache-Control"]
    assert "Content-Security-Policy" in anonymous.headers
    assert "Set-Cookie" not in known.headers


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_both_answer_only_to_those_who_read(db, path):
    assert Client().head(path).status_code == 200
    assert Client().post(path).status_code == 405


@pytest.mark.parametrize("path", ["/healthz/", "/healthzz", "/readyz/absent"])
def test_what_only_begins_like_them_is_not_open(db, settings, path):
    settings.PUBLIC_READING = False

    assert Client().get(path).status_code == 302
