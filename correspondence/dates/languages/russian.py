"""Dates in Russian: a day is said with its month in the genitive, whatever stands before it."""

from .language import Language

NAMES = (
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
HARD = {"март", "август"}


def _declined(hard: str, soft: str) -> tuple[str, ...]:
    return tuple(name + hard if name in HARD else name[:-1] + soft for name in NAMES)


STRESSED = {"январь", "февраль", "сентябрь", "октябрь", "ноябрь", "декабрь"}
MONTHS = {
    "": NAMES,
    "gen": _declined("а", "я"),
    "ins": tuple(name.replace("ем", "ём") if NAMES[place] in STRESSED else name
                 for place, name in enumerate(_declined("ом", "ем"))),
}  # fmt: skip
OTHER_FORMS = tuple(zip(_declined("е", "е"), _declined("у", "ю"), strict=True))
SHORT = (
    ("янв",), ("февр", "фев"), ("мар",), ("апр",), (), ("июн",), ("июл",), ("авг",), ("сент", "сен"), ("окт",),
    ("нояб", "ноя"), ("дек",),
)  # fmt: skip
OF_DAY = {"": "{day} {month} {year} г."}

RUSSIAN = Language(
    code="ru",
    months={**MONTHS, "day": MONTHS["gen"]},
    seasons=("весна", "лето", "осень", "зима"),
    points={
        "day": OF_DAY,
        "month": {"": "{month} {year} г."},
        "season": {"": "{season} {year} г."},
        "winter": {"": "{season} {year}/{next_year} г."},
        "year": {"": "{year} г."},
        "decade": {"": "{year}-е гг."},
        "name": {"": "{month}"},
        "day begins": {"": "{day}"},
        "month begins": {"": "{month}"},
    },
    marks={
        "~": {"": "примерно {date}"},
        "?": {"": "возможно, {date}", "gen": "возможно {date}", "ins": "возможно {date}", "acc": "возможно {date}"},
        "%": {"": "возможно, примерно {date}", "gen": "возможно примерно {date}", "ins": "возможно примерно {date}",
              "acc": "возможно примерно {date}"},
    },
    sounds={"с 2 ": "со 2 "},
    phrases={
        "since": "с {date:gen}",
        "until": "вплоть до {date:gen}",
        "before": "до {date:gen}",
        "after": "после {date:gen}",
        "or later": "{date} или позже",
        "or earlier": "{date} или раньше",
        "interval": "с {start:gen} по {end:acc}",
        "between": "между {both:ins}",
        "and": "{first} и {last}",
        "or": "{first} или {last}",
        "comma": "{first}, {last}",
    },
    words={
        "since": ("с", "со", "начиная с", "от"),
        "until": ("по", "вплоть до"),
        "by": ("к", "ко", "не позднее", "не позже"),
        "before": ("до", "ранее", "раньше", "перед"),
        "after": ("после", "позднее", "позже"),
        "not before": ("не ранее", "не раньше"),
        "or later": ("или позже", "или позднее"),
        "or earlier": ("или раньше", "или ранее"),
        "between": ("между",),
        "and": ("и",),
        "or": ("или", "либо"),
        "about": ("примерно", "около", "приблизительно", "ок"),
        "perhaps": ("возможно", "вероятно", "предположительно"),
        "early": ("начало", "начале", "начала", "началу", "в начале"),
        "mid": ("середина", "середине", "середины", "середину"),
        "late": ("конец", "конце", "конца", "концу"),
        "so far": ("до сих пор", "по сей день", "по настоящее время", "до настоящего времени"),
        "year word": ("год", "года", "году", "годом", "г"),
        "decade word": ("годы", "годов", "годах", "гг"),
        "noise": ("в", "во", "на", "дата", "датировано", "датирован",
                  "понедельник", "вторник", "среда", "среду", "четверг", "пятница", "пятницу", "суббота", "субботу",
                  "воскресенье"),
        "undated": ("без даты", "б д", "не датировано", "недатировано", "дата неизвестна", "неизвестно", "неизвестна"),
    },
    month_words=tuple(
        (*forms, *OTHER_FORMS[place], *SHORT[place]) for place, forms in enumerate(zip(*MONTHS.values(), strict=True))
    ),
    season_words=(
        ("весна", "весной", "весны", "весне", "весну"),
        ("лето", "летом", "лета", "лету", "лете"),
        ("осень", "осенью", "осени"),
        ("зима", "зимой", "зимы", "зиме", "зиму"),
    ),
)  # fmt: skip
