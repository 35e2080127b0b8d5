"""The plain questions on small logs, whole answers compared; and logs that others published."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analysis.ask import ask
from analysis.catalogue import QUESTIONS
from analysis.sql import composer
from data.imports.log import Log

TODAY = date(2026, 9, 1)
SEARCH = """sent_at,channel,strategy,company,contact,replied_at,outcome,outcome_at
2026-03-02,website,application,Acme,Ada,2026-03-06,interview,2026-03-12
2026-03-12,email,thank_you,Acme,Ada,,offer,2026-03-20
2026-03-03,website,application,Beta,,,rejection,2026-03-09
2026-03-10,email,introduction,Gamma,Gus,,,
"""


def measured(text: str) -> Log:
    return Log(text.encode(), "log.csv").measure(today=TODAY, as_of=date(2026, 6, 30))


def answered(key: str, text: str = SEARCH, **chosen: Any) -> list[dict[str, Any]]:
    return ask(measured(text), key, **chosen).rows


def test_summary_counts_everything_once() -> None:
    assert answered("summary") == [
        {
            "touches": 4,
            "answered": 3,
            "moved": 0,
            "people": 2,
            "first_on": "2026-03-02",
            "last_on": "2026-03-12",
            "opportunities": 3,
            "interviews": 1,
            "interviews_within": 1,
            "finals": 0,
            "offers": 1,
            "rejections": 1,
        }
    ]


def test_the_journey_is_followed_to_where_each_opportunity_stands() -> None:
    moves = [(row["source"], row["target"], row["opportunities"]) for row in answered("journey")]
    assert moves == [
        ("contacted", "no answer", 1),
        ("applied", "answered", 2),
        ("answered", "interview", 1),
        ("answered", "rejected", 1),
        ("interview", "offer", 1),
    ]


def test_weeks_begin_on_monday() -> None:
    assert answered("weekly_activity") == [
        {"week": "2026-03-02", "channel": "website", "touches": 2, "answered": 2},
        {"week": "2026-03-09", "channel": "email", "touches": 2, "answered": 1},
    ]


def test_few_weeks_are_drawn_without_hours_or_half_touches_between_them() -> None:
    drawn = ask(measured(SEARCH), "weekly_activity").figure
    assert drawn is not None
    assert (drawn.layout.xaxis.tickvals, drawn.layout.yaxis.dtick) == (("2026-03-02", "2026-03-09"), 1)


def test_response_by_channel_has_one_row_for_each_channel() -> None:
    keys = ("name", "n", "replies", "positive", "rejections")
    assert sorted(tuple(row[key] for key in keys) for row in answered("response_by_channel")) == [
        ("email", 2, 1, 1, 0),
        ("website", 2, 2, 1, 1),
    ]


def test_response_by_strategy_is_split_by_stage() -> None:
    counted = [
        (row["name"], row["stage"], row["n"], row["replies"]) for row in answered("response_by_strategy")
    ]
    assert counted == [
        ("application", "prospect", 2, 2),
        ("introduction", "prospect", 1, 0),
        ("thank_you", "interview", 1, 1),
    ]


def test_offers_by_strategy_counts_what_followed() -> None:
    keys = ("strategy", "stage", "touches", "n", "interviews", "offers")
    assert [tuple(row[key] for key in keys) for row in answered("offers_by_strategy")] == [
        ("application", "prospect", 2, 2, 1, 1),
        ("introduction", "prospect", 1, 1, 0, 0),
        ("thank_you", "interview", 1, 1, 0, 1),
    ]


def test_accepting_an_offer_is_no_offer_that_followed_what_was_sent_in_between() -> None:
    told = """event,at,kind,company,role,strategy,channel
touch,2026-03-01,,Kites,Analyst,application,email
milestone,2026-04-01,offer,Kites,Analyst,,
touch,2026-04-03,,Kites,Analyst,conversation,phone
milestone,2026-04-10,accepted,Kites,Analyst,,
"""
    rows = answered("offers_by_strategy", told)
    assert [(row["strategy"], row["offers"]) for row in rows] == [("application", 1), ("conversation", 0)]


@pytest.mark.parametrize("key", QUESTIONS)
def test_the_columns_of_an_answer_are_those_that_are_published(key: str) -> None:
    for row in answered(key):
        assert set(row) <= set(QUESTIONS[key].columns)


@pytest.mark.parametrize("key", QUESTIONS)
def test_a_file_of_sql_asks_its_question_in_its_first_line(key: str) -> None:
    assert composer.read_title(key).endswith("?")


@pytest.fixture(scope="module")
def heiss(shared_data: Path) -> Log:
    path = shared_data / "real" / "heiss_academic_2016_2018" / "jobs_clean.csv"
    return Log(path.read_bytes(), path.name).measure(today=TODAY)


def test_the_search_of_heiss_2018_has_186_applications_although_two_lines_are_identical(heiss: Log) -> None:
    told = heiss.report
    assert (told.format, told.rows_in, told.accepted, told.made["opportunities"]) == (
        "wide rows",
        186,
        186,
        186,
    )
    [identical] = [odd.lines for odd in told.oddities if odd.what.startswith("These rows are identical")]
    assert len(identical) == 2


def test_the_search_of_heiss_2018_had_27_interviews_9_finals_and_2_offers(heiss: Log) -> None:
    [row] = ask(heiss, "summary", within=30).rows
    assert [row[key] for key in ("interviews", "interviews_within", "finals", "offers")] == [27, 16, 9, 2]


def test_the_steps_of_heiss_2018_keep_their_own_names(heiss: Log) -> None:
    steps = heiss.records(
        "select kind::varchar as kind, label, count(*) as n from milestones "
        "where kind <> 'applied' group by all order by all"
    )
    assert [tuple(row.values()) for row in steps] == [
        ("final", "Flyout", 9),
        ("interview", "Skype interview", 27),
        ("offer", "Offer", 1),
        ("offer", "Visiting offer", 1),
    ]


def test_an_interview_33_days_before_its_application_is_kept_and_flagged_heiss_2018(heiss: Log) -> None:
    [odd] = [odd for odd in heiss.report.oddities if odd.what.startswith("An interview")]
    early = (
        "select kind::varchar as kind, reached_at::date as day from milestones where line = 85 order by day"
    )
    interview, applied = heiss.records(early)[:2]
    assert (odd.lines, (applied["day"] - interview["day"]).days, applied["kind"]) == ((85,), 33, "applied")


def test_a_portuguese_tracker_is_read_without_a_word_from_its_owner(shared_data: Path) -> None:
    path = shared_data / "real" / "tracker_pt" / "sample.csv"
    told = Log(path.read_bytes(), path.name).report
    meant = {name: column for name, column in told.mapping.items() if column}
    assert meant == {
        "empresa": "company",
        "cargo": "role",
        "plataforma": "channel",
        "observacoes": "notes",
        "application": "applied_at",
        "status": "status",
    }
    assert (told.rows_in, told.accepted, told.open_questions, told.unknown) == (11, 11, (), ())
