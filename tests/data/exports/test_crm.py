"""Programs for selling, used for a job search: HubSpot, Salesforce, Apollo, lemlist."""

from typing import Any

import pytest

from analysis.export import write_csv
from data.exports.crm import full_id
from data.imports.log import ImportedLog, import_log
from data.imports.report import Oddity, Skip
from data.imports.upload import Upload


def brought(text: str) -> ImportedLog:
    return import_log(Upload(text.encode(), "export.csv"))


def touches(log: ImportedLog, *columns: str) -> list[tuple[Any, ...]]:
    return [
        tuple(row[column] for column in columns) for row in log.records("select * from touches order by line")
    ]


def test_a_hubspot_person_is_one_touch_on_the_day_of_the_last_activity() -> None:
    log = brought(
        "Record ID,First Name,Last Name,Email,Lead Status,Create Date,Last Activity Date,Associated Company,"
        "Contact owner\n"
        "101,Camille,Durand,camille@example.com,NEW,2024-03-12 09:14,2024-03-20 16:02,Acme;Beta,me\n"
        "102,John,Smith,JOHN@Example.com,OPEN_DEAL,2024-03-13 14:30,,,\n"
        "104,Camille,Durand,Camille@example.com,,2024-03-13 09:14,,,\n"
    )
    assert touches(log, "contact", "company", "notes") == [
        ("Camille Durand", "Acme", "Further companies: Beta"),
        ("John Smith", None, None),
    ]
    assert log.report.skips == (Skip(4, "a person to whom nothing was sent, as far as this list says"),)
    assert Oddity("The same e-mail address stands in several rows", (2, 4)) in log.report.oddities


def test_a_hubspot_deal_stands_in_its_stage_since_a_day() -> None:
    log = brought(
        "Record ID,Deal Name,Deal Stage,Amount,Deal owner,Lead source,Date entered current stage\n"
        "7001,Acme - Analyst,Interview,,me,LinkedIn,2026-09-01 08:00\n"
    )
    sql = "select kind::varchar as kind, reached_at::varchar as at from milestones order by kind"
    assert log.records(sql) == [
        {"kind": "applied", "at": None},
        {"kind": "interview", "at": "2026-09-01 08:00:00"},
    ]


REPORT = '"Date","Type","Subject","Contact","Company / Account","Status","Task Subtype","Assigned"\n'


def test_a_salesforce_report_ends_with_lines_that_are_no_rows() -> None:
    told = brought(
        REPORT + '"1/20/2026","Email","Email: Intro","Maya Chen","Acme","Completed","Email","me"\n'
        '"1/27/2026","Call","Call, 2nd","Maya Chen","Acme","Completed","Call","me"\n'
        '"1/28/2026","Call","Third","Maya Chen","Acme","Not Started","Call","me"\n\n"Grand Totals (3 records)"\n\n'
        '"Confidential Information - Do Not Distribute"\n"Copyright (c) 2000-2026 salesforce.com, inc."\n'
    ).report
    assert (told.format, told.rows_in, told.accepted) == ("Salesforce activities", 6, 2)
    assert [skip.reason for skip in told.skips] == ["a task that is not done yet", *["a footer"] * 3]


def test_salesforce_ids_of_both_lengths_are_one_person() -> None:
    log = brought(
        '"ID","WHOID","WHATID","SUBJECT","ACTIVITYDATE","STATUS","TASKSUBTYPE","CREATEDDATE"\n'
        '"1","00T5g00000A1b2CEAR","","Intro","2026-01-20","Completed","List Email",""\n'
        '"2","00T5g00000A1b2C","","Again","2026-01-27","Completed","Task",""\n'
    )
    assert touches(log, "contact", "channel") == [
        ("00T5g00000A1b2CEAR", "email"),
        ("00T5g00000A1b2CEAR", None),
    ]


@pytest.mark.parametrize(
    ("short", "full"),
    [("00T5g00000A1b2C", "00T5g00000A1b2CEAR"), ("0035g00000XyZAAA0", "0035g00000XyZAAA0"), ("", "")],
)
def test_the_long_form_of_a_salesforce_id(short: str, full: str) -> None:
    assert full_id(short) == full


def test_apollo_has_flags_only_and_says_so() -> None:
    log = brought(
        "First Name,Last Name,Title,Company,Company Name for Emails,Email,Stage,Last Contacted,Email Sent,Email Open,"
        "Email Bounced,Replied,Demoed,Apollo Contact Id\n"
        'Maya,Chen,"VP, Data",Northwind Bank,N,maya@example.com,Replied,2026-01-20,TRUE,TRUE,FALSE,TRUE,FALSE,1\n'
        "Tom,Berg,CEO,Acme,,tom@example.com,Cold,,TRUE,FALSE,TRUE,FALSE,FALSE,2\n"
        "Eve,Ray,CEO,Beta,,eve@example.com,Cold,,FALSE,FALSE,FALSE,FALSE,FALSE,3\n"
    )
    assert touches(log, "contact", "company", "sent_at", "replied") == [
        ("Maya Chen", "Northwind Bank", None, True)
    ]
    assert [skip.reason for skip in log.report.skips] == [
        "the e-mail bounced, so it reached nobody",
        "a person to whom nothing was sent, as far as this list says",
    ]
    assert log.report.about[0].startswith("Apollo has flags only")


def test_lemlist_keeps_the_first_and_the_last_contact_and_the_last_answer() -> None:
    log = brought(
        "email,firstName,lastName,companyName,campaigns,leadStatus,addedToLemlist,firstContactedDate,lastContactedDate,"
        "lastRepliedDate\n"
        "maya@example.com,Maya,Chen,Acme,Q1,Replied to email,2026-01-05,2026-01-06T08:01:00.000Z,2026-01-13T08:01:00Z,"
        "2026-01-14T15:22:10.000Z\n"
        "tom@example.com,Tom,Berg,,Q1,Email bounced,2026-01-05,2026-01-06T08:01:00Z,2026-01-06T08:01:00Z,\n"
        "eve@example.com,Eve,Ray,,Q1,Unsubscribed from email,2026-01-05,2026-01-06T08:01:00Z,2026-01-06T08:01:00Z,\n"
    )
    assert touches(log, "contact", "do_not_contact") == [
        ("Maya Chen", None),
        ("Eve Ray", True),
        ("Maya Chen", None),
    ]
    assert log.report.skips == (Skip(3, "the e-mail bounced, so it reached nobody"),)
    told = log.report
    assert (told.rows_in, told.accepted, told.made["touches"], told.made["replies"]) == (3, 2, 3, 1)


def test_the_clean_log_of_an_export_is_no_export() -> None:
    log = brought(
        "Record ID,First Name,Last Name,Email,Lead Status,Last Activity Date\n"
        "101,Ada,Berg,a@example.com,NEW,2024-03-20\n102,Bo,Li,b@example.com,CONNECTED,2024-03-21\n"
    )
    again = brought(write_csv(log.clean_table().to_pylist()))
    assert (again.report.format, again.report.made) == ("event rows", log.report.made)
