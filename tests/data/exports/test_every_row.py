"""Whatever stands in the cells of a known export: every row has one fate, and nothing crashes."""

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.exports.ics import UnreadableCalendar
from data.imports.choices import Choices
from data.imports.log import import_log
from data.imports.upload import Upload
from tests.examples import examples

HEADERS = {
    "LinkedIn invitations": "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl",
    "LinkedIn connections": "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    "LinkedIn messages": "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER,IS MESSAGE DRAFT",
    "LinkedIn applications": "Application Date,Company Name,Job Title,Job Url,Resume Name",
    "Huntr jobs": "id,createdAt,title,lastMovedAt,listName,companyName",
    "Huntr activities": "id,title,note,completed,completedAt,startAt,jobId,jobTitle,companyName,activityCategoryName",
    "Teal": "id,company_name,role,excitement,applied_at,status",
    "Simplify": "Job Title,Company Name,Applied Date,Status,Status Date",
    "Streak pipeline": "Name,Stage,Notes,Date of Last Sent Email,Date of Last Received Email,Days in Stage",
    "HubSpot contacts": "Record ID,First Name,Last Name,Email,Lead Status,Last Activity Date,Associated Company",
    "HubSpot deals": "Record ID,Deal Name,Deal Stage,Lead source,Date entered current stage",
    "Salesforce activities": "Date,Type,Subject,Contact,Company / Account,Status,Task Subtype,Assigned",
    "Salesforce tasks": "ID,WHOID,WHATID,SUBJECT,ACTIVITYDATE,STATUS,TASKSUBTYPE",
    "Apollo contacts": "First Name,Last Name,Company,Email,Email Sent,Email Bounced,Replied,Apollo Contact Id",
    "lemlist contacts": "email,firstName,campaigns,leadStatus,firstContactedDate,lastContactedDate,lastRepliedDate",
    "Outlook calendar": "Subject,Start Date,Start Time,All day event,Reminder on/off,Required Attendees,Categories",
    "Outlook mail": "Subject,Body,From: (Name),From: (Address),To: (Name),To: (Address)",
}
WORDS = [
    *(
        "",
        "Ada Berg",
        "Bo, Li",
        "2026-03-01",
        "1/2/26, 2:37 PM",
        "Jan 12, 2026",
        "03/04/2026",
        "8-Jul",
        "soon",
    ),
    *(
        "2026-03-01, 2026-03-05",
        "OUTGOING",
        "INCOMING",
        "Applied",
        "Interview",
        "Rejected",
        "Wishlist",
        "TRUE",
    ),
    *(
        "FALSE",
        "Follow Up",
        "Phone Screen",
        "Email, LinkedIn",
        '{"name": 3}',
        "[1]",
        "<p class='spinmail'>",
        "c1",
    ),
    *("https://www.linkedin.com/in/ada", "a@example.com", "12:30", "=1+1", "Total", "🙂\nline two", "\u202e"),
]
LETTERS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=8)
CELLS = st.sampled_from(WORDS) | LETTERS


def written(header: str, rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([header.split(","), *rows])
    return out.getvalue().encode("utf-8", "replace")


@pytest.mark.parametrize("name", HEADERS)
@examples(2, thorough=8)
@given(data=st.data())
def test_every_row_of_an_export_has_one_fate(name: str, data: st.DataObject) -> None:
    width = len(HEADERS[name].split(","))
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6))
    told = import_log(
        Upload(written(HEADERS[name], rows), "export.csv", Choices(dates="mdy", chosen={"year": "2026"}))
    ).report
    assert (told.format, told.rows_in) == (name, len(rows))
    assert told.accepted + told.duplicates + told.skipped + len(told.rejects) == len(rows)


@examples(8, thorough=30)
@given(
    lines=st.lists(
        st.sampled_from(
            [
                *(
                    "From a@b Mon Jan 12 09:14:05 +0000 2026",
                    "From: =?x?q?=ZZ?=",
                    "From: a@b.c",
                    "To: <<>>",
                    "To: d@e.f",
                ),
                *(
                    "Date: Mon, 99 Jan 2026 10:14:05 +0100",
                    "Date: 12 Jan 2026 10:14 +9999",
                    "Date:",
                    "Subject: \u00e4",
                ),
                *(
                    "References: <1> <2>",
                    "In-Reply-To: <1>",
                    "Message-ID: <1>",
                    "X-Gmail-Labels: Sent",
                    "",
                    "",
                    " fold",
                ),
                *(
                    "Content-Type: multipart/mixed; boundary=x",
                    "--x",
                    "Content-Transfer-Encoding: base64",
                    "////",
                ),
            ]
        ),
        max_size=30,
    )
)
def test_no_mailbox_crashes(lines: list[str]) -> None:
    content = "\n".join(["From a@b Mon Jan 12 09:14:05 +0000 2026", "X: y", *lines]).encode()
    told = import_log(Upload(content, "x.mbox", Choices(read_text=True))).report
    assert told.rows_in == told.accepted + told.duplicates + told.skipped + len(told.rejects)


@examples(8, thorough=30)
@given(
    lines=st.lists(
        st.sampled_from(
            [
                *(
                    "BEGIN:VEVENT",
                    "END:VEVENT",
                    "BEGIN:VTODO",
                    "END:VTODO",
                    "UID:1",
                    "SUMMARY:Interview",
                    "SUMMARY:",
                ),
                *(
                    "DTSTART:20260512T171000Z",
                    "DTSTART;VALUE=DATE:20260513",
                    "DTSTART:soon",
                    "DTSTART;TZID=Mars:20260512T1",
                ),
                *(
                    "RRULE:FREQ=WEEKLY;COUNT=2",
                    "RRULE:FREQ=DAILY;BYMONTHDAY=x",
                    "RRULE:COUNT=2",
                    "EXDATE:20260513",
                ),
                *(
                    "RECURRENCE-ID:20260512T171000Z",
                    'ATTENDEE;CN="A":mailto:a@b',
                    "STATUS:CANCELLED",
                    "X-ODD",
                    " folded",
                ),
            ]
        ),
        max_size=30,
    )
)
def test_a_calendar_is_understood_or_refused_in_a_sentence(lines: list[str]) -> None:
    content = "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""]).encode()
    with suppress(UnreadableCalendar):
        told = import_log(Upload(content, "x.ics")).report
        assert told.rows_in == told.accepted + told.duplicates + told.skipped + len(told.rejects)
