"""What a file of letters says of itself: who gives it out, from where, under which licence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

CC_BY = "https://creativecommons.org/licenses/by/4.0/"
CC_ZERO = "https://creativecommons.org/publicdomain/zero/1.0/"
LICENCES = {
    CC_BY: "This file is licensed under the terms of the Creative Commons License CC-BY 4.0",
    CC_ZERO: "This file is licensed under the terms of the Creative Commons License CC0 1.0",
}
NOWHERE = "urn:correspondence:letters"


@dataclass(frozen=True, slots=True)
class Publication:
    """What the header says. ``site`` is the address of the installation, with a slash at its end; ``url`` that of the file."""

    title: str
    publisher: str
    editor: str = ""
    email: str = ""
    site: str = ""
    url: str = ""
    licence: str = CC_BY
    updated: dt.datetime | None = None

    @property
    def address(self) -> str:
        """The file's own address, or a name that says no more than what it is."""
        return self.url or self.site or NOWHERE

    @property
    def edition(self) -> str:
        """An id that is the same at every export of this installation, and may stand as xml:id: it begins with a letter."""
        names = (f"{self.site or self.address}#{number}" for number in range(1000))
        return next(key for name in names if (key := str(uuid5(NAMESPACE_URL, name)))[0].isalpha())

    @property
    def moment(self) -> str:
        """When it was written, as xs:dateTime."""
        moment = self.updated or dt.datetime.now(dt.UTC)
        return moment.isoformat(timespec="seconds")
