"""Write the states' names anew from the Unicode CLDR, as Babel carries it.

    pip install babel && python docs/states_from_cldr.py

The codes stay those in the file: the members of the United Nations and its two observer states. Where the CLDR names
a territory and the correspondence a state, or one name carries another in brackets, the names below stand.
"""

import csv
from pathlib import Path

from babel import Locale

STATES = Path(__file__).resolve().parent.parent / "correspondence" / "reference" / "states.csv"
LANGUAGES = ("en", "lv", "ru", "fr")
OURS = {
    "CD": (
        "Democratic Republic of the Congo",
        "Kongo Demokrātiskā Republika",
        "Демократическая Республика Конго",
        "République démocratique du Congo",
    ),
    "CG": ("Republic of the Congo", "Kongo Republika", "Республика Конго", "République du Congo"),
    "MM": ("Myanmar", "Mjanma", "Мьянма", "Myanmar"),
    "PS": ("Palestine", "Palestīna", "Палестина", "Palestine"),
    "VA": ("Holy See", "Svētais Krēsls", "Святой Престол", "Saint-Siège"),
}


def names(code: str) -> tuple[str, ...]:
    english, *others = (Locale.parse(language).territories[code] for language in LANGUAGES)
    written_out = english.replace(" & ", " and ").replace("St. ", "Saint ")
    return OURS.get(code, (written_out, *others))


def main() -> None:
    with STATES.open(encoding="utf-8", newline="") as file:
        codes = sorted(row["code"] for row in csv.DictReader(file))
    with STATES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", *LANGUAGES))
        writer.writerows((code, *names(code)) for code in codes)


if __name__ == "__main__":
    main()
