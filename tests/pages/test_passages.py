"""Passages marked in a text: they overlap, cross and run over paragraphs, and every one stays reachable."""

from hypothesis import given
from hypothesis import strategies as st

from correspondence.letter_sheet.passages import Marked, paragraphs


def drawn(body, *ranges):
    """Return the marked text in short: [n ... n] around passage n, # where it can be jumped to, ^ where its link stands."""
    marks = [Marked(start, end, number, "proposal") for number, (start, end) in enumerate(ranges, 1)]
    return "|".join("".join(as_text(piece) for piece in one.pieces) for one in paragraphs(body, marks))


def as_text(piece):
    if piece.opens:
        return f"[{piece.opens.number}{'#' if piece.names else ''} "
    if piece.closes:
        return f" {'^' if piece.leads else ''}{piece.closes.number}]"
    return piece.words


def test_a_text_without_passages_comes_back_in_its_paragraphs():
    assert drawn("One.\n\nTwo,\nstill two.\r\n \r\nThree.\n") == "One.|Two,\nstill two.|Three."


def test_a_passage_is_marked_where_it_stands():
    assert drawn("We offer inspections.", (3, 20)) == "We [1# offer inspections ^1]."


def test_a_passage_inside_another_nests():
    assert drawn("abcdef", (0, 6), (2, 4)) == "[1# ab[2# cd ^2]ef ^1]"


def test_of_two_crossing_passages_the_inner_mark_is_opened_again():
    assert drawn("abcdef", (0, 4), (2, 6)) == "[1# ab[2# cd 2] ^1][2 ef ^2]"


def test_passages_of_the_same_extent_keep_a_link_each():
    assert drawn("abc", (0, 3), (0, 3)) == "[1# [2# abc ^2] ^1]"


def test_passages_that_touch_do_not_overlap():
    assert drawn("abcd", (0, 2), (2, 4)) == "[1# ab ^1][2# cd ^2]"


def test_a_passage_over_two_paragraphs_begins_in_one_and_has_its_link_in_the_other():
    assert drawn("ab\n\ncd", (1, 5)) == "a[1# b 1]|[1 c ^1]d"


def test_a_note_stands_beside_the_paragraph_in_which_its_passage_begins():
    found = paragraphs("ab\n\ncd", [Marked(1, 5, 1, "proposal"), Marked(4, 6, 2, "response")])

    assert [one.numbers for one in found] == [(1,), (2,)]


@st.composite
def marked_texts(draw):
    body = draw(st.text(alphabet="ab \n", min_size=1, max_size=30))
    inside = st.tuples(st.integers(0, len(body)), st.integers(0, len(body)))
    ranges = [
        (min(pair), max(pair)) for pair in draw(st.lists(inside, max_size=5)) if body[min(pair) : max(pair)].strip()
    ]
    return body, [Marked(start, end, number, "proposal") for number, (start, end) in enumerate(ranges, 1)]


@given(marked_texts())
def test_every_passage_has_one_place_and_one_link_and_the_marks_nest(marked):
    body, marks = marked
    named, led, words = [], [], []
    for paragraph in paragraphs(body, marks):
        stack = []
        for piece in paragraph.pieces:
            if piece.opens:
                stack.append(piece.opens)
                named += [piece.opens.number] * piece.names
            elif piece.closes:
                assert stack.pop() == piece.closes
                led += [piece.closes.number] * piece.leads
            else:
                words.append(piece.words)
        assert stack == []

    assert sorted(named) == sorted(led) == [mark.number for mark in marks]
    assert "".join("".join(words).split()) == "".join(body.split())
