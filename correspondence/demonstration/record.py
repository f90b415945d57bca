"""The founding record, chapter by chapter."""

from __future__ import annotations

import datetime as dt

from correspondence.dates import UncertainDate
from correspondence.models import (
    ContextEvent,
    DateReading,
    DialogueChange,
    EventLink,
    Letter,
    Participation,
    Text,
)

from .sequels import Sequels
from .words import EXCERPTS, LSM, PARAGRAPHS, SOURCE, STATEMENT
from .writing import kept, key


class Record(Sequels):
    """The record, chapter by chapter."""

    def statement(self) -> None:
        """The public statement itself, with the page's stamp and the rival date."""
        letter = self.letter(
            STATEMENT,
            "Latvia expects specific suggestions from Russia",
            "latvian_mod",
            "",
            form="press_statement",
            knowledge=Letter.Knowledge.HELD,
            dated_in_doubt=True,
            language="en",
            citation=SOURCE,
            topic=self.topics["dialogue"],
            summary="The Ministry of Defence makes public what it has answered to Russia's letters.",
        )
        kept(Participation(letter=letter, party=self.parties["russia"], role="concerns", position=1))
        stamp = DateReading(
            letter=letter, value=UncertainDate.on(dt.date(2018, 11, 28), "28 November 2018"), basis="page_stamp"
        )
        stamp.time, stamp.source = dt.time(17, 38), "The page's own stamp, 11/28/2018 - 17:38"
        kept(stamp, "page stamp")
        press = f"{LSM}: a statement of the same content; the year is inferred from the talks that followed"
        rival = DateReading(
            letter=letter, value=UncertainDate.on(dt.date(2016, 9, 22), "22 September 2016"), source=press
        )
        rival.basis, rival.standing = "reported_press", "alternative"
        kept(rival, "press date")
        letter.refresh_from_db()
        self.letters[STATEMENT] = letter
        body = "\n\n".join(" … ".join(EXCERPTS[name] for name in names) for names in PARAGRAPHS)
        self.text = kept(Text(letter=letter, language="en", is_excerpt=True, body=body), "text")

    def exchange(self) -> None:
        """Russia's letters, Latvia's reply to them, and the suspension that the reply recalls."""
        self.letter(
            "letters",
            "Letters inviting Latvia to security consultations in Moscow",
            "russia",
            "latvian_mod",
            extent="bundle",
            at_least=2,
            extent_note="“the letters of Russia”",
            topic=self.topics["dialogue"],
            citation=SOURCE,
        )
        self.letter(
            "reply",
            "Reply to Russia's letters",
            "latvian_mod",
            "russia",
            topic=self.topics["dialogue"],
            citation=SOURCE,
        )
        self.letter(
            "suspension",
            "Political and military dialogue suspended",
            "latvia",
            "russia",
            form="other",
            topic=self.topics["dialogue"],
            citation=SOURCE,
            dated=UncertainDate.from_edtf("[2014-03-01..]", text="after the annexation of Crimea in spring 2014"),
        )
        for name in ("crimea", "ukraine"):
            kept(EventLink(letter=self.letters["suspension"], event=ContextEvent.objects.get(pk=key(name))))
        self.link(STATEMENT, "reports", "letters", "reply", "suspension")
        before = UncertainDate()  # the statement alone says when
        self.bound("letters", before, "before", "reported_recipient")
        self.bound("reply", before, "before", "reported_sender")
        self.link("reply", "answers", "letters")
        self.link("reply", "refers_to", "suspension")
        self._put_in_the_exchange()
        self._answered_in_the_reply()
        self._held_in_the_reply()
        self._suspended()

    def _suspended(self) -> None:
        """The dialogue was suspended, says Latvia: the statement names no day and no other voice."""
        change = DialogueChange(letter=self.letters["suspension"], change="suspended", topic=self.topics["dialogue"])
        change.low, change.high = self.parties["latvia"], self.parties["russia"]
        change.declared_by = self.parties["latvian_mod"]
        change.grounds = "The annexation of Crimea, and aggression in the east of Ukraine."
        change.evidence, change.quote = self.text, EXCERPTS["suspended"]
        kept(change, "dialogue suspended")

    def _held_in_the_reply(self) -> None:
        first = self.hold("dialogue", "No political and military dialogue with Russia", "suspension", "suspended")
        self.hold(
            "dialogue",
            "No possibility to renew the political and military dialogue",
            "reply",
            "unchanged",
            change="reaffirmed",
            previous=first,
            claims_unchanged=True,
        )
        self.hold("transparency", "Interested in promoting transparency in the region", "reply", "transparency")
        self.hold("baltic", "Interested in lessening the threat of incidents over the Baltic Sea", "reply", "incidents")
        self.hold("border", "Ready to discuss specific suggestions on military transparency", "reply", "ready")

    def _put_in_the_exchange(self) -> None:
        self.offer(
            "moscow",
            "russia",
            "latvia",
            "letters",
            "letters",
            kind="invitation",
            topic=self.topics["dialogue"],
            title="Security consultations in Moscow",
            terms="At the level of experts, to discuss further military cooperation.",
        )
        vienna = {"provision": self.frameworks["vienna"]}
        for name, kind, topic, title, terms, more in (
            ("formats", "invitation", "dialogue", "Discuss the suggestions in existing formats",
             "NATO–Russia Council and OSCE among them.", {}),
            ("steps", "call", "border", "Specific suggestions to lessen military activities near the border", "", {}),
            ("district", "call", "transparency", "Specific suggestions on transparency in the Western Military District",
             "Military infrastructure and training.", {}),
            ("vienna", "invitation", "transparency", "Use more of the options of the Vienna Document",
             "Not all of its options have been used so far.", vienna),
        ):  # fmt: skip
            put = {"kind": kind, "topic": self.topics[topic], "title": title, "terms": terms, **more}
            self.offer(name, "latvia", "russia", "reply", name, **put)

    def _answered_in_the_reply(self) -> None:
        self.respond(
            "moscow",
            "reply",
            "rejected",
            "no_renewal",
            grounds="The dialogue was suspended after the annexation of Crimea.",
        )
        for name in ("council", "osce"):
            elsewhere = {"framework": self.frameworks[name], "opens": self.offers["formats"]}
            self.respond("moscow", "reply", "redirected", "formats", principal=False, **elsewhere)
        self.respond("moscow", "reply", "specifics_requested", "district", principal=False)
