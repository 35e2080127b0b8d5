"""Huntr's jobs and activities, alone and together."""

from typing import Any

from data.exports import detect
from data.imports.choices import Choices
from data.imports.log import ImportedLog, import_log
from data.imports.tables import read_table
from data.imports.upload import Upload

JOBS = (
    "id,createdAt,title,salary,location,url,rootDomain,htmlDescription,deadline,lastMovedAt,boardID,listID,listName,"
    "companyId,companyName,companyDomain\n"
    'j1,2026-01-12T09:14:05.120Z,Analyst,,Berlin,,,"<p>We\nare</p>",,2026-01-19T16:40:11.002Z,b,l,Applied,c,Acme,\n'
    "j2,2026-01-13T22:01:47.000Z,Developer,,,,,,,2026-02-03T08:00:00.000Z,b,l,Interview,c,Beta,\n"
    "j3,2026-01-13T22:01:47.000Z,Clerk,,,,,,,2026-02-04T08:00:00.000Z,b,l,Wishlist,c,Gamma,\n"
    "j4,2026-01-13T22:01:47.000Z,Clerk,,,,,,,2026-02-05T08:00:00.000Z,b,l,Rejected,c,Delta,\n"
)
ACTIVITIES = (
    "id,createdAt,title,note,createdByWorkflow,completed,completedAt,startAt,endAt,jobId,jobTitle,boardID,boardName,"
    "companyId,companyName,companyDomain,activityCategoryID,activityCategoryName\n"
    "a1,2026-01-19T16:40:11Z,Nudge,,false,true,2026-01-26T10:00:00Z,,,j2,Developer,b,B,c,Beta,,k,Follow Up\n"
    "a2,2026-02-03T08:00:00Z,Call,,true,false,,2026-02-05T13:30:00Z,,j2,Developer,b,B,c,Beta,,k,Phone Screen\n"
    "a3,2026-01-15T08:00:00Z,Sent it,,true,true,2026-01-15T08:00:00Z,,,j2,Developer,b,B,c,Beta,,k,Apply\n"
    "a4,2026-02-06T08:00:00Z,Write,,false,false,,,,j2,Developer,b,B,c,Beta,,k,Follow Up\n"
)


def rows(log: ImportedLog, table: str) -> list[tuple[Any, ...]]:
    sql = {
        "touches": "select line, sent_at::date::varchar as at, strategy::varchar as s from touches order by line",
        "replies": "select line, received_at::date::varchar as at, kind from replies order by line",
        "milestones": "select kind::varchar as kind, reached_at::date::varchar as at from milestones order by all",
    }
    return [tuple(row.values()) for row in log.records(sql[table])]


def test_a_job_has_the_day_of_its_application_only_where_it_was_not_moved_since() -> None:
    log = import_log(Upload(JOBS.encode(), "jobs.csv"))
    assert rows(log, "touches") == [
        (2, "2026-01-19", "application"),
        (4, None, "application"),
        (6, None, "application"),
    ]
    assert rows(log, "milestones") == [
        ("applied", "2026-01-19"),
        ("applied", None),
        ("applied", None),
        ("interview", "2026-02-03"),
        ("rejected", "2026-02-05"),
    ]


def test_the_day_of_an_end_is_not_the_day_of_what_came_before_it() -> None:
    log = import_log(Upload(JOBS.replace("Rejected", "Accepted").encode(), "jobs.csv"))
    ends = {row for row in rows(log, "milestones") if row[0] in ("offer", "accepted")}
    assert ends == {("offer", None), ("accepted", "2026-02-05")}


def test_a_row_that_makes_several_things_is_one_row() -> None:
    told = import_log(Upload(JOBS.encode(), "jobs.csv")).report
    assert (told.format, told.rows_in, told.accepted, told.skipped) == ("Huntr jobs", 4, 3, 1)
    assert [(skip.line, skip.reason) for skip in told.skips] == [(5, "a wish, never sent")]


def test_activities_count_when_they_are_done_or_have_a_day() -> None:
    log = import_log(Upload(ACTIVITIES.encode(), "activities.csv"))
    assert rows(log, "touches") == [(2, "2026-01-26", "next_steps"), (4, "2026-01-15", "application")]
    assert [(skip.line, skip.reason) for skip in log.report.skips] == [(5, "planned, not done yet")]


def test_together_the_activity_of_applying_dates_its_job() -> None:
    sheets = [read_table(JOBS.encode(), "jobs.csv"), read_table(ACTIVITIES.encode(), "activities.csv")]
    found = detect.recognise(sheets, Choices())
    assert found is not None
    assert found.name == "Huntr jobs and activities"
    cells = [
        dict(zip(found.sheet.header, row.values(), strict=True)) for row in found.sheet.cells.to_pylist()
    ]
    applied = {row["opportunity"]: row["at"] for row in cells if row["strategy"] == "application"}
    assert applied == {"j1": "2026-01-19 16:40:11.002000", "j2": "2026-01-15 08:00:00", "j4": ""}


def test_a_list_of_ones_own_counts_as_sent_and_is_offered_for_a_meaning() -> None:
    log = import_log(Upload(JOBS.replace("Rejected", "Warm leads").encode(), "jobs.csv"))
    assert [(word.field, word.text) for word in log.report.unknown] == [("status", "Warm leads")]


def test_the_meaning_that_was_chosen_for_a_list_holds() -> None:
    words = {("status", "Warm leads"): "wishlist"}
    log = import_log(
        Upload(JOBS.replace("Rejected", "Warm leads").encode(), "jobs.csv", Choices(words=words))
    )
    assert log.report.skipped == 2


def test_a_row_with_a_date_that_is_none_is_set_aside_as_a_whole() -> None:
    told = import_log(Upload(JOBS.replace("2026-02-03T08:00:00.000Z", "soon").encode(), "jobs.csv")).report
    assert (told.rows_in, told.accepted, told.skipped) == (4, 2, 1)
    assert [(reject.line, reject.value) for reject in told.rejects] == [(4, "soon")]


def test_identical_rows_are_told_once_each() -> None:
    job = "j5,2026-01-13,Clerk,,,,,,,2026-02-05,b,l,Interview,c,Delta,\n"
    log = import_log(Upload((JOBS + job + job).encode(), "jobs.csv"))
    assert [oddity.lines for oddity in log.report.oddities if "identical" in oddity.what] == [(7, 8)]
    assert (
        import_log(Upload((JOBS + job + job).encode(), "j", Choices(drop_identical=True))).report.duplicates
        == 1
    )
