"""Latvian."""

from .phrases import Phrases

LATVIAN = Phrases(
    code="lv",
    months=(
        "janvār\\w{1,2}", "februār\\w{1,2}", "mart\\w{1,2}", "aprī[lļ]\\w{0,2}", "maij\\w{1,2}", "jūnij\\w{1,2}", "jūlij\\w{1,2}",
        "august\\w{1,2}", "septembr\\w{1,2}", "oktobr\\w{1,2}", "novembr\\w{1,2}", "decembr\\w{1,2}",
    ),
    kinds={
        "note": r"(?:verbāl\w+ )?not(?:a|as|ai|u|ā|ām)",
        "letter": r"vēstul(?:e|es|ei|i|ē)|rakst(?:s|a|am|u|ā)",
        "telegram": r"telegramm(?:a|as|ai|u|ā)",
        "message": r"vēstījum(?:s|a|am|u|ā)|paziņojum(?:s|a|am|u|ā)|atbild(?:e|es|ei|i|ē)|ziņojum(?:s|a|am|u|ā)|pieprasījum(?:s|a|am|u|ā)|priekšlikum(?:s|a|am|u|ā)",
        "memorandum": r"memorand(?:s|a|am|u|ā)",
        "aide_memoire": r"aides?[- ]m[ée]moires?|atgādinājuma rakst\w+|piezīm\w+ atmiņai",
        "statement": r"mutisk\w+ paziņojum\w+|demarš\w+",
        "instruction": r"norādījum(?:s|i|a|us|iem)",
        "meeting": r"sarun(?:a|as|ai|u|ā)|tikšan(?:ās|os)",
    },
    yours=r"jūsu|tav(?:s|a|as|am|u|ai)",
    ours=r"mūsu|man(?:s|a|as|am|u|ai)",
    of_day=r"(?:,? (?:no|ar datumu|datēt\w+(?: ar)?))",
    number=r"(?:nr\.?|numur\w+|№)",
    relative={
        (0, 0): r"šodienas",
        (0, 1): r"vakardienas|vakar(?:ējo|ējās|ējā)?",
        (1, 14): r"pagājušās nedēļas|iepriekšējās nedēļas",
        (5, 62): r"pagājušā mēneša|iepriekšējā mēneša",
    },
    answering=r"atbild\w*|pateic\w+|saņ[eē]m\w+|saņemšan\w+|atsau\w+|iepazin\w+|izskat\w+|sakarā",
    replying=(
        r"atbildot uz (?:jūsu|tās|viņa|\d|krievijas|latvijas)", r"atbildē uz (?:jūsu|tās|\d)", r"(?:esmu|esam) (?:saņēm\w+|iepazin\w+)", r"pateicos (?:jums )?par (?:jūsu|vēstuli)",
        r"pateicamies par", r"atsaucoties uz (?:jūsu|\d)", r"apstiprin\w+ (?:jūsu )?\w+ saņemšanu", r"ir (?:pagodināta|tas gods) apliecināt",
    ),
    asking=(r"(?:lūdz|lūdzam|lūdzu|lūgtu) ", r"(?:būtu|būsim|būšu) (?:\w+ )?pateicīg\w+", r"gaid\w+ (?:jūsu|atbildi)", r"atbild\w+ līdz", r"\?"),
    acts={
        "proposal": (
            r"\b(?:ierosina|ierosinām|ierosinu|ierosināja|piedāvā|piedāvājam|piedāvāja|piedāvāju)\b", r"\b(?:mūsu|šo|šis|jaun\w+) (?:priekšlikum|piedāvājum|ierosinājum)\w*", r"\b(?:ir|esam) gatav[aisu]* (?:apspriest|sākt|rīkot|uzņemt|tikties|veikt|piedalīties)", r"\b(?:uzaicina|uzaicinām|aicina|aicinām) (?:\w+ ){0,4}?(?:uz|apmeklēt|piedalīties|ierasties)\b",
        ),
        "request": (
            r"\b(?:lūdz|lūdzam|lūdza|lūdzu|pieprasa|pieprasām|pieprasīja|prasa)\b", r"\b(?:būtu|būsim) (?:\w+ )?pateicīg\w+", r"\baicina (?:nekavējoties|pārtraukt|atturēties|sniegt|ievērot|mazināt)\b", r"\bmudin(?:a|ām|āja)\b",
        ),
        "refusal": (
            r"\b(?:noraida|noraidām|noraidīja|atsakās|atsakāmies|atteicās|atteica|noraidījusi|noraidījis|atteikums|atteikusies)\b", r"\bnevar (?:\w+ ){0,3}?(?:pieņemt|piekrist|atbalstīt|apmierināt)\b", r"\bnav (?:iespējams|iespēju|gatav\w+|pieņemam\w+)\b", r"\bnepieņemam\w+\b", r"\bnepiekrīt\w*\b",
        ),
        "acceptance": (
            r"\b(?:piekrīt|piekrītam|piekrita|akceptē|akceptēja)\b", r"\b(?:pieņem|pieņemam|pieņēma) (?:\w+ ){0,3}?(?:priekšlikum|uzaicinājum|ielūgum|piedāvājum)\w*", r"\bnav iebildum\w*", r"\bdod (?:\w+ )?piekrišanu\b", r"\bpriecājas pieņemt\b",
        ),
        "redirection": (
            r"\b(?:jāapspriež|jāizskata|būtu apspriežam\w+|apspriežam\w+|jārisina|risinām\w+|jāskata)\b", r"\b(?:aicina|ierosina|iesaka) (?:\w+ ){0,4}?(?:apspriest|izskatīt|risināt)\b", r"\b(?:atbilstoš|piemērot)\w+ (?:forum|formāt|ietvar|kanāl)\w*", r"\b(?:apspriest|izskatīt|risināt) (?:\w+ ){0,4}?(?:padomē|ietvaros|edso|organizācij\w+|formātā)\b",
        ),
        "position": (
            r"\b(?:nostāj|pozīcij|viedok[lļ])\w{1,3}\b", r"\b(?:uzskata|uzskatām|uzsver|uzsveram|pauž|paužam)\b", r"\bmūsuprāt\b",
        ),
        "reminder": (r"\b(?:atgādina|atgādinām|atgādināja|atkārtoti|atkārto|vēlreiz)\b", r"\b(?:līdz šim|joprojām) (?:\w+ ){0,3}?(?:nav (?:saņem\w+|atbild\w+)|gaid\w+)"),
    },
)  # fmt: skip
