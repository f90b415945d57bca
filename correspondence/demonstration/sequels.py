"""What the record tells besides the exchange itself: the offer since 2003, and what the press reported afterwards."""

from __future__ import annotations

from correspondence.dates import UncertainDate, read

from .background import Background
from .words import LETA, LSM, SOURCE, STATEMENT, TIMES


class Sequels(Background):
    """The offer since 2003, and the sequels that the press reported."""

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
        meeting = {"form": "meeting", "place": "Riga", "topic": self.topics["dialogue"]}
        inspections = {"topic": self.topics["inspections"]}
        for name, subject, sender, when, citation, more in (
            ("august", "Invitation to security consultations in Moscow", "russian_mod", "August 2016", LSM, ways),
            ("counter", "Counter-invitation to talks in Riga", "latvian_mod", "22 November 2016", f"{LSM}; {TIMES}", ways),
            ("talks", "Experts meet in Riga", "russian_mod", "8 December 2016", f"{LSM}; {TIMES}", meeting),
            ("written", "Written offer: one evaluation visit and one inspection", "latvian_mod", "9 December 2016",
             TIMES, inspections),
            ("refusal", "Offer of additional inspections turned down", "russian_mod", "9 March 2017",
             f"{TIMES}; {LETA}", inspections),
        ):  # fmt: skip
            to = "latvian_mod" if sender == "russian_mod" else "russian_mod"
            via = "attache" if name == "august" else ""
            self.letter(name, subject, sender, to, via=via, dated=read(when), citation=citation, **more)
        self.link("august", "part_of", "letters")
        self.link("counter", "answers", "august")
        self.link("talks", "answers", "counter")
        self.link("written", "follows_up", "talks", "offers")
        self.link("refusal", "answers", "written")
        self._what_came_of_them()

    def _what_came_of_them(self) -> None:
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
