"""From every number of every answer to its rows: as many as the number says."""

from datetime import date

import pytest

from analysis.ask import ask
from analysis.drilldown import drill_down, filters_at, filters_for, is_clickable, list_marks
from analysis.filters import Filters
from analysis.questions import QUESTIONS
from data.combine.merge import merge
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from tests.analysis.questions.offers.walks import world
from tests.paths import JOB_SEEKER

MARKED = [key for key, question in QUESTIONS.items() if question.marks or key == "summary"]
VIEWS = {
    "everything": Filters(),
    "some": Filters(since=date(2026, 2, 1), channels=("email", "linkedin"), stages=("applied", "interview")),
}


@pytest.fixture(scope="module")
def log() -> MeasuredLog:
    return import_log(Upload(JOB_SEEKER.read_bytes(), JOB_SEEKER.name)).measure(today=date(2026, 11, 1))


def test_every_question_with_a_figure_has_marks() -> None:
    assert {key for key, question in QUESTIONS.items() if question.figure} <= set(MARKED)


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize("key", MARKED)
def test_as_many_rows_as_the_number_says(log: MeasuredLog, key: str, view: Filters) -> None:
    answer = ask(log, key, view)
    found = {mark.label: drill_down(log, answer, mark).counted for mark in list_marks(answer)}
    assert found == {mark.label: mark.n for mark in list_marks(answer)}


INTERVIEWS = b"""sent_at,channel,company,role,outcome,outcome_at
2026-05-05,email,Kites,Clerk,interview,2026-05-20
2026-04-05,email,Kites,Clerk,interview,2026-04-20
2026-03-05,email,Kites,Clerk,interview,2026-03-20
2026-08-05,email,Looms,Clerk,,
"""


def test_rows_of_one_opportunity_are_in_the_order_of_their_days() -> None:
    log = import_log(Upload(INTERVIEWS, "log.csv")).measure(today=date(2026, 11, 1))
    answer = ask(log, "thank_you_landmark")
    rows = [row for mark in list_marks(answer) for row in drill_down(log, answer, mark).counted_rows]
    assert [row["interviewed"].month for row in rows] == [3, 4, 5]


def test_a_row_of_merged_files_is_named_by_its_file_and_the_line_there() -> None:
    head = b"sent_at,channel,company\n"
    files = (
        Upload(head + b"2026-03-02,email,Kites\n", "a.csv"),
        Upload(head + b"2026-03-05,email,Looms\n", "b.csv"),
    )
    answer = ask(merged := import_log(merge(files)).measure(today=date(2026, 11, 1)), "response_by_channel")
    [mark] = list_marks(answer)
    found = drill_down(merged, answer, mark)
    rows = (*found.counted_rows, *found.left_out_rows)
    assert [(row["company"], row["line"]) for row in rows] == [("Kites", "a.csv 2"), ("Looms", "b.csv 2")]


@pytest.mark.parametrize("per", ["contact", "opportunity"])
def test_people_and_opportunities_have_rows_as_well(log: MeasuredLog, per: str) -> None:
    answer = ask(log, "response_by_channel", per=per)
    assert [drill_down(log, answer, mark).counted for mark in list_marks(answer)] == [
        row["n"] for row in answer.rows
    ]


def test_a_row_says_where_it_stands_in_the_log_and_why_it_does_not_count(log: MeasuredLog) -> None:
    answer = ask(log, "response_by_channel", by="all")
    [mark] = list_marks(answer)
    rows = drill_down(log, answer, mark)
    assert rows.left_out == sum(answer.held_out.values())
    assert {row["reason"] for row in rows.left_out_rows} == set(answer.held_out)
    assert {"line", "sent_on", "channel", "company"} <= rows.counted_rows[0].keys()


WATCHED = b"""sent_at,channel,company,contact,replied_at
2026-03-02,email,Kites,Ann,2026-03-05
2026-03-02,email,Looms,Bob,2026-03-02
2026-03-02,email,Boats,Cy,2026-05-01
2026-03-02,email,Drums,Di,
2026-03-12,email,Drums,Di,
2026-05-10,email,Tents,Ed,
"""


def test_each_row_says_as_what_it_counts() -> None:
    log = import_log(Upload(WATCHED, "log.csv")).measure(today=date(2026, 11, 1), as_of=date(2026, 5, 20))
    answer = ask(log, "response_by_channel")
    [mark] = list_marks(answer)
    assert [(row["company"], row["counts_as"]) for row in drill_down(log, answer, mark).counted_rows] == [
        ("Kites", "an answer on day 3"),
        ("Looms", "an answer on the day of sending"),
        ("Boats", "no answer in 30 days: it came later"),
        ("Drums", "no answer in 10 days, then followed up"),
        ("Drums", "no answer in 30 days"),
        ("Tents", "no answer in 10 days so far"),
    ]


def test_as_many_rows_count_as_an_answer_as_there_were_replies(log: MeasuredLog) -> None:
    answer = ask(log, "response_by_channel")
    found = [drill_down(log, answer, mark).counted_rows for mark in list_marks(answer)]
    answered = [[row for row in rows if row["counts_as"].startswith("an answer")] for rows in found]
    assert [len(rows) for rows in answered] == [row["replies"] for row in answer.rows]


CLICKABLE = (
    "weekly_activity",
    "response_by_channel",
    "outcomes_by_channel",
    "response_by_strategy",
    "offers_by_strategy",
    "fair_comparison",
    "reply_curve",
    "paths_to_offers",
    "credit_for_offers",
    "ways_to_count",
    "playbook_scorecard",
)


def test_every_figure_whose_marks_a_filter_can_name_is_clickable(log: MeasuredLog) -> None:
    figured = [key for key, question in QUESTIONS.items() if question.figure]
    assert {key for key in figured if is_clickable(ask(log, key))} == set(CLICKABLE)


@pytest.mark.parametrize("key", CLICKABLE)
def test_every_point_of_a_clickable_figure_says_what_it_is(log: MeasuredLog, key: str) -> None:
    answer = ask(world(300) if key in ("credit_for_offers", "ways_to_count") else log, key)
    assert answer.figure is not None
    traces = [trace for trace in answer.figure.data if trace.customdata is not None]
    points = [point for trace in traces for point in trace.customdata]
    unsaid = {point[0] for point in points if not filters_at(answer, point)}
    assert points
    assert unsaid == {"reply_curve": {"all"}, "playbook_scorecard": {"professionalism"}}.get(key, set())


def test_a_mark_that_no_filter_can_name_leaves_them_alone(log: MeasuredLog) -> None:
    together, *channels = list_marks(curves := ask(log, "reply_curve"))
    assert (filters_for(curves, together), filters_for(curves, channels[0])) == ({}, {"channel": "email"})
    assert filters_at(ask(log, "response_by_channel"), ["<b>none</b>"]) == {}
