"""The catalogues of translations are whole, and what is compiled is what was written."""

import re

import pytest

from tests.catalogues import Message, as_compiled, catalogues, compiled, marked, read

PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?\w+[^>]*>")
LATVIAN_FORMS = 3
SOME_MARKED = {
    Message("Timelines"),
    Message("to", "from one party to another"),
    Message("%(count)d day", plural="%(count)d days"),
    Message("%(number)s exchange", plural="%(number)s exchanges"),
    Message("Note verbale"),
}

each_catalogue = pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parent.parent.name)


def messages_of(path):
    return [entry for entry in read(path) if entry.message.text]


@each_catalogue
def test_nothing_is_left_untranslated_or_guessed(path):
    assert [entry.message for entry in messages_of(path) if not entry.is_translated] == []


@each_catalogue
def test_the_compiled_catalogue_holds_what_the_written_one_says(path):
    written = {key: text for entry in messages_of(path) for key, text in as_compiled(entry).items()}
    held = {key: text for key, text in compiled(path).items() if key}

    assert held == written


@each_catalogue
def test_translations_name_the_same_places_and_the_same_tags(path):
    def skeleton(text):
        return sorted(PLACE.findall(text)), sorted(TAG.findall(text))

    wrong = [
        (entry.message.text, translation)
        for entry in messages_of(path)
        for translation in entry.translations
        if skeleton(translation) != skeleton(entry.message.plural or entry.message.text)
    ]

    assert wrong == []


@each_catalogue
def test_sentences_end_as_sentences_and_what_goes_on_goes_on(path):
    def ending(text):
        return text[-1] if text[-1] in ".:?…" else ""

    wrong = [
        (entry.message.text, translation)
        for entry in messages_of(path)
        for translation in entry.translations
        if ending(entry.message.text) in {".", "?", "…"} and ending(translation) != ending(entry.message.text)
    ]

    assert wrong == []


def test_latvian_has_a_form_for_one_for_several_and_for_none():
    [latvian] = [path for path in catalogues() if path.parent.parent.name == "lv"]

    assert {len(entry.translations) for entry in messages_of(latvian) if entry.message.plural} == {LATVIAN_FORMS}


def test_marked_strings_are_found_without_the_tools_of_gettext():
    assert SOME_MARKED - set(marked()) == set()
