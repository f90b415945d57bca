"""What is saved together is folded once, at the end."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from correspondence.models import Standing, results
from tests import factories as make


@pytest.fixture
def offer(latvia, russia):
    return make.offer("Notice", by=latvia, to=russia)


def test_standings_are_those_of_the_fold_when_everything_is_saved(offer, latvia, russia):
    letter = make.letter("Note", sender=latvia, to=russia, dated="2 May 2016")
    with results.refreshed_at_the_end():
        make.table(offer, letter)
        other = make.offer("Visits", by=latvia, to=russia, put_in=letter)
        make.respond(offer, make.answer_to(letter, dated="3 May 2016"), "rejected")
        make.respond(other, make.answer_to(letter, dated="4 May 2016"), "countered", opens=offer)

    for one in (offer, other):
        assert results.difference(one, Standing.objects.filter(addressee__proposal=one)) == ""
    assert Standing.objects.get(addressee__proposal=offer).state == "rejected"


def test_a_proposal_is_folded_once_however_many_acts_it_has(offer, latvia, russia):
    letters = [make.letter(f"Note {n}", sender=latvia, to=russia) for n in range(4)]
    with CaptureQueriesContext(connection) as one_by_one:
        for letter in letters[:2]:
            make.table(offer, letter)
    with CaptureQueriesContext(connection) as together, results.refreshed_at_the_end():
        for letter in letters[2:]:
            make.table(offer, letter)

    assert len(together) < len(one_by_one)


def _table_twice(offer, letter):
    make.table(offer, letter)
    make.table(offer, letter)


def test_nothing_is_folded_of_what_was_undone(offer, latvia, russia):
    letter = make.letter("Note", sender=latvia, to=russia)
    with pytest.raises(IntegrityError), transaction.atomic(), results.refreshed_at_the_end():
        _table_twice(offer, letter)

    assert results.difference(offer, Standing.objects.filter(addressee__proposal=offer)) == ""
    make.table(offer, letter)
    assert Standing.objects.get(addressee__proposal=offer).times_tabled == 1
