"""What is added up once gives the same rows as a plain statement that reads every touch, whatever filters choose."""

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import md5
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import ask as asking
from analysis.answer import Answer, plain
from analysis.ask import ask, fetch_rows, list_values
from analysis.filters import Filters
from analysis.questions import QUESTIONS
from analysis.sql import composer
from data.database import ENUMS
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from data.sql_files import bind_parameters, list_sources
from tests.analysis import number_logs
from tests.examples import examples
from tests.trackers import TODAY

KINDS = ("messy", "wide", "cohort", "named")
SEEDS = 8
DAYS = (
    st.none()
    | st.none()
    | st.integers(0, 200).map(lambda day: number_logs.FIRST_DAY + timedelta(days=day - 20))
)
PEOPLE = ("privacy/replies", "privacy/followed", "privacy/reached")
"""What is read to hide small numbers."""
CASES = tuple(f"cells/{name}" for name in ("units", "gaps", "hours", "offers", "trials", "interviews"))
"""The single cases that are compared."""

PARAMETERS: dict[str, st.SearchStrategy[Any]] = {
    "by": st.sampled_from(["all", "channel", "strategy", "stage", "personalised", "company", "client"]),
    "split": st.sampled_from([None, "stage", "channel", "company", "source"]),
    "per": st.sampled_from(["message", "contact", "opportunity"]),
    "basis": st.sampled_from(["within", "recorded", "so far"]),
    "within": st.sampled_from([1, 7, 30, 90]),
    "days": st.sampled_from([1, 14, 60]),
    "outcome": st.sampled_from(["reply", "further", "offer"]),
}
ANY = {name: "message" if name == "per" else None for name in PARAMETERS}


def choose_words(kind: str) -> st.SearchStrategy[tuple[str, ...]]:
    words = st.sampled_from([*ENUMS[kind][:4], *ENUMS[kind][-2:], "unknown"])
    return st.just(()) | st.just(()) | st.lists(words, min_size=1, max_size=3, unique=True).map(tuple)


FILTERS = st.builds(
    Filters,
    since=DAYS,
    until=DAYS,
    channels=choose_words("channel"),
    strategies=choose_words("strategy"),
    stages=choose_words("stage"),
)


@pytest.fixture(autouse=True, scope="module")
def cells_for_all() -> Iterator[None]:
    """Cells are made of the smallest logs too."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(asking, "ENOUGH_FOR_CELLS", 0)
        yield


@pytest.mark.parametrize("key", [*QUESTIONS, *PEOPLE, *CASES])
@examples(12, thorough=100)
@given(st.sampled_from(KINDS), st.integers(1, SEEDS), FILTERS, st.data())
def test_cells_give_the_rows_of_the_plain_statement(
    key: str, kind: str, seed: int, filters: Filters, data: st.DataObject
) -> None:
    log = number_logs.measured(f"{kind} {seed}")
    question = QUESTIONS.get(key)
    chosen = {name: data.draw(values, name) for name, values in PARAMETERS.items()}
    if kind == "named" and data.draw(st.booleans()):
        chosen[data.draw(st.sampled_from(["by", "split"]))] = "coach"
    fixed = (
        dict(question.bound_values())
        if question
        else {"of": data.draw(st.sampled_from(["client", "opportunity"]))}
    )
    parameters = {**(question.defaults if question else {}), **chosen, **fixed}
    rows = fetch_rows(log, key, filters, parameters)
    assert sort_rows(rows) == sort_rows(read_plainly(log, key, filters, parameters))


def read_plainly(
    log: MeasuredLog, key: str, filters: Filters, parameters: dict[str, Any]
) -> list[dict[str, Any]]:
    statement = composer.compose_alone(key)
    return log.records(statement, bind_parameters(statement, list_values(log.as_of, filters, parameters)))


def sort_rows(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(str(sorted(row.items())) for row in plain(rows))


@pytest.mark.parametrize("key", QUESTIONS)
def test_a_filter_never_asks_the_touches_of_the_log_again(key: str) -> None:
    read = list_sources(composer.compose_on_facts(key, filtered=True, on_cells=True))
    assert read & {"measured_touches", "sent", "entries", "replies", "milestones"} == set()


def test_cells_for_some_parameters_are_made_once() -> None:
    log = number_logs.measured("wide 1")
    before = count_cells(log, "company")
    for _ in range(2):
        ask(log, "outcomes_by_channel", Filters(since=date(2026, 2, 4)), by="company")
    assert count_cells(log, "company") == before or before == 0
    assert count_cells(log, "company") == len(
        log.records(
            "select distinct opportunity from measured_touches where untimed is distinct from 'after the data date'"
        )
    )


def count_cells(log: MeasuredLog, by: str) -> int:
    ask(log, "outcomes_by_channel")
    [row] = log.records(f"select count(*) as cells from outcome_cells where by_column = '{by}'")  # noqa: S608
    return int(row["cells"])


def test_a_small_log_makes_no_cells_of_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "ENOUGH_FOR_CELLS", 61)
    log = import_log(Upload(number_logs.write_wide(3), "log.csv")).measure(today=TODAY)
    ask(log, "outcomes_by_channel")
    kept = {row["table_name"] for row in log.records("select table_name from duckdb_tables()")}
    assert kept & {"touch_cells", "week_cells", "outcome_cells", "subject_cells"} == {"touch_cells"}


CLIENTS = ("Ann", "Bo", "Cy", "Di")


@pytest.fixture(scope="module")
def drawn() -> Answer:
    """Four clients, each with three letters and three emails, of whom those with ten touches are compared."""
    with pytest.MonkeyPatch.context() as patched:
        compare_few(patched)
        return ask(write_clients(), "response_by_channel")


def compare_few(patched: pytest.MonkeyPatch) -> None:
    patched.setattr(asking, "ENOUGH_COMPARED", 10)
    patched.setattr(asking, "FEWEST_COMPARED", 1)


def write_clients() -> MeasuredLog:
    rows = ["client,sent_at,channel,company,replied_at"]
    for client in CLIENTS:
        for day in range(3):
            for channel in ("email", "letter"):
                replied = f"2026-01-{day + 3:02}" if channel == "letter" or client == "Di" else ""
                rows.append(f"{client},2026-01-{day + 1:02},{channel},{client} {channel} {day},{replied}")
    log = import_log(Upload("\n".join(rows).encode(), "log.csv"))
    return log.measure(today=date(2026, 9, 1), as_of=date(2026, 6, 1))


def list_drawn() -> list[str]:
    """The first two clients in the order of their hashes: after two of six touches each there are twelve."""
    return sorted(CLIENTS, key=lambda name: md5(name.lower().encode(), usedforsecurity=False).hexdigest())[:2]


def test_every_touch_is_counted_and_few_clients_are_compared(drawn: Answer) -> None:
    assert {row["name"]: (row["replies"], row["n"]) for row in drawn.rows} == {
        "letter": (12, 12),
        "email": (3, 12),
    }
    assert {row["clients"] for row in drawn.rows} == {2}


def test_the_sentence_says_that_clients_were_drawn(drawn: Answer) -> None:
    assert drawn.verdict.endswith(" Comparisons are within 2 of 4 clients, drawn by chance.")
    assert Answer.from_json(drawn.question, drawn.to_json()).verdict == drawn.verdict


def test_who_is_drawn_depends_on_nothing_but_names(monkeypatch: pytest.MonkeyPatch) -> None:
    compare_few(monkeypatch)
    log = write_clients()
    ask(log, "response_by_channel")
    found = log.records(
        "select distinct client from numbered_clients join measured_opportunities using (opportunity) where drawn"
    )
    assert sorted(row["client"] for row in found) == sorted(list_drawn())


def test_where_all_are_compared_nothing_is_said() -> None:
    answer = ask(write_clients(), "response_by_channel")
    assert answer.drawn is None
    assert "drawn" not in answer.verdict


def test_days_of_writing_are_compared_within_the_drawn_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    compare_few(monkeypatch)
    log = write_clients()
    answer = ask(log, "follow_up_or_wait")
    turns = log.records(
        "select distinct client from turns join measured_opportunities using (opportunity) order by client"
    )
    assert [row["client"] for row in turns] == sorted(list_drawn())
    assert answer.drawn == (2, 4)


def test_ranges_are_those_of_all_touches(monkeypatch: pytest.MonkeyPatch, drawn: Answer) -> None:
    monkeypatch.setattr(asking, "ENOUGH_COMPARED", 100)
    every = {
        row["name"]: (row["low"], row["high"]) for row in ask(write_clients(), "response_by_channel").rows
    }
    assert {row["name"]: (row["low"], row["high"]) for row in drawn.rows} == every


def test_nothing_is_said_of_drawing_where_clients_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compare_few(monkeypatch)
    log = write_clients()
    assert ask(log, "response_by_channel", by="client").drawn is None
    assert ask(log, "response_by_channel", basis="so far").drawn is None
    assert ask(log, "thank_you_landmark").drawn is None
    assert "drawn" not in ask(log, "response_by_channel", Filters(channels=("phone",))).verdict


def test_fifty_clients_are_compared_however_large_their_logs_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "ENOUGH_COMPARED", 1)
    rows = ["client,sent_at,channel,company,replied_at"]
    rows += [f"Client {number},2026-01-02,email,Acme,2026-01-05" for number in range(60)]
    log = import_log(Upload("\n".join(rows).encode(), "log.csv")).measure(today=TODAY)
    assert ask(log, "response_by_channel").drawn == (50, 60)
