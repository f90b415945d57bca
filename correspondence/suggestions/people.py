"""Who is of which state, and who bears which title: learnt from the names and datelines of an edition, not from a list."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from .sides import FOREIGN, surnames_of, told_code
from .states import most_named, states_in

TITLES = (
    "Prime Minister", "Foreign Minister", "Foreign Secretary", "Secretary of State", "President", "Chairman", "Premier",
    "Chancellor", "General Secretary", "Ambassador", "King", "Queen", "Secretary", "Minister",
)  # fmt: skip
TITLED = re.compile(
    rf"\b(?P<title>{'|'.join(TITLES)})(?:\s+of State)?\s+(?P<name>(?:[A-Z][\w’'-]+\s)?[A-Z][\w’'-]{{2,}})"
)
ADDRESSED = re.compile(rf"\b(?P<title>{'|'.join(TITLES)})\b", re.IGNORECASE)


@dataclass
class People:
    """What an edition lets one learn of the people in it."""

    states: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    bearers: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def learn(self, names: Iterable[str], home: str, dateline: str = "") -> None:
        """Learn from the names of one side of a letter; a stranger who writes from a capital is of that state."""
        names = tuple(names)
        foreign = any(FOREIGN.search(name) for name in names)
        place = _abroad(dateline, home) if foreign else ""
        for name in names:
            code = told_code(name, home) or place
            for surname in surnames_of(name):
                if code:
                    self.states[surname][code] += 1
            if titled := TITLED.match(name.removeprefix("the ")):
                self.bearers[titled["title"]][titled["name"]] += 1

    def code_of(self, names: tuple[str, ...], home: str, dateline: str, about: str, *, unsaid: str = "") -> str:
        """Return the state in whose name is written, ``unsaid`` when neither words nor what was learnt tell."""
        for name in names:
            if code := told_code(name, home):
                return code
        for name in names:
            for surname in surnames_of(name):
                if known := self.states.get(surname):
                    return known.most_common(1)[0][0]
        if any(FOREIGN.search(name) for name in names):
            return _abroad(dateline, home) or most_named(about, besides=home)
        return unsaid if names else ""

    def bearer(self, title: str, words: str) -> str:
        """Return who is meant by a title alone, "Mr. President": who bears it in the words at hand, else in the edition."""
        asked = ADDRESSED.search(title)
        if asked is None:
            return ""
        wanted = asked["title"].title().replace(" Of ", " of ")
        same = {wanted, "Secretary of State"} if wanted == "Secretary" else {wanted}
        near = Counter(match["name"] for match in TITLED.finditer(words) if match["title"] in same)
        found = near or sum((self.bearers.get(one, Counter()) for one in same), Counter())
        return f"{wanted} {found.most_common(1)[0][0]}" if found else ""


def _abroad(dateline: str, home: str) -> str:
    """Return the state that a stranger writes from; a message that is handed over at home tells nothing."""
    return next((code for code in states_in(dateline) if code != home), "")
