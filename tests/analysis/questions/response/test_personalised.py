"""Personalised messages against the others."""

from collections.abc import Mapping

import pytest

from analysis.ask import ask
from tests.analysis.questions.offers.walks import measured, said, world


def messages(counts: Mapping[tuple[str, str, str], tuple[int, int]]) -> str:
    """Old messages: (personalised, stage, channel) → how many were sent, and how many answered a week later."""
    rows = []
    for (personalised, stage, channel), (sent, answered) in counts.items():
        for number in range(sent):
            company = f"{personalised} {stage} {channel} {number}"
            reply = "2026-03-09" if number < answered else ""
            rows.append(f"2026-03-02,{channel},introduction,{company},,{stage},{personalised},{reply},,\n")
    return "".join(rows)


LETTERS = {
    ("yes", "applied", "letter"): (10, 1),
    ("no", "applied", "letter"): (200, 24),
    ("yes", "screen", "letter"): (10, 3),
    ("no", "screen", "letter"): (50, 20),
    ("yes", "final", "letter"): (40, 22),
    ("no", "final", "letter"): (12, 8),
}
"""The table of statistics.md section 4 as replies: personalised letters look better, for they come after finals."""


def test_plain_rates_stand_beside_the_difference_at_the_same_stage() -> None:
    yes, no = ask(measured(messages(LETTERS)), "personalised").rows
    assert (yes["n"], yes["replies"], no["n"], no["replies"]) == (60, 26, 262, 52)
    assert yes["rate"] == pytest.approx(26 / 60)
    assert yes["difference"] == pytest.approx(-0.077552400270453)
    assert yes["difference_low"] <= -0.23328201368785922


def test_the_difference_is_told_with_its_range_and_what_was_compared() -> None:
    told = said(ask(measured(messages(LETTERS)), "personalised"))
    assert (
        "at the same stage and in the same channel, personalised messages got 8 points fewer (range −2"
        in told
    )
    assert "Without comparing like with like, 43 % (range 32–56 %, n = 60)" in told


def test_no_difference_is_not_told_in_points() -> None:
    alike = {(noted, "applied", "email"): (20, 5) for noted in ("yes", "no")}
    told = said(ask(measured(messages(alike)), "personalised"))
    assert "in the same channel, there is no difference (range −" in told


def test_messages_without_a_note_are_held_out_and_counted() -> None:
    answer = ask(
        measured(messages({("yes", "applied", "email"): (3, 1), ("", "applied", "email"): (7, 2)})),
        "personalised",
    )
    assert dict(answer.held_out) == {"not noted whether it was personalised": 7}
    assert said(answer).startswith("All 3 messages marked either way were personalised, and 33 %")


def test_messages_without_a_note_are_on_neither_side() -> None:
    noted = {("yes", "applied", "email"): (20, 10), ("no", "applied", "email"): (20, 4)}
    for without_note in ({}, {("", "applied", "email"): (100, 90)}):
        [yes, no] = ask(measured(messages({**noted, **without_note})), "personalised").rows
        assert (yes["fair_rate"], no["fair_rate"], yes["overlap"]) == (0.5, 0.2, 10.0)
        assert yes["difference"] == pytest.approx(10 / 20 - 4 / 20)


def test_a_message_after_the_data_date_is_held_out_on_either_basis() -> None:
    later = "2026-11-02,email,introduction,Kites,,applied,yes,,,\n"
    log = measured(messages({("yes", "applied", "email"): (3, 1)}) + later)
    for basis in ("within", "recorded"):
        answer = ask(log, "personalised", basis=basis)
        assert (answer.rows[0]["n"], dict(answer.held_out)) == (3, {"after the data date": 1})


def test_stages_alone_are_compared_where_both_share_too_few_channels() -> None:
    apart = {("yes", "applied", "email"): (30, 12), ("no", "applied", "linkedin"): (30, 3)}
    [yes, _] = ask(measured(messages(apart)), "personalised").rows  # 40% of 30 against 10% of 30
    assert (yes["same_channel"], yes["overlap"], yes["verdict"]) == (False, 15.0, "Leaning")


def test_without_overlap_nothing_is_compared() -> None:
    apart = {("yes", "final", "email"): (30, 12), ("no", "applied", "email"): (30, 3)}
    answer = ask(measured(messages(apart)), "personalised")
    assert [row["difference"] for row in answer.rows] == [None, None]
    assert "can't be compared fairly yet" in answer.verdict


def test_where_personal_words_do_nothing_the_plain_rates_differ_and_the_fair_ones_do_not() -> None:
    yes, no = ask(world(1500), "personalised").rows
    assert yes["rate"] - no["rate"] > 0.05
    assert yes["difference_low"] < 0 < yes["difference_high"]
    assert abs(yes["difference"]) < 0.02
