"""The look: tags of word and icon, dates, the shell, and the pages for what went wrong."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.http import Http404, HttpResponse
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import include, path
from django.utils import translation
from django.views.defaults import bad_request, page_not_found, permission_denied, server_error

from correspondence.dates.value import UncertainDate
from correspondence.rails import lay_rails
from correspondence.templatetags import look

ROOT = Path(__file__).resolve().parent.parent.parent
TABLES = (look.STATES, look.ANSWERS, look.KINDS, look.CHANGES, look.KNOWLEDGE)


def blank(_request):
    return HttpResponse()


# The shell names addresses of pages that have their own tests; here blank ones stand for them.
PAGES = ("today", "timeline_list", "letter_list", "offer_list", "position_list", "party_list")
urlpatterns = [
    path("", include(([path(f"{name}/", blank, name=name) for name in PAGES], "correspondence"))),
    path("admin/", include(([path("letter/add/", blank, name="correspondence_letter_add")], "admin"))),
    *[path(f"accounts/{name}/", blank, name=name) for name in ("login", "logout", "password_change")],
]
pytestmark = pytest.mark.urls(__name__)


def drawn(source, **context):
    return Template("{% load look %}" + source).render(Context(context))


def asked(address="/", user=None):
    request = RequestFactory().get(address)
    request.user = user or AnonymousUser()
    return request


def test_the_sprite_holds_exactly_the_icons_that_may_be_asked_for():
    assert set(re.findall(r'id="i-(\w+)"', render_to_string("correspondence/_icons.html"))) == look.ICONS


def test_an_icon_that_is_not_in_the_sprite_is_refused():
    with pytest.raises(ValueError, match="There is no icon 'dove'"):
        drawn('{% icon "dove" %}')


@pytest.mark.parametrize("table", TABLES)
def test_every_code_has_an_icon_of_the_sprite_and_a_word(table):
    assert [code for code, shown in table.items() if shown.icon not in look.ICONS or not str(shown.word)] == []


def test_a_refused_offer_reads_rejected():
    assert "Rejected" in drawn('{% state_tag "rejected" kind="offer" %}')


def test_a_refused_invitation_reads_declined():
    assert "Declined" in drawn('{% state_tag "rejected" kind="invitation" %}')


def test_an_answer_that_refuses_an_invitation_reads_declined():
    assert "Declined" in drawn('{% answer_tag "rejected" kind="invitation" %}')


def test_a_tag_may_be_given_its_own_word_and_escapes_it():
    assert "each &lt;time&gt;" in drawn("{% state_tag 'rejected' word=word %}", word="each <time>")


def test_a_day_is_written_as_html_can_read_it():
    shown = drawn("{% when value %}", value=UncertainDate.on(date(2018, 11, 28)))
    assert '<time datetime="2018-11-28">28 November 2018</time>' in shown


def test_a_season_has_no_datetime_but_its_edtf():
    shown = drawn("{% when value %}", value=UncertainDate.from_edtf("2014-21", "in the spring of 2014"))
    assert '<span data-edtf="2014-21">in the spring of 2014</span>' in shown
    assert "datetime" not in shown


def test_words_that_nobody_understood_are_shown_without_a_glyph():
    shown = drawn("{% when value %}", value=UncertainDate.unread("the other <day>"))
    assert "the other &lt;day&gt;" in shown
    assert "<svg" not in shown


def test_a_date_that_is_not_known_says_so():
    assert "Date not known" in drawn("{% when value %}", value=UncertainDate())


def test_the_basis_of_a_date_stands_beside_it():
    shown = drawn('{% when value basis="page stamp" %}', value=UncertainDate.on(date(2018, 11, 28)))
    assert "page stamp</span>" in shown


def test_what_lasted_is_told_apart_from_one_day_between():
    lasted = drawn("{% when value %}", value=UncertainDate.from_edtf("2003/2018-11-28"))
    between = drawn("{% when value %}", value=UncertainDate.from_edtf("[2003-01-01..2018-11-28]"))
    assert "g lasting" in lasted
    assert "g between" in between


@pytest.mark.parametrize("language", ["en", "lv", "ru"])
def test_no_language_writes_a_comma_into_a_drawing(language):
    with translation.override(language):
        shown = drawn("{% when value %}", value=UncertainDate.from_edtf("2014-21"))
    (path_drawn,) = re.findall(r'<path d="([^"]+)"', shown)
    assert re.fullmatch(r"M9\.7 4\.8H12\.7", path_drawn)


def test_a_row_of_the_rail_is_drawn_with_classes_alone():
    rails = lay_rails([("note", "a"), ("reply", "b")], [("note", "reply", False)])
    shown = render_to_string("correspondence/_rail.html", {"rail": rails.rows[1]})
    assert '<div class="rail arms-1" aria-hidden="true"><i class="in up fb k1 y0"></i></div>' in shown


def test_every_class_of_a_rail_is_in_the_stylesheet():
    rails = lay_rails(
        [(n, "a") for n in range(12)] + [("reply", "b"), ("end", None)],
        [(n, reply, n % 2 == 0) for n in range(12) for reply in ("reply", "end")],
    )
    used = {word for row in rails.rows for segment in row.segments for word in segment.classes.split()}
    stylesheet = (ROOT / "correspondence/static/correspondence/timeline.css").read_text(encoding="utf-8")
    known = set(re.findall(r"\.([a-z][\w-]*)", stylesheet))
    assert len(used) > 20
    assert used - known == set()


def test_a_changed_query_keeps_the_rest():
    assert drawn("{% qs page=2 %}", request=asked("/?topic=a&topic=b&page=1")) == "?topic=a&amp;topic=b&amp;page=2"


def test_a_chip_takes_one_of_several_values_out():
    shown = drawn('{% qs drop="topic" value="a" page=None %}', request=asked("/?topic=a&topic=b&page=3"))
    assert shown == "?topic=b"


def test_a_chip_without_a_value_takes_all_values_out():
    assert drawn('{% qs drop="topic" %}', request=asked("/?topic=a&topic=b")) == "?"


def test_the_bar_marks_the_page_one_is_on():
    shown = render_to_string("base.html", request=asked("/offer_list/"))
    assert re.findall(r'aria-current="page">(\w+)<', shown) == ["Offers"]


def test_visitors_are_offered_to_log_in_and_not_to_log_a_letter():
    shown = render_to_string("base.html", request=asked())
    assert "/accounts/login/" in shown
    assert "/admin/letter/add/" not in shown


def test_who_may_log_a_letter_is_offered_it():
    officer = User(username="officer", is_staff=True, is_superuser=True)
    assert "/admin/letter/add/" in render_to_string("base.html", request=asked(user=officer))


def test_the_page_for_a_fault_needs_neither_request_nor_account():
    answer = server_error(asked())
    assert answer.status_code == 500
    assert "The fault is here, not with you." in answer.content.decode()


def test_the_page_for_an_unreadable_request_says_that_nothing_was_saved():
    assert "Nothing was saved." in bad_request(asked(), ValueError()).content.decode()


def test_a_missing_page_does_not_say_why():
    shown = page_not_found(asked(), Http404("hidden from you")).content.decode()
    assert "Nothing here that you can see" in shown
    assert "hidden from you" not in shown


def test_a_refusal_does_not_say_why():
    shown = permission_denied(asked(), PermissionError("on another desk")).content.decode()
    assert "Not open to you" in shown
    assert "another desk" not in shown
