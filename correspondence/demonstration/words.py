"""The words of the public statement that the record quotes, and where each report comes from."""

STATEMENT = "statement"
SOURCE = "Ministry of Defence of Latvia, Media Relations Section: “Latvia expects specific suggestions from Russia”"
LSM, TIMES, LETA = "LSM (eng.lsm.lv)", "The Baltic Times, 14 March 2017", "LETA"

EXCERPTS = {
    "letters": "the letters of Russia wherein Russia has extended invitation for the security consultations in Moscow",
    "experts": "to discuss further military cooperation at the level of experts",
    "steps": "it expects specific suggestions from the side of Russia in order to lessen its aggressive activities "
    "near the Latvian border",
    "answer": "In response to the letter",
    "unchanged": "the position taken by Latvia has not changed",
    "no_renewal": "it does not see a possibility to renew the political and military dialogue",
    "suspended": "suspended after Russia annexed Crimea in spring of 2014 and after aggression in the east of Ukraine",
    "transparency": "it is interested in promoting transparency in the region",
    "incidents": "lessening the threat of incidents above the Baltic Sea",
    "formats": "has invited Russia to discuss its suggestions in already existing formats of cooperation, including "
    "NATO-Russia Council and Organisation for Security and Cooperation in Europe",
    "district": "has invited Russia to offer specific suggestions of how it is willing to promote transparency in "
    "relation to military infrastructure and training in the Western Military District",
    "inspections": "since 2003 Latvia has extended an offer to Russia to agree on additional bilateral inspections",
    "rejected": "that have been consistently rejected so far",
    "vienna": "Latvia has invited Russia to cooperation within the framework of Vienna Document",
    "options": "so far not all options provided by the Vienna Document have been used",
    "exchange": "annual voluntary exchange of military information among the member states (57 countries)",
    "ready": "the Ministry of Defence will be ready to discuss these suggestions",
}
PARAGRAPHS = (
    ("letters", "experts", "steps"),
    ("answer", "unchanged", "no_renewal", "suspended"),
    ("transparency", "incidents"),
    ("formats",),
    ("district",),
    ("inspections", "rejected", "vienna", "options", "exchange", "ready"),
)
