"""What holds for every date that can be written, said or mistyped."""

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from correspondence.dates import UncertainDate, UnreadableDate, read

LANGUAGES = ("en", "lv", "ru", "fr")

years = st.integers(1, 9999).map("{:04}".format)
months = st.builds("{}-{:02}".format, years, st.integers(1, 12))
days = st.dates().map(dt.date.isoformat)
plain = years | months | days
marked = st.builds("{}{}".format, plain, st.sampled_from(["", "", "~", "?", "%"]))
coarse = st.builds("{}-{}".format, years, st.integers(21, 24)) | st.integers(0, 999).map("{:03}X".format)


def pairs(pattern, dates=marked):
    return st.tuples(dates, dates).filter(runs_forwards).map(lambda two: pattern.format(*two))


def runs_forwards(two):
    first, second = (UncertainDate.from_edtf(one) for one in two)
    return first.earliest < second.earliest and first.latest <= second.latest


intervals = pairs("{}/{}") | marked.map("{}/..".format) | marked.map("../{}".format)
openings = marked.map("[..{}]".format) | marked.map("[{}..]".format)
ranges = pairs("[{}..{}]") | pairs("{{{}..{}}}")
lists = pairs("[{},{}]") | pairs("{{{},{}}}")
canonical = marked | coarse | intervals | openings | ranges | lists


@given(canonical)
def test_canonical_edtf_comes_back_as_it_was(edtf):
    assert UncertainDate.from_edtf(edtf).edtf == edtf


@given(canonical)
def test_the_earliest_day_is_never_after_the_latest(edtf):
    date = UncertainDate.from_edtf(edtf)
    assert date.earliest or date.latest
    assert date.earliest is None or date.latest is None or date.earliest <= date.latest


@given(plain, st.sampled_from("~?%"))
def test_about_and_perhaps_never_widen_the_bounds(edtf, mark):
    certain, doubtful = UncertainDate.from_edtf(edtf), UncertainDate.from_edtf(edtf + mark)
    assert (certain.earliest, certain.latest) == (doubtful.earliest, doubtful.latest)


@given(canonical, st.sampled_from(LANGUAGES))
def test_what_is_said_is_understood_again(edtf, language):
    date = UncertainDate.from_edtf(edtf)
    again = read(date.in_words(language), language)
    assert (again.earliest, again.latest) == (date.earliest, date.latest)


@given(canonical, st.sampled_from(LANGUAGES))
def test_what_is_said_is_understood_in_every_interface(edtf, language):
    date = UncertainDate.from_edtf(edtf)
    for interface in LANGUAGES:
        again = read(date.in_words(language), interface)
        assert (again.earliest, again.latest) == (date.earliest, date.latest)


@given(canonical, st.dates())
def test_closing_only_ever_takes_days_away(edtf, day):
    date = UncertainDate.from_edtf(edtf)
    closed = date.closed_at(day)
    assert closed.earliest == date.earliest
    assert closed == date or closed.latest == day


@given(st.dates(min_value=dt.date(1, 1, 2), max_value=dt.date(9999, 12, 30)))
def test_before_on_and_after_a_day_share_no_day(day):
    before, after = UncertainDate.before(day), UncertainDate.after(day)
    assert not before.overlaps(day, None)
    assert not after.overlaps(None, day)
    assert UncertainDate.on(day).overlaps(day, day)
    assert before.latest + dt.timedelta(days=2) == after.earliest


@given(canonical, st.none() | st.dates(), st.none() | st.dates())
def test_a_search_finds_what_may_lie_in_it(edtf, start, end):
    assume(start is None or end is None or start <= end)
    date = UncertainDate.from_edtf(edtf)
    first, last = start or dt.date.min, end or dt.date.max
    assert date.overlaps(start, end) == (
        (date.earliest or dt.date.min) <= last and (date.latest or dt.date.max) >= first
    )


WORDS = st.sampled_from(
    [
        "since", "before", "by", "after", "until", "between", "and", "or", "to", "from", "about", "perhaps", "early", "mid", "late",
        "-", "/", ".", "..", ",", "?", "~", "(", ")", "[", "]", "{", "}", "kopš", "līdz", "pirms", "pēc", "starp", "un", "vai", "no",
        "gada", "gadi", "с", "до", "после", "по", "между", "и", "или", "года", "гг", "весна", "spring", "vasara", "2014", "2013/14",
        "28", "5", "31.12.2018", "03/04/2014", "2016-02-30", "may", "May", "maijs", "мая", "undated", "so far", "XX", "199X",
        "2014-21", "10/10", "0", "00", "99999",
    ]
)  # fmt: skip


def outcome(read_it):
    """The date that comes of reading, or the words of the refusal."""
    try:
        return read_it()
    except UnreadableDate as refusal:
        return str(refusal)


def refuses_or_understands(text, language):
    date = outcome(lambda: read(text, language))
    assert date or not text.strip()
    if isinstance(date, UncertainDate):
        assert date.earliest is None or date.latest is None or date.earliest <= date.latest
        assert bool(date.edtf) == bool(date.earliest or date.latest)
        assert len(date.edtf) <= 120


@given(st.text(max_size=250), st.sampled_from(LANGUAGES))
def test_any_text_is_understood_or_refused_in_words(text, language):
    refuses_or_understands(text, language)


@given(st.lists(WORDS, max_size=12).map(" ".join), st.sampled_from(LANGUAGES))
def test_any_row_of_words_about_dates_is_understood_or_refused_in_words(text, language):
    refuses_or_understands(text, language)


@given(st.text("0123456789X-/.[]{},~?% ", max_size=130))
def test_any_signs_of_edtf_are_understood_or_refused_in_words(text):
    date = outcome(lambda: UncertainDate.from_edtf(text))
    assert date or not text.strip()
    if isinstance(date, UncertainDate):
        assert UncertainDate.from_edtf(date.edtf) == date


@pytest.mark.parametrize("part", ["[", "2016-", "1 or ", "., ", "199X/", "a", "- ", "28.", "\u0301"])
def test_a_long_repetition_is_refused_at_once(part):
    with pytest.raises(UnreadableDate):
        read("2016" + part * 100_000)
