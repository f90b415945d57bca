"""What every list has in common: how it goes on, and what its rows say."""

import pytest

from correspondence import listing
from tests import factories as make
from tests.pages.letters_as_read import told


@pytest.mark.parametrize("order", ["", "&order=newest", "&order=most_rejected"])
def test_the_ledger_goes_on_beyond_an_offer_that_was_never_put(client, latvia, russia, monkeypatch, order):
    monkeypatch.setitem(listing.listed.__kwdefaults__, "size", 1)
    put = make.letter(sender=latvia, to=russia, dated="1 March 2016")
    for title in ("Never put", "Nor this one"):
        make.offer(title, by=latvia, to=russia)
    make.offer("Put", by=latvia, to=russia, put_in=put)

    shown, after = [], ""
    for _page in range(3):
        response = client.get(f"/offers/?{order}&after={after}")
        assert response.status_code == 200
        shown += [row.row.offer.title for row in response.context["listing"].rows]
        after = response.context["listing"].after

    assert sorted(shown) == ["Never put", "Nor this one", "Put"]
    assert after == ""


@pytest.mark.parametrize(("at_least", "said"), [(None, "several, number not known"), (2, "several, at least 2")])
def test_a_row_for_several_letters_says_how_many_there_are_at_least(client, latvia, russia, at_least, said):
    make.letter(sender=latvia, to=russia, extent="bundle", knowledge="reported", at_least=at_least)

    words = told(client.get("/letters/").content.decode())

    assert said in words
