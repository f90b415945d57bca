"""A start without the demonstration: states, and the first accounts."""

from __future__ import annotations

import io
import re

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from correspondence.models import Desk, Framework, JournalEntry, LetterPair, Party, PartyName, Topic
from correspondence.reference import load_states, states
from tests import factories as make


def said(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_every_member_and_observer_of_the_united_nations_is_in_the_list_once():
    codes = [state.code for state in states()]

    assert len(codes) == 193 + 2
    assert codes == sorted(set(codes))
    assert [code for code in codes if not re.fullmatch(r"[A-Z]{2}", code)] == []


@pytest.mark.parametrize("language", ["en", "lv", "ru", "fr"])
def test_no_two_states_share_a_name_in_a_language(language):
    names = [state.names[language] for state in states()]

    assert len(set(names)) == len(names)
    assert [name for name in names if not name or name != name.strip() or re.search(r"[(&]| - ", name)] == []


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("LV", ["Latvia", "Latvija", "Латвия", "Lettonie"]),
        ("RU", ["Russia", "Krievija", "Россия", "Russie"]),
        ("CD", ["Democratic Republic of the Congo", "Kongo Demokrātiskā Republika",
                "Демократическая Республика Конго", "République démocratique du Congo"]),
        ("VA", ["Holy See", "Svētais Krēsls", "Святой Престол", "Saint-Siège"]),
    ],
)  # fmt: skip
def test_a_state_is_called_as_correspondence_calls_it(code, names):
    [state] = [state for state in states() if state.code == code]

    assert list(state.names.values()) == names


def test_the_command_brings_states_with_addresses_and_names_in_four_languages_once(db):
    last = said("load_reference").strip().splitlines()[-1]
    latvia = Party.objects.get(code="LV")

    assert last == "states=195 stored=195 present=0 names=780 levels=4 forms=22"
    assert (latvia.slug, latvia.kind, latvia.principal) == ("latvia", "state", latvia)
    assert dict(latvia.names.values_list("language", "name")) == {
        "en": "Latvia", "lv": "Latvija", "ru": "Латвия", "fr": "Lettonie",
    }  # fmt: skip
    assert Party.objects.named("Великобритания").get().slug == "united-kingdom"
    assert not Party.objects.filter(slug__regex=r"-[0-9a-f]{8}$").exists()

    before = JournalEntry.objects.count()
    assert "stored=0 present=195 names=0" in said("load_reference")
    assert JournalEntry.objects.count() == before


def test_a_state_that_a_desk_has_logged_is_kept_as_it_is_and_gets_what_it_lacks(db):
    official = make.party("Republic of Latvia", short_name="Latvia", code="LV")
    uncoded = make.party("Krievija")
    PartyName(party=official, name="Latvijas Republika", language="lv").save()
    loaded = load_states()
    official.refresh_from_db()
    uncoded.refresh_from_db()

    assert (loaded.present, loaded.stored) == (2, 193)
    assert official.name == "Republic of Latvia"
    assert [name.name for name in official.names.filter(language="lv")] == ["Latvijas Republika"]
    assert official.names.count() == 4
    assert uncoded.code == "RU"


@pytest.mark.parametrize("order", [("load_reference", "load_demo"), ("load_demo", "load_reference")])
def test_reference_and_demonstration_share_their_states_in_either_order(db, order):
    for command in order:
        said(command)
    latvia, russia = Party.objects.get(code="LV"), Party.objects.get(code="RU")

    assert (latvia.slug, russia.slug) == ("latvia", "russia")
    assert Party.objects.filter(kind="state").count() == 195
    assert LetterPair.objects.of(latvia, russia).exists()
    assert not Party.objects.filter(slug__regex=r"-[0-9a-f]{8}$").exists()
    assert {name.language for name in latvia.names.all()} == {"en", "lv", "ru", "fr"}


def test_the_demonstration_files_under_a_topic_and_a_framework_that_are_there_and_open_to_all(db):
    topic = make.topic("Political and military dialogue")
    hidden = make.topic("Transparency in the region", level=make.level("secret"))
    council = make.framework("NATO–Russia Council", "forum")
    said("load_demo")

    assert topic.letters.exists()
    assert not hidden.positions.exists()
    assert Framework.objects.get(name="NATO–Russia Council") == council
    assert not Topic.objects.filter(slug__regex=r"^political.*-[0-9a-f]{8}$").exists()


def test_an_account_made_by_command_can_log_in_and_read_what_it_is_cleared_for(db):
    desk = make.desk("east")
    told = said("create_account", "newcomer", "--group", "desk officer", "--level", "confidential", "--desk", "east")
    password = re.search(r"shown this once: (\S+)", told).group(1)
    account = authenticate(username="newcomer", password=password)

    assert account.is_staff
    assert not account.is_superuser
    assert [group.name for group in account.groups.all()] == ["desk officer"]
    assert account.clearance.level.code == "confidential"
    assert list(account.clearance.desks.all()) == [desk]


@pytest.mark.parametrize(
    "wrong",
    [
        ["newcomer", "--group", "nobody", "--level", "public"],
        ["newcomer", "--group", "reader", "--level", "absent"],
        ["newcomer", "--group", "reader", "--level", "public", "--desk", "absent"],
        ["new comer", "--group", "reader", "--level", "public"],
        ["officer", "--group", "reader", "--level", "public"],
    ],
)
def test_an_account_is_made_whole_or_not_at_all(db, officer, wrong):
    with pytest.raises(CommandError) as refused:
        said("create_account", *wrong)

    assert refused.value.returncode == 2
    assert [user.username for user in User.objects.all()] == ["officer"]
    assert not Desk.objects.filter(code="absent").exists()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("--group", "clerk", "--level", "public"), "--group: there is none called “clerk”; there are: "),
        (("--group", "reader", "--level", "top"), "--level: there is none called “top”; there are: "),
        (
            ("--group", "reader", "--level", "public", "--desk", "west"),
            "--desk: there is none called “west”; there are: east, north",
        ),
    ],
)
def test_what_an_account_cannot_get_is_named_with_what_there_is(db, given, message):
    make.desk("north")
    make.desk("east")

    with pytest.raises(CommandError, match=re.escape(message)):
        said("create_account", "newcomer", *given)


def test_a_first_account_is_told_that_there_is_no_desk_yet(db):
    with pytest.raises(CommandError, match="there is none yet; desks are made in the administration"):
        said("create_account", "newcomer", "--group", "reader", "--level", "public", "--desk", "west")
