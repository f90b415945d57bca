"""The documentation names what exists, and nothing that does not."""

import re
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
MENTION = re.compile(r"`make ([a-z-]+)|^make ([a-z-]+)$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def settings_that_are_read():
    return set(re.findall(r'environment\.\w+\(\s*"([A-Z_]+)"', text_of("tracker/settings.py")))


def settings_in_the_table():
    rows = re.findall(r"^\| `([A-Z_]+)` \|", text_of("docs/operating.md"), re.MULTILINE)
    return set(rows)


def commands():
    folder = ROOT / "correspondence" / "management" / "commands"
    return sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")


def make_targets():
    return set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))


def test_every_setting_is_documented_and_every_documented_setting_is_read():
    assert settings_in_the_table() == settings_that_are_read()


def test_the_example_environment_names_every_setting():
    example = text_of(".env.example")

    assert [name for name in settings_that_are_read() if name not in example] == []


@pytest.mark.parametrize("command", commands())
def test_every_command_is_documented(command):
    assert f"| `{command}" in text_of("docs/operating.md")


def test_every_documented_command_exists():
    table = text_of("docs/operating.md").partition("## Commands")[2]

    assert set(re.findall(r"^\| `(\w+)", table, re.MULTILINE)) <= set(commands())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_target_that_a_page_mentions_exists(page):
    mentioned = {one or other for one, other in MENTION.findall(page.read_text(encoding="utf-8"))}

    assert mentioned <= make_targets()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_pages_leads_somewhere(page):
    targets = LINK.findall(page.read_text(encoding="utf-8"))

    assert [target for target in targets if not (page.parent / target).exists()] == []


def models():
    return [model.__name__ for model in apps.get_app_config("correspondence").get_models()]


def test_every_table_is_described_in_the_data_model():
    page = text_of("docs/data-model.md")

    assert [name for name in models() if f"`{name}`" not in page] == []


def test_decisions_are_numbered_without_gaps_and_short():
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    assert [path.name for path in decisions if len(path.read_text().splitlines()) > 40] == []


def test_every_package_of_the_product_is_drawn_in_the_architecture():
    page = text_of("docs/architecture.md")
    outside = {"apps", "migrations", "static"}
    parts = {path.stem for path in (ROOT / "correspondence").iterdir() if not path.name.startswith("_")} - outside

    assert sorted(part for part in parts if part not in page) == []
