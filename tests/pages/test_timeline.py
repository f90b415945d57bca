"""The bilateral timeline: what two parties said to each other, in order, and what each exchange answers."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence import demonstration
from correspondence.dates import UncertainDate
from correspondence.models import DateReading, Letter, Link, Participation
from tests import factories as make

PAGE = 4


@pytest.fixture
def page(client, latvia, russia):
    """Fetch the timeline of Latvia and Russia."""

    def get(address="/timelines/latvia/russia/", **query):
        return client.get(address, query)

    return get


@pytest.fixture
def note(latvia, russia):
    """Log a letter of Latvia to Russia."""
    return lambda subject, dated="1 March 2016", **fields: make.letter(
        subject, **{"sender": latvia, "to": russia, "dated": dated, **fields}
    )


@pytest.fixture
def founding(db):
    demonstration.load()


def rows(response, kind=""):
    return [row for row in response.context["timeline"].rows if kind in {"", row.kind}]


def cards(response):
    return {row.thing.letter.subject: row.thing for row in rows(response, "card")}


def subjects(response):
    return [row.thing.letter.subject for row in rows(response, "card")]


def gaps(response):
    return [str(row.thing) for row in rows(response, "gap")]


def text_of(response):
    """Return the words of a page as somebody without style sheets reads them."""
    bare = re.sub(r"<svg.*?</svg>|<[^>]+>", "", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(bare))


def links_of(card, words):
    return [str(r.letter) for c in card.connections if c.words == words for r in c.references]


def rails_of(response, subject):
    row = next(row for row in rows(response, "card") if row.thing.letter.subject == subject)
    return [(segment.kind, segment.dashed) for segment in row.rail.segments]


# --- The founding record --------------------------------------------------------------------------------


def test_every_exchange_of_the_founding_record_stands_in_order(client, founding):
    shown = subjects(client.get("/timelines/latvia/russia/"))

    assert len(shown) == Letter.objects.count()
    for link in Link.objects.answering():
        assert shown.index(link.later.subject) > shown.index(link.earlier.subject)


def test_every_exchange_of_the_founding_record_names_its_earlier_exchange_and_has_its_rail(client, founding):
    response = client.get("/timelines/latvia/russia/")
    shown = cards(response)

    for letter in Letter.objects.filter(links_up__isnull=False).distinct():
        card = shown[letter.subject]
        named = {reference.letter.pk for one in card.connections for reference in one.references}
        assert {link.earlier_id for link in letter.links_up.all()} <= named
        drawn = "in" in {kind for kind, _dashed in rails_of(response, letter.subject)}
        assert drawn or any(r.arrow for c in card.connections for r in c.references)


def test_the_gap_of_eleven_years_is_said(client, founding):
    assert "Nothing shown here for about 11 years and 2 months" in gaps(client.get("/timelines/latvia/russia/"))


def test_the_reply_says_how_each_point_is_answered(client, founding):
    words = text_of(client.get("/timelines/latvia/russia/"))

    assert "Declined: Security consultations in Moscow" in words
    assert "Redirected to NATO–Russia Council" in words
    assert "Redirected to OSCE" in words
    assert "claims to be unchanged" in words
    assert "Recalls: Additional bilateral inspections" in words


def test_what_is_claimed_is_attributed_and_a_rival_reading_stands_beside_the_answer(client, founding):
    shown = cards(client.get("/timelines/latvia/russia/"))

    assert shown["Offers of additional bilateral inspections"].parts[0].notes == ("according to Latvia",)
    assert shown["Rejections of additional bilateral inspections"].parts[0].notes == ("according to Latvia",)
    refusal = shown["Offer of additional inspections turned down"].parts
    assert [part.code for part in refusal] == ["rejected", "deferred"]
    assert refusal[1].notes == ("“premature”", "according to Embassy in Riga")


def test_a_bundle_a_statement_and_a_meeting_are_described(client, founding):
    words = text_of(client.get("/timelines/latvia/russia/"))

    assert "Letters, at least 2" in words
    assert "Public statement about Russia" in words
    assert "Meeting of Ministry of Defence (Russia) and Ministry of Defence (Latvia)" in words
    assert "Ministry of Defence to Ministry of Defence, via Military attaché in Riga" in words
    assert "28 November 2018, page stamp, date in doubt" in words


def test_what_is_still_open_stands_at_the_end(client, founding):
    last = rows(client.get("/timelines/latvia/russia/"))[-1]

    assert last.kind == "open"
    assert [str(asked.party) for asked in last.thing.asked] == ["Russia"]
    assert "Use more of the options of the Vienna Document" in [
        one.standing.addressee.proposal.title for one in last.thing.asked[0].named
    ]


def test_another_date_for_the_statement_moves_it_with_what_it_bounds(client, founding):
    DateReading.objects.get(standing="alternative").prefer(reason="The press reported it then.")

    shown = subjects(client.get("/timelines/latvia/russia/"))

    assert shown.index("Latvia expects specific suggestions from Russia") < shown.index("Experts meet in Riga")
    assert shown.index("Reply to Russia's letters") < shown.index("Latvia expects specific suggestions from Russia")


# --- Order, sides, words ---------------------------------------------------------------------------------


def test_the_party_named_first_stands_on_the_left_and_both_orders_answer(client, page, note, russia, latvia):
    note("From Latvia")
    note("From Russia", sender=russia, to=latvia)

    one, other = cards(page()), cards(client.get("/timelines/russia/latvia/"))

    assert (one["From Latvia"].side, one["From Russia"].side) == ("a", "b")
    assert (other["From Latvia"].side, other["From Russia"].side) == ("b", "a")


def test_the_order_of_the_sites_own_lists_is_canonical(client, page, note):
    note("Note")

    assert 'rel="canonical"' not in page().content.decode()
    assert (
        '<link rel="canonical" href="/timelines/latvia/russia/">'
        in client.get("/timelines/russia/latvia/").content.decode()
    )


def test_newest_first_turns_everything_round(page, note):
    earlier = note("First", "1 March 2014")
    make.answer_to(earlier, subject="Second", dated="1 May 2016")

    response = page(order="newest")

    assert subjects(response) == ["Second", "First"]
    assert [row.kind for row in rows(response)] == ["year", "card", "gap", "year", "card"]
    assert rails_of(response, "Second") == [("in", False)]


def test_undated_exchanges_stand_last_under_a_heading_of_their_own(page, note):
    note("Undated", "")
    note("Dated")

    response = page()

    assert subjects(response) == ["Dated", "Undated"]
    assert [row.thing.number for row in rows(response, "year")] == [2016, 0]
    assert "Date not known" in text_of(response)


def test_a_letter_of_an_organ_stands_on_the_timeline_of_its_state(page, latvian_mod, russian_mod):
    make.letter("Of the ministry", sender=latvian_mod, to=russian_mod, dated="1 May 2016")

    assert cards(page())["Of the ministry"].side == "a"
    assert cards(page())["Of the ministry"].route == "Ministry of Defence to Ministry of Defence"


def test_a_timeline_of_organs_shows_what_they_took_part_in(client, latvia, russia, latvian_mod):
    make.letter("Of the ministry", sender=latvian_mod, to=russia, dated="1 May 2016")
    make.letter("Of the state", sender=latvia, to=russia, dated="2 May 2016")

    assert subjects(client.get(f"/timelines/{latvian_mod.slug}/russia/")) == ["Of the ministry"]
    assert subjects(client.get(f"/timelines/russia/{latvian_mod.slug}/")) == ["Of the ministry"]


def test_two_organs_of_one_state_have_a_timeline(client, latvia, latvian_mod):
    mfa = make.party("Ministry of Foreign Affairs", "ministry", parent=latvia, slug="latvia-mfa")
    make.letter("Down the street", sender=mfa, to=latvian_mod, dated="1 May 2016")

    response = client.get(f"/timelines/{latvian_mod.slug}/latvia-mfa/")

    assert cards(response)["Down the street"].side == "b"
    assert subjects(client.get("/timelines/latvia/latvia/")) == ["Down the street"]


def test_a_letter_on_behalf_of_a_party_stands_on_that_side(page, russia, latvia):
    protecting = make.party("Switzerland")
    letter = make.letter("For Latvia", sender=protecting, to=russia, dated="1 May 2016")
    row = Participation(letter=letter, party=latvia, role="on_behalf")
    row.full_clean()
    row.save()

    card = cards(page())["For Latvia"]

    assert card.side == "a"
    assert card.route == "Switzerland on behalf of Latvia to Russia"


def test_drafts_and_void_letters_are_marked(client, page, note, officer):
    note("Draft", status="draft", by=officer)
    Letter.objects.get(pk=note("Void").pk).void(reason="Logged twice.")
    client.force_login(officer)

    shown = cards(page())

    assert shown["Draft"].classes == "a draft"
    assert shown["Void"].classes == "a void"


def test_a_basis_other_than_print_is_said(page, note):
    letter = note("Stamped")
    reading = letter.readings.get()
    reading.basis = "page_stamp"
    reading.save()
    note("Received only", "", received="3 March 2016")

    shown = cards(page())

    assert shown["Stamped"].basis == "page stamp"
    assert shown["Received only"].basis == "received"


# --- What a card carries ---------------------------------------------------------------------------------


def test_an_offer_shows_what_became_of_it_where_it_was_put(page, note, latvia, russia):
    put = note("Offer")
    offer = make.offer("Hotline", by=latvia, to=russia, put_in=put)
    make.respond(offer, make.answer_to(put, subject="No", dated="2 May 2016"), "rejected")

    part = cards(page())["Offer"].parts[0]

    assert (part.code, part.proposal) == ("offer", offer)
    assert [(outcome.state, outcome.letter.subject) for outcome in part.outcomes] == [("rejected", "No")]


def test_an_offer_that_waits_has_no_outcome_and_stands_in_the_last_row(page, note, latvia, russia):
    make.offer("Hotline", by=latvia, to=russia, put_in=note("Offer"))

    response = page()

    assert cards(response)["Offer"].parts[0].outcomes == ()
    assert "1 offer or request is open." in text_of(response)
    assert rows(page(order="newest"))[0].kind == "open"


def test_an_offer_put_again_and_one_taken_back_say_so(page, note, latvia, russia):
    offer = make.offer("Hotline", by=latvia, to=russia, put_in=note("First"))
    make.table(offer, note("Second", "1 April 2016"))
    make.table(offer, note("Third", "1 May 2016"), "withdrawn")

    shown = cards(page())

    assert shown["First"].parts[0].notes == ()
    assert shown["Second"].parts[0].notes == ("put again",)
    assert (shown["Third"].parts[0].look, shown["Third"].parts[0].code) == ("state", "withdrawn")


def test_a_refused_invitation_is_declined(page, note, latvia, russia):
    put = note("Invitation")
    offer = make.offer("Come to Riga", by=latvia, to=russia, put_in=put, kind="invitation")
    make.respond(offer, make.answer_to(put, subject="No", dated="2 May 2016"), "rejected")

    words = text_of(page())

    assert "Declined: Come to Riga" in words
    assert "Rejected" not in words


# --- Links and lines -------------------------------------------------------------------------------------


def test_an_answer_is_tied_to_what_it_answers_in_words_and_by_a_line(page, note):
    earlier = note("Question")
    make.answer_to(earlier, subject="Answer", dated="2 May 2016")

    response = page()

    assert links_of(cards(response)["Answer"], "Answers") == ["Question"]
    assert links_of(cards(response)["Question"], "Answered by") == ["Answer"]
    assert rails_of(response, "Question") == [("out", False)]
    assert rails_of(response, "Answer") == [("in", False)]
    assert f'href="#x-{earlier.pk}"' in response.content.decode()


@pytest.mark.parametrize(("relation", "dashed"), [("rejects", False), ("reminds", True), ("withdraws", True)])
def test_only_answers_are_drawn_solid(page, note, relation, dashed):
    earlier = note("Earlier")
    make.link(note("Later", "2 May 2016"), earlier, relation)

    assert rails_of(page(), "Later") == [("in", dashed)]


def test_a_reference_beside_an_answer_is_a_link_without_a_line(page, note):
    question, other = note("Question"), note("Other", "2 March 2016")
    answer = make.answer_to(question, subject="Answer", dated="2 May 2016")
    make.link(answer, other, "refers_to")

    response = page()

    assert links_of(cards(response)["Answer"], "Refers to") == ["Other"]
    assert rails_of(response, "Other") == [("pass", False)]


def test_an_answer_that_stands_before_its_letter_points_down(page, note):
    late = note("Dated late", "1 May 2016")
    make.link(note("Dated early", "1 March 2016"), late)

    (reference,) = cards(page())["Dated early"].connections[0].references

    assert (reference.arrow, reference.is_here) == ("down", True)


def test_without_any_link_the_earlier_exchange_on_the_topic_is_named(page, note, russia, latvia):
    on = {"topic": make.topic("Inspections")}
    note("First", "1 March 2016", **on)
    note("Elsewhere", "2 March 2016", topic=make.topic("Trade"))
    note("Second", "1 May 2016", sender=russia, to=latvia, **on)

    shown = cards(page())

    assert shown["First"].on_topic is None
    assert shown["Second"].on_topic.letter.subject == "First"
    assert "Earlier exchange on this topic: First" in text_of(page())


def test_a_letter_with_a_link_needs_no_computed_earlier_exchange(page, note):
    on = {"topic": make.topic("Inspections")}
    first = note("First", "1 March 2016", **on)
    note("Between", "2 March 2016", **on)
    make.answer_to(first, subject="Answer", dated="1 May 2016", **on)

    assert cards(page())["Answer"].on_topic is None


def test_nothing_follows_a_void_letter_by_computation(page, note):
    on = {"topic": make.topic("Inspections")}
    note("First", "1 March 2016", **on)
    note("Void", "2 March 2016", **on).void(reason="Logged twice.")
    note("Second", "1 May 2016", **on)

    assert cards(page())["Second"].on_topic.letter.subject == "First"


def test_log_the_reply_is_offered_to_those_who_may(client, page, note, officer, reader):
    letter = note("Question")
    address = f"/admin/correspondence/letter/add/?reply_to={letter.pk}"

    assert address not in page().content.decode()
    client.force_login(reader)
    assert address not in page().content.decode()
    client.force_login(officer)
    assert address in page().content.decode()


# --- Gaps and events -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("1 January 2015", "30 June 2015", []),
        ("1 January 2015", "1 July 2015", ["Nothing shown here for 6 months"]),
        ("9 March 2017", "28 November 2018", ["Nothing shown here for 1 year and 8 months"]),
        ("1 January 2015", "2018", ["Nothing shown here for about 3 years"]),
        ("2015", "1 May 2016", []),
        ("spring 2014", "1 June 2015", ["Nothing shown here for about 1 year"]),
        ("1 January 2015", "", []),
    ],
)
def test_a_gap_is_said_only_where_the_record_has_one(page, note, first, second, said):
    note("First", first)
    note("Second", second)

    assert gaps(page()) == said


def test_an_exchange_that_may_lie_anywhere_in_a_gap_fills_it(page, note):
    note("Some time", dated=UncertainDate.from_edtf("[2003-01-01..2010-12-31]"))
    note("Later", "1 February 2011")

    assert gaps(page()) == []


def test_events_of_either_party_stand_where_they_happened(page, note, latvia, russia):
    letter = note("Protest", "1 May 2014")
    event = make.event("A border is closed", russia, occurred="April 2014")
    make.event("Elsewhere", make.party("Chile"), occurred="April 2014")
    make.event("Undated", latvia)
    make.link_to_event(letter, event)

    response = page()

    assert [str(row.thing) for row in rows(response, "event")] == ["A border is closed"]
    assert [row.kind for row in rows(response)] == ["year", "event", "card"]
    assert f'Follows <a href="#e-{event.pk}">' in response.content.decode()


def test_an_event_breaks_a_gap_into_two(page, note, latvia):
    note("First", "1 January 2010")
    make.event("An election", latvia, occurred="1 January 2012")
    note("Second", "1 January 2015")

    assert gaps(page()) == ["Nothing shown here for 2 years", "Nothing shown here for 3 years"]


# --- Pages -----------------------------------------------------------------------------------------------


@pytest.fixture
def short_pages(monkeypatch):
    monkeypatch.setattr("correspondence.timeline.pages.SIZE", PAGE)


def many(latvia, russia, number=2 * PAGE + 1):
    start = date(2016, 1, 1)
    return [
        make.letter(f"Note {n}", sender=latvia, to=russia, dated=UncertainDate.on(start + timedelta(days=n)))
        for n in range(number)
    ]


@pytest.mark.parametrize("order", ["", "newest"])
def test_pages_show_everything_once_and_lead_back(page, short_pages, latvia, russia, order):
    written = [letter.subject for letter in many(latvia, russia)]
    first = page(order=order)
    second = page(order=order, after=first.context["timeline"].after)
    third = page(order=order, after=second.context["timeline"].after)
    shown = [subjects(response) for response in (first, second, third)]

    assert [subject for one in shown for subject in one] == (written[::-1] if order else written)
    assert [len(one) for one in shown] == [PAGE, PAGE, 1]
    assert third.context["timeline"].after == first.context["timeline"].before == ""
    assert subjects(page(order=order, before=third.context["timeline"].before)) == shown[1]
    assert subjects(page(order=order, before=second.context["timeline"].before)) == shown[0]


@pytest.mark.parametrize("order", ["", "newest"])
def test_a_line_over_the_border_of_a_page_becomes_a_link_with_an_arrow(page, short_pages, latvia, russia, order):
    letters = many(latvia, russia, PAGE)
    make.answer_to(letters[-1], subject="Answer", dated="1 May 2017")
    make.link(make.letter("Last", sender=latvia, to=russia, dated="2 May 2017"), letters[0])

    first = page(order=order)
    second = page(order=order, after=first.context["timeline"].after)
    old, new = (second, first) if order else (first, second)
    up = {"Answer": "up", "Last": "up"} if not order else {"Last": "down"}

    for subject, arrow in up.items():
        (reference,) = cards(new)[subject].connections[0].references
        assert (reference.arrow, reference.is_here) == (arrow, False)
    (reference,) = cards(old)["Note 0" if order else letters[-1].subject].connections[0].references
    assert (reference.arrow, reference.is_here) == ("up" if order else "down", False)
    assert f'href="{reference.letter.get_absolute_url()}"' in old.content.decode()


@pytest.mark.parametrize("order", ["", "newest"])
def test_gaps_and_events_at_the_border_of_a_page_are_shown_once(page, short_pages, latvia, russia, order):
    many(latvia, russia, PAGE)
    make.event("In between", latvia, occurred="1 June 2018")
    make.letter("Last", sender=latvia, to=russia, dated="1 June 2019")

    first = page(order=order)
    second = page(order=order, after=first.context["timeline"].after)
    both = [*rows(first), *rows(second)]

    assert [str(row.thing) for row in both if row.kind == "event"] == ["In between"]
    assert sorted(str(row.thing) for row in both if row.kind == "gap") == [
        "Nothing shown here for 1 year",
        "Nothing shown here for 2 years and 4 months",
    ]


def test_a_year_shows_what_stands_in_it(page, note, latvia):
    for year in (2015, 2016, 2017):
        note(f"Of {year}", f"1 May {year}")
        make.event(f"Event of {year}", latvia, occurred=f"1 June {year}")

    response = page(year="2016")

    assert subjects(response) == ["Of 2016"]
    assert [str(row.thing) for row in rows(response, "event")] == ["Event of 2016"]
    assert gaps(response) == []
    assert "1 exchange in 2016." in text_of(response)


def test_a_year_without_exchanges_says_so(page, note):
    note("Note")

    response = page(year="1999")

    assert response.status_code == 200
    assert "Nothing that you can see stands in 1999" in text_of(response)


@pytest.mark.parametrize(
    "query",
    [
        {"year": "last"},
        {"year": "0"},
        {"year": "10000"},
        {"year": "-3"},
        {"year": "9" * 100_000},
        {"year": "2016\0"},
        {"order": "sideways"},
        {"order": "\0"},
        {"predecessors": "maybe"},
        {"after": "nonsense"},
        {"after": "201603011000000000"},
        {"after": "201603011000000000.not-a-key"},
        {"before": "x" * 100_000},
        {"before": "\0.\0"},
        {"after": f"{'2' * 18}.{'0' * 32}", "before": f"{'2' * 18}.{'0' * 32}"},
    ],
)
def test_what_cannot_be_read_is_refused_with_a_message_and_no_rows(page, note, query):
    note("Note")

    response = page(**query)

    assert response.status_code == 400
    assert 'role="alert"' in response.content.decode()
    assert "Note" not in text_of(response).split("Latvia and Russia", 2)[-1]


def test_repeated_and_surrogate_parameters_are_no_fault_of_the_server(client, page, note):
    note("Note")

    assert client.get("/timelines/latvia/russia/?year=2016&year=2016&order=newest&order=oldest").status_code == 200
    assert client.get("/timelines/latvia/russia/?order=%ED%A0%80").status_code == 400
    assert client.get("/timelines/latvia/russia/?something=else").status_code == 200


def test_a_page_past_the_end_says_so(page, note):
    note("Note")

    response = page(after=f"{'9' * 18}.{'f' * 32}")

    assert response.status_code == 200
    assert "The timeline ends here" in text_of(response)


def test_the_year_9999_does_not_hold_what_is_undated(page, note):
    note("Undated", "")

    assert subjects(page(year="9999")) == []


# --- Nothing, nobody, and the hidden ---------------------------------------------------------------------


def test_a_known_pair_with_nothing_to_show_says_what_to_do_first(page):
    response = page()

    assert response.status_code == 200
    assert "No exchange between Latvia and Russia that you can see" in text_of(response)


def test_an_unknown_party_and_a_hidden_one_are_not_found_alike(client, latvia):
    make.party("Atlantis", slug="atlantis", level=make.level("secret"))
    hidden = type(latvia).objects.get(name="Atlantis").slug

    answers = [client.get(f"/timelines/latvia/{slug}/") for slug in ("nowhere", hidden)]
    # A page on paper says from which address it is.
    bare = [
        answer.content.decode().replace(slug, "") for answer, slug in zip(answers, ("nowhere", hidden), strict=True)
    ]

    assert [response.status_code for response in answers] == [404, 404]
    assert bare[0] == bare[1]


def test_a_hidden_letter_changes_nothing(client, latvia, russia, note):
    question = note("Question", "1 January 2010", topic=make.topic())
    offer = make.offer("Hotline", by=latvia, to=russia, put_in=question)
    note("Later", "1 January 2015", topic=make.topic())
    before = client.get("/timelines/latvia/russia/").content

    secret = {"level": make.level("secret")}
    answer = make.answer_to(question, subject="Secret answer", dated="1 January 2012", topic=make.topic(), **secret)
    make.respond(offer, answer, "rejected")
    event = make.event("Secret event", latvia, occurred="1 June 2013", **secret)
    make.link_to_event(answer, event)

    assert client.get("/timelines/latvia/russia/").content == before


def test_those_who_are_cleared_see_the_hidden_letter_and_what_it_changes(client, page, officer, note, latvia, russia):
    question = note("Question", "1 January 2010")
    offer = make.offer("Hotline", by=latvia, to=russia, put_in=question)
    answer = make.answer_to(question, subject="Secret", dated="1 January 2012", level=make.level("secret"))
    make.respond(offer, answer, "rejected")
    client.force_login(officer)

    shown = cards(page())

    assert links_of(shown["Question"], "Answered by") == ["Secret"]
    assert shown["Question"].parts[0].outcomes[0].state == "rejected"


# --- Cost, and the bare page -----------------------------------------------------------------------------


def statements(client, address):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def exchange(latvia, russia, n, topic):
    """Write a letter with everything on it, and its answer."""
    day = date(2010, 1, 1) + timedelta(days=10 * n)
    put = make.letter(f"Put {n}", sender=latvia, to=russia, dated=UncertainDate.on(day), topic=topic)
    offer = make.offer(by=latvia, to=russia, put_in=put)
    answer = make.answer_to(put, subject=f"Answer {n}", dated=UncertainDate.on(day + timedelta(days=1)))
    make.respond(offer, answer, "rejected")
    make.position(latvia, topic, "It stands.", put)
    make.text(put, "Some words")
    make.link_to_event(put, make.event(f"Event {n}", latvia, occurred=f"{day.year}"))


@pytest.mark.parametrize("address", ["/timelines/latvia/russia/", "/timelines/"])
def test_many_rows_cost_as_many_statements_as_one(client, latvia, russia, officer, address):
    topic = make.topic()
    exchange(latvia, russia, 0, topic)
    alone = statements(client, address)
    client.force_login(officer)
    cleared = statements(client, address)

    for n in range(1, 8):
        exchange(latvia, russia, n, topic)
        make.letter(sender=latvia, to=make.party(f"State {n}"), dated="1 May 2016")

    assert statements(client, address) == cleared
    client.logout()
    assert statements(client, address) == alone


def test_a_hundred_exchanges_cost_no_more_statements_than_one(client, latvia, russia):
    many(latvia, russia, 1)
    alone = statements(client, "/timelines/latvia/russia/")

    many(latvia, russia, 99)

    # What is open is asked for on the last page alone.
    assert statements(client, "/timelines/latvia/russia/") == alone - 1
    assert statements(client, "/timelines/latvia/russia/?order=newest") == alone


def test_the_page_needs_no_script_and_carries_no_style_of_its_own(page, note):
    make.answer_to(note("Question"), subject="Answer", dated="2 May 2016")

    content = page().content.decode()

    assert "<script" not in content
    assert "style=" not in content
    assert '<ol class="tl t1">' in content
    assert '<div class="rail arms-1" aria-hidden="true">' in content


def test_only_reading_is_answered(client, latvia, russia):
    assert client.post("/timelines/latvia/russia/").status_code == 405
    assert client.head("/timelines/latvia/russia/").status_code == 200


# --- The list of timelines -------------------------------------------------------------------------------


def test_the_list_names_the_home_partys_pairs_first_and_the_most_recent_first(client, latvia, russia):
    chile, brazil = make.party("Chile"), make.party("Brazil")
    for one, other, dated in (
        (chile, brazil, "1 May 2020"),
        (russia, latvia, "1 May 2016"),
        (latvia, chile, "1 May 2018"),
        (brazil, chile, ""),
    ):
        make.letter(sender=one, to=other, dated=dated)

    pairs = client.get("/timelines/").context["pairs"]

    assert [(str(line.a), str(line.b), line.latest) for line in pairs.own] == [
        ("Latvia", "Chile", "2018"),
        ("Latvia", "Russia", "2016"),
    ]
    assert [(str(line.a), str(line.b), str(line.count)) for line in pairs.others] == [("Brazil", "Chile", "2")]


def test_the_list_knows_nothing_of_hidden_letters(client, latvia, russia):
    make.letter(sender=latvia, to=russia, dated="1 May 2016", level=make.level("secret"))

    assert "No exchange is on file that you can see" in text_of(client.get("/timelines/"))
