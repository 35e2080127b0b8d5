"""What is worth trying more of."""

from __future__ import annotations

from analysis.ask import ask
from analysis.question import Row
from tests.analysis.questions.small_search import answered, measured


def write_log(counts: dict[str, tuple[int, int]], stage: str = "applied") -> str:
    """For each channel so many replies (after three days) of n messages, all of January."""
    lines = ["sent_at,channel,company,stage,replied_at"]
    for channel, (replies, n) in counts.items():
        for place in range(n):
            replied = f"2026-01-{4 + place % 25:02}" if place < replies else ""
            lines.append(f"2026-01-{1 + place % 25:02},{channel},{channel} {place},{stage},{replied}")
    return "\n".join(lines)


def plans(rows: list[Row]) -> list[tuple[str, int, int | None]]:
    return [(row["name"], row["n"], row["more"]) for row in rows]


def test_what_little_is_known_of_is_worth_a_trial_and_what_is_known_to_be_worse_is_not() -> None:
    log = write_log({"email": (15, 50), "website": (2, 60), "phone": (1, 4)})
    rows = answered("worth_trying", log)
    assert plans(rows) == [("email", 50, None), ("phone", 4, 10), ("website", 60, 0)]
    assert ask(measured(log), "worth_trying").verdict == (
        "E-mail leads so far: 15 of 50 first messages got a reply, before any interview. Worth trying besides: Phone "
        "(about 10 more). You've tried it too little to know; that many more would help to tell."
    )


def test_where_all_is_known_nothing_is_suggested() -> None:
    log = write_log({"email": (30, 100), "website": (2, 60)})
    assert ask(measured(log), "worth_trying").verdict.endswith(
        "None of the others is worth a trial now: enough is known of them, or too little would be gained."
    )


def test_messages_after_an_interview_are_no_choice_of_channel() -> None:
    log = (
        write_log({"email": (3, 10)}) + "\n" + write_log({"letter": (9, 10)}, "interview").partition("\n")[2]
    )
    assert plans(answered("worth_trying", log)) == [("email", 10, None)]


def test_what_nobody_can_choose_is_not_suggested() -> None:
    log = write_log({"email": (15, 50), "other": (1, 4)})
    assert plans(answered("worth_trying", log)) == [("email", 50, None), ("other", 4, None)]


def test_with_one_channel_it_says_how_to_learn_more() -> None:
    assert ask(measured(write_log({"email": (3, 4)})), "worth_trying").verdict == (
        "To learn which works best, try two channels for at least five first messages each. First messages answered so "
        "far: E-mail 3 of 4."
    )


def test_where_nobody_replied_nothing_leads() -> None:
    assert ask(measured(write_log({"email": (0, 9), "letter": (0, 9)})), "worth_trying").verdict == (
        "Nothing leads yet. First messages answered so far: E-mail 0 of 9 and Letter 0 of 9."
    )


def test_for_several_clients_nothing_is_suggested() -> None:
    header, *lines = write_log({"email": (15, 50), "phone": (1, 4)}).splitlines()
    text = "\n".join([f"{header},client", *(f"{line},{'ab'[place % 2]}" for place, line in enumerate(lines))])
    assert {row["more"] for row in answered("worth_trying", text)} == {None}
    assert ask(measured(text), "worth_trying").verdict == (
        "Suggestions are for one person's log: what is worth trying differs between clients."
    )


def test_a_second_message_to_the_silent_is_no_trial_of_its_channel() -> None:
    """Twelve by website, and an e-mail to each who stayed silent: only the first ones are compared."""
    lines = ["sent_at,channel,company,contact,role"]
    lines += [f"2026-01-{day:02},website,Firm {day},Ann {day},Analyst" for day in range(1, 13)]
    lines += [f"2026-01-{day + 8:02},email,Firm {day},Ann {day},Analyst" for day in range(1, 13)]
    answer = ask(
        measured("\n".join([lines[0] + ",replied", *(f"{line},no" for line in lines[1:])])), "worth_trying"
    )
    assert plans(answer.rows) == [("website", 12, None)]
    assert answer.held_out == {"not the first message": 12}
