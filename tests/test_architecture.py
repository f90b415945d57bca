"""The shape of the code, kept by machine: see docs/architecture.md for the reasons."""

import ast
import importlib.util
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
LONGEST_MODULE = 300
LONGEST_FUNCTION = 50
LONGEST_TEMPLATE = 120
LONGEST_COMMAND = 40

# A view fetches through `visible_to`, which knows who may see what; a query built beside it would not.
QUERY_BUILDERS = {"filter", "exclude", "annotate", "alias", "aggregate", "raw", "extra", "union", "values_list"}
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "service", "services", "misc"}
PARTS_OUTSIDE_THE_ARROWS = {"apps", "migrations", "static", "templates"}


def sources(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions_of(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def line_count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def imported_by(path: Path) -> set[str]:
    nodes = list(ast.walk(tree_of(path)))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    chosen = {
        f"{node.module}.{alias.name}"
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
    return plain | chosen


PRODUCT = sources("correspondence", "tracker")
HTTP = [path for path in PRODUCT if {"views", "templatetags"} & set(path.parts)]
COMMANDS = [path for path in PRODUCT if "commands" in path.parts and path.name != "__init__.py"]


def test_nothing_happens_behind_the_back_of_the_reader():
    """No signals: whoever reads a verb sees everything that it does."""
    hidden = {
        name_of(path): name
        for path in PRODUCT
        for name in imported_by(path)
        if re.search(r"(^|\.)(signals?|dispatch|receiver)(\.|$)|pre_save|post_save|m2m_changed", name)
    }

    assert hidden == {}


def test_views_and_template_tags_build_no_queries():
    built = [
        f"{name_of(path)}:{node.lineno} .{node.func.attr}()"
        for path in HTTP
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in QUERY_BUILDERS
    ]

    assert built == []


def test_everything_that_is_fetched_in_a_view_passes_through_visible_to():
    """A statement that starts from a model's rows must say for whom."""
    unscoped = [
        f"{name_of(path)}:{statement.lineno} {ast.unparse(statement)}"
        for path in HTTP
        for statement in statements_of(path)
        if ".objects" in ast.unparse(statement) and ".visible_to(" not in ast.unparse(statement)
    ]

    assert unscoped == []


def statements_of(path: Path) -> list[ast.stmt]:
    simple = (ast.Assign, ast.AnnAssign, ast.Expr, ast.Return)
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, simple)]


def test_imports_stand_at_the_top():
    inside = [
        f"{name_of(path)}:{node.lineno}"
        for path in PRODUCT
        for function in functions_of(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert inside == []


def test_modules_fit_in_one_reading():
    too_long = {name_of(path): line_count(path) for path in PRODUCT if line_count(path) > LONGEST_MODULE}

    assert too_long == {}


def test_functions_fit_on_one_screen():
    too_long = [
        f"{name_of(path)}:{node.lineno} {node.name} has {length(node)} lines"
        for path in PRODUCT
        for node in functions_of(path)
        if length(node) > LONGEST_FUNCTION
    ]

    assert too_long == []


def test_commands_only_parse_call_and_print():
    too_long = {name_of(path): line_count(path) for path in COMMANDS if line_count(path) > LONGEST_COMMAND}

    assert too_long == {}


def test_templates_fit_on_two_screens():
    templates = (ROOT / "templates").rglob("*.html")
    too_long = {name_of(path): line_count(path) for path in templates if line_count(path) > LONGEST_TEMPLATE}

    assert too_long == {}


def test_templates_carry_no_style_or_script_of_their_own():
    """The content security policy would drop them without a word to the reader."""
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)
    found = [name_of(path) for path in (ROOT / "templates").rglob("*.html") if inline.search(path.read_text("utf-8"))]

    assert found == []


def test_names_say_something():
    empty = [name_of(path) for path in [*PRODUCT, *sources("tests")] if EMPTY_NAMES & set(path.stem.split("_"))]

    assert empty == []


def test_nothing_is_left_for_later():
    later = re.compile(r"\b(TODO|FIXME|XXX)\b")
    left = [name_of(path) for path in PRODUCT if later.search(path.read_text(encoding="utf-8"))]

    assert left == []


def test_every_part_of_the_product_has_its_place_among_the_arrows():
    """A part that import-linter does not know would be free to import anything."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    placed = set(re.findall(r"correspondence\.(\w+)", " ".join(contract["layers"])))
    parts = {path.stem for path in (ROOT / "correspondence").iterdir() if not path.name.startswith("_")}

    assert parts - PARTS_OUTSIDE_THE_ARROWS <= placed


def test_psycopg_3_is_not_installed():
    """Django would silently prefer it."""
    assert importlib.util.find_spec("psycopg") is None


def test_every_table_of_ours_has_keys_that_cannot_be_counted():
    counted = [
        model._meta.label
        for model in apps.get_app_config("correspondence").get_models()
        if model._meta.pk.get_internal_type() in {"AutoField", "BigAutoField", "SmallAutoField"}
    ]

    assert counted == []


def test_the_tree_names_no_place_or_tool_outside_it():
    """A clone must not lead anybody to where it was made, nor to one particular registry of packages."""
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    requirements = [ROOT / name for name in files if re.fullmatch(r"requirements.*\.(in|txt)", name)]
    addresses = [path.name for path in requirements if re.search(r"https?://|--(extra-)?index-url", path.read_text())]

    assert len(requirements) == 4
    assert addresses == []
