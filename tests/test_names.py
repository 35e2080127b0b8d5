"""Names that a newcomer can guess: one room a module name, verbs for functions, and words that mean one thing."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paths import ROOT

FOLDERS = ("data", "analysis", "pages")
PARTICIPLES = re.compile(
    r"_?(told|shown|offered|listed|found|said|brought|taken|given|meant|asked|understood|published|needs)(_\w+)?"
)
"""What happened to a thing says neither what a function does nor what it gives."""
WORN_OUT = {"COLUMNS", "WORDS", "KINDS", "NEEDS"}
"""Names of constants that held a different thing in every module."""


def modules(folder: str) -> list[Path]:
    return sorted(path for path in (ROOT / folder).rglob("*.py") if path.stem not in ("__init__", "__main__"))


def each(*folders: str) -> pytest.MarkDecorator:
    paths = [path for folder in folders for path in modules(folder)]
    return pytest.mark.parametrize("path", paths, ids=lambda path: str(path.relative_to(ROOT)))


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.AST) -> Iterator[str]:
    """The functions and methods of a module; what a decorator makes a property is a noun and may be any."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name


def constants(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def imported(tree: ast.AST) -> set[str]:
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {f"{node.module}.{name.name}" for node in nodes for name in node.names}


@pytest.mark.parametrize("folder", ["data", "analysis"])
def test_no_module_name_occurs_twice(folder: str) -> None:
    often = Counter(path.stem for path in modules(folder))
    assert [name for name, times in often.items() if times > 1] == []


@pytest.mark.parametrize(("one", "other"), [("files", "schema"), ("schema", "files")])
def test_files_and_schema_do_not_import_each_other(one: str, other: str) -> None:
    reached = {name for path in modules(f"data/{one}") for name in imported(parse(path))}
    assert [name for name in reached if name.startswith(f"data.{other}.") or name == f"data.{other}"] == []


@pytest.mark.parametrize("folder", sorted(path.stem for path in (ROOT / "pages").glob("*.py")))
def test_no_folder_of_pages_is_called_like_a_page(folder: str) -> None:
    assert not (ROOT / "pages" / folder).is_dir()


@each(*FOLDERS)
def test_a_function_says_what_it_does(path: Path) -> None:
    assert [name for name in functions(parse(path)) if PARTICIPLES.fullmatch(name)] == []


@each(*FOLDERS)
def test_a_constant_says_what_it_holds(path: Path) -> None:
    assert WORN_OUT.intersection(constants(parse(path))) == set()


def test_one_class_alone_is_called_answer_and_one_type_row() -> None:
    classes = Counter(
        node.name
        for folder in FOLDERS
        for path in modules(folder)
        for node in ast.walk(parse(path))
        if isinstance(node, ast.ClassDef)
    )
    rows = [path for folder in FOLDERS for path in modules(folder) if "Row" in constants(parse(path))]
    assert (classes["Answer"], classes["Row"]) == (1, 0)
    assert [str(path.relative_to(ROOT)) for path in rows] == ["analysis/question.py"]


@pytest.mark.parametrize(
    ("name", "is_one"), [("_told", True), ("found_in", True), ("founded", False), ("is_found", False)]
)
def test_a_participle_is_seen(name: str, is_one: bool) -> None:
    assert bool(PARTICIPLES.fullmatch(name)) is is_one
