"""Dates in Latvian: "since" wants the genitive, "until" the dative, "between" the accusative."""

from .language import Language

STEMS = (
    "janvār", "februār", "mart", "aprīl", "maij", "jūnij", "jūlij", "august", "septembr", "oktobr", "novembr", "decembr",
)  # fmt: skip
HARD = {"mart", "august"}


def _declined(soft: str, hard: str) -> tuple[str, ...]:
    return tuple(stem + (hard if stem in HARD else soft) for stem in STEMS)


MONTHS = {
    "": _declined("is", "s"),
    "gen": tuple("aprīļa" if stem == "aprīl" else stem + "a" for stem in STEMS),
    "dat": _declined("im", "am"),
    "acc": _declined("i", "u"),
}
# "maijs", "jūnijs" and "jūlijs" go like "marts" in two cases.
MONTHS[""] = tuple(name[:-2] + "s" if name.endswith("jis") else name for name in MONTHS[""])
MONTHS["dat"] = tuple(name[:-2] + "am" if name.endswith("jim") else name for name in MONTHS["dat"])
MONTHS["acc"] = tuple(name[:-1] + "u" if name.endswith("ji") else name for name in MONTHS["acc"])
IN_MONTH = tuple(stem + ("ā" if stem in HARD or stem.endswith("j") else "ī") for stem in STEMS)
SHORT = (
    ("janv", "jan"), ("febr", "feb"), ("mar",), ("apr",), ("mai",), ("jūn",), ("jūl",), ("aug",), ("sept", "sep"), ("okt",),
    ("nov",), ("dec",),
)  # fmt: skip

LATVIAN = Language(
    code="lv",
    months=MONTHS,
    seasons=("pavasaris", "vasara", "rudens", "ziema"),
    days="{day}.",
    points={
        "day": {"": "{year}. gada {day} {month}"},
        "month": {"": "{year}. gada {month}"},
        "season": {"": "{year}. gada {season}"},
        "winter": {"": "{year}/{next_year}. gada {season}"},
        "year": {"": "{year}. gads", "gen": "{year}. gada", "dat": "{year}. gadam", "acc": "{year}. gadu"},
        "decade": {"": "{year}. gadi"},
        "name": {"": "{month}"},
        "day begins": {"": "{year}. gada {day}"},
        "day ends": {"": "{day} {month}"},
        "month ends": {"": "{month}"},
    },
    marks={
        "~": {"": "aptuveni {date}"},
        "?": {"": "iespējams, {date}", "gen": "iespējams {date}", "dat": "iespējams {date}", "acc": "iespējams {date}"},
        "%": {"": "iespējams, aptuveni {date}", "gen": "iespējams aptuveni {date}", "dat": "iespējams aptuveni {date}",
              "acc": "iespējams aptuveni {date}"},
    },
    phrases={
        "since": "kopš {date:gen}",
        "until": "līdz {date:dat}",
        "before": "pirms {date:gen}",
        "after": "pēc {date:gen}",
        "or later": "{date} vai vēlāk",
        "or earlier": "{date} vai agrāk",
        "interval": "no {start:gen} līdz {end:dat}",
        "between": "starp {both:acc}",
        "and": "{first} un {last}",
        "or": "{first} vai {last}",
        "comma": "{first}, {last}",
    },
    words={
        "since": ("kopš", "no", "sākot ar", "sākot no"),
        "by": ("līdz", "ne vēlāk kā", "ne vēlāk par", "vēlākais"),
        "before": ("pirms", "agrāk par", "agrāk nekā"),
        "after": ("pēc", "vēlāk par", "vēlāk nekā"),
        "not before": ("ne agrāk kā", "ne agrāk par"),
        "or later": ("vai vēlāk",),
        "or earlier": ("vai agrāk",),
        "between": ("starp",),
        "and": ("un",),
        "or": ("vai",),
        "about": ("aptuveni", "ap", "apmēram"),
        "perhaps": ("iespējams", "varbūt", "droši vien"),
        "early": ("sākumā", "sākums", "sākuma", "sākumam", "sākumu"),
        "mid": ("vidū", "vidus", "vidum", "vidu"),
        "late": ("beigās", "beigas", "beigu", "beigām", "nogalē"),
        "so far": ("līdz šim", "joprojām", "līdz pat šim", "vēl aizvien"),
        "year word": ("gads", "gada", "gadā", "gadam", "gadu", "g"),
        "decade word": ("gadi", "gados", "gadiem", "gadus"),
        "noise": ("datums", "datēts", "datēta", "laikā", "dienā", "mēnesī", "datēts ar", "datēta ar",
                  "pirmdiena", "otrdiena", "trešdiena", "ceturtdiena", "piektdiena", "sestdiena", "svētdiena",
                  "pirmdien", "otrdien", "trešdien", "ceturtdien", "piektdien", "sestdien", "svētdien"),
        "undated": ("bez datuma", "nedatēts", "nedatēta", "datums nav zināms", "nav zināms", "nezināms"),
    },
    month_words=tuple((*forms, *SHORT[place]) for place, forms in enumerate(zip(*MONTHS.values(), IN_MONTH, strict=True))),
    season_words=(
        ("pavasaris", "pavasarī", "pavasara", "pavasarim", "pavasari"),
        ("vasara", "vasarā", "vasaras", "vasarai", "vasaru"),
        ("rudens", "rudenī", "rudenim", "rudeni"),
        ("ziema", "ziemā", "ziemas", "ziemai", "ziemu"),
    ),
)  # fmt: skip
