"""A party or a topic as somebody names it in a filter: by its slug, its name, or a part of the name.

An edition brings thousands of parties, too many for a list to choose from. What is offered while one types are a few of
them; what was typed is looked for among all that the reader may see, and a hidden one is as good as none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_filters as df
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from correspondence.models import Label, Party, PartyName, Topic

LONGEST_WORDS = 200
MOST_OFFERED = 200
MOST_CANDIDATES = 5
MOST_PIECES = 8  # names have few words; more are looked for as they stand
WORDS_SHOWN = 80


def saying(words: str, *columns: str) -> Q:
    """Keep rows that have every word in one of the columns, whatever its case.

    SQLite folds the case of ASCII letters only, and so does PostgreSQL in some locales: other words are looked for as
    they are written, in small letters, in capitals, and with a capital first.
    """
    found = Q()
    for word in words.split():
        found &= _somewhere(word, columns)
    return found


def _somewhere(word: str, columns: tuple[str, ...], lookup: str = "icontains") -> Q:
    forms_of_it = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    anywhere = Q()
    for written in sorted(forms_of_it):
        for column in columns:
            anywhere |= Q(**{f"{column}__{lookup}": written})
    return anywhere


def _partly(words: str, *columns: str) -> Q:
    return saying(words, *columns) if len(words.split()) <= MOST_PIECES else _somewhere(words, columns)


class NamedInput(forms.TextInput):
    """A line of text that offers names while one types."""

    template_name = "correspondence/widgets/named.html"
    offered: Any = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["attrs"]["list"] = f"{widget['attrs'].get('id', name)}_names"
        widget["offered"] = self.offered
        return context


class NamedField(forms.CharField):
    """One row that the reader may see, from what was typed."""

    widget = NamedInput
    unknown: Any = ""
    several = _("“%(words)s” may be several: %(names)s. Write more of the name, or what stands in brackets.")
    order: tuple[Any, ...] = ("name", "id")

    def __init__(self, *, queryset: QuerySet[Any], nothing: Any = "", **kwargs: Any) -> None:
        # A capital that a telephone puts first does no harm, a corrected name does.
        text = NamedInput(attrs={"placeholder": nothing, "spellcheck": "false"})
        super().__init__(max_length=LONGEST_WORDS, strip=True, widget=text, **kwargs)
        self.rows = queryset.order_by(*self.order)
        self.widget.offered = self._offered

    def label_from_instance(self, row: Any) -> str:
        return str(row)

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        return self._meant(words) if words else None

    def _meant(self, words: str) -> Any:
        """Return the one row that these words mean. Raises ValidationError, naming what else they may mean."""
        shown = words if len(words) <= WORDS_SHOWN else f"{words[:WORDS_SHOWN]}…"
        for condition in self.conditions(words):
            found = list(self.rows.filter(condition)[: MOST_CANDIDATES + 1])
            if len(found) == 1:
                return found[0]
            if found:
                names = [f"{self.label_from_instance(row)} [{row.slug}]" for row in found[:MOST_CANDIDATES]]
                names += [gettext("and others")] if len(found) > MOST_CANDIDATES else []
                raise ValidationError(self.several, params={"words": shown, "names": "; ".join(names)})
        raise ValidationError(self.unknown, params={"words": shown})

    def conditions(self, words: str) -> Iterator[Q]:
        """Yield what the words may be, the plainest first."""
        yield Q(slug=words)
        yield _somewhere(words, ("name",), "iexact")
        yield _partly(words, "name")

    def _offered(self) -> Iterator[tuple[str, str]]:
        return ((row.slug, self.label_from_instance(row)) for row in self.rows[:MOST_OFFERED])


class PartyField(NamedField):
    """States and organisations are offered first, those in whose name others write."""

    unknown = _("No party on file that you can see goes by “%(words)s”.")
    order = (
        Case(
            When(kind__in=(Party.Kind.STATE, Party.Kind.ORGANISATION), then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        ),
        "name",
        "id",
    )
    own = ("name", "short_name")
    of_principal = ("principal__name", "principal__short_name")

    def __init__(self, *, other_names: QuerySet[PartyName], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.other_names = other_names.filter(party=OuterRef("pk"))

    def label_from_instance(self, row: Any) -> str:
        return str(row.full_name)

    def conditions(self, words: str) -> Iterator[Q]:
        yield Q(slug=words)
        yield _somewhere(words, self.own, "iexact") | self._in_full(words)
        yield _partly(words, *self.own) | Q(Exists(self.other_names.filter(_partly(words, "name"))))
        yield _partly(words, *self.own, *self.of_principal)

    def _in_full(self, words: str) -> Q:
        """Return what keeps an organ that is named with its principal: "Ministry of Defence, Latvia"."""
        organ, _comma, principal = words.rpartition(", ")
        if not (organ and principal):
            return Q(pk=None)
        return _somewhere(organ, self.own, "iexact") & _somewhere(principal, self.of_principal, "iexact")


class TopicField(NamedField):
    unknown = _("No topic on file that you can see goes by “%(words)s”.")


class LabelField(NamedField):
    unknown = _("No label on file that you can see goes by “%(words)s”.")


class PartyFilter(df.filters.QuerySetRequestMixin, df.Filter):
    """A party by its slug or a name, of those that the reader may see."""

    field_class = PartyField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=visible_parties, nothing=_("Any party"), **kwargs)

    @property
    def field(self) -> Any:
        self.extra["other_names"] = PartyName.objects.visible_to(self.get_request().user)
        return super().field


class TopicFilter(df.filters.QuerySetRequestMixin, df.Filter):
    """A topic by its slug or its name, of those that the reader may see."""

    field_class = TopicField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=visible_topics, nothing=_("Any topic"), **kwargs)


class LabelFilter(df.filters.QuerySetRequestMixin, df.Filter):
    """A label by its slug or its name, of those that the reader may see."""

    field_class = LabelField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=visible_labels, nothing=_("Any label"), **kwargs)


def visible_labels(request: HttpRequest) -> QuerySet[Label]:
    return Label.objects.visible_to(request.user)


def visible_parties(request: HttpRequest) -> QuerySet[Party]:
    return Party.objects.visible_to(request.user).select_related("principal")


def visible_topics(request: HttpRequest) -> QuerySet[Topic]:
    return Topic.objects.visible_to(request.user)
