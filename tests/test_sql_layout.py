"""SQL files: short, opened by what they hold, and with names that mean one thing each."""

import re
from functools import cache
from pathlib import Path

import pytest

from data.sql_files import list_sources, read_steps, strip_asides
from tests.paths import ROOT

FOLDERS = ("data", "analysis", "pages", "benchmarks")
QUERIES = sorted(path for folder in FOLDERS for path in ROOT.glob(f"{folder}/**/*.sql"))
ANALYSIS = ROOT / "analysis" / "sql"
LISTS = {"starters.sql"}
"""Files of many short queries, which people start from."""

LONGEST = 50
QUERY_NAME = re.compile(
    r"""(?:\bwith|,)\s+"?(\w+)"?\s+as\s+(?:(?:not\s+)?materialized\s+)?\(""",
)
TABLE = re.compile(
    r"""\bcreate (?:temp )?(?:table|view) (\w+)|\.(?:fill|lent|seeing|register)\(\s*"(\w+)\"""",
)


def each(paths: list[Path]) -> pytest.MarkDecorator:
    """Run the test once for each file, under the file's name."""
    return pytest.mark.parametrize("path", paths, ids=lambda path: str(path.relative_to(ROOT)))


def names_of(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.sql")}


@cache
def list_tables() -> frozenset[str]:
    """The tables of a log: those that its import makes, the facts kept of it, those that a notebook reads."""
    code = [path.read_text(encoding="utf-8") for path in ROOT.glob("data/**/*.py")]
    code += [strip_asides(path.read_text(encoding="utf-8")) for path in ROOT.glob("data/**/*.sql")]
    made = {name for text in code for names in TABLE.findall(text) for name in names if name}
    return frozenset(
        made | names_of(ANALYSIS / "facts") | names_of(ROOT / "analysis/notebook/sandbox/tables")
    )


def list_queries(sql: str) -> set[str]:
    """The names that a statement gives to queries of its own."""
    return set(QUERY_NAME.findall(strip_asides(sql)))


def is_step(path: Path) -> bool:
    return path.parent.name == "steps" or path.parent.with_suffix(".sql").exists()


def test_the_tables_of_a_log_are_found() -> None:
    assert {"entries", "cells", "words", "sheet", "touches", "measured_touches", "paths"} <= list_tables()


def test_the_names_of_queries_are_found() -> None:
    sql = """-- with remarks as (
        with a as (select ', b as (' as x), "c" as not materialized (from a) select 1 as d, (2) as e"""
    assert list_queries(sql) == {"a", "c"}


@each(QUERIES)
def test_a_query_opens_with_what_it_answers(path: Path) -> None:
    assert re.match(r"-- \w", path.read_text(encoding="utf-8"))


@each([path for path in QUERIES if path.name not in LISTS])
def test_a_query_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@each(QUERIES)
def test_no_query_or_step_is_called_like_a_table(path: Path) -> None:
    queries = list_queries(path.read_text(encoding="utf-8"))
    assert (queries | ({path.stem} if is_step(path) else set())) & list_tables() == set()


@each([path for path in QUERIES if ANALYSIS in path.parents])
def test_no_query_is_called_like_a_step(path: Path) -> None:
    selections = {f"selected_{fact}" for fact in names_of(ANALYSIS / "facts")}
    own_steps = names_of(path.with_suffix(""))
    queries = list_queries(path.read_text(encoding="utf-8"))
    assert queries & (names_of(ANALYSIS / "steps") | selections | own_steps) == set()


@each([path for path in QUERIES if path.with_suffix("").is_dir()])
def test_every_step_of_a_query_is_read(path: Path) -> None:
    steps = read_steps(path.with_suffix(""))
    texts = [path.read_text(encoding="utf-8"), *steps.values()]
    assert steps.keys() <= set().union(*map(list_sources, texts))
