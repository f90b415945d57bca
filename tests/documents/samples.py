"""Letters as files, made up here: a PDF put together by hand, a DOCX, an e-mail; and such as are made to harm."""

from __future__ import annotations

import io
import zipfile
import zlib
from email.message import EmailMessage
from typing import Any

import docx

NOTE = (
    "MINISTRY OF FOREIGN AFFAIRS",
    "OF THE RUSSIAN FEDERATION",
    "No. 41/1234",
    "22 September 2016",
    "Subject: Consultations on military activity",
    "The Ministry of Foreign Affairs of the Russian Federation proposes that experts of both sides meet in",
    "Moscow before the end of the year.",
    "Enclosures: 1) draft agenda, 2 pages; 2) list of experts",
)


def pdf(*pages: tuple[str, ...], info: str = "", trailer: str = "", compressed: bool = False) -> bytes:
    """Return a PDF that shows these lines, a page for each group of them."""
    streams = [_shown(lines) for lines in pages]
    numbers = [4 + 2 * place for place in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    for number, stream in zip(numbers, streams, strict=True):
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R"
        objects[number] = f"{page} /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        objects[number + 1] = _stream(zlib.compress(stream), " /Filter /FlateDecode") if compressed else _stream(stream)
    if info:
        objects[max(objects) + 1] = f"<< {info} >>".encode()
        trailer += f" /Info {max(objects)} 0 R"
    return put_together(objects, trailer)


def _shown(lines: tuple[str, ...]) -> bytes:
    escaped = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines]
    words = " ".join(f"({line}) Tj 0 -16 Td" for line in escaped)
    return f"BT /F1 11 Tf 50 780 Td {words} ET".encode("latin-1")


def _stream(content: bytes, filtered: str = "") -> bytes:
    return f"<< /Length {len(content)}{filtered} >>\nstream\n".encode() + content + b"\nendstream"


def put_together(objects: dict[int, bytes], trailer: str = "") -> bytes:
    written = io.BytesIO()
    written.write(b"%PDF-1.4\n")
    places = {}
    for number, content in sorted(objects.items()):
        places[number] = written.tell()
        written.write(f"{number} 0 obj\n".encode() + content + b"\nendobj\n")
    start = written.tell()
    written.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    for number in sorted(objects):
        written.write(f"{places[number]:010} 00000 n \n".encode())
    written.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R{trailer} >>\nstartxref\n{start}\n%%EOF".encode())
    return written.getvalue()


def giant_stream_pdf() -> bytes:
    """Return a PDF of one page, 80 MB of drawing that is 150 kB in the file."""
    packer = zlib.compressobj(9)
    piece = b"0 0 m 1 1 l S\n" * 70_000
    content = b"".join(packer.compress(piece) for _ in range(80)) + packer.flush()
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << >> >>"
    pages = b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>"
    return put_together({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: pages, 3: b"null", 4: page,
                         5: _stream(content, " /Filter /FlateDecode")})  # fmt: skip


def slow_pdf(before: tuple[str, ...] = ()) -> bytes:
    """Return a PDF whose last page is drawn by 8 MB of signs that turn up one by one."""
    content = b"BT /F1 11 Tf " + b"(a) Tj 0 -1 Td " * 600_000 + b"ET"
    shape = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
    kids = b"[6 0 R 4 0 R]" if before else b"[4 0 R]"
    return put_together({
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids %s /Count %d >>" % (kids, 1 + bool(before)),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        4: shape % 5, 5: _stream(zlib.compress(content), " /Filter /FlateDecode"),
        6: shape % 7, 7: _stream(_shown(before)),
    })  # fmt: skip


def endless_pdf() -> bytes:
    """Return a PDF whose pages contain themselves."""
    return put_together(
        {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"}
    )


def word(*lines: str, title: str = "", head: str = "", cells: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """Return a DOCX with these paragraphs, a table after them, and a head of its first page."""
    document: Any = docx.Document()
    document.core_properties.title = title
    if head:
        document.sections[0].header.paragraphs[0].text = head
    for line in lines:
        document.add_paragraph(line)
    if cells:
        table = document.add_table(rows=0, cols=len(cells[0]))
        for row in cells:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def with_part(archive: bytes, name: str, content: bytes) -> bytes:
    """Return a DOCX with one part exchanged, or one more."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return written.getvalue()


def message(subject: str, body: str, *files: tuple[str, bytes], **headers: str) -> bytes:
    """Return an e-mail with attachments."""
    mail = EmailMessage()
    mail["Subject"] = subject
    mail["Message-ID"] = "<note-7@mfa.example>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(body)
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return bytes(mail)
