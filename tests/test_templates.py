"""Misspelt template variables fail the suite, in our templates only."""

from pathlib import Path

import pytest
from django.template import Context, Origin, Template, engines

from tests.templates import MisspeltVariableError

ROOT = Path(__file__).resolve().parent.parent
OURS = ROOT / "templates" / "correspondence" / "invented.html"
DJANGOS = ROOT / ".venv" / "lib" / "django" / "invented.html"


def rendered(source, path):
    template = Template(source, origin=Origin(name=str(path)), engine=engines["django"].engine)
    return template.render(Context({"letter": {"subject": "Inspections"}}))


@pytest.mark.parametrize(
    "source",
    [
        "{{ leter }}",
        "{{ letter.sbject }}",
        '{{ letter.sbject|default:"none" }}',
        "{% if letter %}{{ letter.sbject }}{% endif %}",
    ],
)
def test_a_misspelt_variable_fails_in_a_template_of_ours(source):
    with pytest.raises(MisspeltVariableError, match=r"invented\.html"):
        rendered(source, OURS)


def test_a_missing_variable_is_empty_in_a_template_of_others():
    assert rendered('[{{ leter }}{{ letter.sbject|default:"none" }}]', DJANGOS) == "[none]"


def test_a_variable_that_is_there_is_shown():
    assert rendered("{{ letter.subject }}", OURS) == "Inspections"
