"""The names of languages, as a letter or a text carries their codes."""

from django import template
from django.utils.translation import get_language_info

register = template.Library()


@register.filter
def language_name(code: str) -> str:
    """`{{ text.language|language_name }}`: the name in the reader's language, the code where no name is known."""
    try:
        name = str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
    return name[:1].upper() + name[1:]
