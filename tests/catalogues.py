"""Read the catalogues of translations, and the strings marked in the sources, without the tools of gettext.

`make catalogues` says which marked strings no catalogue has, and which entries are not translated.
"""

from __future__ import annotations

import ast
import gettext
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIMPLE, PLURAL = {"_", "gettext", "gettext_lazy", "gettext_noop"}, {"ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}
TRANSLATE = re.compile(
    r"""\{%\s*trans(?:late)?\s+("[^"]*"|'[^']*')(?:(?!%\}).)*?(?:\scontext\s+("[^"]*"))?(?:(?!%\}).)*%\}"""
)
BLOCK = re.compile(r"\{%\s*blocktrans(?:late)?\b((?:(?!%\}).)*)%\}(.*?)\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)


@dataclass(frozen=True)
class Message:
    """What is translated: a string, with the context and the plural that it may have."""

    text: str
    context: str = ""
    plural: str = ""


@dataclass
class Entry:
    """A message in a catalogue, with one translation or one for each plural form."""

    message: Message
    translations: tuple[str, ...]
    flags: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_translated(self) -> bool:
        return all(self.translations) and "fuzzy" not in self.flags


def catalogues() -> list[Path]:
    return sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))


def read(path: Path) -> list[Entry]:
    """Return the entries of a catalogue as it is written; the first, whose message is empty, holds its headers."""
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    return [_entry(block) for block in blocks if not block.startswith("#~")]


def _entry(block: str) -> Entry:
    parts: dict[str, str] = {}
    flags: set[str] = set()
    name = ""
    for line in block.splitlines():
        if line.startswith("#,"):
            flags |= {flag.strip() for flag in line[2:].split(",")}
        elif line.startswith('"'):
            parts[name] += ast.literal_eval(line)
        elif not line.startswith("#"):
            name, _space, quoted = line.partition(" ")
            parts[name] = ast.literal_eval(quoted)
    message = Message(parts["msgid"], parts.get("msgctxt", ""), parts.get("msgid_plural", ""))
    return Entry(message, tuple(text for name, text in parts.items() if name.startswith("msgstr")), frozenset(flags))


def compiled(path: Path) -> dict[object, str]:
    """Return what a compiled catalogue holds, by the keys that the entries of the written one have in it."""
    with path.with_suffix(".mo").open("rb") as file:
        return dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]


def as_compiled(entry: Entry) -> dict[object, str]:
    """Return what an entry comes to in the compiled catalogue."""
    message = entry.message
    key = f"{message.context}\x04{message.text}" if message.context else message.text
    if not message.plural:
        return {key: entry.translations[0]}
    return {(key, form): text for form, text in enumerate(entry.translations)}


def marked() -> dict[Message, str]:
    """Return every string that is marked in the sources, and the file that it stands in."""
    found: dict[Message, str] = {}
    for folder, ending in (
        ("correspondence", "py"),
        ("tracker", "py"),
        ("templates", "html"),
        ("correspondence", "html"),
    ):
        for path in sorted((ROOT / folder).rglob(f"*.{ending}")):
            if "migrations" not in path.parts:
                text = path.read_text(encoding="utf-8")
                messages = _in_code(text) if ending == "py" else _in_template(text)
                found |= dict.fromkeys(messages, str(path.relative_to(ROOT)))
    return found


def _in_code(text: str) -> Iterator[Message]:
    tree = ast.parse(text)
    names = _aliases(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        words = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        called = names.get(node.func.id)
        if called in SIMPLE and len(words) == 1:
            yield Message(words[0])
        elif called in PLURAL and len(words) == 2:
            yield Message(words[0], plural=words[1])
        elif called in WITH_CONTEXT and len(words) == 2:
            yield Message(words[1], words[0])


def _aliases(tree: ast.Module) -> dict[str, str]:
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    ours = [node for node in imports if node.module == "django.utils.translation"]
    return {alias.asname or alias.name: alias.name for node in ours for alias in node.names}


def _in_template(text: str) -> Iterator[Message]:
    for quoted, context in TRANSLATE.findall(text):
        yield Message(quoted[1:-1], context[1:-1])
    for options, body in BLOCK.findall(text):
        context = re.search(r'context "([^"]*)"', options)
        one, many, plural = re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", body), "", re.search(r"\{%\s*plural\s*%\}", body)
        if plural:
            one, many = (part for part in re.split(r"\{%\s*plural\s*%\}", one))
        if re.search(r"\btrimmed\b", options):
            one, many = (" ".join(line.strip() for line in part.strip().splitlines()) for part in (one, many))
        yield Message(one, context[1] if context else "", many)


def missing(path: Path) -> dict[Message, str]:
    """Return the marked strings for which a catalogue has no translation, and where they stand."""
    translated = {(entry.message.text, entry.message.context) for entry in read(path) if entry.is_translated}
    return {message: where for message, where in marked().items() if (message.text, message.context) not in translated}


def main() -> int:
    found = [f"{path.parent.parent.name}: {where}: {message.text!r}" for path in catalogues()
             for message, where in missing(path).items()]  # fmt: skip
    print("\n".join([*found, "Run `make messages` and translate these: docs/translating.md."]) if found else "", end="")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
