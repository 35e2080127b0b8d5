"""Whether the day or the time of day matters."""

from datetime import date

from analysis.ask import ask
from analysis.questions.timing import best_time
from tests.analysis.questions.timing.messages import columns, measured, sent, world


def test_few_messages_are_compared_by_half_weeks_and_half_days() -> None:
    log = measured(
        "2026-03-05 11:59,Ann,A,email,yes,2026-03-06\n2026-03-06 12:00,Ben,B,email,,\n2026-03-08 09:00,Cem,C,email,,\n"
    )
    assert columns(ask(log, "best_time"), "name", "n", "replies") == [
        ("Monday–Thursday", 1, 1), ("Friday–Sunday", 2, 0), ("before noon", 2, 1), ("after noon", 1, 0),
    ]  # fmt: skip


def test_from_300_messages_on_each_day_and_its_parts_are_shown() -> None:
    answer = ask(world(timed=True), "best_time")
    assert {row["time"] for row in answer.rows} == set(best_time.DAYPARTS)
    assert answer.verdict.startswith("The days and times can't be told apart yet. Highest so far: ")


def test_days_and_times_are_a_map_in_which_too_few_are_grey() -> None:
    answer = ask(world(timed=True), "best_time")
    backdrop, heat = best_time.draw_times(answer).data
    rows = {(row["day"], row["time"]): row for row in answer.rows}
    assert (list(heat.x), list(heat.y)) == (list(best_time.DAYPARTS), list(best_time.WEEKDAYS[:5]))
    for day, shades, haze, texts in zip(heat.y, heat.z, backdrop.z, heat.text, strict=True):
        for time, shade, grey, text in zip(heat.x, shades, haze, texts, strict=True):
            row = rows[day, time]
            assert (shade, grey) == ((row["pooled"], None) if best_time.is_comparable(row) else (None, 0))
            assert f"{row['n']}" in text


def test_a_log_without_times_is_compared_by_day_only() -> None:
    answer = ask(world(), "best_time")
    assert [row["name"] for row in answer.rows] == list(best_time.WEEKDAYS[:5])
    assert answer.verdict.endswith("The log has no times of day.")


def test_a_day_that_is_answered_far_more_is_more_than_chance() -> None:
    monday, friday = date(2026, 3, 2), date(2026, 3, 6)
    log = measured(sent(30, 2, monday) + sent(10, None, monday) + sent(8, 2, friday) + sent(30, None, friday))
    assert ask(log, "best_time").verdict.startswith(
        "Clear so far, by the days of the week: Monday–Thursday 75\N{NO-BREAK SPACE}%"
    )


def test_n_counts_a_message_once_that_is_shown_by_day_and_by_hour() -> None:
    log = measured("2026-03-05 11:59,Ann,A,email,yes,2026-03-06\n2026-03-06 12:00,Ben,B,email,,\n")
    answer = ask(log, "best_time")
    assert (answer.n, sum(row["n"] for row in answer.rows)) == (2, 4)
