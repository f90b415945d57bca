"""Who and what the record speaks of."""

from __future__ import annotations

from correspondence.dates import read
from correspondence.models import (
    ContextEvent,
    EventParty,
    Framework,
    Party,
    Topic,
)

from .words import SOURCE
from .writing import Writing, kept, shared


class Background(Writing):
    """Parties, topics, formats of cooperation, and what happened outside the correspondence."""

    def context(self) -> None:
        """Parties, topics, formats of cooperation, and what happened outside the correspondence."""
        for name, kind, full, short, more in (
            ("latvia", "state", "Republic of Latvia", "Latvia", {"code": "LV"}),
            ("russia", "state", "Russian Federation", "Russia", {"code": "RU"}),
            ("osce", "organisation", "Organization for Security and Co-operation in Europe", "OSCE", {}),
            ("latvian_mod", "ministry", "Ministry of Defence of the Republic of Latvia", "Ministry of Defence",
             {"parent": "latvia", "slug": "latvia-ministry-of-defence"}),
            ("russian_mod", "ministry", "Ministry of Defence of the Russian Federation", "Ministry of Defence",
             {"parent": "russia", "slug": "russia-ministry-of-defence"}),
            ("embassy", "mission", "Embassy of the Russian Federation in Latvia", "Embassy in Riga",
             {"parent": "russia", "seat": "latvia", "slug": "russia-embassy-in-latvia"}),
            ("attache", "office", "Military attaché of the Russian Federation in Riga", "Military attaché in Riga",
             {"parent": "embassy", "seat": "latvia", "slug": "russia-military-attache-in-riga"}),
        ):  # fmt: skip
            known = {field: self.parties.get(value, value) for field, value in more.items()}
            self.parties[name] = shared(Party(kind=kind, name=full, short_name=short, **known), name)
        for name, label in (
            ("dialogue", "Political and military dialogue"),
            ("inspections", "Additional bilateral inspections"),
            ("transparency", "Transparency in the region"),
            ("baltic", "Incidents over the Baltic Sea"),
            ("border", "Military activities near the border"),
        ):
            self.topics[name] = shared(Topic(name=label), f"topic {name}")
        self._frameworks()
        self._events()

    def _frameworks(self) -> None:
        osce = shared(Framework(kind="organisation", name="OSCE", party=self.parties["osce"]), "framework osce")
        note = "57 participating states; an annual voluntary exchange of military information among them."
        vienna = Framework(kind="instrument", name="Vienna Document 2011", symbol="VD11", parent=osce, note=note)
        council = Framework(kind="forum", name="NATO–Russia Council", symbol="NRC")
        self.frameworks = {"osce": osce, "vienna": shared(vienna, "vienna"), "council": shared(council, "council")}

    def _events(self) -> None:
        for name, title, when, note in (
            ("crimea", "Russia annexes Crimea", read("spring 2014"), ""),
            (
                "ukraine",
                "Aggression in the east of Ukraine",
                read("since spring 2014"),
                "The statement gives no date: placed where it is generally dated.",
            ),
        ):
            words = {"source": SOURCE, "note": note}
            event = kept(ContextEvent(title=title, occurred=when, **words), name)
            for one in ("latvia", "russia"):
                kept(EventParty(event=event, party=self.parties[one]))
