"""Until when an answer was waited for, and what has passed since: computed when it is read, never stored.

A due date changes no state. It only says from which day on a person may confirm silence, or that an offer has lapsed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from correspondence.dates import UncertainDate

from .ledger import Acts

if TYPE_CHECKING:
    from .fold import Fold
    from .letters import Letter
    from .proposals import Proposal

ASKED_HAS_THE_WORD = ("open", "acknowledged", "deferred")  # none of these is an answer
PROPOSER_HAS_THE_WORD = "clarifying"
UNSETTLED = frozenset({*ASKED_HAS_THE_WORD, PROPOSER_HAS_THE_WORD})
PUTTING = ("put", "amended")


@dataclass(frozen=True)
class Deadline:
    """What one addressee of an offer was given to answer by, seen on one day.

    ``put_in`` is the letter that put it to him last, ``reply_due`` the day which that letter names; ``holds`` is the date
    to which the offer itself holds, for an invitation the day of the meeting.
    """

    today: dt.date
    state: str
    reply_rule: str
    reply_due: dt.date | None = None
    holds: UncertainDate = field(default_factory=UncertainDate)
    put_in: Letter | None = None

    @property
    def expires(self) -> dt.date | None:
        """The last day on which the offer holds."""
        return self.holds.latest

    @property
    def answer_by(self) -> dt.date | None:
        """The last day for an answer: the one that the letter names, else the last on which the offer holds."""
        return self.reply_due or self.expires

    @property
    def waits(self) -> bool:
        """Whether the addressee has the next word."""
        return self.state in ASKED_HAS_THE_WORD and self.reply_rule != "none_expected"

    @property
    def is_overdue(self) -> bool:
        """Whether a reply was due on a day that has passed. Where silence is consent nothing is late."""
        due = self.reply_due is not None and self.reply_due < self.today
        return due and self.waits and not self.silence_is_consent

    @property
    def is_past(self) -> bool:
        """Whether the date to which it holds has passed, and it is neither settled nor may silence have settled it."""
        passed = self.expires is not None and self.expires < self.today
        return passed and self.state in UNSETTLED and not self.awaits_consent

    @property
    def silence_is_consent(self) -> bool:
        return self.reply_rule == "silence_is_consent"

    @property
    def is_silent(self) -> bool:
        """Whether the last day for an answer has passed without one: silence may be confirmed."""
        return self.waits and self.answer_by is not None and self.answer_by < self.today

    @property
    def awaits_consent(self) -> bool:
        """Whether silence would be consent by now, if a person confirmed it."""
        return self.is_silent and self.silence_is_consent

    @property
    def is_flagged(self) -> bool:
        return self.is_overdue or self.is_past or self.awaits_consent


def deadline_of(offer: Proposal, addressee: Any, acts: Acts, today: dt.date, known: Fold | None = None) -> Deadline:
    """Return what an addressee was given to answer by, from the acts that one reader knows."""
    fold = known or acts.fold_for(addressee)
    rows = {row.pk: row for row in acts.tablings.get(offer.pk, ()) if row.kind in PUTTING}
    put = [rows[key].letter for key in fold.order if key in rows]
    return Deadline(
        today=today,
        state=fold.state,
        reply_rule=offer.reply_rule,
        reply_due=put[-1].reply_due if put else None,
        holds=offer.holds_until,
        put_in=put[-1] if put else None,
    )
