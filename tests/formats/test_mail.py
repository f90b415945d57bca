"""E-mail as letters: what the headers say, what is attached, and what somebody might send to do harm."""

import time

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from correspondence.formats import mail
from correspondence.formats.record import LetterRecord, NamedLink, Unreadable

NOTE = """\
Message-ID: <second@mfa.example>
In-Reply-To: <first@mid.example>
References: <zero@mfa.example> <first@mid.example>
From: =?utf-8?b?xIByxZN0bGlldGFz?= <Desk@MFA.example>
To: "Ministry, Second Desk" <two@mid.example>, three@mid.example
Cc: Mission <mission@osce.example>, two@mid.example
Date: Thu, 22 Sep 2016 23:05:00 +0300
Subject: =?utf-8?q?Nota_=C5=A1odien?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="outer"

A preamble.
--outer
Content-Type: multipart/alternative; boundary="inner"

--inner
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

We have the honour=
 to answer.
--inner
Content-Type: text/html

<p>We have the honour</p>
--inner--
--outer
Content-Type: application/pdf; name="../../etc/note.pdf"
Content-Disposition: attachment; filename="../../etc/note.pdf"
Content-Transfer-Encoding: base64

JVBERi0xLjQ=
--outer
Content-Type: message/rfc822

Message-ID: <inside@mid.example>
Subject: Inside

Words.
--outer--
"""


@pytest.fixture
def post(tmp_path):
    def kept(content, name="message.eml"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return kept


def only(path):
    [letter] = mail.read(path, {})
    return letter


def plainly(headers="", body="Words.", kind="text/plain"):
    return f"Message-ID: <a@b.example>\nFrom: desk@mfa.example\nContent-Type: {kind}\n{headers}\n{body}"


def test_headers_give_key_subject_date_and_parties(post):
    letter = only(post(NOTE))
    [sent] = letter.dates

    assert (letter.source_key, letter.subject, letter.channel) == ("second@mfa.example", "Nota šodien", "e-mail")
    assert (sent.which, sent.value.edtf, sent.time, sent.zone) == ("sent", "2016-09-22", "23:05", "+03:00")
    assert [(party.role, party.name, party.keys) for party in letter.parties] == [
        ("sender", "Ārœtlietas", ("mailto:desk@mfa.example",)),
        ("addressee", "Ministry, Second Desk", ("mailto:two@mid.example",)),
        ("addressee", "three@mid.example", ("mailto:three@mid.example",)),
        ("copy", "Mission", ("mailto:mission@osce.example",)),
        ("copy", "two@mid.example", ("mailto:two@mid.example",)),
    ]
    assert letter.problems == ()


def test_what_it_says_to_answer_is_a_link_and_what_it_names_besides_a_reference(post):
    assert only(post(NOTE)).links == (
        NamedLink("first@mid.example", "answers", "stated"),
        NamedLink("zero@mfa.example", "refers_to", "stated"),
    )


def test_a_message_passed_on_answers_nothing(post):
    letter = only(post(plainly("Subject: Fwd: Note\nIn-Reply-To: <x@y.example>\nReferences: <a@b.example>\n")))

    assert letter.links == (NamedLink("x@y.example", "refers_to", "stated"),)


def test_the_plain_text_is_preferred_and_what_is_attached_is_kept_with_the_whole(post):
    letter = only(post(NOTE))
    whole, note, inside = letter.files

    assert [text.body for text in letter.texts] == ["We have the honour to answer."]
    assert (note.name, note.media_type, note.content, note.number) == ("note.pdf", "application/pdf", b"%PDF-1.4", 1)
    assert (inside.media_type, b"Subject: Inside" in inside.content, inside.number) == ("message/rfc822", True, 2)
    assert (whole.role, whole.content) == ("main", NOTE.encode())


def test_hypertext_is_read_as_its_words(post):
    page = "<html><head><title>x</title><style>p{}</style></head><body><p>First &amp; <b>second</b><script>alert(1)</script><ul><li>one<li>two</ul>"

    assert only(post(plainly(body=page, kind="text/html"))).texts[0].body == "First & second\n\none\n\ntwo"


def test_a_message_without_an_identifier_is_known_by_its_bytes(post):
    words = "From: desk@mfa.example\nSubject: x\n\ny"

    letter = only(post(words))

    assert letter.source_key == only(post(words, "other.eml")).source_key
    assert letter.source_key.startswith("sha256:")
    assert [(problem.field, problem.fatal) for problem in letter.problems] == [("message-id", False)]


@pytest.mark.parametrize(
    ("said", "edtf", "clock"),
    [
        ("Thu, 22 Sep 2016 14:05:00 -0000", "2016-09-22", ("14:05", "")),
        ("22 Sep 2016 14:05", "2016-09-22", ("14:05", "")),
        ("22 Sep 16 14:05 EST", "2016-09-22", ("14:05", "-05:00")),
        ("Mon, 99 Foo 2016", "", ("", "")),
        ("31 Feb 2016 10:00:00 +0000", "", ("", "")),
        ("1 Jan 99999999999999999999 00:00:00", "", ("", "")),
    ],
)
def test_the_date_of_sending_is_read_or_its_words_kept(post, said, edtf, clock):
    letter = only(post(plainly(f"Date: {said}\n")))
    [reading] = letter.dates

    assert (reading.value.edtf, (reading.time, reading.zone)) == (edtf, clock)
    assert str(reading.value) == said or reading.value.is_known
    assert [problem.field for problem in letter.problems] == ([] if edtf else ["date"])


MBOX = (
    "From desk@mfa.example Thu Sep 22 14:05:00 2016\nMessage-ID: <1@x.example>\nSubject: One\n\nFrom here on, all is well.\n\n"
    "From today on, too.\n>From the beginning.\n\n"
    "From desk@mfa.example Fri Sep 23 14:05:00 2016\n\x00garbage without headers\n\n"
    "From desk@mfa.example Sat Sep 24 14:05:00 2016\r\nMessage-ID: <3@x.example>\r\nSubject: Three\r\n\r\nWords.\r\n"
)


def test_a_mailbox_is_parted_into_its_messages(post):
    first, second, third = mail.read(post(MBOX, "box.mbox"), {})

    assert (first.source_key, first.line) == ("1@x.example", 1)
    assert first.texts[0].body == "From here on, all is well.\n\nFrom today on, too.\nFrom the beginning."
    assert (second.refused, second.line, second.element) == (True, 10, "message 2")
    assert (third.source_key, third.line, third.texts[0].body) == ("3@x.example", 13, "Words.")


def test_in_a_mailbox_a_message_that_is_too_large_is_told_and_the_next_one_read(post):
    large = b"From a@b.example Thu Sep 22 14:05:00 2016\nSubject: large\n\n" + b"x" * 99 * 280_000 + b"\n\n"

    first, second = mail.read(post(large + MBOX[:80].encode(), "box.mbox"), {})

    assert (first.refused, first.problems[0].message) == (True, "the message is larger than 25 MB")
    assert second.source_key == "1@x.example"


@pytest.mark.parametrize(
    ("header", "subject"),
    [
        ("Subject: =?utf-8?q?Hi=0D=0ABcc:_evil@x.example?=", "Hi Bcc: evil@x.example"),
        ("Subject: =?utf-8?b?SGkNClRvOiBh?=", "Hi To: a"),
        ("Subject: =?no-such-charset?q?caf=C3=A9?=", "café"),
        ("Subject: =?utf-8?b?!!!?=", "=?utf-8?b?!!!?="),
        ("Subject: a\n\tfolded one", "a folded one"),
        ("Subject: turned \u202e round", "turned round"),
        ("Subject:", "desk@mfa.example"),
    ],
)
def test_a_header_stays_on_its_line_whatever_is_encoded_into_it(post, header, subject):
    letter = only(post(plainly(header + "\n")))

    assert letter.subject == subject
    assert [party.role for party in letter.parties] == ["sender"]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ('"../../x"', "x"),
        (r'"..\\..\\x.pdf"', "x.pdf"),
        ('"C:evil.exe"', "evil.exe"),
        ('".htaccess"', "htaccess"),
        ('"=?utf-8?b?YQBiDQoubA==?="', "a b .l"),
        ('"' + "n" * 400 + '.pdf"', "n" * 176 + ".pdf"),
        ('"/"', "part 1.bin"),
        ("*=utf-8''%2e%2e%2f%c5%a1.txt", "š.txt"),
    ],
)
def test_the_name_of_a_file_leads_nowhere(post, given, name):
    equals = "" if given.startswith("*") else "="
    words = plainly(f"Content-Disposition: attachment; filename{equals}{given}\n", kind="application/octet-stream")

    assert only(post(words)).files[1].name == name


def test_what_is_not_as_it_says_is_kept_and_told_with_its_part(post):
    garbage = only(post(plainly("Content-Transfer-Encoding: base64\n", "%%% not base64 %%%")))
    charset = only(post(plainly(kind="text/plain; charset=koi9").encode() + b" \xe4"))
    boundary = only(post(plainly(kind='multipart/mixed; boundary="missing"', body="No parts here.")))

    assert [len(letter.texts) for letter in (garbage, charset, boundary)] == [1, 1, 1]
    assert [letter.problems[0].field for letter in (garbage, charset, boundary)] == ["part 1", "part 1", "part 1"]
    assert not any(letter.refused for letter in (garbage, charset, boundary))
    assert charset.texts[0].body == "Words. ä"
    assert boundary.texts[0].body == "No parts here."


def nested(depth):
    opened = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return "Message-ID: <n@x.example>\n" + opened + "\nWords."


HARMFUL = {
    "nested multiparts": nested(1000),
    "nested messages": "Subject: x\n" + "Content-Type: message/rfc822\n\n" * 1000,
    "a million lines": "Subject: x\n" + "\n" * 1_000_000,
    "parts without end": 'Subject: x\nContent-Type: multipart/mixed; boundary="b"\n\n' + "--b\n\nx\n" * 20_000,
    "a header about its content": "Subject: x\nContent-Type: text/plain; " + 'a="b;c";' * 100_000 + "\n\nx",
    "nothing": "",
    "no headers": "Words alone, and nothing else.\n",
    "Outlook's own": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "null characters": b"\0" * 100,
    "too large": b"Subject: x\n\n" + b"x\n" * 14_000_000,
}


@pytest.mark.parametrize("content", HARMFUL.values(), ids=HARMFUL)
def test_a_message_made_to_harm_is_refused_soon(post, content):
    path = post(content)
    begun = time.monotonic()

    with pytest.raises(Unreadable):
        list(mail.read(path, {}))

    assert time.monotonic() - begun < 2


MANY = ", ".join(f"Office {number} <{number}@x.example>" for number in range(10_000))
HARMLESS = {
    "ten thousand addressees": f"To: {MANY}\n",
    "comments in comments": "To: " + "(" * 50_000 + "\n",
    "quotation marks": "To: " + '"' * 100_001 + "\n",
    "commas": "To: " + "," * 500_000 + "\n",
    "angles": "References: " + "<" * 500_000 + "\n",
    "encoded words": "Subject: " + "=?utf-8?q?a?= " * 20_000 + "\n",
    "half of an encoded word": "Subject: " + "=?utf-8?q?" * 40_000 + "\n",
}


@pytest.mark.parametrize("headers", HARMLESS.values(), ids=HARMLESS)
def test_long_headers_take_no_long_time(post, headers):
    path = post(plainly(headers))
    begun = time.monotonic()

    letter = only(path)

    assert time.monotonic() - begun < 2
    assert letter.source_key == "a@b.example"
    if MANY in headers:
        assert len(letter.parties) == 10_001


@pytest.mark.parametrize(
    "page", ["<div>" * 200_000 + "deep", "<" * 1_000_000, "<!--" * 300_000, "&" * 1_000_000, "<a b=" * 200_000]
)
def test_hypertext_made_to_harm_takes_no_long_time(post, page):
    path = post(plainly(kind="text/html", body=page))
    begun = time.monotonic()

    assert only(path).source_key == "a@b.example"
    assert time.monotonic() - begun < 2


@settings(max_examples=200, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.integers(0, len(NOTE)), st.binary(max_size=8), st.integers(0, 40), st.sampled_from(["x.eml", "x.mbox"]))
def test_whatever_happens_to_a_message_gives_records_or_a_refusal(tmp_path_factory, place, put, cut, name):
    words = (MBOX + NOTE if name == "x.mbox" else NOTE).encode()
    path = tmp_path_factory.mktemp("mail") / name
    path.write_bytes(words[:place] + put + words[place + cut :])

    try:
        found = list(mail.read(path, {}))
    except Unreadable as error:
        found = [LetterRecord("", problems=(error.problem,))]

    assert all(isinstance(one, LetterRecord) for one in found)
