"""What the admin's tests share: Russia's letter to Latvia with a proposal, and an officer's browser."""

import pytest

from tests import factories as make
from tests.admin.pages import signed_in


@pytest.fixture
def desk_officer(officer):
    return signed_in(officer)


@pytest.fixture
def low_officer(db):
    """May do what a desk officer does, and read what is public."""
    return make.user("low", group="desk officer", cleared="public", is_staff=True)


@pytest.fixture
def low(low_officer):
    return signed_in(low_officer)


@pytest.fixture
def invitation(latvia, russia):
    """Russia invites Latvia to consultations."""
    return make.letter(
        "Invitation to consultations", sender=russia, to=latvia, dated="4 August 2016", language="en",
        topic=make.topic("Dialogue"),
    )  # fmt: skip


@pytest.fixture
def consultations(invitation, latvia, russia):
    return make.offer("Consultations in Moscow", by=russia, to=latvia, put_in=invitation, kind="invitation")
