"""Whether second and third messages get answers."""

from datetime import date, timedelta
from math import sqrt

import pytest

from analysis.ask import ask
from analysis.filters import Filters
from analysis.statistics.rates import Z
from data.imports.log import import_log
from data.imports.upload import Upload
from tests.analysis.questions.timing.messages import (
    AS_OF,
    FIVE,
    HEADER,
    TODAY,
    columns,
    measured,
    sent,
)

FIRST, SECOND = date(2026, 3, 2), date(2026, 3, 9)
POINTER = "Whether another message helps is answered by “Does following up help, and after how many days of silence?”."


def tries(number: int, name: str, first: int | None = None, second: int | None = None) -> str:
    """People who answered the first message after so many days; else the second, a week later, or never."""
    rows = ""
    for place in range(number):
        rows += row(f"{name}{place}", FIRST, first)
        rows += row(f"{name}{place}", SECOND, second) if first is None else ""
    return rows


def row(who: str, day: date, reply_day: int | None = None) -> str:
    reply = f"yes,{day + timedelta(days=reply_day)}" if reply_day is not None else ","
    return f"{day},{who},Acme,email,{reply}\n"


BY_HAND = (
    sent(4, 2)  # first messages: 26 in all, of which 4 are answered on day 2,
    + sent(2, 14)  # and 2 of the 12 that are still watched on day 14
    + sent(10)
    + sent(6, day=date(2026, 10, 21))  # watched for 10 days
    + tries(1, "again", None, 3)  # second messages: 4, of which one is answered; the first ones end on day 7
    + tries(3, "silent")
)


def test_recent_and_followed_up_messages_count_for_the_days_they_were_watched() -> None:
    rows = ask(measured(BY_HAND), "replies_by_touch_number").rows
    assert [list(row.values())[:7] for row in rows] == [
        [1, 26, 30, 14, 6, 0, pytest.approx(1 - 22 / 26 * 10 / 12)],
        [2, 4, 30, 14, 1, 0, pytest.approx(1 / 4)],
    ]
    assert [row["waiting"] for row in rows] == [6, 0]
    share = 1 - 22 / 26 * 10 / 12
    n = share / ((1 - share) * (4 / (26 * 22) + 2 / (12 * 10)))
    middle, half = share + Z**2 / n / 2, Z * sqrt(share * (1 - share) / n + (Z / n / 2) ** 2)
    assert (rows[0]["effective_n"], rows[0]["low"], rows[0]["high"]) == pytest.approx(
        (n, (middle - half) / (1 + Z**2 / n), (middle + half) / (1 + Z**2 / n))
    )


UNDATED = sent(3) + "".join(f"2026-03-02,some{place},Acme,email,yes,\n" for place in range(3))


@pytest.mark.parametrize("rows", [sent(20, 1) + sent(20), sent(20, 1) + sent(9, 33) + UNDATED])
@pytest.mark.parametrize("basis", ["within", "recorded", "so far"])
def test_where_nobody_is_written_to_twice_it_is_the_response_rate(rows: str, basis: str) -> None:
    log = measured(rows + sent(8, day=date(2026, 10, 20)))
    [row] = ask(log, "replies_by_touch_number", basis=basis).rows
    [rate] = ask(log, "response_by_channel", by="all", basis=basis).rows
    assert (row["at_risk"], row["hazard"]) == (rate["n"], rate["rate"])
    same = ("through", "replies", "undated", "low", "high", "effective_n", "waiting")
    assert [row[name] for name in same] == [rate[name] for name in same]


def test_no_share_goes_past_the_last_day_with_enough_watched() -> None:
    rows = ask(measured(sent(3, 2) + sent(1, 20) + tries(30, "again")), "replies_by_touch_number").rows
    assert columns_of(rows, "at_risk", "through", "replies") == [(34, 7, 3), (30, 30, 0)]
    assert rows[0]["hazard"] == pytest.approx(3 / 34)


def columns_of(rows: list[dict[str, int]], *names: str) -> list[tuple[int, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def test_later_messages_are_counted_among_those_still_silent() -> None:
    answer = ask(FIVE, "replies_by_touch_number")
    assert columns(answer, "touch", "at_risk", "replies", "waiting") == [(1, 4, 1, 2), (2, 1, 1, 0)]
    assert answer.verdict == (
        "Too early: it takes 10 messages to say how often they are answered. "
        "1 of 4 first messages has a reply so far."
    )


def test_a_message_after_an_answer_is_no_further_try() -> None:
    log = measured(
        "2026-03-02,Ann,A,email,yes,2026-03-04\n2026-03-09,Ann,A,email,yes,2026-03-10\n"
        "2026-03-02,Ben,B,email,,\n,Ben,B,email,,\n"
    )
    answer = ask(log, "replies_by_touch_number")
    assert columns(answer, "touch", "at_risk", "replies") == [(1, 1, 1)]
    assert dict(answer.held_out) == {
        "another touch to this person has no date": 1, "sent after an answer had come": 1, "undated": 1,
    }  # fmt: skip


def test_a_filter_chooses_messages_and_changes_no_numbers() -> None:
    rows = ask(FIVE, "replies_by_touch_number", Filters(since=date(2026, 3, 5))).rows
    assert [(row["touch"], row["at_risk"], row["replies"]) for row in rows] == [(2, 1, 1)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            sent(30, 1) + tries(30, "silent"),
            "Second messages are answered less often than first ones (range ",
        ),
        (
            sent(3, 1) + sent(60) + tries(30, "again", None, 1),
            "Second messages are answered more often than first ones (range ",
        ),
        (
            sent(6, 1) + sent(400) + tries(3, "again", None, 1) + tries(200, "silent"),
            "Second messages are answered about as often as first ones, within five points.",
        ),
        (
            sent(6, 1) + sent(10) + tries(3, "again", None, 1) + tries(8, "silent"),
            "First and second messages can't be told apart yet.",
        ),
    ],
)
def test_first_and_second_are_compared_by_the_range_of_their_difference(rows: str, said: str) -> None:
    verdict = ask(measured(rows), "replies_by_touch_number").verdict
    assert said in verdict
    assert verdict.endswith(POINTER)


def test_the_sentence_has_shares_ranges_and_what_they_are_of() -> None:
    rows = sent(6, 1) + sent(10) + tries(3, "again", None, 1) + tries(8, "silent")
    assert ask(measured(rows), "replies_by_touch_number").verdict == (
        "Answered within 30 days: 22% of 27 first messages (range 11–41%) and 27% of 11 second messages "
        f"(range 10–57%), among the people still silent. First and second messages can't be told apart yet. {POINTER}"
    )


def test_clients_are_never_compared_with_each_other() -> None:
    rows = (sent(30, 1) + tries(30, "silent")).splitlines()
    lines = [f"Client {place < 45},{line}\n" for place, line in enumerate(rows)]
    content = ("client," + HEADER + "".join(lines)).encode()
    log = import_log(Upload(content, "log.csv")).measure(today=TODAY, as_of=AS_OF)
    verdict = ask(log, "replies_by_touch_number").verdict
    assert verdict.endswith(f"Clients differ, so these aren't compared. {POINTER}")


def test_without_days_of_replies_it_is_replies_so_far() -> None:
    rows = "".join(
        f"2026-03-02,Ann{place},A,email,{'yes' if place < 4 else 'no'},\n" for place in range(12)
    ) + "".join(f"2026-10-20,Ben{place},A,email,no,\n" for place in range(12))
    answer = ask(measured(rows), "replies_by_touch_number")
    assert columns(answer, "touch", "at_risk", "replies", "hazard") == [(1, 12, 4, pytest.approx(1 / 3))]
    assert answer.held_out == {"too recent to judge": 12}
    assert answer.verdict.startswith("Answered so far: 33% of 12 first messages (range 14–61%). ")


def test_a_bar_says_what_it_is_of_and_up_to_which_day() -> None:
    whole, early = (
        ask(measured(rows), "replies_by_touch_number").figure
        for rows in (sent(20, 1) + sent(20), sent(3, 2) + tries(30, "again"))
    )
    assert whole
    assert early
    assert whole.layout.xaxis.ticktext == ("1<br>50%<br>of 40",)
    assert early.layout.xaxis.ticktext == ("1<br>9.1%<br>of 33<br>by day 7", "2<br>0%<br>of 30")
