"""What a file becomes: touches in threads and opportunities, answers, and a history that only grows."""

from datetime import date, datetime
from typing import Any

import pytest

from data.imports.choices import Choices
from data.imports.importer import NothingDone
from data.imports.log import ImportedLog, QuestionOpen, import_log
from data.imports.upload import Upload

Rows = list[tuple[Any, ...]]


def brought(text: str, **choices: Any) -> ImportedLog:
    return import_log(Upload(text.encode(), "log.csv", Choices(**choices)))


def rows(log: ImportedLog, sql: str) -> Rows:
    return [tuple(row.values()) for row in log.records(sql)]


def keys(text: str) -> Rows:
    """Line, opportunity and thread of each touch."""
    return rows(brought(text), "select line, opportunity, thread from touches order by line")


def milestones(text: str) -> Rows:
    sql = (
        "select line, kind::varchar, reached_at::date::varchar, precision, label from milestones order by all"
    )
    return rows(brought(text), sql)


def replies(text: str) -> Rows:
    return rows(brought(text), "select touch, received_at::date::varchar, kind from replies order by all")


def test_a_thread_is_client_contact_and_opportunity_whatever_the_case() -> None:
    assert keys(
        "sent_at,client,company,role,contact\n"
        "2026-03-01,me,Acme,Analyst,Ada\n2026-03-02,ME,ACME,analyst,ada\n"
        "2026-03-03,me,Acme,Analyst,Ben\n2026-03-04,you,Acme,Analyst,Ada\n2026-03-05,me,Acme,Clerk,Ada\n"
    ) == [(2, 2, 2), (3, 2, 2), (4, 2, 4), (5, 5, 5), (6, 6, 6)]


def test_a_row_without_its_keys_stands_alone() -> None:
    assert keys(
        "sent_at,company,role,contact\n2026-03-01,,,\n2026-03-02,,,\n2026-03-03,Acme,,Ada\n2026-03-04,Acme,Clerk,\n"
    ) == [(2, 2, 2), (3, 3, 3), (4, 4, 4), (5, 5, 5)]


def test_a_log_that_names_no_contact_and_no_role_is_keyed_by_company() -> None:
    assert keys("sent_at,company\n2026-03-01,Acme\n2026-03-02,acme\n2026-03-03,Beta\n") == [
        (2, 2, 2),
        (3, 2, 2),
        (4, 4, 4),
    ]


def test_a_log_that_names_people_only_is_keyed_by_them() -> None:
    assert keys("sent_at,contact\n2026-03-01,Ada\n2026-03-02,ada\n2026-03-03,Ben\n2026-03-04,\n") == [
        (2, 2, 2),
        (3, 2, 2),
        (4, 4, 4),
        (5, 5, 5),
    ]


def test_an_opportunity_named_in_the_file_wins() -> None:
    assert keys(
        "sent_at,opportunity,company\n2026-03-01,O-1,Acme\n2026-03-02,o-1,Beta\n2026-03-03,O-2,Acme\n"
    ) == [
        (2, 2, 2),
        (3, 2, 2),
        (4, 4, 4),
    ]


def test_every_wide_row_is_an_opportunity_of_its_own() -> None:
    text = "Company,Role,Date applied,Interview\nAcme,Clerk,2026-01-05,\nAcme,Clerk,2026-01-05,\n"
    assert keys(text) == [(2, 2, 2), (3, 3, 3)]


def test_a_person_is_one_across_opportunities() -> None:
    log = brought("sent_at,company,contact\n2026-03-01,Acme,Ada\n2026-03-02,Beta,ADA\n2026-03-03,Acme,\n")
    assert rows(log, "select line, person from touches order by line") == [(2, 2), (3, 2), (4, None)]


def test_a_thank_you_card_is_a_letter_that_says_thank_you() -> None:
    log = brought("sent_at,channel\n2026-03-01,Thank-you card\n2026-03-02,Cold email\n")
    assert rows(log, "select channel::varchar, strategy::varchar from touches order by line") == [
        ("letter", "thank_you"),
        ("email", "introduction"),
    ]


def test_first_and_last_name_make_a_contact() -> None:
    log = brought("sent_at,First name,Last name\n2026-03-01,Ada,Lovelace\n2026-03-02,Ben,\n")
    assert rows(log, "select contact from touches order by line") == [("Ada Lovelace",), ("Ben",)]


def test_every_other_column_is_kept_as_text_under_its_header() -> None:
    log = brought('sent_at,Mood,"a ""b"", c",Mood\n2026-03-01, good ,🙂,\n')
    [row] = log.records("select extra from touches")
    assert row["extra"] == {"Mood": "good", 'a "b", c': "🙂", "Mood (4)": None}


def test_an_outcome_is_an_answer_and_a_milestone() -> None:
    text = "sent_at,contact,replied_at,outcome,outcome_at\n2026-03-01,Ada,2026-03-03,interview,2026-03-10\n"
    assert replies(text) == [(2, "2026-03-03", "positive")]
    assert milestones(text) == [(2, "interview", "2026-03-10", "day", None)]


def test_a_missing_outcome_is_unknown_and_a_written_none_is_kept() -> None:
    log = brought("sent_at,outcome\n2026-03-01,\n2026-03-02,no reply\n")
    assert rows(log, "select outcome from touches order by line") == [(None,), ("none",)]
    assert log.report.made["replies"] == 0


def test_a_rejection_never_erases_an_interview() -> None:
    text = (
        "sent_at,company,outcome,outcome_at\n"
        "2026-03-01,Acme,interview,2026-03-08\n2026-03-09,Acme,rejected,2026-03-20\n"
    )
    assert [row[1:3] for row in milestones(text)] == [("interview", "2026-03-08"), ("rejected", "2026-03-20")]


def test_an_application_is_a_milestone_on_its_day() -> None:
    text = "sent_at,company,strategy\n2026-03-01,Acme,application\n2026-03-04,Acme,thank_you\n"
    assert milestones(text) == [(2, "applied", "2026-03-01", "day", None)]


def test_a_stage_noted_beside_a_touch_was_reached_by_then() -> None:
    text = "sent_at,company,stage\n2026-03-04,Acme,interview\n2026-03-01,Acme,interview\n2026-03-09,Acme,prospect\n"
    assert milestones(text) == [(3, "interview", "2026-03-01", "by", None)]


def test_a_stage_that_has_a_date_of_its_own_is_not_noted_again() -> None:
    text = (
        "sent_at,company,stage,outcome,outcome_at\n"
        "2026-03-01,Acme,,interview,2026-03-03\n2026-03-04,Acme,interview,,\n"
    )
    assert [row[1:4] for row in milestones(text)] == [("interview", "2026-03-03", "day")]


def test_wide_rows_give_a_milestone_for_each_date_or_yes_with_its_label() -> None:
    text = "Company,Date applied,Phone screen,Interview,Offer\nAcme,2026-01-05,yes,2026-02-01,no\n"
    assert milestones(text) == [
        (2, "applied", "2026-01-05", "day", "Date applied"),
        (2, "interview", "2026-02-01", "day", "Interview"),
        (2, "screen", None, "unknown", "Phone screen"),
    ]
    assert replies(text) == [(2, None, "interview")]  # the invitation came by then, nobody says when


def test_two_offer_columns_are_two_offers() -> None:
    text = "Company,Date applied,Visiting offer,Offer\nAcme,2026-01-05,2026-02-01,2026-03-01\n"
    assert [row[1:] for row in milestones(text)][1:] == [
        ("offer", "2026-02-01", "day", "Visiting offer"),
        ("offer", "2026-03-01", "day", "Offer"),
    ]


def test_the_date_of_a_status_says_when_it_stands_so_and_not_what_came_before() -> None:
    text = "Company,Applied on,Status,Status date\nAcme,2026-01-05,Rejected after interview,2026-02-01\n"
    assert [row[1:4] for row in milestones(text)] == [
        ("applied", "2026-01-05", "day"),
        ("interview", None, "unknown"),
        ("rejected", "2026-02-01", "day"),
    ]
    assert replies(text) == [(2, None, "interview")]


@pytest.mark.parametrize("status", ["No response", "Applied", "Closed", "Withdrawn"])
def test_a_status_that_tells_of_no_answer_makes_none(status: str) -> None:
    assert replies(f"Company,Applied on,Status\nAcme,2026-01-05,{status}\n") == []


def test_events_are_touches_answers_and_steps() -> None:
    text = (
        "date,what happened,company\n2026-03-02,applied,Acme\n2026-03-05,replied,Acme\n"
        "2026-03-09,phone screen,Acme\n2026-03-10,thank you note,Acme\n"
    )
    log = brought(text)
    assert log.report.format == "event rows"
    assert rows(log, "select line, strategy::varchar from touches order by line") == [
        (2, "application"),
        (5, "thank_you"),
    ]
    assert replies(text) == [(2, "2026-03-05", "reply")]
    assert [row[1:3] for row in milestones(text)] == [("applied", "2026-03-02"), ("screen", "2026-03-09")]


def test_an_answer_without_a_time_came_after_what_was_sent_that_day() -> None:
    text = "date,event,company\n2026-03-02,sent,Acme\n2026-03-04 10:00,sent,Acme\n2026-03-04,reply,Acme\n"
    assert replies(text) == [(3, "2026-03-04", "reply")]


def test_an_answer_may_name_its_touch() -> None:
    text = "date,event,id,touch,contact\n2026-03-02,sent,a,,Ada\n2026-03-03,sent,b,,Ada\n2026-03-04,reply,,a,Ada\n"
    assert replies(text) == [(2, "2026-03-04", "reply")]


def test_numbers_that_an_event_log_gives_its_touches_are_kept() -> None:
    log = brought("date,event,id\n2026-03-02,sent,70\n2026-03-03,sent,71\n")
    assert rows(log, "select id from touches order by id") == [(70,), (71,)]


def test_numbers_given_twice_number_nothing() -> None:
    log = brought("date,event,id\n2026-03-02,sent,7\n2026-03-03,sent,7\n")
    assert rows(log, "select id from touches order by id") == [(2,), (3,)]


def test_a_step_of_no_known_kind_is_given_back() -> None:
    [reject] = brought("date,event,kind\n2026-03-02,milestone,positive\n").report.rejects
    assert (reject.column, reject.value, reject.reason) == ("kind", "positive", "no known kind of milestone")


def test_dates_that_fit_two_readings_are_asked_about_once_with_both_shown() -> None:
    log = brought("Sent at,contact\n03/04/2026,Ada\n05/06/2026,Ben\n")
    [need] = log.report.open_questions
    assert need.choices == ("dmy", "mdy")
    assert need.examples[0] == {
        "as written": "03/04/2026",
        "day first (D/M/Y)": "03 April 2026",
        "month first (M/D/Y)": "04 March 2026",
    }
    with pytest.raises(QuestionOpen, match=r"“Sent at”, such as 03/04/2026"):
        log.measure(today=date(2026, 9, 1))


def test_the_order_chosen_settles_the_dates() -> None:
    log = brought("sent_at\n03/04/2026\n", dates="mdy")
    assert rows(log, "select sent_at from touches") == [(datetime(2026, 3, 4),)]


def test_a_column_that_proves_its_order_settles_the_others() -> None:
    log = brought("sent_at,contact,replied_at\n03/04/2026,Ada,13/04/2026\n05/06/2026,Ben,\n")
    assert log.report.open_questions == ()
    assert rows(log, "select sent_at::date::varchar from touches order by line") == [
        ("2026-04-03",),
        ("2026-06-05",),
    ]


def test_midnight_is_a_day_and_not_a_time() -> None:
    log = brought("sent_at,channel\n2026-03-01 00:00:00,email\n2026-03-02T10:15:00Z,email\n")
    assert rows(log, "select timed from touches order by line") == [(False,), (True,)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("foo,bar\n1,2\n", "It has the columns foo, bar. Say what one of them means."),
        ("foo\n1\n2\n", "It has one column, foo. Say what it means."),
    ],
)
def test_without_a_word_of_what_was_done_a_file_is_refused(text: str, told: str) -> None:
    with pytest.raises(NothingDone, match=told):
        brought(text)


def test_the_data_date_is_the_last_activity_and_at_the_latest_yesterday() -> None:
    log = brought("sent_at,replied_at\n2026-03-01,2026-03-09\n2027-01-01,\n")
    assert log.last_activity(date(2026, 9, 1)) == date(2026, 3, 9)
    assert log.last_activity(date(2026, 3, 9)) == date(2026, 3, 8)


def test_an_undated_log_stands_on_yesterday() -> None:
    assert brought("channel\nemail\n").last_activity(date(2026, 9, 1)) == date(2026, 8, 31)


def test_columns_without_a_name_hundreds_of_columns_and_names_that_repeat() -> None:
    header = ",".join(["sent_at", "line", "c0", "", *["a"] * 296])
    log = brought(f"{header}\n2026-03-01{',x' * 299}\n")
    [row] = log.records("select extra from touches")
    assert list(row["extra"])[:5] == ["line", "c0", "column 4", "a", "a (6)"]
    assert len(row["extra"]) == 299
