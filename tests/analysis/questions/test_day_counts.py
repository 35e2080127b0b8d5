"""Every question about timing: what it says of logs that tell little, and what it refuses."""

from datetime import date

import pytest

from analysis import share_snapshot
from analysis.ask import ask
from analysis.missing_data import DAYS, MISSING_SENTENCES
from tests.analysis.questions.timing.messages import ENOUGH, FIVE, TODAY, measured, sent

QUESTIONS = ("reply_curve", "follow_up", "replies_by_touch_number", "gaps_between_touches", "best_time")


@pytest.mark.parametrize("key", QUESTIONS)
@pytest.mark.parametrize(
    "rows",
    [
        sent(5, day=date(2026, 10, 20)),
        ",Ann,A,email,yes,\n,Ben,B,letter,,\n",
        "2026-03-02,Ann,A,email,yes,\n",
        "2026-12-01,Ann,A,email,,\n",
    ],
)
def test_few_silent_undated_or_future_touches_still_get_a_sentence_and_can_be_shared(
    key: str, rows: str
) -> None:
    answer = ask(measured(rows), key)
    [restored] = share_snapshot.unpack(share_snapshot.pack([answer], published_on=TODAY)).answers
    assert answer.verdict.endswith(".")
    assert (restored.verdict, restored.rows) == (answer.verdict, answer.rows)


@pytest.mark.parametrize(
    ("key", "n"),
    [
        *[("reply_curve", 5), ("follow_up", 5), ("replies_by_touch_number", 5), ("gaps_between_touches", 1)],
        *[("response_by_channel", 5), ("summary", None), ("fair_comparison", None)],
    ],
)
def test_n_is_how_many_were_measured(key: str, n: int | None) -> None:
    assert ask(FIVE, key).n == n


@pytest.mark.parametrize("key", QUESTIONS)
def test_rows_have_the_published_columns(key: str) -> None:
    answer = ask(ENOUGH if key != "gaps_between_touches" else FIVE, key)
    assert list(answer.rows[0]) == list(answer.question.columns)


@pytest.mark.parametrize("key", [key for key in QUESTIONS if key != "replies_by_touch_number"])
@pytest.mark.parametrize("basis", ["recorded", "so far"])
def test_replies_so_far_say_nothing_about_time(key: str, basis: str) -> None:
    answer = ask(FIVE, key, basis=basis)
    assert (answer.rows, answer.n, answer.figure) == ([], None, None)
    assert answer.verdict.endswith(MISSING_SENTENCES[DAYS])
    assert "within 30" not in answer.verdict
