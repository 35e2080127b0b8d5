"""`python -m benchmarks [rows …]`: how long the import and every answer take, as Markdown tables."""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from analysis.answer import Answer
from analysis.ask import ask, fetch_cells, fetch_rows
from analysis.questions import QUESTIONS, comparison
from benchmarks import cohort, crowd, filtering, importing, in_pandas, in_polars
from benchmarks.bare import BARE
from benchmarks.clock import in_turn, taken
from benchmarks.cohort import Cohort
from data.imports.log import MeasuredLog

ROWS = (100_000, 1_000_000)
SMALL_FILES = 40
IMPORT = ("import", "seconds", "memory, MB")
FACTS = ("facts, once a log", "ms")
PAGE = ("a filter changed", "ms", "bare ms", "ratio")
CROWD = ("a page drawn again", "quiet ms", "crowd ms", "ratio")
QUESTION = ("question", "first ms", "ms", "bare ms", "ratio", "estimate ms", "pandas ms", "polars ms")

Cell: TypeAlias = str | float | None


def main() -> None:
    """Print every table for each number of touches."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("rows", nargs="*", type=int, default=ROWS, help="numbers of touches (100000 1000000)")
    asked.add_argument("--times", type=int, default=5, help="turns that each side takes (5)")
    asked.add_argument(
        "--only", nargs="+", choices=QUESTIONS, default=list(QUESTIONS), help="these questions"
    )
    asked.add_argument("--crowd", action="store_true", help="only a page while twenty sessions run bombs")
    chosen = asked.parse_args()
    print(machine())
    if chosen.crowd:
        show(CROWD, amid_crowd(chosen.times))
        return
    for rows in chosen.rows:
        print(f"\n### {rows:,} touches\n")
        if rows <= cohort.LARGEST_FILE:
            show(IMPORT, imports(rows, chosen.times))
            print()
        log = cohort.brought(rows)
        first = {key: 1e3 * taken(partial(ask, log, key)) for key in chosen.only}
        show(FACTS, facts(log, chosen.only))
        print()
        show(QUESTION, answers(log, first, chosen.times))
        if chosen.only == list(QUESTIONS):
            print()
            show(PAGE, pages(log, chosen.times))
        log.close()
    if chosen.only == list(QUESTIONS):
        print()
        show(CROWD, amid_crowd(chosen.times))


def machine() -> str:
    """What it ran on: processors, memory, versions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "pandas", "polars"))
    return f"{os.cpu_count()} processors, {memory:.0f} GB; Python {platform.python_version()}, {packages}."


def imports(rows: int, times: int) -> Iterator[tuple[Cell, ...]]:
    """What a file costs as CSV and as Parquet, and forty small ones together, and how many times as much as barely."""
    turns = max(1, times // 2)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cohort.csv"
        cohort.write(path, rows)
        size = path.stat().st_size
        ours, bare = importing.in_turn(path, turns)
        yield "the file", None, size / 1e6
        yield "bare read_csv", bare.seconds, bare.added / 1e6
        yield "a log", ours.seconds, ours.added / 1e6
        yield "a log over bare read_csv", ours.seconds / bare.seconds, None
        yield "a log over the file", None, ours.added / size
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cohort.parquet"
        cohort.write(path, rows)
        ours, bare = importing.in_turn(path, turns, importing.bring, importing.scan_barely)
        yield "bare scan of Parquet", bare.seconds, bare.added / 1e6
        yield "a log of Parquet", ours.seconds, ours.added / 1e6
        yield "a log over bare scan", ours.seconds / bare.seconds, None
    with TemporaryDirectory() as folder:
        cohort.write_clients(Path(folder), SMALL_FILES)
        ours, bare = importing.in_turn(Path(folder), turns, importing.bring_all, importing.read_all_barely)
        yield "bare read_csv of forty", bare.seconds, bare.added / 1e6
        yield "forty small files", ours.seconds, ours.added / 1e6


def facts(log: Cohort, keys: Iterable[str]) -> Iterator[tuple[Cell, ...]]:
    """What was worked out of the whole log at the first question that needed it, and kept; and how long that is beside
    the bare aggregations of all questions, done once."""
    yield from ((name, 1e3 * spent) for name, spent in log.seconds.items())
    together, bare = sum(log.seconds.values()), sum(taken(partial(log.table, BARE[key])) for key in keys)
    yield "all together", 1e3 * together
    yield "over bare aggregations", together / bare


def pages(log: Cohort, times: int) -> Iterator[tuple[Cell, ...]]:
    """All that somebody waits for after a change of the filters, page by page, and the floor of its counting."""
    for name, ours, bare in filtering.in_pages(log, times):
        yield name, 1e3 * ours, 1e3 * bare, ours / bare


def answers(log: Cohort, first: Mapping[str, float], times: int) -> Iterator[tuple[Cell, ...]]:
    """One line for each question, then all together: the milliseconds that it took at first, with what was made for it,
    those of its SQL and of the floor, how many times as long that is, what Python adds, and the same by hand."""
    by_hand = [(tool.BY_HAND, tool.tables(log)) for tool in (in_pandas, in_polars)]
    sums = [0.0, 0.0, 0.0]
    for key, at_first in first.items():
        answer = ask(log, key)
        ours, bare = counted(log, answer, times)
        added = 1e3 * taken(partial(judged, log, answer))
        asked = {**answer.parameters, "as_of": answer.as_of, "missing": answer.missing}
        sums = [so_far + value for so_far, value in zip(sums, (ours, bare, added), strict=True)]
        yield (
            key,
            at_first,
            ours,
            bare,
            ours / bare,
            added,
            *(handled(*tool, key, asked, times) for tool in by_hand),
        )
    yield "all together", sum(first.values()), sums[0], sums[1], sums[0] / sums[1], sums[2], None, None


def amid_crowd(times: int) -> Iterator[tuple[Cell, ...]]:
    """What a page costs while nobody else asks, amid twenty sessions that run bombs, and how many times as much."""
    quiet, crowded = crowd.in_turn(times)
    yield "the overview", 1e3 * quiet, 1e3 * crowded, crowded / quiet


def counted(log: Cohort, answer: Answer, times: int) -> tuple[float, float]:
    """Milliseconds of the SQL of a question, and of its floor."""
    question = answer.question
    parameters = {**answer.parameters, **question.bound_values()}
    ours, bare = in_turn(
        partial(fetch_rows, log, question.key, answer.filters, parameters),
        partial(log.table, BARE[question.key]),
        times=times,
    )
    return 1e3 * ours, 1e3 * bare


def handled(
    acts: Mapping[str, Callable[..., Any]], tables: Any, key: str, asked: Mapping[str, Any], times: int
) -> float | None:
    """Milliseconds of a question by hand; None where nobody wrote it."""
    if key not in acts:
        return None
    [seconds] = in_turn(lambda: acts[key](tables, asked), times=times)
    return 1e3 * seconds


def judged(log: MeasuredLog, answer: Answer) -> str:
    """What comes after counting: the single cases to compare, the estimates with their draws, verdict and figure."""
    comparison._judge.cache_clear()
    cells = fetch_cells(log, answer.question, answer.filters, answer.parameters)
    answer.question.estimate(
        answer.counted,
        {**answer.parameters, "as_of": answer.as_of, "missing": answer.missing, "cells": cells},
    )
    _ = answer.figure
    return answer.verdict


def show(header: tuple[str, ...], lines: Iterable[tuple[Cell, ...]]) -> None:
    """Print a Markdown table, each line as soon as it is known."""
    for line in table(header, lines):
        print(line, flush=True)


def table(header: tuple[str, ...], lines: Iterable[tuple[Cell, ...]]) -> Iterator[str]:
    """The lines of a Markdown table whose columns also stand under each other as plain text."""
    widths = [24, *(max(9, len(name)) for name in header[1:])]
    yield _line(header, widths)
    yield _line(("-" * 24, *("-" * (width - 1) + ":" for width in widths[1:])), widths)
    for line in lines:
        yield _line(tuple(map(_shown, line)), widths)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    return (
        " | ".join(["| " + first[0].ljust(first[1]), *(text.rjust(width) for text, width in others)]) + " |"
    )


def _shown(value: Cell) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else f"{value:,.0f}" if value >= 20 else f"{value:.1f}"


if __name__ == "__main__":
    main()
