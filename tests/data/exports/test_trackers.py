"""Trackers whose own columns do: Teal, Simplify, Streak."""

from data.imports.log import import_log
from data.imports.report import ImportReport, Skip
from data.imports.upload import Upload


def understood(text: str) -> ImportReport:
    return import_log(Upload(text.encode(), "export.csv")).report


TEAL = "id,company_name,role,excitement,source,added_at,applied_at,updated_at,status{name}\n"


def test_teal_keeps_the_state_in_json() -> None:
    told = understood(
        TEAL.format(name="")
        + '1,Acme,Analyst,4,LinkedIn,2026-01-12,2026-01-13,,"{""id"":3,""name"":""Applied""}"\n'
        + '2,Beta,Clerk,,,2026-01-12,,,"{""id"":1,""name"":""Bookmarked""}"\n,Gamma,No id,,,,,,\n'
    )
    assert (told.format, told.rows_in, told.accepted) == ("Teal", 3, 1)
    assert told.skips == (
        Skip(3, "not sent: “Bookmarked”"),
        Skip(4, "a row without an id, which Teal leaves out too"),
    )


def test_teal_with_a_name_of_the_state_beside_it() -> None:
    told = understood(
        TEAL.format(name=",statusName")
        + '1,Acme,Analyst,4,LinkedIn,2026-01-12,2026-01-13,,"{""id"":5}",Interviewing\n'
    )
    assert told.mapping["statusName"] == "status"
    assert told.made == {
        "touches": 1,
        "replies": 1,
        "milestones": 2,
        "opportunities": 1,
        "threads": 1,
        "dated": 1,
    }


def test_simplify_writes_the_state_in_capitals_and_no_day_for_what_was_only_saved() -> None:
    told = understood(
        "Job Title,Company Name,Job URL,Applied Date,Status,Status Date,Archived,Date Archived,Notes\n"
        "Analyst,Acme,,2026-01-13,APPLIED,2026-01-13,FALSE,,\n"
        'Developer,Beta,,2026-01-14,INTERVIEWING,2026-02-03,FALSE,,"call\nask"\nEngineer,Gamma,,,SAVED,2026-01-16,FALSE,,\n'
    )
    assert (told.format, told.accepted, told.made["replies"]) == ("Simplify", 2, 1)
    assert told.skips == (Skip(5, "not sent: “SAVED”"),)


def test_streak_keeps_the_last_mail_each_way() -> None:
    log = import_log(
        Upload(
            b"Name,Stage,Notes,Assigned To,Date of Last Sent Email,Date of Last Received Email,Days in Stage\n"
            b'Acme,Contacted,"Intro, sent",me,"Jan 12, 2026","Jan 14, 2026",12\nBeta,Lead,,,,,3\n',
            "pipeline.csv",
        ),
    )
    sql = (
        "select touches.company, channel::varchar as channel, received_at::date::varchar as at from touches "
    )
    assert log.records(sql + "left join replies on replies.touch = touches.id") == [
        {"company": "Acme", "channel": "email", "at": "2026-01-14"}
    ]
    assert log.report.skips == (Skip(3, "a box to which nothing was sent"),)
