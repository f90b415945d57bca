"""The founding record, chapter by chapter."""

from __future__ import annotations

import datetime as dt

from correspondence.dates import UncertainDate, read
from correspondence.models import (
    ContextEvent,
    DateReading,
    EventLink,
    Letter,
    Participation,
    Text,
)

from .background import Background
from .words import EXCERPTS, LETA, LSM, PARAGRAPHS, SOURCE, STATEMENT, TIMES
from .writing import kept, key


class Record(Background):
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
            "russian_mod",
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
            "russian_mod",
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
        self.offer(
            "formats",
            "latvia",
            "russia",
            "reply",
            "formats",
            kind="invitation",
            topic=self.topics["dialogue"],
            title="Discuss the suggestions in existing formats",
            terms="NATO–Russia Council and OSCE among them.",
        )
        self.offer(
            "steps",
            "latvia",
            "russia",
            "reply",
            "steps",
            kind="call",
            topic=self.topics["border"],
            title="Specific suggestions to lessen military activities near the border",
        )
        self.offer(
            "district",
            "latvia",
            "russia",
            "reply",
            "district",
            kind="call",
            topic=self.topics["transparency"],
            title="Specific suggestions on transparency in the Western Military District",
            terms="Military infrastructure and training.",
        )
        self.offer(
            "vienna",
            "latvia",
            "russia",
            "reply",
            "vienna",
            kind="invitation",
            topic=self.topics["transparency"],
            title="Use more of the options of the Vienna Document",
            provision=self.frameworks["vienna"],
            terms="Not all of its options have been used so far.",
        )

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

    def inspections(self) -> None:
        """The offer since 2003 and its rejections: two claims, not fifteen rows."""
        self.letter(
            "offers",
            "Offers of additional bilateral inspections",
            "latvia",
            "russia",
            extent="bundle",
            topic=self.topics["inspections"],
            citation=SOURCE,
        )
        self.letter(
            "refusals",
            "Rejections of additional bilateral inspections",
            "russia",
            "latvia",
            extent="bundle",
            topic=self.topics["inspections"],
            citation=SOURCE,
        )
        self.link(STATEMENT, "reports", "offers", "refusals")
        since = UncertainDate.from_edtf("2003/..", text="since 2003")
        self.bound("offers", since, "so_far", "reported_sender")
        self.bound(
            "refusals", UncertainDate.from_edtf("2003/..", text="since 2003, so far"), "so_far", "reported_recipient"
        )
        self.link("refusals", "answers", "offers")
        self.link("reply", "reminds", "offers")
        self.offer(
            "inspections",
            "latvia",
            "russia",
            "offers",
            "inspections",
            topic=self.topics["inspections"],
            title="Additional bilateral inspections",
            provision=self.frameworks["vienna"],
            terms="Beyond what the Vienna Document provides for.",
        )
        self.respond("inspections", "refusals", "rejected", "rejected", characterised_by=self.parties["latvia"])
        self.table("inspections", "reply", "recalled", "inspections")

    def sequels(self) -> None:
        """What the press reported of the same exchanges, each with its source."""
        ways = {"channel": "military attaché", "topic": self.topics["dialogue"]}
        self.letter(
            "august",
            "Invitation to security consultations in Moscow",
            "russian_mod",
            "latvian_mod",
            via="attache",
            dated=read("August 2016"),
            citation=LSM,
            **ways,
        )
        self.letter(
            "counter",
            "Counter-invitation to talks in Riga",
            "latvian_mod",
            "russian_mod",
            dated=read("22 November 2016"),
            citation=f"{LSM}; {TIMES}",
            **ways,
        )
        self.letter(
            "talks",
            "Experts meet in Riga",
            "russian_mod",
            "latvian_mod",
            form="meeting",
            place="Riga",
            dated=read("8 December 2016"),
            citation=f"{LSM}; {TIMES}",
            topic=self.topics["dialogue"],
        )
        self.letter(
            "written",
            "Written offer: one evaluation visit and one inspection",
            "latvian_mod",
            "russian_mod",
            dated=read("9 December 2016"),
            citation=TIMES,
            topic=self.topics["inspections"],
        )
        self.letter(
            "refusal",
            "Offer of additional inspections turned down",
            "russian_mod",
            "latvian_mod",
            dated=read("9 March 2017"),
            citation=f"{TIMES}; {LETA}",
            topic=self.topics["inspections"],
        )
        self.link("august", "part_of", "letters")
        self.link("counter", "answers", "august")
        self.link("talks", "answers", "counter")
        self.link("written", "follows_up", "talks", "offers")
        self.link("refusal", "answers", "written")
        self.table("moscow", "august", "put")
        self.offer(
            "riga",
            "latvia",
            "russia",
            "counter",
            kind="invitation",
            topic=self.topics["dialogue"],
            title="Talks of experts in Riga",
            terms="In place of the consultations in Moscow.",
        )
        self.respond("moscow", "counter", "countered", opens=self.offers["riga"])
        self.respond("riga", "talks", "accepted", grounds="By turning up.")
        self.table(
            "inspections",
            "written",
            "amended",
            terms="One more evaluation visit and one more inspection in the border areas.",
        )
        refusal = self.respond("inspections", "refusal", "rejected", characterised_by=self.parties["latvia"])
        self.respond(
            "inspections",
            "refusal",
            "deferred",
            grounds="“premature”",
            principal=False,
            reading_of=refusal,
            characterised_by=self.parties["embassy"],
        )
