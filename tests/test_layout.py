"""The flow is the layout: what each folder may import and do, read from the code itself."""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.paths import ROOT

FLOW = ("data", "analysis", "pages", "app")
CODE = sorted(path for name in FLOW for path in [*ROOT.glob(f"{name}/**/*.py"), *ROOT.glob(f"{name}.py")])
SESSION = ROOT / "pages" / "session"
STATE = re.compile(r"(st|streamlit)\.(session_state|secrets|cache_\w+)")
GLOBAL_CONNECTION = re.compile(r"duckdb\.(sql|query|execute|read_\w+|from_\w+|default_connection)")
# In one case throughout, so that a sentence which begins with "Select" is not SQL.
SQL = re.compile(
    r"\s*(--.*\n\s*)*(with|select|insert|update|delete|create|WITH|SELECT|INSERT|UPDATE|DELETE|CREATE)\s"
)
# Text may be put where a table, a type or a condition goes, never where a value goes.
COMPOSES = re.compile(
    r"\b(with|from|join|where|and|create type)\s+$|(?<!in )(?<!values )\(\s*$", re.IGNORECASE
)


def within(*folders: str) -> list[Path]:
    return [path for path in CODE if path.relative_to(ROOT).parts[0] in folders]


def each(paths: list[Path]) -> pytest.MarkDecorator:
    """Run the test once for each file, under the file's name."""
    return pytest.mark.parametrize("path", paths, ids=lambda path: str(path.relative_to(ROOT)))


def imports(tree: ast.AST) -> set[str]:
    """Return the first part of every absolute import, wherever in the file it stands."""
    nodes = list(ast.walk(tree))
    whole = [name.name for node in nodes if isinstance(node, ast.Import) for name in node.names]
    parts = [str(node.module) for node in nodes if isinstance(node, ast.ImportFrom) and node.level == 0]
    return {name.split(".")[0] for name in whole + parts}


def names(tree: ast.AST) -> Iterator[str]:
    """Return every dotted name that is used, and for `from a import b` also a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield ast.unparse(node)
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


def touches_the_session(tree: ast.AST) -> list[str]:
    return [name for name in names(tree) if STATE.fullmatch(name)]


def asks_the_global_connection(tree: ast.AST) -> list[str]:
    return [name for name in names(tree) if GLOBAL_CONNECTION.fullmatch(name)]


def trusts_html(tree: ast.AST) -> list[str]:
    words = (node.arg for node in ast.walk(tree) if isinstance(node, ast.keyword))
    return [word for word in words if word == "unsafe_allow_html"]


def text_of(part: ast.expr) -> str:
    return part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else ""


def formats_values_into_sql(tree: ast.AST) -> list[str]:
    """Return the SQL f-strings that put something where a value goes, and SQL filled by % or .format."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and SQL.match(text_of(node.values[0])):
            pairs = zip(node.values, node.values[1:], strict=False)
            before = [text_of(left) for left, right in pairs if isinstance(right, ast.FormattedValue)]
            found += [ast.unparse(node)] * (not all(map(COMPOSES.search, before)))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and SQL.match(text_of(node.left)):
            found.append(ast.unparse(node))
        if isinstance(node, ast.Attribute) and node.attr == "format" and SQL.match(text_of(node.value)):
            found.append(ast.unparse(node))
    return found


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@each(within("data", "analysis", "pages"))
def test_data_flows_one_way(path: Path) -> None:
    here = FLOW.index(path.relative_to(ROOT).parts[0])
    assert imports(parse(path)) & set(FLOW[here + 1 :]) == set()


@each(within("data", "analysis"))
def test_nothing_before_the_pages_knows_the_screen(path: Path) -> None:
    assert "streamlit" not in imports(parse(path))


@each([path for path in CODE if path.parent != SESSION])
def test_one_package_alone_touches_the_session(path: Path) -> None:
    assert touches_the_session(parse(path)) == []


@each(CODE)
def test_no_markup_is_trusted(path: Path) -> None:
    assert trusts_html(parse(path)) == []


@each(CODE)
def test_no_connection_is_shared_by_all_threads(path: Path) -> None:
    assert asks_the_global_connection(parse(path)) == []


@each(within("analysis", "pages"))
def test_values_are_bound_and_never_written_into_sql(path: Path) -> None:
    assert formats_values_into_sql(parse(path)) == []


@each(CODE)
def test_every_package_in_use_is_declared(path: Path) -> None:
    wanted = re.findall(r"^\w[\w-]*", (ROOT / "requirements.in").read_text(), re.MULTILINE)
    declared = {name.replace("-", "_") for name in wanted}
    assert imports(parse(path)) - declared - set(FLOW) - sys.stdlib_module_names == set()


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (touches_the_session, "st.session_state['log']"),
        (touches_the_session, "@st.cache_data(ttl=60)\ndef f(): ..."),
        (touches_the_session, "from streamlit import secrets"),
        (asks_the_global_connection, "duckdb.sql('select 1')"),
        (trusts_html, "st.markdown(text, unsafe_allow_html=True)"),
        (formats_values_into_sql, "f'select * from touches where client = {name}'"),
        (formats_values_into_sql, "f'-- who\\nselect * from touches where client in ({names})'"),
        (formats_values_into_sql, "'select * from touches limit %d' % count"),
        (formats_values_into_sql, "'select {}'.format(column)"),
    ],
)
def test_a_rule_sees_its_breach(rule: Callable[[ast.AST], list[str]], code: str) -> None:
    assert len(rule(ast.parse(code))) == 1


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (touches_the_session, "functools.cache(f); page.session_state"),
        (asks_the_global_connection, "duckdb.connect().sql('select 1')"),
        (formats_values_into_sql, "f'with touches as ({measured}) select * from ({question})'"),
        (formats_values_into_sql, "f'{count} replies from {company}'"),
        (formats_values_into_sql, "f'Select {count} rows from {start} to {end}'"),
    ],
)
def test_a_rule_leaves_the_rest_alone(rule: Callable[[ast.AST], list[str]], code: str) -> None:
    assert rule(ast.parse(code)) == []
