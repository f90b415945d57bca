"""What each list can be narrowed by. One filterset a list, shared by its page, its exports and the API.

Choices are those that the reader may see: a hidden party or topic answers exactly like one that does not exist.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters as df
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from correspondence.models import (
    Label,
    Letter,
    LetterLabel,
    Participation,
    Party,
    PartyName,
    Position,
    Proposal,
    Proposer,
    Response,
    Standing,
    Tabling,
    Topic,
)

from .named import LONGEST_WORDS, LabelFilter, PartyFilter, TopicFilter, saying

YEAR_ERRORS = {
    "invalid": _("Write the year as a number, for example 2016."),
    "min_value": _("Write a year between 1 and 9999."),
    "max_value": _("Write a year between 1 and 9999."),
}


class YearFilter(df.NumberFilter):
    field_class = forms.IntegerField

    def __init__(self, **kwargs: Any) -> None:
        # Plain text: a browser would show nothing of what it cannot read in a field for numbers.
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(min_value=1, max_value=9999, error_messages=YEAR_ERRORS, widget=widget, **kwargs)


def within_topic(topic: Topic, path: str = "topic") -> Q:
    """The topic itself, and what is part of it."""
    return Q(**{path: topic}) | Q(**{f"{path}__parent": topic})


def speaking_for(party: Party, path: str = "party") -> Q:
    """The party itself; of a state or an organisation also everything that speaks for it."""
    return Q(**{f"{path}__in": Party.objects.filter(Q(pk=party.pk) | Q(principal=party))})


def filed_between(first: int | None, last: int | None) -> Q:
    """Keep letters that may lie within some years, by the date that they are filed under; an open end counts as open."""
    found, undated = Q(), Q()
    for which in Letter.DATES:
        earliest, latest = f"{which}_earliest", f"{which}_latest"
        unknown = Q(**{earliest: None, latest: None})
        here = undated & ~unknown
        if first is not None:
            here &= Q(**{f"{latest}__gte": dt.date(first, 1, 1)}) | Q(**{latest: None})
        if last is not None:
            here &= Q(**{f"{earliest}__lte": dt.date(last, 12, 31)}) | Q(**{earliest: None})
        found |= here
        undated &= unknown
    return found


class YearsForm(forms.Form):
    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("from_year"), given.get("to_year")
        if first is not None and last is not None and first > last:
            raise ValidationError({"to_year": _("The last year is earlier than the first: change one of them.")})
        return given


class PartyListFilter(df.FilterSet):
    """Narrows parties by the words of any of their names, and by what they are."""

    q = df.CharFilter(method="with_words", label=_("Words in a name"), max_length=LONGEST_WORDS, strip=True)
    kind = df.ChoiceFilter(choices=Party.Kind.choices, label=_("Kind"), empty_label=_("Any kind"))

    class Meta:
        model = Party
        fields = ()

    def with_words(self, parties: QuerySet[Party], _name: str, words: str) -> QuerySet[Party]:
        """Keep parties that go, or once went, by such a name; of other names only those that the reader may see."""
        other = PartyName.objects.visible_to(self.request.user).filter(saying(words, "name"), party=OuterRef("pk"))
        return parties.filter(saying(words, "name", "short_name") | Exists(other))


class LetterFilter(df.FilterSet):
    """Narrows letters by words, party, topic, evidence, what they carry, and years."""

    q = df.CharFilter(method="with_words", label=_("Words in subject or summary"), max_length=LONGEST_WORDS, strip=True)
    party = PartyFilter(method="with_party", label=_("Party"))
    topic = TopicFilter(method="on_topic", label=_("Topic"))
    knowledge = df.ChoiceFilter(choices=Letter.Knowledge.choices, label=_("Evidence"), empty_label=_("Any evidence"))
    carries = df.ChoiceFilter(
        method="carrying",
        label=_("Carries"),
        empty_label=_("Anything"),
        choices=(("proposal", _("Proposal")), ("response", _("Response")), ("position", _("Position"))),
    )
    label = LabelFilter(method="with_label", label=_("Label"))
    from_year = YearFilter(method="in_years", label=_("From year"))
    to_year = YearFilter(method="in_years", label=_("To year"))

    class Meta:
        model = Letter
        fields = ()
        form = YearsForm

    def with_words(self, letters: QuerySet[Letter], _name: str, words: str) -> QuerySet[Letter]:
        return letters.filter(saying(words, "subject", "summary"))

    def with_party(self, letters: QuerySet[Letter], _name: str, party: Party) -> QuerySet[Letter]:
        # Its letters are found by the index of parties: of a party that wrote little, not every letter is looked at.
        parts = Participation.objects.visible_to(self.request.user).filter(speaking_for(party))
        return letters.filter(pk__in=parts.values("letter"))

    def on_topic(self, letters: QuerySet[Letter], _name: str, topic: Topic) -> QuerySet[Letter]:
        return letters.filter(within_topic(topic))

    def with_label(self, letters: QuerySet[Letter], _name: str, label: Label) -> QuerySet[Letter]:
        found = LetterLabel.objects.visible_to(self.request.user).filter(label=label)
        return letters.filter(pk__in=found.values("letter"))

    def carrying(self, letters: QuerySet[Letter], _name: str, act: str) -> QuerySet[Letter]:
        acts: Any = {"proposal": Tabling, "response": Response, "position": Position}[act].objects
        found = acts.visible_to(self.request.user).filter(letter=OuterRef("pk"))
        if act == "proposal":
            found = found.filter(kind__in=(Tabling.Kind.PUT, Tabling.Kind.AMENDED))
        return letters.filter(Exists(found))

    def in_years(self, letters: QuerySet[Letter], name: str, year: int) -> QuerySet[Letter]:
        first, last = (year, None) if name == "from_year" else (None, year)
        return letters.filter(filed_between(first, last))


class PositionFilter(df.FilterSet):
    """Narrows positions by the party that holds them, the topic, and how they stand to the one before."""

    party = PartyFilter(method="held_by", label=_("Party"))
    topic = TopicFilter(method="on_topic", label=_("Topic"))
    change = df.ChoiceFilter(
        choices=Position.Change.choices, label=pgettext_lazy("of a position", "Change"), empty_label=_("Any change")
    )

    class Meta:
        model = Position
        fields = ()

    def held_by(self, positions: QuerySet[Position], _name: str, party: Party) -> QuerySet[Position]:
        return positions.filter(speaking_for(party))

    def on_topic(self, positions: QuerySet[Position], _name: str, topic: Topic) -> QuerySet[Position]:
        return positions.filter(within_topic(topic))


class OfferFilter(df.FilterSet):
    """Narrows the ledger by state, proposer, addressee, topic, kind, and the year in which an offer was put.

    It filters standings, one for each addressee, and keeps one of each offer: that of the addressee to whom it was put
    first, or who rejected it most often. ``standings`` are all that match: state and addressee are asked of the same one.
    """

    state = df.ChoiceFilter(choices=Standing.State.choices, label=_("State"), empty_label=_("Any state"))
    proposer = PartyFilter(method="put_by", label=_("Put by"))
    addressee = PartyFilter(method="put_to", label=_("Put to"))
    topic = TopicFilter(method="on_topic", label=_("Topic"))
    kind = df.ChoiceFilter(
        choices=Proposal.Kind.choices,
        field_name="addressee__proposal__kind",
        label=_("Kind"),
        empty_label=_("Any kind"),
    )
    year = YearFilter(method="put_in_year", label=_("Put in the year"))

    class Meta:
        model = Standing
        fields = ()

    standings: QuerySet[Standing]
    leads_by_rejections = False

    def filter_queryset(self, queryset: QuerySet[Standing]) -> QuerySet[Standing]:
        self.standings = super().filter_queryset(queryset)
        leading, than = ("times_rejected", "gt") if self.leads_by_rejections else ("first_tabled", "lt")
        ahead = Q(**{f"{leading}__{than}": OuterRef(leading)}) | Q(
            **{leading: OuterRef(leading)}, addressee__lt=OuterRef("addressee")
        )
        same = self.standings.filter(ahead, addressee__proposal=OuterRef("addressee__proposal"))
        return self.standings.filter(~Exists(same))

    def put_by(self, standings: QuerySet[Standing], _name: str, party: Party) -> QuerySet[Standing]:
        proposers = Proposer.objects.visible_to(self.request.user).filter(
            speaking_for(party), proposal=OuterRef("addressee__proposal")
        )
        return standings.filter(Exists(proposers))

    def put_to(self, standings: QuerySet[Standing], _name: str, party: Party) -> QuerySet[Standing]:
        return standings.filter(speaking_for(party, "addressee__party"))

    def on_topic(self, standings: QuerySet[Standing], _name: str, topic: Topic) -> QuerySet[Standing]:
        return standings.filter(within_topic(topic, "addressee__proposal__topic"))

    def put_in_year(self, standings: QuerySet[Standing], _name: str, year: int) -> QuerySet[Standing]:
        letters = Letter.objects.on_file().filter(filed_between(year, year))
        put = Tabling.objects.visible_to(self.request.user).filter(
            kind__in=(Tabling.Kind.PUT, Tabling.Kind.AMENDED),
            letter__in=letters,
            proposal=OuterRef("addressee__proposal"),
        )
        return standings.filter(Exists(put))
