"""Dates in English."""

from .language import Language

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

ENGLISH = Language(
    code="en",
    months={"": MONTHS},
    seasons=("spring", "summer", "autumn", "winter"),
    points={
        "day": {"": "{day} {month} {year}"},
        "month": {"": "{month} {year}"},
        "season": {"": "{season} {year}"},
        "winter": {"": "{season} {year}/{next_year}"},
        "year": {"": "{year}"},
        "decade": {"": "{year}s"},
        "name": {"": "{month}"},
        "day begins": {"": "{day}"},
        "month begins": {"": "{month}"},
    },
    marks={
        "~": {"": "about {date}"},
        "?": {"": "perhaps {date}"},
        "%": {"": "perhaps about {date}"},
    },
    phrases={
        "since": "since {date}",
        "until": "until {date}",
        "before": "before {date}",
        "after": "after {date}",
        "or later": "{date} or later",
        "or earlier": "{date} or earlier",
        "interval": "{start} to {end}",
        "between": "between {both}",
        "and": "{first} and {last}",
        "or": "{first} or {last}",
        "comma": "{first}, {last}",
    },
    words={
        "since": ("since", "from", "ever since", "starting", "as of", "beginning"),
        "until": ("until", "till", "til", "up to", "through"),
        "to": ("to",),
        "by": ("by", "no later than", "not later than", "on or before", "not after", "at the latest by"),
        "before": ("before", "prior to", "earlier than"),
        "after": ("after", "later than", "following"),
        "not before": ("no earlier than", "not earlier than", "not before", "on or after"),
        "or later": ("or later", "at the earliest", "or after", "onwards", "onward"),
        "or earlier": ("or earlier", "at the latest", "or before"),
        "between": ("between",),
        "and": ("and",),
        "or": ("or",),
        "about": ("about", "circa", "c", "ca", "around", "approximately", "approx", "roughly", "in or about", "on or about"),
        "perhaps": ("perhaps", "possibly", "probably", "maybe", "uncertain", "presumably"),
        "early": ("early", "early in", "beginning of", "the beginning of", "start of", "the start of"),
        "mid": ("mid", "middle of", "the middle of"),
        "late": ("late", "late in", "end of", "the end of"),
        "so far": ("so far", "to date", "until now", "up to now", "to this day", "still", "onwards so far", "ongoing"),
        "noise": ("of", "the", "in", "on", "at", "dated", "during", "year", "ad",
                  "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        "undated": ("undated", "not dated", "no date", "without date", "without a date", "n d", "nd", "unknown", "not known",
                    "date not known", "date unknown"),
    },
    month_words=(
        ("january", "jan"), ("february", "feb", "febr"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
        ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
        ("december", "dec"),
    ),
    season_words=(("spring",), ("summer",), ("autumn", "fall"), ("winter",)),
)  # fmt: skip
