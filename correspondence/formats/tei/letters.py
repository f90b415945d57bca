"""Letters in TEI, one letter a file or many in a teiCorpus, as records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from correspondence.formats.record import LetterRecord, Problem, Unreadable, Words
from correspondence.formats.xml import elements, line_of, words_of

from .description import Description, described
from .fields import fields_from, summary_and_fields
from .markup import PROGRAM, TEI, XML_ID, XML_LANG, found
from .origin import Origin, web_address
from .texts import paragraphs_in, texts_in

CITED = ("fileDesc/sourceDesc/bibl", "fileDesc/sourceDesc/biblStruct", "encodingDesc/refsDecl/p")
KEPT_WITH = ("country", "settlement", "institution", "repository", "collection", "idno", "msName")
LONGEST_REFERENCE = 120
SAFE_NAME = re.compile(r"[A-Za-z0-9_.+-]{1,200}")


def read(path: Path, options: Mapping[str, Any]) -> Iterator[LetterRecord]:
    """Yield the letters of a file or of all files of a folder; a file of a folder that cannot be read is a bad letter.

    ``options["language"]`` chooses among titles in several languages, English by default. Raises Unreadable.
    """
    if not path.is_dir():
        yield from _letters_in(path, options)
        return
    for file in sorted(path.glob("*.xml")):
        try:
            yield from _letters_in(file, options)
        except Unreadable as unreadable:
            problem = replace(unreadable.problem, element=file.name)
            yield LetterRecord(source_key=file.name, line=problem.line, element=file.name, problems=(problem,))


def _letters_in(path: Path, options: Mapping[str, Any]) -> Iterator[LetterRecord]:
    origin, number = None, 0
    for element in elements(path, f"{TEI}TEI", f"{TEI}teiHeader"):
        if element.tag == f"{TEI}teiHeader":
            origin = Origin(own=_is_own(element))
            continue
        number += 1
        letter = Letter(element, path, origin or Origin(own=_is_own(element)), options.get("language") or "en")
        yield letter.record(number if origin else 0)
    if origin is None and not number:
        raise Unreadable(Problem(_("This is not TEI: there is neither a TEI nor a teiCorpus element."), line=1))


def _is_own(element: etree._Element) -> bool:
    return any(one.get("ident") == PROGRAM for one in element.iter(f"{TEI}application"))


class Letter:
    """One TEI element and what it says of its letter."""

    def __init__(self, tei: etree._Element, path: Path, origin: Origin, language: str) -> None:
        self.tei, self.path, self.origin, self.language = tei, path, origin, language
        header = tei.find(f"{TEI}teiHeader")
        self.header = header if header is not None else etree.Element(f"{TEI}teiHeader")
        self.problems: list[Problem] = []

    def record(self, number: int) -> LetterRecord:
        """Return the letter; ``number`` is its place in a corpus, 0 in a file of its own."""
        desc = self._description()
        said = described(desc, self.origin) if desc is not None else Description(self.origin)
        text = self.tei.find(f"{TEI}text")
        texts = texts_in(text, own=self.origin.own)
        abstract = "\n\n".join(filter(None, (paragraphs_in(one) for one in found(self.header, "profileDesc/abstract"))))
        summary, fields = summary_and_fields(abstract, said.notes, own=self.origin.own)
        key = self._key(number)
        record = LetterRecord(
            source_key=key,
            id=self._idno("UUID"),
            subject=self._title() or said.who_to_whom or key,
            summary=summary,
            form=text.get("type", "") if text is not None else "",
            topic=self._keyword("topic"),
            framework=self._keyword("framework"),
            knowledge="held" if texts else "seen",
            dates=tuple(said.dates),
            own_reference=self._idno("own_reference"),
            their_reference=self._idno("their_reference"),
            place=said.place,
            language=self._language(texts),
            citation=self._citation(),
            source_url=self._address(),
            archive_reference=self._archive_reference(),
            parties=tuple(said.parties),
            links=tuple(dict.fromkeys(said.links)),
            later=tuple(dict.fromkeys(said.later)),
            texts=texts,
            line=line_of(desc if desc is not None else self.tei),
            element=key,
        )
        record = fields_from(record, fields)
        problems = (*self.problems, *said.problems)
        return replace(record, problems=tuple(replace(one, element=key) for one in problems))

    def _description(self) -> etree._Element | None:
        descriptions = found(self.header, "profileDesc/correspDesc")
        if len(descriptions) == 1:
            return descriptions[0]
        line = line_of(self.tei)
        if descriptions:
            message = _("This file describes several letters: import it as CMIF.")
        else:
            message = _("This is no letter: its header has no correspDesc.")
        self.problems.append(Problem(message, "correspDesc", str(len(descriptions)), line))
        return None

    def _key(self, number: int) -> str:
        """Return the PID; the name of the file where there is none, or where it is the PID of the file beside this one."""
        pid = self._idno("PID")
        if pid and not number and self._is_of_a_neighbour(pid):
            message = _("This PID is that of another file: the letter is known by the name of its file.")
            self.problems.append(Problem(message, "PID", pid, line_of(self.tei), fatal=False))
            pid = ""
        if pid or (self.origin.own and self._idno("UUID")):
            return pid
        return f"{self.path.name}#{self.tei.get(XML_ID) or number}" if number else self.path.name

    def _is_of_a_neighbour(self, pid: str) -> bool:
        name = f"{pid.removeprefix('o:')}.xml"
        if name == self.path.name or not SAFE_NAME.fullmatch(name):
            return False
        return self.path.with_name(name).is_file()

    def _idno(self, kind: str) -> str:
        numbers = found(self.header, "fileDesc/publicationStmt/idno")
        return next((words_of(one) for one in numbers if one.get("type") == kind), "")

    def _title(self) -> str:
        titles = found(self.header, "fileDesc/titleStmt/title")
        chosen = [title for title in titles if title.get(XML_LANG) == self.language] or titles
        return words_of(chosen[0]) if chosen else ""

    def _keyword(self, scheme: str) -> str:
        if not self.origin.own:
            return ""
        lists = found(self.header, "profileDesc/textClass/keywords")
        return next((words_of(one) for one in lists if one.get("scheme") == f"#{scheme}"), "")

    def _language(self, texts: tuple[Words, ...]) -> str:
        """Return the letter's language: the only one that the header names, else the one of its original."""
        named = [one.get("ident", "") for one in found(self.header, "profileDesc/langUsage/language")]
        if len(named) == 1 or self.origin.own:
            return named[0] if named else ""
        originals = {text.language for text in texts if text.role == "original"} - {""}
        if len(originals) == 1:
            return originals.pop()
        if named:
            message = _("The header names several languages: which is the letter's is left open.")
            self.problems.append(Problem(message, "language", ", ".join(named), line_of(self.header), fatal=False))
        return ""

    def _citation(self) -> str:
        parts = [words_of(one) for path in CITED for one in found(self.header, path)]
        long = self._archive_words() if not self._archive_reference() else ""
        return "; ".join(filter(None, (long, next(filter(None, parts), ""))))

    def _archive_words(self) -> str:
        held = found(self.header, "fileDesc/sourceDesc/msDesc/msIdentifier")
        words = (words_of(child) for one in held[:1] for tag in KEPT_WITH for child in one.findall(f"{TEI}{tag}"))
        return ", ".join(filter(None, words))

    def _archive_reference(self) -> str:
        """Return where the original is kept; what is too long for that stands in the citation."""
        words = self._archive_words()
        return words if len(words) <= LONGEST_REFERENCE else ""

    def _address(self) -> str:
        return next(filter(None, (web_address(self._idno(kind)) for kind in ("url", "URL", "URI"))), "")
