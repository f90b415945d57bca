"""Which state or organisation words speak of: names and adjectives of countries, the only geography that the rules know."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

# Codes of ISO 3166-1 as they are or were in force.
WORDS = {
    "US": r"United States|U\.S\.|USG?|American?s?|Washington|White House",
    "SU": r"Soviets?|Soviet Union|USSR|U\.S\.S\.R\.|Sov|Moscow|Kremlin|NSK",
    "RU": r"Russian Federation|Russia(?:n|ns)?",
    "GB": r"United Kingdom|Great Britain|Britain|British|UK|U\.K\.|HMG|Her Majesty[’']s Government|His Majesty[’']s Government|London|Foreign Secretary|Downing Street",
    "FR": r"France|French|Paris|Quai d[’']Orsay|Elys[ée]e",
    "DE": r"Federal Republic of Germany|Federal Republic|West Germany|Germany|Germans?|FRG|Bonn|Berlin|Chancellor",
    "DD": r"German Democratic Republic|GDR|East Germans?|East Germany|Pankow",
    "IT": r"Italy|Italians?|Rome", "ES": r"Spain|Spanish|Madrid", "PT": r"Portugal|Portuguese|Lisbon",
    "GR": r"Greece|Greeks?|GOG|Athens", "TR": r"Turkey|Turkish|Turks?|GOT|Ankara", "CY": r"Cyprus|Cypriots?|Nicosia",
    "YU": r"Yugoslavia|Yugoslavs?|Belgrade", "PL": r"Poland|Polish|Poles?|Warsaw", "CS": r"Czechoslovakia|Czechoslovaks?|Czechs?|Prague",
    "HU": r"Hungary|Hungarians?|Budapest", "RO": r"Romanian?s?|Rumanian?s?|Bucharest", "BG": r"Bulgarian?s?|Sofia", "AL": r"Albanian?s?|Tirana",
    "AT": r"Austrian?s?|Vienna", "CH": r"Switzerland|Swiss|Bern", "SE": r"Sweden|Swedish|Swedes?|Stockholm", "NO": r"Norway|Norwegians?|Oslo",
    "DK": r"Denmark|Danish|Danes?|Copenhagen", "FI": r"Finland|Finnish|Finns?|Helsinki", "IS": r"Iceland(?:ic)?|Reykjavik",
    "NL": r"Netherlands|Dutch|The Hague", "BE": r"Belgium|Belgians?|Brussels", "LU": r"Luxembourg", "IE": r"Ireland|Irish|Dublin",
    "LV": r"Latvian?s?|Riga", "LT": r"Lithuanian?s?|Vilnius", "EE": r"Estonian?s?|Tallinn", "UA": r"Ukraine|Ukrainians?|Kyiv|Kiev",
    "BY": r"Belarus(?:ian)?s?|Minsk", "JP": r"Japan|Japanese|Tokyo|GOJ", "CN": r"People[’']s Republic of China|Communist China|Chinese Communists?|PRC|ChiComs?|Chicoms?|Peking|Peiping|Beijing|Chinese|China",
    "TW": r"Republic of China|GRC|Taipei|Formosa|Taiwan", "KR": r"Republic of Korea|South Korean?s?|ROK|Seoul|Koreans?|Korea", "KP": r"North Korean?s?|DPRK|Pyongyang",
    "VN": r"Vietnam(?:ese)?|Viet-?[Nn]am(?:ese)?|GVN|Saigon|Hanoi|DRV", "LA": r"Laos|Lao(?:tians?)?|Vientiane", "KH": r"Cambodian?s?|Phnom Penh",
    "TH": r"Thailand|Thai|Bangkok", "MM": r"Burma|Burmese|Rangoon", "MY": r"Malaysian?s?|Malayan?|Kuala Lumpur", "SG": r"Singapore",
    "ID": r"Indonesian?s?|Djakarta|Jakarta|Batavia|GOI", "PH": r"Philippines?|Filipinos?|Manila", "IN": r"India|Indians?|New Delhi|Delhi",
    "PK": r"Pakistan|Pakistanis?|GOP|Karachi|Islamabad|Rawalpindi", "AF": r"Afghanistan|Afghans?|RGA|Kabul", "LK": r"Ceylon(?:ese)?|Sri Lanka|Colombo",
    "NP": r"Nepal(?:ese)?|Kathmandu", "IR": r"Iran|Iranians?|GOI|Tehran|Teheran|Persian?s?", "IQ": r"Iraq|Iraqis?|Baghdad|Bagdad",
    "SY": r"Syrian?s?|Damascus|SARG", "LB": r"Lebanon|Lebanese|Beirut|GOL", "JO": r"Jordan|Jordanians?|Amman|GOJ", "IL": r"Israel|Israelis?|GOI|Tel Aviv|Jerusalem",
    "EG": r"Egypt|Egyptians?|UAR|United Arab Republic|Cairo|GOE", "SA": r"Saudi Arabian?|Saudis?|SAG|Jidda|Jeddah|Riyadh", "YE": r"Yemen|Yemenis?|Sana[’']?a",
    "KW": r"Kuwait(?:i)?s?", "LY": r"Libya|Libyans?|Tripoli", "TN": r"Tunisian?s?|Tunis", "DZ": r"Algerian?s?|Algiers", "MA": r"Morocco|Moroccans?|Rabat",
    "SD": r"Sudan|Sudanese|Khartoum", "ET": r"Ethiopian?s?|Addis Ababa", "SO": r"Somalian?|Somalis?|Mogadis\w+", "KE": r"Kenyan?s?|Nairobi",
    "NG": r"Nigerian?s?|Lagos", "GH": r"Ghana(?:ian)?s?|Accra", "CD": r"Congo(?:lese)?|L[ée]opoldville|Kinshasa|Zaire", "ZA": r"South Africans?|South Africa|Pretoria",
    "CA": r"Canada|Canadians?|Ottawa", "MX": r"Mexico|Mexicans?", "CU": r"Cuba|Cubans?|Havana|Habana", "DO": r"Dominican Republic|Dominicans?",
    "HT": r"Haiti(?:an)?s?", "GT": r"Guatemalan?s?", "NI": r"Nicaraguan?s?", "PA": r"Panama(?:nian)?s?", "CO": r"Colombian?s?|Bogot[áa]",
    "VE": r"Venezuelan?s?|Caracas", "PE": r"Peru(?:vian)?s?|Lima", "CL": r"Chile(?:an)?s?|Santiago", "AR": r"Argentin(?:a|e|ians?)|Buenos Aires",
    "BR": r"Brazil(?:ian)?s?|Rio de Janeiro|Brasilia", "BO": r"Bolivian?s?|La Paz", "AU": r"Australian?s?|Canberra", "NZ": r"New Zealand(?:ers?)?|Wellington",
    "NATO": r"NATO|North Atlantic (?:Council|Treaty)|SHAPE", "UN": r"United Nations|UN|U\.N\.", "OSCE": r"OSCE|CSCE", "EU": r"European (?:Union|Communities|Community|Commission)|EEC",
}  # fmt: skip
ANY = re.compile("|".join(rf"(?P<{code}>(?<![\w-])(?:{words})(?![\w-]))" for code, words in WORDS.items()))
SAMPLE = 6000


@lru_cache(maxsize=4096)
def states_in(words: str) -> tuple[str, ...]:
    """Return the codes of the states and organisations that words speak of, in their order, each once."""
    return tuple(dict.fromkeys(str(match.lastgroup) for match in ANY.finditer(words)))


def most_named(text: str, *, besides: str) -> str:
    """Return the state that a text speaks of most, besides one; "" when it speaks of none."""
    counts = Counter(str(match.lastgroup) for match in ANY.finditer(text[:SAMPLE]))
    for code in (besides, "UN", "NATO"):
        counts.pop(code, None)
    return counts.most_common(1)[0][0] if counts else ""
