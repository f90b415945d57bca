"""Dates in French: the article and the preposition melt into one word, so they are cases here."""

from .language import Language

NAMES = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
OF_NAMES = tuple(f"d’{name}" if name[0] in "ao" else f"de {name}" for name in NAMES)

FRENCH = Language(
    code="fr",
    months={"": NAMES, "de": OF_NAMES, "à": tuple(f"à {name}" for name in NAMES), "day": NAMES},
    seasons=("printemps", "été", "automne", "hiver"),
    irregular_days={1: "1er"},
    points={
        "day": {
            "": "{day} {month} {year}", "le": "le {day} {month} {year}", "de": "du {day} {month} {year}",
            "à": "au {day} {month} {year}", "jusque": "au {day} {month} {year}",
        },
        "month": {"": "{month} {year}", "jusque": "en {month} {year}"},
        "season": {"": "{season} {year}"},
        "winter": {"": "{season} {year}/{next_year}"},
        "year": {"": "{year}", "de": "de {year}", "à": "à {year}", "jusque": "en {year}"},
        "decade": {"": "années {year}"},
        "name": {"": "{month}"},
        "day begins": {"": "{day}", "le": "le {day}", "de": "du {day}", "à": "au {day}"},
        "month begins": {"": "{month}"},
    },
    marks={
        "~": {"": "environ {date}", "de": "d’environ {plain}", "à": "à environ {plain}", "jusque": "à environ {plain}"},
        "?": {"": "peut-être {date}", "de": "de peut-être {plain}", "à": "à peut-être {plain}",
              "jusque": "à peut-être {plain}"},
        "%": {"": "peut-être environ {date}", "de": "de peut-être environ {plain}", "à": "à peut-être environ {plain}",
              "jusque": "à peut-être environ {plain}"},
    },
    phrases={
        "since": "depuis {date:le}",
        "until": "jusqu’{date:jusque}",
        "before": "avant {date:le}",
        "after": "après {date:le}",
        "or later": "{date} ou plus tard",
        "or earlier": "{date} ou plus tôt",
        "interval": "{start:de} {end:à}",
        "between": "entre {start:le} et {end:le}",
        "and": "{first} et {last}",
        "or": "{first} ou {last}",
        "comma": "{first}, {last}",
    },
    words={
        "since": ("depuis", "à partir de", "à partir du", "à partir d", "dès"),
        "until": ("jusqu au", "jusqu à", "jusqu en"),
        "to": ("à", "au"),
        "by": ("au plus tard", "au plus tard en", "au plus tard le", "pas après"),
        "before": ("avant",),
        "after": ("après",),
        "not before": ("au plus tôt", "au plus tôt en", "au plus tôt le", "pas avant"),
        "or later": ("ou plus tard", "ou après"),
        "or earlier": ("ou plus tôt", "ou avant"),
        "between": ("entre",),
        "and": ("et",),
        "or": ("ou",),
        "about": ("environ", "vers", "circa", "c", "ca"),
        "perhaps": ("peut être", "peut - être", "probablement", "sans doute"),
        "early": ("début", "au début de", "au début", "commencement"),
        "mid": ("mi", "milieu", "au milieu de"),
        "late": ("fin", "à la fin de", "à la fin"),
        "so far": ("jusqu à présent", "jusqu à ce jour", "à ce jour", "toujours"),
        "decade word": ("années",),
        "noise": ("de", "du", "d", "le", "la", "les", "l", "en", "daté", "année", "an",
                  "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        "undated": ("sans date", "s d", "non daté", "non datée", "inconnue", "date inconnue"),
    },
    month_words=(
        ("janvier", "janv"), ("février", "févr", "fév"), ("mars",), ("avril", "avr"), ("mai",), ("juin",),
        ("juillet", "juil"), ("août",), ("septembre", "sept"), ("octobre", "oct"), ("novembre", "nov"), ("décembre", "déc"),
    ),
    season_words=(("printemps",), ("été",), ("automne",), ("hiver",)),
)  # fmt: skip
