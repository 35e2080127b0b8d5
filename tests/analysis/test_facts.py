"""What is kept of the whole log changes no answer: it only saves working it out again."""

from datetime import date
from typing import Any

import pytest

from analysis.answer import plain
from analysis.ask import ask, list_values
from analysis.filters import Filters
from analysis.questions import QUESTIONS
from analysis.sql import composer
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from data.sql_files import bind_parameters
from tests.paths import JOB_SEEKER

VIEWS = {
    "everything": Filters(),
    "some": Filters(since=date(2026, 3, 1), channels=("email", "linkedin"), stages=("applied", "interview")),
}


class Watched(MeasuredLog):
    """A log that remembers the first values that it was asked with."""

    bound: dict[str, Any]

    def records(self, sql: str, parameters: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        self.bound = self.bound or parameters or {}
        return super().records(sql, parameters)


@pytest.fixture(scope="module")
def log() -> Watched:
    log = import_log(Upload(JOB_SEEKER.read_bytes(), JOB_SEEKER.name)).measure(today=date(2026, 11, 1))
    watched = Watched(**{name: value for name, value in vars(log).items() if not name.startswith("_")})
    watched.bound = {}
    return watched


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize("key", QUESTIONS)
def test_the_statement_that_is_shown_counts_what_was_counted(log: Watched, key: str, view: Filters) -> None:
    log.bound = {}
    counted = ask(log, key, view).counts
    shown = composer.compose_alone(key)
    values = {**list_values(log.as_of, view, {}), **log.bound}
    rows = log.records(shown, bind_parameters(shown, values))
    assert sorted(map(str, plain(rows))) == sorted(map(str, counted))


@pytest.mark.parametrize("key", QUESTIONS)
def test_without_filters_a_question_reads_whole_tables(key: str) -> None:
    for on_cells in (True, False):
        assert "selected_" in composer.compose_on_facts(key, filtered=True, on_cells=on_cells)
        assert "selected_" not in composer.compose_on_facts(key, filtered=False, on_cells=on_cells)


def test_a_fact_is_worked_out_once(log: Watched) -> None:
    ask(log, "ways_to_count")
    log.keep_table("walks", "select no_such_column")
    assert ask(log, "ways_to_count").counts


def test_filters_choose_rows_of_facts_and_never_change_them(log: Watched) -> None:
    before = log.records("select * from paths order by all")
    ask(log, "ways_to_count", VIEWS["some"])
    assert log.records("select * from paths order by all") == before
