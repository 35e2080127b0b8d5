"""How a touch stands on the data date: computed once from the whole log, never changed by a filter."""

from datetime import date
from typing import Any

import pytest

from data.imports.choices import Choices, ManualEntry
from data.imports.log import MeasuredLog, QuestionOpen, import_log
from data.imports.upload import Upload

TODAY = date(2026, 9, 1)


def measured(text: str, as_of: date | None = None, **choices: Any) -> MeasuredLog:
    return import_log(Upload(text.encode(), "log.csv", Choices(**choices))).measure(today=TODAY, as_of=as_of)


def column(log: MeasuredLog, name: str) -> list[Any]:
    """One column of the touches, in the order of the file."""
    rows = log.records(f"select {name} as value from measured_touches order by line")  # noqa: S608
    return [row["value"] for row in rows]


def stages(text: str) -> list[Any]:
    return column(measured(text), "stage::varchar")


def test_touches_are_numbered_in_their_thread_by_date_then_by_line() -> None:
    log = measured(
        "sent_at,company\n2026-03-09,Acme\n2026-03-01,Acme\n2026-03-09,Acme\n2026-03-02,Beta\n,Acme\n"
    )
    assert column(log, "touch_number") == [2, 1, 3, 1, None]
    assert column(log, "next_sent_on::varchar") == ["2026-03-09", "2026-03-09", None, None, None]
    assert column(log, "previous_sent_on::varchar") == ["2026-03-01", None, "2026-03-09", None, None]


def test_undated_and_later_touches_are_untimed() -> None:
    log = measured("sent_at,contact\n2026-03-01,Ada\n,Ben\n2026-04-01,Cid\n", date(2026, 3, 31))
    assert column(log, "untimed") == [None, "undated", "after the data date"]


def test_an_answer_after_the_data_date_is_not_known_yet() -> None:
    text = "sent_at,contact,replied_at\n2026-03-01,Ada,2026-03-20\n"
    assert column(measured(text, date(2026, 3, 19)), "replied") == [False]
    assert column(measured(text, date(2026, 3, 20)), "replied") == [True]


def test_the_stage_written_beside_a_touch_wins() -> None:
    assert stages(
        "sent_at,company,stage,strategy\n2026-03-01,Acme,,application\n2026-03-09,Acme,final,\n"
    ) == [
        "prospect",
        "final",
    ]


def test_a_stage_is_what_was_reached_before_that_moment() -> None:
    text = (
        "sent_at,company,strategy,outcome,outcome_at\n2026-03-01,Acme,introduction,,\n2026-03-02,Acme,application,,\n"
        "2026-03-05,Acme,next_steps,interview,2026-03-10\n2026-03-12,Acme,thank_you,offer,2026-03-20\n2026-03-21,Acme,,,\n"
    )
    assert stages(text) == ["prospect", "prospect", "applied", "interview", "offer"]


def test_a_stage_is_never_taken_from_the_status_of_today() -> None:
    text = "Company,Applied on,Status,Status date\nAcme,2026-01-05,Interview,2026-02-01\n"
    assert stages(text) == ["prospect"]


def test_a_rejection_leaves_the_stage_where_it_was() -> None:
    text = (
        "sent_at,company,outcome,outcome_at\n2026-03-01,Acme,interview,2026-03-10\n"
        "2026-03-11,Acme,rejected,2026-03-12\n2026-03-20,Acme,,\n"
    )
    assert stages(text) == ["prospect", "interview", "interview"]


def test_an_interview_on_the_day_of_a_note_came_before_it() -> None:
    text = "date,event,company\n2026-03-10,interview,Acme\n2026-03-10,thank you note,Acme\n2026-03-09,sent,Acme\n"
    assert stages(text) == ["interview", "prospect"]


def test_with_times_the_clock_decides() -> None:
    text = (
        "date,event,company\n2026-03-10 14:00,interview,Acme\n"
        "2026-03-10 09:00,sent,Acme\n2026-03-10 17:30,thank you note,Acme\n"
    )
    assert stages(text) == ["prospect", "interview"]


def test_a_stage_noted_by_an_earlier_touch_holds_for_a_later_one() -> None:
    text = "sent_at,company,stage\n2026-03-01,Acme,\n2026-03-10,Acme,interview\n2026-03-20,Acme,\n"
    assert stages(text) == ["prospect", "interview", "interview"]


def test_a_step_of_unknown_date_leaves_the_stage_unknown() -> None:
    text = (
        "event,date,company,kind\nmilestone,,Acme,interview\nsent,2026-03-10,Acme,\nsent,2026-03-10,Beta,\n"
    )
    assert stages(text) == [None, "prospect"]


def test_an_answer_stays_on_the_touch_where_it_was_noted() -> None:
    text = "sent_at,company,replied_at\n2026-03-01,Acme,2026-03-03\n2026-03-09,Acme,\n"
    log = measured(text)
    assert column(log, "replied_on::varchar") == ["2026-03-03", None]
    assert column(log, "moved") == [False, False]


def test_an_answer_moves_to_a_later_touch_that_came_before_it_and_says_so() -> None:
    text = "sent_at,company,replied_at\n2026-03-01,Acme,2026-03-12\n2026-03-09,Acme,\n2026-03-20,Acme,\n"
    log = measured(text)
    assert column(log, "replied_on::varchar") == [None, "2026-03-12", None]
    assert column(log, "moved") == [False, True, False]


def test_an_answer_on_the_day_of_the_next_touch_stays_where_it_was_noted() -> None:
    """A thank-you note on the day of the interview thanks for that very answer."""
    log = measured("sent_at,company,replied_at\n2026-03-01,Acme,2026-03-09\n2026-03-09,Acme,\n")
    assert column(log, "replied") == [True, False]
    assert column(log, "moved") == [False, False]


def test_an_undated_answer_stays_where_it_was_noted() -> None:
    log = measured("sent_at,company,replied\n2026-03-01,Acme,yes\n2026-03-09,Acme,no\n")
    assert column(log, "replied") == [True, False]
    assert column(log, "replied_on") == [None, None]


def test_an_answer_before_its_touch_is_kept_and_held_out() -> None:
    log = measured("sent_at,company,replied_at\n2026-03-09,Acme,2026-03-01\n")
    assert (column(log, "replied"), column(log, "untimed")) == ([True], ["answered before it was sent"])


@pytest.mark.parametrize(
    ("outcome", "positive", "rejection"),
    [("reply", False, False), ("interview", True, False), ("offer", True, False), ("rejection", False, True)],
)
def test_an_interview_is_a_positive_answer_and_a_rejection_an_answer(
    outcome: str, positive: bool, rejection: bool
) -> None:
    log = measured(f"sent_at,company,outcome\n2026-03-09,Acme,{outcome}\n")
    assert [column(log, name) for name in ("replied", "positive", "rejection")] == [
        [True],
        [positive],
        [rejection],
    ]


def test_no_answer_is_no_answer() -> None:
    assert column(
        measured("sent_at,company,outcome\n2026-03-09,Acme,none\n2026-03-09,Beta,\n"), "replied"
    ) == [
        False,
        False,
    ]


def test_opportunities_keep_everything_they_reached_by_the_data_date() -> None:
    text = "Company,Date applied,Interview,Offer,Rejected\nAcme,2026-01-05,2026-02-01,2026-05-01,2026-03-01\n"
    [row] = measured(text, date(2026, 4, 1)).records(
        "select applied, interviewed, offered, rejected, interviewed_on::varchar as on from measured_opportunities"
    )
    assert row == {
        "applied": True,
        "interviewed": True,
        "offered": False,
        "rejected": True,
        "on": "2026-02-01",
    }


def test_a_file_with_an_open_question_is_not_measured() -> None:
    with pytest.raises(QuestionOpen):
        measured("sent_at,company\n03/04/2026,Acme\n")


def test_the_data_date_is_the_last_day_with_activity() -> None:
    assert measured("sent_at,company,replied_at\n2026-03-01,Acme,2026-03-12\n").as_of == date(2026, 3, 12)


def test_a_reply_that_came_by_a_day_is_earlier_than_one_of_a_later_day() -> None:
    log = measured(
        "id,date,event,company,kind,touch,precision\na,2026-03-01,touch,Acme,,,\n"
        ",2026-03-05,reply,Acme,reply,a,by\n,2026-03-20,reply,Acme,reply,a,\n",
        date(2026, 3, 31),
    )
    found = log.records("select replied_on, replied_by::varchar as replied_by from measured_touches")
    assert found == [{"replied_on": None, "replied_by": "2026-03-05"}]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        (
            "sent_at,channel\n2026-03-01, Easy  Apply \n2026-03-02,\n2026-03-03,-\n",
            ["Easy  Apply", None, None],
        ),
        ("sent_at,strategy\n2026-03-01,thank you\n", [None]),
        ("date,event,channel\n2026-03-01,sent,Indeed\n2026-03-02,reply,Gmail\n", ["Indeed"]),
        ("Company,Date applied,Source\nAcme,2026-03-01,Indeed\n", ["Indeed"]),
    ],
    ids=["messages", "no such column", "events", "applications"],
)
def test_a_channel_keeps_the_text_of_its_cell(text: str, sources: list[str | None]) -> None:
    assert column(measured(text, date(2026, 3, 31)), "source") == sources


def test_a_touch_added_manually_has_the_channel_that_was_chosen_for_a_source() -> None:
    added = (ManualEntry(date(2026, 3, 5), "job_board"),)
    log = measured("sent_at,channel\n2026-03-01,Indeed\n", date(2026, 3, 31), added=added)
    assert column(log, "source") == ["Indeed", "job_board"]
