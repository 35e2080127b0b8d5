"""The benchmark runs, knows every question, and the questions by hand give what the SQL gives."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analysis.ask import ask
from analysis.questions import QUESTIONS
from benchmarks import __main__ as benchmark
from benchmarks import cohort, filtering, importing, in_pandas, in_polars
from benchmarks.bare import BARE
from benchmarks.cohort import Cohort, lay_side_by_side
from tests.paths import ROOT


@pytest.fixture(scope="module")
def log() -> Cohort:
    return cohort.brought(2_000)


def comparable(rows: Iterable[Mapping[Any, Any]]) -> list[list[tuple[str, str]]]:
    """Rows in one order and one spelling, whichever tool they come from."""
    return sorted(sorted((str(name), spelled(value)) for name, value in row.items()) for row in rows)


def spelled(value: Any) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, date | str):
        return str(value).removesuffix(" 00:00:00")
    return str(float(value))


@pytest.mark.parametrize("key", QUESTIONS)
def test_every_question_has_a_floor(log: Cohort, key: str) -> None:
    assert log.table(BARE[key]).num_rows > 0


@pytest.mark.parametrize("key", QUESTIONS)
def test_what_comes_after_counting_is_timed_for_every_question(log: Cohort, key: str) -> None:
    answer = ask(log, key)
    assert benchmark.judged(log, answer) == answer.verdict


@pytest.mark.parametrize("key", in_pandas.BY_HAND)
def test_by_hand_in_pandas_gives_the_same_counts(log: Cohort, key: str) -> None:
    answer = ask(log, key)
    counts = in_pandas.BY_HAND[key](in_pandas.tables(log), {**answer.parameters, "as_of": log.as_of})
    assert comparable(counts.to_dict("records")) == comparable(answer.counts)


@pytest.mark.parametrize("key", in_polars.BY_HAND)
def test_by_hand_in_polars_gives_the_same_counts(log: Cohort, key: str) -> None:
    answer = ask(log, key)
    counts = in_polars.BY_HAND[key](in_polars.tables(log), {**answer.parameters, "as_of": log.as_of})
    assert comparable(counts.to_dicts()) == comparable(answer.counts)


def test_a_copied_cohort_has_each_count_as_often(log: Cohort) -> None:
    twice = lay_side_by_side(log, 2).measure(today=cohort.AS_OF, as_of=cohort.AS_OF)
    once = {(row["source"], row["target"]): row["opportunities"] for row in ask(log, "journey").rows}
    both = {(row["source"], row["target"]): row["opportunities"] for row in ask(twice, "journey").rows}
    assert both == {move: 2 * count for move, count in once.items()}


def test_a_cohort_is_the_same_at_every_run(tmp_path: Path) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    cohort.write(first, 500)
    cohort.write(second, 500)
    assert first.read_bytes() == second.read_bytes()


def test_an_import_is_weighed_in_a_process_of_its_own(tmp_path: Path) -> None:
    cohort.write(tmp_path / "cohort.csv", 2_000)
    ours, bare = importing.in_turn(tmp_path / "cohort.csv", times=1)
    assert min(ours.seconds, ours.added, bare.seconds, bare.added) > 0


def test_parquet_is_weighed_beside_a_scan_of_it(tmp_path: Path) -> None:
    path = tmp_path / "cohort.parquet"
    cohort.write(path, 2_000)
    ours, bare = importing.in_turn(path, 1, importing.bring, importing.scan_barely)
    assert min(ours.seconds, bare.seconds, bare.added) > 0


def test_small_files_are_weighed_together(tmp_path: Path) -> None:
    cohort.write_clients(tmp_path, 3)
    ours, bare = importing.in_turn(tmp_path, 1, importing.bring_all, importing.read_all_barely)
    assert min(ours.seconds, bare.seconds) > 0
    rows = [len(path.read_text(encoding="utf-8").splitlines()) - 1 for path in sorted(tmp_path.iterdir())]
    assert rows == [50, 87, 124]


def test_every_question_is_asked_on_a_page() -> None:
    assert {key for asked in filtering.PAGES.values() for key, _ in asked} == set(QUESTIONS)


def test_pages_ask_what_they_are_timed_with() -> None:
    for name, asked in filtering.PAGES.items():
        code = (ROOT / "pages" / f"{name.lower()}.py").read_text(encoding="utf-8")
        shown = {
            *re.findall(r'ask\(\s*"(\w+)"', code),
            *(["response_by_channel"] if "own_words" in code else []),
        }
        assert {key for key, _ in asked} == shown


def test_a_changed_filter_is_timed_for_every_page(log: Cohort) -> None:
    lines = list(benchmark.pages(log, times=1))
    assert [line[0] for line in lines] == [*filtering.PAGES]
    assert all(isinstance(number, float) and number > 0 for line in lines for number in line[1:])


def test_all_that_is_kept_is_timed(log: Cohort) -> None:
    ask(log, "fair_comparison")
    timed = {line[0] for line in benchmark.facts(log, ["summary"])}
    assert {"touch_cells", "turns", "all together", "over bare aggregations"} <= timed


def test_a_line_for_every_question(log: Cohort) -> None:
    lines = list(
        benchmark.table(benchmark.QUESTION, benchmark.answers(log, dict.fromkeys(QUESTIONS, 1.0), times=1))
    )
    assert [line.split("|")[1].strip() for line in lines[2:]] == [*QUESTIONS, "all together"]
