"""The lines between the lanes of a timeline: what is drawn, what becomes a text link, and that nothing collides."""

from hypothesis import given
from hypothesis import strategies as st

from correspondence.rails import MOST_TRACKS, Edge, lay_rails

OFFER_AND_REPLIES = [("offer", "a"), ("refusal", "b"), (None, None), ("reminder", "a")]


def traced(rows, rails, *, newest_first):
    """Read the edges back from the drawing alone, as an eye would: from each `out` along its track."""
    step = -1 if newest_first else 1
    found = []
    for place, row in enumerate(rails.rows):
        for leaving in (segment for segment in row.segments if segment.kind == "out"):
            at = place + step
            while True:
                here = [s for s in rails.rows[at].segments if s.track == leaving.track and s.dashed == leaving.dashed]
                kinds = {segment.kind for segment in here}
                if "in" in kinds:
                    found.append(Edge(rows[place][0], rows[at][0], leaving.dashed))
                if "pass" not in kinds:
                    break
                at += step
    return found


def stubs_of(rails):
    return [stub for row in rails.rows for stub in row.stubs]


def words(rails, place):
    return [segment.classes for segment in rails.rows[place].segments]


def test_an_answer_is_joined_to_what_it_answers():
    rails = lay_rails([("note", "a"), ("reply", "b")], [("note", "reply", False)])
    assert words(rails, 0) == ["out down fa k1 y0"]
    assert words(rails, 1) == ["in up fb k1 y0"]


def test_a_line_runs_by_the_rows_between():
    rails = lay_rails(OFFER_AND_REPLIES, [("offer", "reminder", True)])
    assert [words(rails, place) for place in (1, 2)] == [["pass k1 d"], ["pass k1 d"]]


def test_several_answers_to_one_letter_share_its_track():
    rails = lay_rails(OFFER_AND_REPLIES, [("offer", "refusal", False), ("offer", "reminder", False)])
    assert rails.tracks == 1
    assert words(rails, 1) == ["pass k1", "in up fb k1 y0 on"]


def test_one_answer_to_several_letters_has_an_arm_for_each():
    rows = [("first", "a"), ("second", "a"), ("reply", "b")]
    rails = lay_rails(rows, [("first", "reply", False), ("second", "reply", False)])
    assert rails.rows[2].arms == 2
    assert [segment.kind for segment in rails.rows[2].segments] == ["in", "in"]


def test_a_free_track_is_used_again():
    rows = [("w", "a"), ("x", "b"), ("y", "a"), ("z", "b")]
    assert lay_rails(rows, [("w", "x", False), ("y", "z", False)]).tracks == 1


def test_arms_in_the_first_lane_put_the_farther_track_lower_when_they_come_from_above():
    rows = [("first", "b"), ("second", "b"), ("reply", "a")]
    rails = lay_rails(rows, [("first", "reply", False), ("second", "reply", False)])
    assert words(rails, 2) == ["in up fa k1 y0 p1", "in up fa k2 y1 p0"]


def test_arms_in_the_second_lane_put_the_farther_track_lower_when_they_come_from_above():
    rows = [("first", "a"), ("second", "a"), ("reply", "b")]
    rails = lay_rails(rows, [("first", "reply", False), ("second", "reply", False)])
    assert words(rails, 2) == ["in up fb k2 y0", "in up fb k1 y1"]


def test_newest_first_keeps_the_arrowhead_at_the_answer():
    rails = lay_rails([("reply", "b"), ("note", "a")], [("note", "reply", False)], newest_first=True)
    assert words(rails, 0) == ["in down fb k1 y0"]
    assert words(rails, 1) == ["out up fa k1 y0"]


def test_an_answer_whose_letter_stands_on_another_page_points_up_to_it():
    rails = lay_rails([("reply", "b")], [("note", "reply", False)])
    (stub,) = rails.rows[0].stubs
    assert (stub.other, stub.direction, stub.answers, stub.is_here) == ("note", "up", True, False)


def test_a_letter_answered_on_another_page_points_down_to_the_answer():
    rails = lay_rails([("note", "a")], [("note", "reply", False)])
    (stub,) = rails.rows[0].stubs
    assert (stub.other, stub.direction, stub.answers) == ("reply", "down", False)


def test_newest_first_points_down_to_what_is_answered_on_another_page():
    rails = lay_rails([("reply", "b")], [("note", "reply", False)], newest_first=True)
    assert rails.rows[0].stubs[0].direction == "down"


def test_an_answer_dated_before_its_letter_points_down_to_it():
    rails = lay_rails([("reply", "b"), ("note", "a")], [("note", "reply", False)])
    (stub,) = rails.rows[0].stubs
    assert (stub.other, stub.direction, stub.is_here) == ("note", "down", True)


def test_beyond_twelve_tracks_the_longest_line_becomes_a_link():
    letters = [(f"note {n}", "a") for n in range(MOST_TRACKS + 1)]
    replies = [(f"reply {n}", "b") for n in reversed(range(MOST_TRACKS + 1))]
    rails = lay_rails(letters + replies, [(f"note {n}", f"reply {n}", False) for n in range(MOST_TRACKS + 1)])
    assert rails.tracks == MOST_TRACKS
    assert [(stub.shown_by, stub.direction) for stub in stubs_of(rails)] == [("reply 0", "up")]


def test_an_edge_between_two_other_pages_is_neither_drawn_nor_shown():
    rails = lay_rails([("note", "a")], [("x", "y", False)])
    assert rails.elsewhere == (Edge("x", "y"),)
    assert stubs_of(rails) == []


def test_of_two_letters_that_answer_each_other_one_is_drawn_and_one_is_a_link():
    rails = lay_rails([("x", "a"), ("y", "b")], [("x", "y", False), ("y", "x", False)])
    assert traced([("x", "a"), ("y", "b")], rails, newest_first=False) == [Edge("x", "y")]
    assert [stub.edge for stub in stubs_of(rails)] == [Edge("y", "x")]


IDS = st.integers(0, 30)


@st.composite
def pages(draw):
    """A page of rows in any order and edges of any kind: known, unknown, backwards, to itself, twice."""
    letters = draw(st.lists(IDS, unique=True, max_size=25))
    rows = [(letter, draw(st.sampled_from(["a", "b", None]))) for letter in letters]
    for place in draw(st.lists(st.integers(0, 25), max_size=4)):
        rows.insert(min(place, len(rows)), (None, None))
    edges = draw(st.lists(st.tuples(IDS, IDS, st.booleans()), max_size=60))
    return rows, edges, draw(st.booleans())


@given(pages())
def test_every_edge_is_drawn_or_a_link_or_elsewhere_and_only_one_of_them(page):
    rows, edges, newest_first = page
    rails = lay_rails(rows, edges, newest_first=newest_first)
    drawn = traced(rows, rails, newest_first=newest_first)
    shown = drawn + [stub.edge for stub in stubs_of(rails)] + list(rails.elsewhere)
    assert len(shown) == len(set(shown))
    assert set(shown) == {Edge(*edge) for edge in edges}


@given(pages())
def test_no_two_lines_share_a_track_in_a_row(page):
    rows, edges, newest_first = page
    for row in lay_rails(rows, edges, newest_first=newest_first).rows:
        kinds_by_track = {}
        for segment in row.segments:
            kinds_by_track.setdefault(segment.track, []).append((segment.kind, segment.dashed))
        for kinds in kinds_by_track.values():
            assert len({dashed for _, dashed in kinds}) == 1
            assert sorted(kind for kind, _ in kinds) in (["out"], ["pass"], ["in"], ["in", "pass"])


@given(pages())
def test_a_drawing_never_needs_more_classes_than_the_stylesheet_has(page):
    rows, edges, newest_first = page
    rails = lay_rails(rows, edges, newest_first=newest_first)
    assert 1 <= rails.tracks <= MOST_TRACKS
    assert len(rails.rows) == len(rows)
    for row in rails.rows:
        assert row.arms <= MOST_TRACKS
        assert all(1 <= segment.track <= rails.tracks for segment in row.segments)


@given(pages())
def test_arms_of_a_row_never_cross(page):
    rows, edges, newest_first = page
    for row, (_, side) in zip(lay_rails(rows, edges, newest_first=newest_first).rows, rows, strict=True):
        arms = [segment.classes.split() for segment in row.segments if segment.kind != "pass"]
        for facing, step in [(side or "b", "y")] + [("b", "p")] * (side == "a"):
            placed = [(arm[1], reach(arm, facing), height(arm, step)) for arm in arms]
            for way, near, at in placed:
                for _, far, other in placed:
                    if far > near:
                        assert other > at if way == "up" else other < at


def reach(arm, facing):
    """How far the arm reaches from its card: track 1 is nearest to the first lane."""
    track = int(next(word for word in arm if word[0] == "k")[1:])
    return track if facing == "a" else -track


def height(arm, step):
    words = [word for word in arm if word[0] == step and word[1:].isdigit()]
    return int((words or [word for word in arm if word[0] == "y"])[0][1:])
