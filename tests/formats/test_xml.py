"""XML from anybody: read piece by piece, refused with the line and at once when it is hostile or broken."""

import contextlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from correspondence.formats.record import Unreadable
from correspondence.formats.xml import DEEPEST, elements, line_of, name_of, words_of

ROOT = Path(__file__).resolve().parent.parent.parent
LETTERS = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- a set of letters -->
<set xml:id="one">
 <letter n="1"><to>Riga<note>and <i>others</i></note></to></letter>
 <letter n="2"><letter n="2a"/>
  text</letter><other/>
</set>
"""
PROBE = """
import json, os, sys, time
from pathlib import Path
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
django.setup()
from correspondence.formats.record import Unreadable
from correspondence.formats.xml import elements
results = []
for path in sys.argv[1:]:
    began, said, line = time.process_time(), "", 0
    try:
        for element in elements(Path(path), "letter"):
            pass
    except Unreadable as unreadable:
        said, line = unreadable.problem.message, unreadable.problem.line
    took = time.process_time() - began
    most = next(row for row in open("/proc/self/status") if row.startswith("VmHWM"))
    results.append({"said": said, "line": line, "seconds": took, "megabytes": int(most.split()[1]) / 1024})
print(json.dumps(results))
"""
DOCTYPE = "document type declarations are not accepted"
DEEP = "elements are nested too deeply"
LONG = "a single text, name, comment or attribute is too long"
MUCH = "there is too much in one piece here to be a letter"
MILLIONS = 50_000_000
ENOUGH = 26_000_000


@pytest.fixture
def saved(tmp_path):
    def save(content):
        path = tmp_path / "letters.xml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return save


def refusal(path, *tags):
    with pytest.raises(Unreadable) as refused:
        list(elements(path, *(tags or ("letter",))))
    return refused.value.problem.message, refused.value.problem.line


def test_the_outermost_elements_come_whole_and_with_their_lines(saved):
    found = [(line_of(one), one.get("n"), words_of(one)) for one in elements(saved(LETTERS), "letter")]

    assert found == [(4, "1", "Rigaand others"), (5, "2", "text")]


def test_an_element_is_chosen_by_its_attributes_even_within_one_of_the_same_name(saved):
    path = saved("<div><div type='letter'>a</div><div><div type='letter'>b</div></div></div>")

    assert [one.text for one in elements(path, "div", where=lambda one: one.get("type") == "letter")] == ["a", "b"]


def test_an_element_still_knows_the_attributes_of_those_around_it(saved):
    path = saved(LETTERS)

    assert {one.getroottree().getroot().get("{http://www.w3.org/XML/1998/namespace}id") for one in
            elements(path, "letter")} == {"one"}  # fmt: skip


def test_names_are_found_in_any_namespace(saved):
    path = saved("<set xmlns='urn:x'><letter/></set>")

    assert [name_of(one) for one in elements(path, "{*}letter")] == ["letter"]


def test_an_inclusion_is_followed_by_nobody(saved, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    include = "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='secret.txt' parse='text'/>"

    assert [words_of(one) for one in elements(saved(f"<set><letter>a{include}b</letter></set>"), "letter")] == ["ab"]


def test_lines_are_counted_beyond_sixty_five_thousand(saved):
    path = saved("<set>" + "\n" * 70_000 + "<letter>a</letter></set>")

    assert [line_of(one) for one in elements(path, "letter")] == [70_001]


def test_a_byte_order_mark_and_latin_letters_are_read(saved):
    latin = "<?xml version='1.0' encoding='ISO-8859-1'?><letter>Chargé</letter>".encode("latin-1")

    assert [one.text for one in elements(saved(b"\xef\xbb\xbf<letter>a</letter>"), "letter")] == ["a"]
    assert [one.text for one in elements(saved(latin), "letter")] == ["Chargé"]


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"<set>\n<letter>\n</set>", 3, "Opening and ending tag mismatch"),
        (b"<set>\n<letter>a", 2, "Premature end of data"),
        (b"<set>\nA & B</set>", 2, "EntityRef"),
        (b"<set>\n<letter>&unknown;</letter></set>", 2, "Entity 'unknown' not defined"),
        (b"<set>\n<!-- a -- b --->\n</set>", 2, "hyphen"),
        (b"<set>\n\xff</set>", 2, "Invalid bytes"),
        (b"<set>\n\0</set>", 2, "out of allowed range"),
    ],
)
def test_what_is_not_well_formed_is_refused_with_its_line(saved, content, line, said):
    message, where = refusal(saved(content))

    assert message.startswith("the file is not well-formed XML: ")
    assert said in message
    assert where == line


def test_letters_before_the_broken_line_are_still_read(saved):
    reading = elements(saved(b"<s><letter n='1'/>" + b" " * 99_000 + b"<b></s>"), "letter")

    assert next(reading).get("n") == "1"
    with pytest.raises(Unreadable):
        next(reading)


@pytest.mark.parametrize("content", [b"", b"no XML", b"\n\n", b"<!-- only this -->"])
def test_a_file_without_an_element_is_refused(saved, content):
    assert refusal(saved(content))[0].startswith("the file is not well-formed XML")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert refusal(tmp_path / "absent.xml") == ("No such file or directory", 0)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<?xml version='1.0' encoding='UTF-7'?><set/>", "UTF-7"),
        ("<set/>".encode("utf-16"), "UTF-16"),
        (b"<?xml version='1.0' encoding='ebcdic-cp-us'?><set/>", "ebcdic-cp-us"),
    ],
)
def test_encodings_that_could_hide_something_are_refused(saved, content, name):
    assert refusal(saved(content)) == (f"the encoding {name} is not accepted: save the file as UTF-8", 1)


def test_too_much_nesting_within_a_letter_is_refused(saved):
    levels = DEEPEST + 1

    assert refusal(saved("<set>\n<letter>" + "<a>" * levels + "</a>" * levels + "</letter></set>")) == (DEEP, 2)


BOMB = "<!DOCTYPE s [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
SWOLLEN = "<!DOCTYPE s [<!ENTITY a '" + "a" * 100_000 + "'>]>"
# What stands before, what is repeated how often, what stands behind; what is said, and of which line.
HOSTILE = {
    "an entity bomb": (f"\n{BOMB}<s><letter>&a11;</letter></s>", "", 0, "", DOCTYPE, 2),
    "a quadratic blow-up": (f"{SWOLLEN}<s><letter>", "&a;", 100_000, "</letter></s>", DOCTYPE, 1),
    "an external entity": (
        "<?xml version='1.0'?>\n<!DOCTYPE s [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><s>&e;</s>", "", 0, "", DOCTYPE, 2,
    ),
    "a parameter entity": (
        "<!DOCTYPE s [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/'> %p;]><s/>", "", 0, "", DOCTYPE, 1,
    ),
    "an external document type": (
        "<!-- x -->\n<!DOCTYPE s SYSTEM 'http://127.0.0.1:9/s.dtd'><s/>", "", 0, "", DOCTYPE, 2,
    ),
    "a document type after the first element": (
        "<s>\n<!DOCTYPE s></s>", "", 0, "", "the file is not well-formed XML: StartTag: invalid element name", 2,
    ),
    "depth": ("", "<a>", 100_000, "", DEEP, 1),
    "depth within a letter": ("<letter>", "<a>", 100_000, "", DEEP, 1),
    "a long text": ("<s><letter>", "x", MILLIONS, "</letter></s>", LONG, 1),
    "a long text in no letter": ("<s>", "x", ENOUGH, "</s>", LONG, 1),
    "a long attribute": ("<s><letter a='", "x", ENOUGH, "'/></s>", MUCH, 1),
    "a long comment": ("<s><!--", "x", ENOUGH, "--></s>", MUCH, 1),
    "a long name": ("<", "x", ENOUGH, "/>", MUCH, 1),
    "a long beginning": ("<!--", "x", 2_000_000, "", "nothing begins within the first megabyte of the file", 1),
    "millions of elements": ("<s>\n", "<a/>x", 1_600_000, "</s>", MUCH, 2),
    "millions of elements in a letter": ("<s>\n<letter>", "<a/>x", 200_000, "</letter></s>", MUCH, 2),
    "millions of attributes": ("<s>", "<a b='' c='' d=''/>", 400_000, "</s>", MUCH, 1),
    "a part without letters": ("<s><part>", "<page n='1'/>\n", 200_000, "</part></s>", "", 0),
    "many long letters": ("<s>", f"<letter>{'<p>x</p>' * 20_000}</letter>\n", 40, "</s>", "", 0),
}  # fmt: skip


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """What a program says that reads one after the other, with its time for each and the most memory that it ever had."""
    folder, paths = tmp_path_factory.mktemp("hostile"), []
    for before, again, times, behind, *_expected in HOSTILE.values():
        paths.append(folder / f"{len(paths)}.xml")
        paths[-1].write_text(before + again * times + behind)
    probe = subprocess.run([sys.executable, "-c", PROBE, *paths], cwd=ROOT, capture_output=True, text=True, check=True)
    for path in paths:
        path.unlink()
    return dict(zip(HOSTILE, json.loads(probe.stdout), strict=True))


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_input_is_refused_at_once_and_in_little_memory(outcomes, kind):
    outcome = outcomes[kind]

    assert (outcome["said"], outcome["line"]) == HOSTILE[kind][-2:]
    assert outcome["seconds"] < 2
    assert outcome["megabytes"] < 256


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(
    place=st.integers(0, len(LETTERS)),
    length=st.integers(0, 9),
    new=st.binary(max_size=9) | st.sampled_from([b"<!", b"]]>"]),
)
def test_whatever_is_changed_it_is_read_or_refused(saved, place, length, new):
    path = saved(LETTERS[:place] + new + LETTERS[place + length :])
    with contextlib.suppress(Unreadable):
        assert all(line_of(one) > 0 for one in elements(path, "letter"))
