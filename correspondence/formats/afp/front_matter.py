"""The block of fields before the text of a document: YAML between two lines of three hyphens, and nothing but words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from correspondence.formats.record import Problem, Unreadable

LARGEST_FILE = 10 * 1024 * 1024
LONGEST_BLOCK = 64 * 1024
MOST_BRACKETS = 500  # the time that the parser takes grows with the square of their depth
BLOCK = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|$)", re.DOTALL)


class Plain(yaml.BaseLoader):
    """Reads every value as the words that stand there; refuses aliases, by which a few lines can stand for millions."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.composer.ComposerError(None, None, _("aliases are not accepted"), mark)
        return super().compose_node(parent, index)


def parted(path: Path) -> tuple[Mapping[str, Any], str, int]:
    """Return the fields, the text behind them and the line on which it begins. Raises Unreadable, naming the line."""
    words = _words_of(path)
    match = BLOCK.match(words)
    if match is None:
        raise _unreadable(_("the document does not begin with a block of fields between two lines “---”"), 1)
    if len(match[1]) > LONGEST_BLOCK:
        raise _unreadable(_("the block of fields is too long"), 1)
    if match[1].count("[") + match[1].count("{") > MOST_BRACKETS:
        raise _unreadable(_("the block of fields is nested too deeply"), 1)
    return _fields(match[1]), words[match.end() :], match[0].count("\n") + 1


def _words_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _unreadable(error.strerror or str(error)) from None
    if len(content) > LARGEST_FILE:
        raise _unreadable(_("the document is longer than 10 MB"))
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _unreadable(_("a byte here is not UTF-8: save the file as UTF-8"), line) from None


def _fields(block: str) -> Mapping[str, Any]:
    try:
        fields = yaml.load(block, Loader=Plain)  # noqa: S506  # nosec B506  a loader of our own that makes nothing but words
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 0
        raise _unreadable(_("the block of fields is not YAML: %s") % (error.problem or ""), line) from None
    except yaml.YAMLError as error:
        raise _unreadable(_("the block of fields is not YAML: %s") % str(error).splitlines()[0]) from None
    except RecursionError:
        raise _unreadable(_("the block of fields is nested too deeply"), 1) from None
    if not isinstance(fields, dict):
        raise _unreadable(_("the block holds no fields"), 1)
    return fields


def _unreadable(message: str, line: int = 0) -> Unreadable:
    return Unreadable(Problem(message, line=line))
