"""How long answers take."""

import pytest

from analysis.ask import ask
from analysis.filters import Filters
from analysis.questions.timing import reply_curve
from tests.analysis.questions.timing.messages import ENOUGH, FIVE, measured, sent, world


def test_the_next_touch_ends_the_watch_of_the_one_before() -> None:
    rows = ask(FIVE, "reply_curve", by="all").rows
    assert [(row["day"], row["at_risk"], row["replies"]) for row in rows] == [
        (0, 5, 0), (1, 5, 1), (2, 4, 1), (7, 3, 0), (10, 2, 0),
    ]  # fmt: skip


def test_all_together_come_before_the_channels() -> None:
    answer = ask(FIVE, "reply_curve")
    assert reply_curve.group_names(answer.rows) == ["all", "email", "letter"]
    assert answer.figure is None
    assert answer.verdict.endswith("and there are 2: they took 1 to 2 days.")


def test_the_days_by_which_most_replies_have_come() -> None:
    assert ask(ENOUGH, "reply_curve").verdict == (
        "Of the replies that come within 30 days, half have come by day 1 (range 1–7), 80 % by day 7 (range 7–12) and "
        "90 % by day 12 (range 7–12)."
    )


@pytest.mark.parametrize(
    ("enough", "few", "told"),
    [
        (("email",), ("phone", "letter"), "Too few replies for a line of their own: Letter and Phone."),
        (
            ("email",),
            ("phone", "letter", "event", "linkedin"),
            "Only E-mail has enough replies for a line of its own.",
        ),
        (
            ("email", "social"),
            ("phone", "letter", "event", "linkedin"),
            "Only E-mail and Social media have enough replies for a line of their own.",
        ),
        ((), ("phone", "letter", "event", "linkedin"), "No group has enough replies for a line of its own."),
    ],
)
def test_groups_without_a_line_are_named_while_they_are_few(
    enough: tuple[str, ...], few: tuple[str, ...], told: str
) -> None:
    rows = [*(sent(20, 1, channel=name) for name in enough), *(sent(5, 2, channel=name) for name in few)]
    assert ask(measured("".join(rows)), "reply_curve").verdict.endswith(f" {told}")


def test_a_line_stops_where_fewer_than_ten_were_still_watched() -> None:
    answer = ask(measured(sent(20, 1) + sent(9)), "reply_curve")
    assert answer.figure is not None
    assert list(answer.figure.data[0].x) == [0, 1]
    assert "come within 1 day, " in answer.verdict
    assert "Fewer than 10 messages have been watched longer" in answer.verdict


def test_a_reply_on_an_unknown_day_comes_when_the_others_came() -> None:
    answer = ask(measured(sent(19, 1) + sent(20) + "2026-03-02,Zoe,Z,email,yes,\n"), "reply_curve", by="all")
    assert answer.held_out == {}
    assert [(row["day"], row["at_risk"], row["replies"], row["replied"]) for row in answer.rows] == [
        (0, 40, 0, 0.0),
        (1, 40, 20, 0.5),
        (30, 20, 0, 0.5),
    ]


def test_few_dated_replies_beside_undated_ones_block_timing() -> None:
    log = measured(sent(8, 1) + sent(20) + "2026-03-02,Zoe,Z,email,yes,\n")
    curve, waiting = ask(log, "reply_curve"), ask(log, "follow_up")
    assert (curve.rows, waiting.rows) == ([], [])
    assert curve.verdict.startswith("This is measured in days: it needs the day on which each reply came")
    assert waiting.verdict.endswith(curve.verdict)
    assert waiting.verdict.startswith(
        "Follow up after 7 days of silence and stop waiting after 30: a rule of thumb"
    )


def test_curve_and_hazards_find_the_truth_of_the_made_up_world() -> None:
    log, early = world(timed=True), Filters(stages=("prospect", "applied", "screen"))
    replied = {row["day"]: row["replied"] for row in ask(log, "reply_curve", early, by="all").rows}
    # Weibull(0.7, 6 days), read in the middle of the day: 52 % by day 3 and 72 % by day 7 of those within 30.
    assert [replied[day] / replied[30] for day in (3, 7)] == pytest.approx([0.52, 0.72], abs=0.03)
    first, *later = ask(log, "replies_by_touch_number", early).rows[:3]
    for row in later:  # each message has the same effect there; within three standard errors
        error = (row["hazard"] * (1 - row["hazard"]) / row["effective_n"]) ** 0.5
        assert row["hazard"] == pytest.approx(first["hazard"], abs=3 * error)


def test_own_words_for_channels_split_no_curve() -> None:
    assert ask(FIVE, "reply_curve", split="source").rows == ask(FIVE, "reply_curve").rows
