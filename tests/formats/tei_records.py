"""Letters made up at random, of what TEI and CMIF can hold: white space is theirs to fold, control characters are none of it."""

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st

from correspondence.dates import UncertainDate
from correspondence.formats.record import LetterRecord, NamedLink, NamedParty, Reading, Words
from correspondence.formats.tei.surroundings import ANSWERING, RELATIONS

characters = st.characters(exclude_categories=("Cs", "Cc", "Cn"))
words = (
    st.text(characters, min_size=1, max_size=12)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text not in {"", "Unknown"})
)
prose = st.text(characters | st.sampled_from("\n\t"), max_size=30)
maybe = st.just("") | words
ids = st.uuids(version=4).map(str)
addresses = st.sampled_from(["https://edition.example/letter/1", "https://edition.example/letter/2?v=1&w=2"])
pids = st.sampled_from(["o:vipa.1", "frus1961-63v05#d21", "<id@host>", "/odd key/%2F", "S. 45"])
keys = st.lists(st.sampled_from(["https://d-nb.info/gnd/1", "https://viaf.org/viaf/2"]), unique=True, max_size=2).map(
    tuple
)
slugs = st.sampled_from(["", "latvia", "russia"])

EDTFS = (
    "2014-03-05", "2014-03", "2014", "0999", "2014-21", "2014-24", "199X", "19XX", "1918~", "1918-05-01?", "1918%",
    "2003/..", "../2003", "2003/2018-11-28", "1902-05~/1902-06?", "[1990-06-28,1990-06-29]", "[..1834]", "[1834..]",
    "[1834-01..1835]", "{1834,1836-02}", "[1834?..1835?]", "1834?/..",
)  # fmt: skip
# Words that name no date, and words that do.
spoken = st.sampled_from(["", "in the spring", "Spätherbst 1902", "o. D.", "28 November 2018", "spring 2014", "2014?"])
edtf_dates = st.builds(UncertainDate.from_edtf, st.sampled_from(EDTFS), spoken)
plain_dates = st.builds(UncertainDate.on, st.dates(min_value=dt.date(1000, 1, 1)))
dates = edtf_dates | plain_dates
unread = spoken.filter(bool).map(UncertainDate.unread)


@st.composite
def parties(draw, role, *, full):
    kind = draw(st.sampled_from(["person", "organisation", *(["state", "mission", ""] if full else [])]))
    party = NamedParty(name=draw(words), role=role, keys=draw(keys), slug=draw(slugs), kind=kind)
    if not full:
        return party
    party = replace(party, as_named=draw(maybe), person=draw(maybe))
    if role == "addressee":
        party = replace(
            party, place=draw(maybe), channel=draw(maybe), reference=draw(maybe), received=draw(dates | unread)
        )
    return party


def links(targets, relations):
    return st.lists(
        st.builds(NamedLink, target=targets, relation=st.sampled_from(relations)), unique=True, max_size=2
    ).map(tuple)


@st.composite
def readings_in_full(draw):
    found = []
    for which in draw(st.lists(st.sampled_from(["dated", "sent", "received", "published"]), unique=True)):
        for standing in draw(st.sampled_from([("preferred",), ("preferred", "alternative"), ("rejected",)])):
            value = draw(dates | unread)
            calendar = draw(st.sampled_from(["gregorian", "julian"]))
            basis = draw(st.sampled_from(["as_printed", "page_stamp", "inferred", "reported"]))
            time = draw(st.sampled_from(["", "14:05", "14:05:30"])) if value.is_day else ""
            zone = draw(st.sampled_from(["", "Z", "+02:00"])) if time else ""
            found.append(Reading(value, which, time, zone, calendar, basis, standing=standing))
    return tuple(found)


@st.composite
def letters_in_full(draw):
    """A letter with everything that our TEI holds."""
    everybody = [draw(parties("sender", full=True)) for _ in range(draw(st.integers(0, 2)))]
    for role in ("on_behalf", "addressee", "addressee", "copy", "via", "participant", "concerns"):
        everybody += [draw(parties(role, full=True))] * draw(st.booleans())
    relations = links(pids | addresses | ids, RELATIONS)
    described = st.builds(
        replace,
        st.builds(NamedLink, pids, st.sampled_from(RELATIONS)),
        basis=st.sampled_from(["stated", "inferred"]),
        note=maybe,
    )
    body = prose.filter(bool) | st.just("One paragraph.\n\nAnother.")
    return LetterRecord(
        source_key=draw(pids | addresses),
        id=draw(st.just("") | ids),
        subject=draw(words),
        summary=draw(prose),
        form=draw(st.sampled_from(["letter", "note_verbale", ""])),
        topic=draw(slugs),
        framework=draw(slugs),
        knowledge=draw(st.sampled_from(["held", "seen", "reported"])),
        extent_note=draw(maybe),
        at_least=draw(st.none() | st.integers(1, 99)),
        dates=draw(readings_in_full()),
        dated_in_doubt=draw(st.booleans()),
        reply_expected=draw(st.booleans()),
        own_reference=draw(maybe),
        their_reference=draw(maybe),
        channel=draw(maybe),
        place=draw(maybe),
        language=draw(st.sampled_from(["", "lv", "ru"])),
        marking=draw(maybe),
        citation=draw(maybe),
        source_url=draw(st.just("") | addresses),
        archive_reference=draw(maybe),
        locator=draw(maybe),
        captured_on=draw(st.sampled_from(["", "2018-11-28"])),
        status=draw(st.sampled_from(["logged", "draft"])),
        parties=tuple(everybody),
        links=draw(relations) + draw(st.just(()) | described.map(lambda link: (link,))),
        later=draw(links(pids, RELATIONS)),
        texts=tuple(
            draw(
                st.lists(
                    st.builds(
                        Words,
                        body,
                        st.sampled_from(["lv", "ru"]),
                        st.sampled_from(["original", "translation", "summary"]),
                        st.booleans(),
                    ),
                    max_size=2,
                )
            )
        ),
    )


@st.composite
def letters_for_all(draw):
    """A letter with everything that CMIF holds, without what its reader says of every letter."""
    everybody = [draw(parties("sender", full=False)) for _ in range(draw(st.integers(0, 2)))]
    for role in ("addressee", "addressee", "copy"):
        everybody += [draw(parties(role, full=False))] * draw(st.booleans())
    readings = [Reading(draw(dates), which, basis=draw(st.sampled_from(["as_printed", "inferred"])))
                for which in ("dated", "received") if draw(st.booleans())]  # fmt: skip
    elsewhere = draw(st.booleans())
    return LetterRecord(
        source_key=draw(addresses if elsewhere else st.just("") | pids),
        id="" if elsewhere else draw(ids),
        dates=tuple(readings),
        place=draw(maybe),
        locator=draw(maybe) if elsewhere else "",
        parties=tuple(everybody),
        links=draw(links(addresses | ids, ANSWERING)),
        later=draw(links(addresses | ids, ANSWERING)),
    )
