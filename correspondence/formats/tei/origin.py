"""What holds for a whole file: which edition it is of, and how that names letters and parties."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urljoin

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

is_web_address = URLValidator(schemes=("http", "https"))
LONGEST_ADDRESS = 500
ADDRESSES = ("http://", "https://")
URN = "urn:uuid:"
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
KEPT = ":@!$&'()*+,;=-._~"  # what may stand in a reference as it is
SLUG = re.compile(r"[-a-zA-Z0-9_]+")


@dataclass(frozen=True, slots=True)
class Origin:
    """``url`` is the address of the file or edition, against which its references are read.

    ``site`` is the address of an installation of this program that wrote the file, ``own`` whether one did. ``editions`` are
    the bibliographic words of each edition by its id.
    """

    url: str = ""
    site: str = ""
    own: bool = False
    editions: dict[str, str] = field(default_factory=dict)

    def id_in(self, address: str) -> str:
        """Return our own id of a letter whose address it is, "" for any other address."""
        if address.startswith(URN):
            key = address.removeprefix(URN)
        elif self.site and address.startswith(f"{self.site}letters/"):
            key = address.removeprefix(f"{self.site}letters/").rstrip("/")
        else:
            return ""
        return key if UUID.fullmatch(key) else ""

    def slug_in(self, address: str) -> str:
        """Return the slug of a party whose address it is here, "" for any other address."""
        if not self.site or not address.startswith(f"{self.site}parties/"):
            return ""
        slug = address.removeprefix(f"{self.site}parties/").rstrip("/")
        return slug if SLUG.fullmatch(slug) else ""

    def keys_in(self, ref: str) -> tuple[str, ...]:
        """Return the addresses in a @ref, absolute; a bare `#p1` is known to nobody but its file, and left out."""
        keys = (joined(self.url, key) for key in ref.split())
        return tuple(dict.fromkeys(key for key in keys if not key.startswith("#") and not self.slug_in(key)))

    def letter_in(self, target: str) -> str:
        """Return the key of the letter that a @target points to: `/o:letter.1` is the PID `o:letter.1`."""
        target = target.strip()
        if key := self.id_in(target):
            return key
        return target if "://" in target else unquote(target.removeprefix("./").lstrip("/#"))


def web_address(ref: str) -> str:
    """Return an address that a page may link to, "" for any other reference."""
    if len(ref) > LONGEST_ADDRESS:
        return ""
    try:
        is_web_address(ref)
    except ValidationError:
        return ""
    return ref


def joined(url: str, key: str) -> str:
    """Return an address as it is read in a file at another one; what is no address stays as it is."""
    try:
        return urljoin(url, key) if url and not key.startswith(ADDRESSES) else key
    except ValueError:
        return key


def pointer(key: str) -> str:
    """Return the key of a letter as a @target may hold it."""
    return key if "://" in key else quote(key, safe=KEPT)


def permalink(id_: str, site: str) -> str:
    """Return the address of a letter of ours: on the site, or one that says no more than the id."""
    return f"{site}letters/{id_}/" if site else URN + id_
