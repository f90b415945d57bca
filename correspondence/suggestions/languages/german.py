"""German, in old and new spelling."""

from .phrases import Phrases

GERMAN = Phrases(
    code="de",
    months=(
        "j[aä]n(?:uar|ner|\\.)?", "feb(?:ruar|er|\\.)?", "märz", "apr(?:il|\\.)?", "mai", "juni?", "juli?", "aug(?:ust|\\.)?",
        "sept?(?:ember|\\.)?", "okt(?:ober|\\.)?", "nov(?:ember|\\.)?", "dez(?:ember|\\.)?",
    ),
    kinds={
        "note": r"(?:verbal)?noten?",
        "letter": r"schreibens?|briefe?s?|briefen",
        "telegram": r"telegramme?s?|drahtberichte?s?|drahterlasse?s?|fernschreibens?",
        "message": r"botschaft|mitteilung|antwort|vorschlage?s?|nachricht",
        "memorandum": r"memorand(?:um|ums|en)|denkschrift|aufzeichnung",
        "aide_memoire": r"aides?[- ]m[ée]moires?",
        "statement": r"erklärung|demarche|démarche",
        "instruction": r"weisung(?:en)?|erlass(?:es)?",
        "meeting": r"gesprächs?|unterredung|besprechung",
    },
    yours=r"ihr(?:e|es|er|em|en)?|dortige[rsnm]?|dein(?:e|es|er|em|en)?",
    ours=r"mein(?:e|es|er|em|en)?|unser(?:e|es|er|em|en)?|hiesige[rsnm]?",
    of_day=r"(?:,? (?:vom|von|am|mit datum vom|datiert vom))",
    number=r"(?:nr\.?|nummer|№|az\.?:?)",
    relative={
        (0, 0): r"(?:von )?heut(?:e|igen?|iges)",
        (0, 1): r"(?:von )?gest(?:ern|rigen?|riges)",
        (1, 14): r"(?:der |von )?(?:letzten|vergangenen|voriger|letzter) woche",
        (5, 62): r"(?:des |vom )?(?:letzten|vergangenen|vorigen) monats?",
    },
    answering=r"antwort\w*|beantwort\w*|erwider\w*|bezug\w*|dank\w*|erhalten|empfang|eingang|geprüft|bestätig\w+",
    replying=(
        r"in (?:beantwortung|erwiderung) (?:ihr|der|des|dein)", r"auf ihr(?:e|es)? (?:schreiben|note|brief|anfrage|botschaft)",
        r"(?:ich|wir) (?:habe|haben|danke|danken|beehre|bestätige|bestätigen)\b[^.]{0,60}\b(?:erhalten|empfang|für ihr|schreiben)",
        r"vielen dank für ihr", r"(?:mit )?bezug(?:nehmend)? auf (?:ihr|die|das|den)", r"wie (?:von ihnen )?(?:erbeten|gewünscht)",
        r"den (?:empfang|eingang) (?:ihr|der|des)",
    ),
    asking=(
        r"(?:bitte|ersuche|ersuchen|bitten) ", r"(?:wäre|wären|würde|würden) (?:ich |wir )?(?:dankbar|begrüßen)",
        r"um (?:baldige |umgehende |ihre )?(?:antwort|stellungnahme|weisung|mitteilung)", r"sehe[n]? ihrer antwort", r"\?",
    ),
    acts={
        "proposal": (
            r"\b(?:schl[aä]ge?n?|schlägt|schlugen?) (?:[\wäöüß]+ ){0,6}?vor\b", r"\bvorzuschlagen\b", r"\bvorgeschlagen\b",
            r"\b(?:unser|mein|folgender|neuer) vorschlag\b", r"\bbiete[tn]? (?:[\wäöüß]+ ){0,5}?an\b", r"\bist bereit,? ", r"\blädt (?:[\wäöüß]+ ){0,5}?ein\b|\bladen (?:[\wäöüß]+ ){0,3}?sie\b",
        ),
        "request": (
            r"\b(?:bittet|bitten|bitte ich|ersucht|ersuchen|ersuche|fordert|fordern|verlangt|verlangen)\b", r"\bwäre[n]? (?:ich |wir |ihnen |sie )?(?:\w+ )?(?:dankbar|verbunden)\b", r"\b(?:appelliert|appellieren) an\b",
        ),
        "refusal": (
            r"\b(?:lehnt|lehnen|lehnte) (?:[\wäöüß]+ ){0,8}?ab\b", r"\babgelehnt\b", r"\bzurückgewiesen\b|\bweist (?:[\wäöüß]+ ){0,8}?zurück\b", r"\bkann (?:[\wäöüß]+ ){0,6}?nicht (?:zustimmen|annehmen|entsprechen|akzeptieren)\b",
            r"\bnicht in der lage\b", r"\bunannehmbar\b", r"\bbedauer[nt]+\b[^.]{0,60}\bnicht\b",
        ),
        "acceptance": (
            r"\bnimmt (?:[\wäöüß]+ ){0,8}?an\b", r"\bstimm(?:t|en|e) (?:[\wäöüß]+ ){0,6}?zu\b", r"\b(?:ist|sind|bin) (?:damit |mit [\wäöüß ]{1,40}? )?einverstanden\b", r"\bkeine einwände\b", r"\bgern bereit\b",
        ),
        "redirection": (
            r"\b(?:sollte|könnte|müsste|wäre)n? (?:[\wäöüß]+ ){0,6}?(?:im rahmen|in der|im|durch|auf dem wege) (?:[\wäöüß]+ ){0,6}?(?:erörtert|behandelt|besprochen|geregelt|beraten)\b", r"\b(?:geeignete|zuständige|richtige)[rsn]? (?:forum|gremium|rahmen|ort|stelle|weg)\b", r"\bverweist (?:[\wäöüß]+ ){0,6}?an\b",
        ),
        "position": (
            r"\b(?:standpunkt|haltung|auffassung|position|ansicht) (?:der|meiner|unserer|ihrer) (?:[\wäöüß]+ ){0,2}?regierung\b", r"\b(?:ist|sind|bin|vertritt|vertreten) (?:[\wäöüß]+ ){0,3}?(?:der|die) (?:auffassung|ansicht|meinung)\b", r"\bnach (?:unserer|meiner|ihrer) (?:auffassung|ansicht|meinung)\b", r"\bgeht (?:[\wäöüß]+ ){0,2}?davon aus\b",
        ),
        "reminder": (r"\berinner[nt]e? (?:[\wäöüß]+ ){0,4}?an\b", r"\bbisher (?:[\wäöüß]+ ){0,4}?(?:keine antwort|nicht beantwortet)\b", r"\b(?:noch|weiterhin) (?:keine|auf (?:eine|ihre)) antwort\b", r"\berneut\b[^.]{0,40}\b(?:bittet|bitten|ersucht|vor)\b"),
    },
)  # fmt: skip
