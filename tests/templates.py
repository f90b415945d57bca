"""Misspelt template variables fail the tests."""

import sys
from pathlib import Path

from django.template.base import Node

OURS = Path(__file__).resolve().parent.parent


class MisspeltVariableError(AssertionError):
    pass


class Misspelt(str):
    """Stands for `string_if_invalid`: an empty string to templates of others, an error in ours.

    Django asks whether the string is empty exactly when a variable was not found; that question finds the
    template on the stack. Its own admin templates rely on missing variables, so they go on as usual.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        node = node_being_rendered()
        origin = Path(str(getattr(getattr(node, "origin", None), "name", "")))
        if node is not None and origin.is_relative_to(OURS) and not origin.is_relative_to(OURS / ".venv"):
            raise MisspeltVariableError(f"{origin}: {node.token.contents if node.token else node} is not defined")
        return False


def node_being_rendered() -> Node | None:
    """Return the innermost template node on the stack that knows its template."""
    frame = sys._getframe(2)
    while frame is not None:
        subject = frame.f_locals.get("self")
        if isinstance(subject, Node) and getattr(subject, "origin", None) is not None:
            return subject
        frame = frame.f_back
    return None
