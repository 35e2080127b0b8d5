"""Following up against waiting, counted by hand."""

from datetime import date

import pytest

from analysis.ask import ask
from analysis.questions import day_trials
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload

HEADER = "sent_at,company,role,contact,replied_at\n"


def search(*rows: str) -> MeasuredLog:
    """Messages as "day,company,day of the reply or nothing"."""
    lines = [
        f"{day},{company},Analyst,Ann,{reply}\n" for day, company, reply in (row.split(",") for row in rows)
    ]
    return import_log(Upload((HEADER + "".join(lines)).encode(), "log.csv")).measure(
        today=date(2026, 11, 22), as_of=date(2026, 10, 31)
    )


def after(days: int, company: str, reply: str = "") -> list[str]:
    return [f"2026-03-01,{company},", f"2026-03-{1 + days:02},{company},{reply}"]


def both_sides() -> MeasuredLog:
    """After 5 days 8 of 10 answered, against 1 of 10; after 10 days 2 of 10, against 1 of those 9 still silent."""
    return search(
        *(row for i in range(10) for row in after(5, f"A{i}", "2026-03-08" if i < 8 else "")),
        *(row for i in range(10) for row in after(10, f"B{i}", "2026-03-13" if i < 2 else "")),
        *(f"2026-03-01,C{i},{'2026-03-12' if i < 1 else ''}" for i in range(10)),
    )


def test_each_silence_is_compared_with_those_that_went_on_as_long() -> None:
    rows = {row["silence"]: row for row in ask(both_sides(), "follow_up_or_wait").rows}
    assert {name: (row["n"], row["compared"], row["reached"]) for name, row in rows.items()} == {
        "any day": (20, 20, 10),
        "4–7 days": (10, 10, 8),
        "8–14 days": (10, 10, 2),
    }
    assert rows["4–7 days"]["rate_with"] == pytest.approx(0.8)
    assert (rows["8–14 days"]["rate_with"], rows["8–14 days"]["rate_without"]) == pytest.approx((0.2, 0.1))
    assert rows["8–14 days"]["n_without"] == 10


def test_who_was_followed_up_on_day_10_stands_for_waiting_until_then() -> None:
    """On day 5, ten of C and ten of B wait. B is written to on day 10; those of C that stay silent stand for it."""
    [row] = [row for row in ask(both_sides(), "follow_up_or_wait").rows if row["silence"] == "4–7 days"]
    assert row["rate_without"] == pytest.approx(0.1)
    assert row["n_without"] == 10


def test_the_sentence_has_the_counts_of_both_sides() -> None:
    told = ask(both_sides(), "follow_up_or_wait").verdict
    assert told.startswith(
        "Leaning: 10 of 20 follow-ups were followed by a reply within 14 days. Like for like, "
    )
    assert "That compares 20 of 20 follow-ups with 10 opportunities silent just as long." in told


def test_nothing_to_compare_with_is_said() -> None:
    told = ask(search(*after(5, "A", "2026-03-08"), *after(5, "B")), "follow_up_or_wait").verdict
    assert told == "Too early: none of 2 follow-ups can be compared. Nobody else stayed silent as long."


@pytest.mark.parametrize(
    ("reached", "compared", "was"), [(0, 1, "was"), (1, 20, "was"), (0, 20, "were"), (2, 20, "were")]
)
def test_one_is_told_of_in_the_singular(reached: int, compared: int, was: str) -> None:
    row = {"reached": reached, "compared": compared}
    assert day_trials.describe_reached(row, "reply") == f"{was} followed by a reply"


def test_no_follow_up_at_all_is_said() -> None:
    assert (
        ask(search("2026-03-01,A,"), "follow_up_or_wait").verdict
        == "You haven't followed up on an unanswered message yet."
    )


def test_the_outcome_and_the_days_that_were_asked_about_are_named() -> None:
    told = ask(both_sides(), "follow_up_or_wait", outcome="further", days=1).verdict
    assert "of 20 follow-ups were followed by an interview or an offer within 1 day." in told
