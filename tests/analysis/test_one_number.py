"""One number for one thing: whatever is shown in two places is the same in both, in every log and every view."""

import html
import json
from collections.abc import Iterable
from itertools import islice

import pytest

from analysis.__main__ import main
from analysis.ask import ask
from analysis.filters import Filters
from analysis.questions import QUESTIONS
from analysis.report.report_html import render_section
from tests.analysis import number_logs
from tests.analysis.number_logs import list_views, measured
from tests.analysis.number_pairs import PAIRS, RATE, SIZES, View, find_differences, total
from tests.paths import JOB_SEEKER

MESSY = "messy 1, early"
"""The log in which everything can go wrong, looked at in several views also by the quick tests."""

FEW_VIEWS = ("as it opens", "per opportunity", "recorded", "so far", "one channel", "since a day")

OPENED = (
    *("wide 1", JOB_SEEKER.name, "never_sent_status.csv", "four_columns.csv"),
    *("follow_up_columns.csv", number_logs.AUDIT.name),
)
"""Logs that the quick tests look at as they open."""

ALL = (*number_logs.SHIPPED, *number_logs.MESSY, *number_logs.MADE_UP, *number_logs.list_shared())


def list_differences(name: str, views: Iterable[tuple[str, View]]) -> str:
    """Where two numbers for one thing differ, in lines: the log, the view, the pair, and both numbers."""
    found = [f"{name}, {view_name}, {each}" for view_name, view in views for each in find_differences(view)]
    return "\n".join(found)


def test_two_places_show_the_same_number_in_a_messy_log() -> None:
    views = [(name, view) for name, view in list_views(measured(MESSY)) if name in FEW_VIEWS]
    assert list_differences(MESSY, views) == ""


def test_every_pair_was_put_to_the_test() -> None:
    """Some hold only where nothing was sent after an interview first, as in the sample."""
    views = [view for name, view in list_views(measured(MESSY)) if name in FEW_VIEWS]
    views += [view for _, view in islice(list_views(measured(JOB_SEEKER.name)), 1)]
    assert [pair.name for pair in PAIRS if not any(map(pair.holds, views))] == []


@pytest.mark.parametrize("name", OPENED)
def test_two_places_show_the_same_number_in_a_log_as_it_opens(name: str) -> None:
    assert list_differences(name, islice(list_views(measured(name)), 1)) == ""


@pytest.mark.long
@pytest.mark.parametrize("name", ALL)
def test_two_places_show_the_same_number_in_every_view_of_every_log(name: str) -> None:
    assert list_differences(name, list_views(measured(name))) == ""


def test_a_channel_has_the_same_rate_alone_as_beside_the_others() -> None:
    log = measured(JOB_SEEKER.name)
    for row in ask(log, "response_by_channel", within=30).rows:
        alone = Filters(channels=(row["name"],))
        [only] = ask(log, "response_by_channel", alone, by="all", within=30).rows
        for column in (*SIZES, "replies", *RATE):
            assert only[column] == pytest.approx(row[column]), (row["name"], column)


def test_two_periods_that_follow_each_other_add_up_to_the_whole() -> None:
    log = measured("wide 1")
    later = Filters(since=number_logs.EARLY)
    earlier = Filters(until=number_logs.EARLY.replace(day=number_logs.EARLY.day - 1))
    undated = ask(log, "weekly_activity").held_out["undated"]
    before, after, whole = (
        total(ask(log, "summary", view), "touches") for view in (earlier, later, Filters())
    )
    assert before + after + undated == whole


def test_the_command_line_and_the_report_show_the_numbers_of_the_page(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log = measured(JOB_SEEKER.name)
    for key in ("summary", "journey"):
        answer = ask(log, key)
        assert main(["ask", key, str(JOB_SEEKER), "--as-of", log.as_of.isoformat(), "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["rows"] == answer.to_json()["rows"]
        section = html.unescape(str(render_section(answer, QUESTIONS[key].key)))
        assert answer.verdict in section
        numbers = [value for row in answer.rows for value in row.values() if isinstance(value, int)]
        assert [number for number in numbers if f">{number:,}<" not in section] == []
