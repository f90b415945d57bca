"""Template tags of the look: icons, tags of word and icon, uncertain dates, addresses with a changed query.

The words for every code that the fold knows stand here once; docs/look.md lists the tags.
"""

from typing import NamedTuple

from django import template
from django.http import QueryDict
from django.urls import get_script_prefix, reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from correspondence.dates.value import UncertainDate
from correspondence.glyph import Glyph, draw_glyph

register = template.Library()

ICONS = frozenset(
    {
        "accepted",
        "brand",
        "clip",
        "clock",
        "down",
        "event",
        "filter",
        "held",
        "link",
        "lock",
        "moved",
        "pause",
        "play",
        "plus",
        "position",
        "print",
        "proposal",
        "recall",
        "rejected",
        "reported",
        "request",
        "response",
        "right",
        "search",
        "up",
        "waiting",
        "warn",
        "x",
    }
)

# Icons that point somewhere along the line of reading; they turn round in right-to-left languages.
TURNING = frozenset({"response", "moved", "right", "recall"})


class Look(NamedTuple):
    """How a code is shown: an icon, a class of colour (or none), a word."""

    icon: str
    colour: str
    word: Promise | str


STATES = {
    "open": Look("waiting", "waiting", pgettext_lazy("state of an offer", "Open")),
    "acknowledged": Look("waiting", "waiting", _("Acknowledged")),
    "clarifying": Look("waiting", "waiting", _("Specifics requested")),
    "deferred": Look("waiting", "waiting", _("Deferred")),
    "redirected": Look("moved", "moved", _("Redirected")),
    "countered": Look("moved", "moved", _("Counter-offer")),
    "partly_accepted": Look("accepted", "accepted", _("Accepted in part")),
    "conditionally_accepted": Look("accepted", "accepted", _("Accepted with conditions")),
    "accepted": Look("accepted", "accepted", _("Accepted")),
    "fulfilled": Look("accepted", "accepted", _("Fulfilled")),
    "rejected": Look("rejected", "rejected", _("Rejected")),
    "withdrawn": Look("x", "", _("Withdrawn")),
    "lapsed": Look("clock", "", _("Lapsed")),
    "superseded": Look("moved", "", _("Superseded")),
}

ANSWERS = {
    "acknowledged": STATES["acknowledged"],
    "specifics_requested": STATES["clarifying"],
    "deferred": STATES["deferred"],
    "redirected": STATES["redirected"],
    "countered": STATES["countered"],
    "accepted_in_part": STATES["partly_accepted"],
    "accepted_with_conditions": STATES["conditionally_accepted"],
    "accepted": STATES["accepted"],
    "rejected": STATES["rejected"],
    "acceptance_withdrawn": Look("rejected", "rejected", _("Acceptance withdrawn")),
    "fulfilled": STATES["fulfilled"],
    "lapsed": STATES["lapsed"],
}

# A refused invitation is declined, a refused offer is rejected.
DECLINED = Look("rejected", "rejected", _("Declined"))

KINDS = {
    "offer": Look("proposal", "", _("Offer")),
    "invitation": Look("proposal", "", _("Invitation")),
    "request": Look("request", "", _("Request")),
    "demand": Look("request", "", _("Demand")),
    "question": Look("request", "", _("Question")),
    "call": Look("request", "", _("Call for proposals")),
    "proposal": Look("proposal", "", _("Proposal")),
    "response": Look("response", "", _("Response")),
    "position": Look("position", "", _("Position")),
    "recall": Look("recall", "", _("Recalls")),
}

CHANGES = {
    "first_stated": Look("position", "", _("First stated")),
    "reaffirmed": Look("recall", "", _("Reaffirmed")),
    "modified": Look("moved", "moved", _("Modified")),
    "reversed": Look("moved", "moved", _("Reversed")),
}

# What became of a dialogue, and where it stands: neither an outcome nor a side, so without a colour.
DIALOGUES = {
    "begun": Look("play", "", _("Dialogue begun")),
    "suspended": Look("pause", "", _("Dialogue suspended")),
    "resumed": Look("play", "", _("Dialogue resumed")),
    "ended": Look("x", "", _("Dialogue ended")),
    "active": Look("play", "", _("Dialogue active")),
}

KNOWLEDGE = {
    "held": Look("held", "", _("Text held")),
    "seen": Look("held", "", _("Text seen, not held")),
    "reported": Look("reported", "", _("Reported only, text not held")),
    "inferred": Look("reported", "", _("Inferred, text not held")),
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "proposal" %}`: a drawing from the sprite in base.html, hidden from screen readers."""
    if name not in ICONS:
        raise ValueError(f"There is no icon {name!r}; the sprite has: {', '.join(sorted(ICONS))}.")
    return format_html(
        '<svg class="i{}" width="16" height="16" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>',
        " flip" if name in TURNING else "",
        name,
    )


@register.simple_tag
def state_tag(state: str, kind: str = "", word: str = "") -> SafeString:
    """`{% state_tag "rejected" kind="invitation" %}`: where a proposal stands; `word` replaces the word."""
    return _tag(_declined_if_invited(STATES, state, kind), word)


@register.simple_tag
def answer_tag(answer: str, kind: str = "", word: str = "") -> SafeString:
    """`{% answer_tag "rejected" kind="offer" %}`: what one response says to a proposal of that kind."""
    return _tag(_declined_if_invited(ANSWERS, answer, kind), word)


@register.simple_tag
def kind_tag(kind: str, word: str = "") -> SafeString:
    """`{% kind_tag "invitation" %}`: what a letter carries: a kind of proposal, response, position, recall."""
    return _tag(KINDS[kind], word)


@register.simple_tag
def change_tag(change: str, word: str = "") -> SafeString:
    """`{% change_tag "reaffirmed" %}`: how a position stands to the one before it."""
    return _tag(CHANGES[change], word)


@register.simple_tag
def dialogue_tag(code: str, word: str = "") -> SafeString:
    """`{% dialogue_tag "suspended" %}`: what became of a dialogue, or where it stands."""
    return _tag(DIALOGUES[code], word)


@register.simple_tag
def evidence(knowledge: str, word: str = "") -> SafeString:
    """`{% evidence "reported" %}`: how we know of a letter."""
    look = KNOWLEDGE[knowledge]
    return format_html('<span class="ev">{}{}</span>', icon(look.icon), word or look.word)


def _declined_if_invited(looks: dict[str, Look], code: str, kind: str) -> Look:
    return DECLINED if (code, kind) == ("rejected", "invitation") else looks[code]


def _tag(look: Look, word: str) -> SafeString:
    return format_html('<span class="tag {}">{}{}</span>', look.colour, icon(look.icon), word or look.word)


@register.filter
def said(value: UncertainDate) -> str:
    """`{{ letter.date|said }}`: a date within a line of text, in the words that `when` gives it."""
    return value.in_words() if value.iso else str(value)


@register.simple_tag
def when(value: UncertainDate | None, basis: str = "") -> SafeString:
    """`{% when letter.dated basis="page stamp" %}`: the words of an uncertain date, its glyph, where it is from.

    A year, a month or a day is said in the reader's language and gets a `<time datetime>`; anything less certain keeps
    the words it was written in, where there are any, and carries its EDTF string.
    """
    told = format_html('<span class="basis"><span class="visually-hidden">, </span>{}</span>', basis) if basis else ""
    if not value:
        return format_html('<span class="when"><span>{}</span>{}</span>', _("Date not known"), told)
    if value.iso:
        words = format_html('<time datetime="{}">{}</time>', value.iso, value.in_words())
    else:
        words = format_html('<span data-edtf="{}">{}</span>', value.edtf, value)
    glyph = draw_glyph(value.earliest, value.latest, lasting="/" in value.edtf)
    return format_html('<span class="when">{}{}{}</span>', _svg(glyph) if glyph else "", words, told)


def _svg(glyph: Glyph) -> SafeString:
    return format_html(
        '<svg class="g {}" viewBox="0 0 36 11" width="36" height="11" fill="none" aria-hidden="true" focusable="false">'
        '<path class="axis" d="M2 9.5h32" stroke="gray"/>'
        '<path d="{}" stroke="currentColor" stroke-width="{}" stroke-linecap="{}"/></svg>',
        glyph.kind,
        glyph.path,
        glyph.weight,
        "round" if glyph.kind in {"day", "within"} else "butt",
    )


@register.inclusion_tag("correspondence/_nav_link.html", takes_context=True)
def nav_link(context: template.Context, name: str, label: str) -> dict[str, object]:
    """`{% nav_link "correspondence:offer_list" "Offers" %}`: an entry of the bar, marked on its own pages."""
    address = reverse(name)
    path = context["request"].path if "request" in context else ""
    # Every address lies below the first page; that one is current only as itself.
    below = path.startswith(address) and address != get_script_prefix()
    current = "page" if path == address else "true" if below else ""
    return {"address": address, "label": label, "current": current}


@register.simple_tag(takes_context=True)
def qs(context: template.Context, drop: str = "", value: object = None, **changes: object) -> str:
    """`{% qs page=2 %}`: this page's query with changes; None takes a name out, a list sets several values.

    `{% qs drop="topic" value=slug page=None %}` takes one of several values out: the address of a filter chip.
    """
    query: QueryDict = context["request"].GET.copy()
    if drop:
        query.setlist(drop, [kept for kept in query.getlist(drop) if value is not None and kept != str(value)])
    for name, change in changes.items():
        if change is None:
            query.pop(name, None)
        else:
            query.setlist(name, [str(one) for one in change] if isinstance(change, (list, tuple)) else [str(change)])
    return f"?{query.urlencode()}"
