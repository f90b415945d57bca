"""Takes the words out of a PDF or DOCX: a program of its own, held to little memory and time.

What its libraries do with a file that was made to harm cannot be foreseen; the process that serves pages does not run them.
It prints a line of JSON for what the file says of itself, one for each page, and one that names what went wrong.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pypdf
from docx.table import Table
from pypdf.errors import DependencyError

MEMORY = 224 * 1024 * 1024
# Of the processor, not on the clock: on a busy machine a letter is read all the same.
SECONDS = 8
SECONDS_A_PAGE = 1
SECONDS_TO_OPEN = {"pdf": 2, "docx": 3}  # a DOCX has no pages: it is opened and read in one


def of_pdf(path: Path, pages: int) -> Iterator[dict[str, Any]]:
    reader = pypdf.PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        yield {"problem": "password"}
        return
    about: Any = reader.metadata or {}
    made = str(about.get("/CreationDate") or "")[:40]
    yield {"title": str(about.get("/Title") or "")[:500], "made": made, "pages": len(reader.pages)}
    for number, page in enumerate(reader.pages):
        if number == pages:
            yield {"problem": "pages"}
            return
        give_up_in(SECONDS_A_PAGE)
        yield {"words": page.extract_text()}


def of_docx(path: Path, _pages: int) -> Iterator[dict[str, Any]]:
    document = docx.Document(str(path))
    about = document.core_properties
    made = f"{about.created:%Y-%m-%d}" if about.created else ""
    yield {"title": str(about.title or "")[:500], "made": made}
    first = document.sections[0] if len(document.sections) else None
    if first is not None:
        yield {"words": _words(first.first_page_header if first.different_first_page_header_footer else first.header)}
    yield {"words": _words(document)}


def _words(part: Any) -> str:
    return "\n".join(line for block in part.iter_inner_content() for line in _lines(block))


def _lines(block: Any) -> Iterator[str]:
    """Yield a paragraph, or a table row by row with its cells beside each other."""
    if not isinstance(block, Table):
        yield block.text
        return
    for row in block.rows:
        yield "\t".join(dict.fromkeys(cell.text.strip() for cell in row.cells))


READERS: dict[str, Callable[[Path, int], Iterator[dict[str, Any]]]] = {"pdf": of_pdf, "docx": of_docx}


def give_up_in(seconds: int) -> None:
    """End this process, whatever it is doing by then, when what comes next takes that long, give or take half a second."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (min(round(used.ru_utime + used.ru_stime) + seconds, SECONDS), SECONDS))


def take_out(kind: str, path: Path, pages: int, most: int) -> Iterator[dict[str, Any]]:
    """Yield what is found, then what kept the rest from being found."""
    left = most
    try:
        for found in READERS[kind](path, pages):
            left -= len(found.get("words", "").encode("utf-8", "replace"))
            yield found
            if left < 0:
                yield {"problem": "text"}
                return
    except DependencyError:
        yield {"problem": "password"}
    except MemoryError:
        yield {"problem": "memory"}
    except Exception as error:  # noqa: BLE001  the libraries let through whatever a broken file makes them stumble over
        yield {"problem": "broken", "why": type(error).__name__}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("ignore")
    logging.disable()
    kind, path, pages, most = sys.argv[1:]
    give_up_in(SECONDS_TO_OPEN[kind])
    for found in take_out(kind, Path(path), int(pages), int(most)):
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
