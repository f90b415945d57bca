"""Telegrams cited by number, in the clipped language of telegrams: "Deptel 840", "your 2853", "Athens 1743", "Secto 2".

A number alone says little, for every post counts from 1 each year: whose series it belongs to is read from the word before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .languages.english import ENGLISH
from .mentions import LONGEST_TEXT, Mention, is_answered

SERIES = (
    r"(?P<dept>Dep(?:artment|t)?(?:’s|'s)?\s*(?:top secret )?(?:circular )?(?:tel(?:egram)?s?|cir\w*)\s*(?:No\.?)?|Deptels?|Depcirtels?|Department(?:’s|'s)|Deptoff?s?)"
    r"|(?P<mission>Embtels?|Emb(?:assy)?(?:’s|'s)?\s*(?:tel(?:egram)?s?|despatch(?:es)?)\s*(?:No\.?)?|Contels?|Consultels?|Legtels?|Mistels?|Usuntels?|Deltels?|Contel)"
    r"|(?P<theirs>(?:[Yy]ours?|YOURS?|[Uu]r)(?:\s+(?:top secret |secret |immediate |urgent )?(?:tel(?:egram)?s?|tels|cables?|messages?|despatch(?:es)?|dispatch(?:es)?|airgrams?|niact))?\s*(?:(?:No|number)s?\.?)?|[Uu]rtels?|URTELS?)"
    r"|(?P<ours>(?:[Oo]ur|[Mm]y|OUR|MY|[Mm]y\s?tel|[Oo]ur\s?tel|[Mm]ytels?|[Oo]urtels?)(?:\s+(?:tel(?:egram)?s?|tels|cables?|messages?|despatch(?:es)?|airgrams?))?\s*(?:No\.?)?)"
    r"|(?P<named>Secto|Tosec|Polto|Topol|Cedto|Tocedt?|Disto|Todis|Dulte|Tedul|Nusup|Usdel|Supnu|Cahto|Tocah|Topo|Usun|USUN|CA|G|A|Toec|Depcirtel|Cirtel|Airgram|airgram)"
    r"|(?P<place>[A-Z][a-zé]+(?:’s|'s)?)(?:\s+(?:[Tt]el(?:egram)?s?|cables?))?(?:\s+(?:to Department|[Nn]o\.?))?"
    r"|(?P<bare>[Tt]el(?:egram)?s?|[Rr]ef(?:erence)?:?|[Rr]eftel:?|RE:|Re:?|REF:?|[Cc]ables?|[Dd]espatch(?:es)?|[Dd]ispatch(?:es)?)(?:\s*[Nn]o\.?)?"
)
CITED = re.compile(
    rf"(?<![\w’])(?:{SERIES})[\s–-]{{1,2}}(?P<numbers>\d{{1,6}}(?:(?:,? and |, | & )(?!\d{{1,2}}:)\d{{1,6}}(?![\d:]))*)(?![\d:%]|\.\d|st\b|nd\b|rd\b|th\b|[,.]?\d)"
)
TELEGRAM_FROM = re.compile(r"[Tt]elegrams?\s+(?P<numbers>\d{1,6})\s+(?:from|to)\s+(?P<place>[A-Z][a-z]+)")
HEAD = 130  # characters, with place and date, in which a telegram says to which it refers
NO_PLACES = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep
    oct nov dec article articles paragraph paragraphs para paras section sections chapter annex part page pages document documents
    volume vol about over some nearly only another these those those within between from until during than and the for with
    monday tuesday wednesday thursday friday saturday sunday resolution point points number nos item items tab footnote note notes
    nsc nsam nssm world war phase group route highway total exactly least most under almost approximately room law public
    berlin’s summer winter spring autumn geneva’s soyuz apollo psalm verse type mark boeing mig tu protocol treaty plan""".split()  # noqa: SIM905
)


def cited(text: str) -> Iterator[Mention]:
    """Yield the telegrams that a text cites by number, each number of a list for itself."""
    text = text[:LONGEST_TEXT]
    for match in CITED.finditer(text):
        groups = match.groupdict()
        place = (groups["place"] or "").removesuffix("’s").removesuffix("'s")
        if place and place.lower() in NO_PLACES:
            continue
        series = (
            "department" if groups["dept"] else "mission" if groups["mission"] else (groups["named"] or place).lower()
        )
        whose = "theirs" if groups["theirs"] else "ours" if groups["ours"] else ""
        answering = match.start() < HEAD or is_answered(text, match.start(), ENGLISH)
        for number in re.findall(r"\d+", groups["numbers"]):
            words = " ".join(match[0].split())
            yield Mention(words, match.start(), whose, "telegram", number, series, answering=answering)
    for match in TELEGRAM_FROM.finditer(text):
        yield Mention(match[0], match.start(), "", "telegram", match["numbers"], match["place"].lower())
