"""French."""

from .phrases import Phrases

FRENCH = Phrases(
    code="fr",
    months=(
        "janv(?:ier|\\.)?", "f[ée]v(?:rier|r\\.|\\.)?", "mars", "avr(?:il|\\.)?", "mai", "juin", "juil(?:let|\\.)?", "ao[uû]t",
        "sept(?:embre|\\.)?", "oct(?:obre|\\.)?", "nov(?:embre|\\.)?", "d[ée]c(?:embre|\\.)?",
    ),
    kinds={
        "note": r"notes?(?: verbales?)?",
        "letter": r"lettres?|courriers?|missives?",
        "telegram": r"t[ée]l[ée]grammes?|d[ée]p[êe]ches?",
        "message": r"messages?|communications?|r[ée]ponses?|demandes?|propositions?",
        "memorandum": r"m[ée]morand(?:um|ums|a)",
        "aide_memoire": r"aides?[- ]m[ée]moires?",
        "statement": r"d[ée]clarations?|d[ée]marches?",
        "instruction": r"instructions?",
        "meeting": r"entretiens?|conversations?",
    },
    yours=r"votre|vos|ton|ta|tes",
    ours=r"mon|ma|mes|notre|nos",
    of_day=r"(?:,? (?:en date du|dat[ée]e?s? du|du|de|le))",
    number=r"(?:n[°ºo]\.?|num[ée]ro|№)",
    relative={
        (0, 0): r"(?:de ce (?:jour|matin)|d[’']aujourd[’']hui)",
        (0, 1): r"d[’']hier(?: soir)?",
        (1, 14): r"de la semaine (?:derni[èe]re|pass[ée]e)",
        (5, 62): r"du mois dernier",
    },
    answering=r"r[ée]pon(?:se|d|dre|dant|ds)|remerci\w+|re[çc]u\w*|r[ée]ception|r[ée]f[ée]r\w+|suite|examin\w+",
    replying=(
        r"en r[ée]ponse [àa] (?:votre|sa|la|vos)", r"(?:j[’']ai|nous avons) (?:bien |l[’']honneur d[’']accuser )?(?:re[çc]u|r[ée]ception)",
        r"(?:je vous|nous vous) remerci\w+ (?:de|pour) votre", r"me r[ée]f[ée]rant [àa] (?:votre|la)", r"accus\w+ r[ée]ception",
        r"(?:suite|r[ée]f[ée]rence) [àa] votre", r"comme vous (?:l[’']avez|me l[’']avez) demand[ée]",
    ),
    asking=(
        r"(?:je vous|nous vous) (?:prie|prions|serais|serions)", r"veuillez ", r"vous (?:voudrez bien|[êe]tes pri[ée])",
        r"dans l[’']attente (?:de|d[’'])", r"(?:vos|votre) (?:vues|avis|r[ée]ponse|instructions|observations)", r"\?",
    ),
    acts={
        "proposal": (
            r"\bpropos(?:e|ons|ent|ait|er|é)\b(?! de r[ée]pondre)", r"\b(?:notre|ma|cette|nouvelle) proposition\b", r"\boffr(?:e|ons|ent) (?:de|à|au)\b", r"\b(?:est|sont|suis|sommes) (?:pr[êe]te?s?|dispos[ée]e?s?) [àa]\b", r"\binvit(?:e|ons|ent)\b",
        ),
        "request": (
            r"\bdemand(?:e|ons|ent) (?:que|de|à|au|[àa] ce|instamment)\b", r"\b(?:prie|prions|prient) (?:\w+ ){0,4}?de\b", r"\bserai(?:s|t|ent|ons) (?:\w+ ){0,2}?(?:reconnaissante?s?|oblig[ée]e?s?)\b", r"\bexig(?:e|ons|ent)\b", r"\bappel (?:à|au|aux)\b", r"\bveuillez\b",
        ),
        "refusal": (
            r"\b(?:rejett?e|rejetons|rejettent|refuse|refusons|refusent|d[ée]cline|d[ée]clinons|repousse)\b", r"\bne (?:peut|peuvent|puis|pouvons|saurait|saurions) (?:\w+ ){0,3}?(?:accepter|consentir|souscrire|donner suite|accéder|approuver)\b", r"\binacceptables?\b", r"\bpas en mesure de\b", r"\bregrett(?:e|ons) (?:vivement )?de ne pas\b",
        ),
        "acceptance": (
            r"\b(?:accepte|acceptons|acceptent)\b", r"\b(?:donne|donnons|donnent|donner) (?:\w+ ){0,2}?(?:accord|assentiment|consentement)\b", r"\b(?:est|sont|suis|sommes) d[’']accord\b", r"\bconsen(?:t|tons|tent) [àa]\b", r"\baucune objection\b", r"\bapprouv(?:e|ons|ent)\b",
        ),
        "redirection": (
            r"\b(?:devrait|pourrait|devraient|doit) (?:\w+ ){0,2}?[êe]tre (?:examin[ée]e?s?|trait[ée]e?s?|discut[ée]e?s?|abord[ée]e?s?|r[ée]gl[ée]e?s?|port[ée]e?s?|soumise?s?) (?:\w+ ){0,4}?(?:dans|devant|au sein|par|au|à)\b", r"\b(?:enceinte|instance|cadre|forum|voie) (?:appropri[ée]e?|comp[ée]tente?|ad[ée]quate?)\b", r"\brenvo(?:ie|yer|yons) (?:\w+ ){0,4}?(?:à|au|aux|devant)\b",
        ),
        "position": (
            r"\b(?:position|attitude|point de vue|opinion) (?:de|du) (?:mon |notre |son |le |la )?(?:\w+ ){0,2}?gouvernement\b", r"\b(?:estim(?:e|ons|ent)|consid[èe]r(?:e|ons|ent)|est d[’']avis|sommes d[’']avis) (?:que|qu[’'])", r"\b[àa] (?:notre|mon|son) avis\b", r"\bnotre position\b",
        ),
        "reminder": (r"\brappel(?:le|ons|lent|er) (?:\w+ ){0,2}?(?:que|qu[’']|la|sa|notre|votre|ses|nos)", r"\b(?:reste|restée?s?|demeure|demeurée?s?) (?:\w+ ){0,2}?sans r[ée]ponse\b", r"\b(?:pas|jamais) (?:encore )?(?:reçu|re[çc]ue?) (?:\w+ ){0,2}?r[ée]ponse\b", r"\br[ée]it[èe]r(?:e|ons|ent)\b", r"\brenouvell?(?:e|ons|ent) (?:sa|notre|ma|la) (?:demande|proposition)\b"),
    },
)  # fmt: skip
