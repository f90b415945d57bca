"""The nine rules of the fold, one table a rule. A course is written as words: ``put 1, rejected 2``."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from correspondence.models.fold import CLOSED, MOVES, TABLINGS, Fold, Move, fold, in_order


def moves(course: str) -> list[Move]:
    """Read "put 1, claimed rejected 3": an act, where it stands, and whether it is only a claim."""
    found = []
    for number, words in enumerate(filter(None, (part.strip() for part in course.split(",")))):
        *how, kind, at = words.split()
        claim, beside = "claimed" in how, "beside" in how
        found.append(
            Move(f"{number}:{kind}", kind, f"{int(at):04}", letter=f"letter{number}", claim=claim, principal=not beside)
        )
    return found


def folded(course: str, **kwargs) -> Fold:
    return fold(moves(course), **kwargs)


def odd(found: Fold) -> list[str]:
    return [anomaly.reason for anomaly in found.anomalies]


# --- Rule 1: order ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("course", "state"),
    [
        ("put 1, rejected 2", "rejected"),
        ("rejected 2, put 1", "rejected"),
        ("put 1, rejected 2, put 3", "open"),
        ("put 3, rejected 2, put 1", "open"),
        ("put 1, rejected 1", "rejected"),
    ],
)
def test_acts_fold_by_their_dates_whatever_the_order_they_were_logged_in(course, state):
    assert folded(course).state == state


def test_what_answers_something_comes_after_it_even_when_its_date_is_earlier():
    put, answer = moves("put 5, rejected 3")

    assert [m.kind for m in in_order([answer, put], {(answer.letter, put.letter)})] == ["put", "rejected"]
    assert fold([answer, put], {(answer.letter, put.letter)}).anomalies == ()


def test_a_circle_of_answers_still_folds():
    put, answer = moves("put 1, rejected 2")
    circle = {(answer.letter, put.letter), (put.letter, answer.letter)}

    assert fold([put, answer], circle).state == "rejected"


def test_an_acceptance_that_was_sent_before_the_withdrawal_arrived_counts():
    assert folded("put 1, accepted 3, withdrawn 4").state == "accepted"


# --- Rule 2: rounds --------------------------------------------------------------------------------


@pytest.mark.parametrize("close", ["accepted", "rejected", "lapsed", "fulfilled"])
def test_putting_it_again_after_a_close_opens_a_new_round(close):
    found = folded(f"put 1, {close} 2, put 3")

    assert (found.state, found.outcomes) == ("open", (close, "open"))


def test_putting_it_again_while_it_is_open_is_the_same_round():
    found = folded("put 1, put 2, put 3")

    assert (found.times_tabled, found.outcomes) == (3, ("open",))


def test_putting_it_again_after_a_withdrawal_opens_a_new_round():
    assert folded("put 1, withdrawn 2, put 3").outcomes == ("withdrawn", "open")


def test_putting_it_again_after_a_deferral_waits_for_an_answer_in_the_same_round():
    found = folded("put 1, deferred 2, put 3")

    assert (found.state, found.outcomes) == ("open", ("open",))


@pytest.mark.parametrize(("answer", "state"), sorted(MOVES.items()))
def test_each_answer_leads_to_its_state(answer, state):
    before = {"acceptance_withdrawn": "put 1, accepted 2, ", "fulfilled": "put 1, accepted 2, "}.get(answer, "put 1, ")

    assert folded(f"{before}{answer} 3").state == state


def test_an_offer_that_nobody_answered_is_open():
    assert folded("put 1").state == "open"
    assert folded("").state == "open"


def test_recalling_an_offer_never_moves_its_state():
    found = folded("put 1, rejected 2, recalled 3")

    assert (found.state, found.times_tabled, found.since) == ("rejected", 1, "0002")


# --- Rule 3: claims --------------------------------------------------------------------------------


def test_a_claim_moves_the_state_of_what_is_open():
    found = folded("claimed put 1, claimed rejected 9")

    assert (found.state, found.times_tabled, found.times_rejected) == ("rejected", 0, 0)
    assert (len(found.claimed_tablings), len(found.claimed_rejections)) == (1, 1)


@pytest.mark.parametrize("answer", ["accepted", "rejected", "fulfilled", "deferred", "acknowledged"])
def test_a_claim_never_overrules_an_answer_on_record(answer):
    found = folded(f"put 1, {answer} 2, claimed rejected 9")

    assert found.state == MOVES[answer]
    assert len(found.claimed_rejections) == 1


def test_a_claimed_tabling_does_not_reopen_what_an_answer_closed():
    assert folded("put 1, rejected 2, claimed put 3").state == "rejected"


def test_a_claimed_tabling_opens_again_what_no_answer_closed():
    assert folded("put 1, withdrawn 2, claimed put 3").state == "open"


def test_an_answer_on_record_overrules_a_claim_without_being_odd():
    found = folded("claimed put 1, claimed rejected 2, accepted 3")

    assert (found.state, found.anomalies) == ("accepted", ())


def test_counts_are_of_instances_only():
    found = folded("claimed put 1, put 2, amended 3, rejected 4, claimed rejected 9")

    assert (found.times_tabled, found.times_rejected) == (2, 1)


# --- Rule 4: what does not fit ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("course", "state", "reason"),
    [
        ("put 1, rejected 2, accepted 3", "accepted", "answered_after_close"),
        ("put 1, accepted 2, rejected 3", "rejected", "answered_after_close"),
        ("put 1, withdrawn 2, rejected 3", "rejected", "answered_after_close"),
        ("put 1, rejected 2, acknowledged 3", "rejected", "answered_after_close"),
        ("put 1, rejected 2, deferred 3", "rejected", "answered_after_close"),
        ("put 1, rejected 2, redirected 3", "rejected", "answered_after_close"),
        ("put 1, rejected 2, countered 3", "rejected", "answered_after_close"),
        ("put 1, rejected 2, specifics_requested 3", "rejected", "answered_after_close"),
        ("put 1, withdrawn 2, deferred 3", "withdrawn", "answered_after_close"),
        ("rejected 1", "rejected", "answered_before_put"),
        ("deferred 1", "deferred", "answered_before_put"),
        ("withdrawn 1", "open", "withdrawn_before_put"),
        ("amended 1", "open", "amended_before_put"),
        ("put 1, rejected 2, withdrawn 3", "rejected", "withdrawn_after_close"),
        ("put 1, acceptance_withdrawn 2", "open", "nothing_accepted_to_withdraw"),
        ("put 1, rejected 2, acceptance_withdrawn 3", "rejected", "nothing_accepted_to_withdraw"),
        ("put 1, fulfilled 2", "fulfilled", "fulfilled_without_acceptance"),
    ],
)
def test_an_act_that_does_not_fit_is_shown_with_its_reason(course, state, reason):
    found = folded(course)

    assert (found.state, odd(found)) == (state, [reason])


def test_a_second_rejection_in_one_round_is_counted_and_odd():
    found = folded("put 1, rejected 2, rejected 3")

    assert (found.times_rejected, odd(found)) == (2, ["answered_after_close"])


# --- Rule 5: counters and redirections -------------------------------------------------------------


def opened(answer: str, outcome: str, at: int = 5, course: str = "") -> Fold:
    known = moves(f"put 1, {answer} 2, {course}")
    return fold([*known, Move("outcome", outcome, f"{at:04}", after=known[1].key)])


@pytest.mark.parametrize("answer", ["countered", "redirected"])
def test_what_was_countered_or_redirected_is_superseded_when_the_new_offer_is_accepted(answer):
    assert opened(answer, "counter_accepted").state == "superseded"


@pytest.mark.parametrize("answer", ["countered", "redirected"])
def test_what_was_countered_or_redirected_is_open_again_when_the_new_offer_is_refused(answer):
    assert opened(answer, "counter_refused").state == "open"


def test_a_rejection_on_record_is_not_lifted_by_a_later_counter():
    known = moves("put 1, rejected 2, countered 3")
    found = fold([*known, Move("outcome", "counter_accepted", "0005", after=known[2].key)])

    assert found.state == "rejected"


def test_the_outcome_of_a_counter_changes_nothing_once_another_answer_came():
    assert opened("countered", "counter_accepted", at=9, course="rejected 7").state == "rejected"


def test_an_open_offer_is_superseded_by_the_one_that_replaces_it():
    assert fold([*moves("put 1"), Move("new", "replaced", "0005")]).state == "superseded"
    assert fold([*moves("put 1, rejected 2"), Move("new", "replaced", "0005")]).state == "rejected"


# --- Rule 6: changes of mind -----------------------------------------------------------------------


def test_withdrawing_an_acceptance_opens_the_offer():
    found = folded("put 1, accepted 2, acceptance_withdrawn 3")

    assert (found.state, found.anomalies) == ("open", ())


def test_amending_after_acceptance_opens_the_offer_and_is_flagged():
    found = folded("put 1, accepted 2, amended 3")

    assert (found.state, odd(found)) == ("open", ["amended_after_acceptance"])


@pytest.mark.parametrize("agreed", ["accepted", "accepted_in_part", "accepted_with_conditions"])
def test_withdrawing_after_acceptance_in_good_faith_leaves_the_acceptance(agreed):
    found = folded(f"put 1, {agreed} 2, withdrawn 3")

    assert (found.state, odd(found)) == (MOVES[agreed], ["withdrawn_after_acceptance"])


# --- Rule 7: no clock ------------------------------------------------------------------------------


def test_silence_changes_the_state_only_when_it_is_confirmed():
    assert folded("put 1").state == "open"
    assert folded("put 1, rejected 9").state == "rejected"
    assert folded("put 1, lapsed 9").state == "lapsed"


# --- Rule 8 is about letters: tests/models/test_ledger.py -------------------------------------------
# --- Rule 9: rejected each time --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("course", "each_time"),
    [
        ("put 1, rejected 2", False),
        ("put 1, rejected 2, put 3, rejected 4", True),
        ("put 1, rejected 2, put 3", False),
        ("put 1, accepted 2, put 3, rejected 4", False),
        ("put 1, rejected 2, put 3, withdrawn 4", False),
        ("claimed put 1, claimed rejected 2, put 3, rejected 4", True),
    ],
)
def test_rejected_each_time_needs_two_rounds_all_closed_by_rejection(course, each_time):
    assert folded(course).rejected_each_time is each_time


# --- Side answers and rival readings ---------------------------------------------------------------


def test_what_is_said_besides_the_principal_answer_never_moves_the_state():
    found = folded("put 1, rejected 2, beside redirected 2, beside specifics_requested 2")

    assert (found.state, found.anomalies) == ("rejected", ())


def test_a_rival_reading_marks_the_answer_as_contested_and_moves_nothing():
    put, answer = moves("put 1, rejected 2")
    rival = Move("rival", "deferred", "0002", rival_of=answer.key)
    found = fold([put, answer, rival])

    assert (found.state, found.times_rejected, found.contested) == ("rejected", 1, frozenset({answer.key}))


# --- What holds for every course -------------------------------------------------------------------

a_move = st.builds(
    lambda kind, at, claim, principal, n: (kind, f"{at:04}", claim, principal, n),
    st.sampled_from([*TABLINGS, *MOVES]),
    st.integers(0, 20),
    st.booleans(),
    st.booleans(),
    st.integers(0, 5),
)


@given(
    st.lists(a_move, max_size=12), st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=6), st.randoms()
)
def test_a_fold_depends_on_the_acts_and_not_on_the_order_they_come_in(drawn, answers, random):
    known = [
        Move(f"{i:02}", kind, at, letter=n, claim=claim, principal=principal)
        for i, (kind, at, claim, principal, n) in enumerate(drawn)
    ]
    shuffled = random.sample(known, len(known))

    assert fold(known, answers) == fold(shuffled, answers)


@given(st.lists(a_move, max_size=12))
def test_counts_never_exceed_the_acts_on_record(drawn):
    known = [Move(f"{i:02}", k, at, letter=n, claim=c, principal=p) for i, (k, at, c, p, n) in enumerate(drawn)]
    found = fold(known)

    assert found.times_tabled == sum(m.kind in {"put", "amended"} and not m.claim for m in known)
    assert found.times_rejected <= sum(m.kind == "rejected" and not m.claim and m.principal for m in known)
    assert len(found.order) == len(known)
    assert found.is_closed == (found.state in CLOSED)
