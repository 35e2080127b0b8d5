"""Moments with different UTC offsets: order and durations compare moments, whatever the clocks showed."""

from datetime import date, datetime
from typing import Any

import pytest

from analysis.ask import ask
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload

TODAY = date(2026, 12, 1)
ROWS = "sent_at,channel,strategy,company,contact,replied_at\n"
EVENTS = "event,at,kind,strategy,channel,company,contact\n"


def measured(text: str, name: str = "log.csv") -> MeasuredLog:
    return import_log(Upload(text.encode(), name)).measure(today=TODAY, as_of=date(2026, 11, 30))


def touches(log: MeasuredLog) -> list[tuple[Any, ...]]:
    """Line, place in the thread, day of sending, day of the reply."""
    rows = log.records("select line, touch_number, sent_on, replied_on from measured_touches order by line")
    return [tuple(row.values()) for row in rows]


def test_a_reply_from_the_east_to_an_evening_in_the_west_came_on_that_evening() -> None:
    """07:30 UTC and 07:00 UTC: by local days it came on the next day, and by moments half an hour before."""
    log = measured(f"{ROWS}2026-03-01T23:30:00-08:00,email,,Acme,Ada,2026-03-02T08:00:00+01:00\n")
    assert touches(log) == [(2, 1, date(2026, 3, 1), date(2026, 3, 1))]
    [reply] = log.records("select received_at, timed from replies")
    assert reply == {"received_at": datetime(2026, 3, 1, 23), "timed": True}
    assert log.report.notes == (
        "1 time has a different UTC offset (such as 2026-03-02T08:00:00+01:00) from most of what you sent (-08:00). So "
        "that order and waiting times are right, all days and times are converted to -08:00. The weekday and time of "
        "day of what you sent stay as you wrote them, unless that was in UTC.",
    )
    assert log.report.notes[0] in log.report.as_text()


def test_of_two_messages_the_one_whose_moment_came_first_is_the_first() -> None:
    """07:00 UTC and 07:30 UTC; by their clocks the second one was sent on the day before."""
    log = measured(
        f"{ROWS}2026-03-01T23:30:00-08:00,email,,Acme,Ada,\n2026-03-02T08:00:00+01:00,email,,Acme,Ada,\n"
        "2026-03-10T09:00:00+01:00,email,,Acme,Ada,\n"
    )
    assert [(line, place) for line, place, _, _ in touches(log)] == [(2, 2), (3, 1), (4, 3)]


@pytest.mark.parametrize("at", ["2026-03-03T01:30:00Z", "2026-03-02T17:30:00-0800", "3 Mar 2026 02:30 CET"])
def test_a_reply_belongs_to_what_was_sent_before_its_moment(at: str) -> None:
    """It came half an hour before the second message, 02:00 UTC, however its clock was set."""
    log = measured(
        f"{EVENTS}touch,2026-03-01T09:00:00+01:00,,,email,Acme,Ada\ntouch,2026-03-02T18:00:00-08:00,,,email,Acme,Ada\n"
        f"touch,2026-02-01T09:00:00+01:00,,,email,Beta,Bo\ntouch,2026-02-02T09:00:00+01:00,,,email,Beta,Cy\n"
        f"reply,{at},,,,Acme,Ada\n"
    )
    [reply] = log.records("select touch, received_at from replies")
    assert reply == {"touch": 2, "received_at": datetime(2026, 3, 3, 2, 30)}


@pytest.mark.parametrize(
    ("note", "kept"), [("2026-04-02T23:30:00+02:00", 1), ("2026-04-03T00:30:00+02:00", 0)]
)
def test_a_note_within_a_day_of_an_interview_on_another_clock(note: str, kept: int) -> None:
    """The interview was at 22:10 UTC on 1 April: 23 hours and 20 minutes before one note, 24:20 before the other."""
    log = measured(
        f"{EVENTS}touch,2026-03-01T09:00:00+02:00,,application,email,Acme,Ada\n"
        f"milestone,2026-04-01T15:10:00-07:00,interview,,,Acme,Ada\ntouch,{note},,thank_you,email,Acme,Ada\n"
    )
    [tip] = [
        row
        for row in ask(log, "tips_kept").rows
        if (row["strategy"], row["tip"]) == ("thank_you", "within_a_day")
    ]
    assert (tip["kept"], tip["of"]) == (kept, 1)


def test_when_summer_time_ends_the_same_hour_comes_twice() -> None:
    """02:40 in summer is 00:40 UTC, and 02:10 in winter half an hour later."""
    log = measured(
        f"{EVENTS}touch,2026-10-01T09:00:00+02:00,,,email,Acme,Ada\ntouch,2026-10-25T02:40:00+02:00,,,email,Acme,Ada\n"
        "reply,2026-10-25T02:10:00+01:00,,,,Acme,Ada\n"
    )
    assert log.records("select touch, received_at from replies") == [
        {"touch": 3, "received_at": datetime(2026, 10, 25, 3, 10)}
    ]


def test_the_time_of_day_is_that_of_the_sender() -> None:
    """An evening of Sunday in the west is a morning of Monday in the east."""
    log = measured(
        f"{ROWS}2026-03-01T23:30:00-08:00,email,,Acme,Ada,\n2026-03-04T08:00:00+01:00,email,,Beta,Bo,\n"
        "2026-03-05T08:00:00+01:00,email,,Celo,Cy,\n"
    )
    counted = {(row["weekday"], row["daypart"]) for row in ask(log, "best_time").counts}
    assert counted == {("Sunday", "after 17"), ("Wednesday", "before 9"), ("Thursday", "before 9")}


def test_a_plain_date_written_as_midnight_in_utc_stays_that_day() -> None:
    log = measured(
        f"{ROWS}2026-03-02T08:00:00-08:00,email,,Acme,Ada,2026-03-05T00:00:00Z\n"
        "2026-03-03T08:00:00-08:00,email,,Beta,Bo,2026-03-05T08:00:00.000Z\n"
    )
    assert [row[3] for row in touches(log)] == [date(2026, 3, 5), date(2026, 3, 5)]
    assert [row["timed"] for row in log.records("select timed from replies order by line")] == [False, True]


@pytest.mark.parametrize("offset", ["", "Z", "+01:00", " UTC"])
def test_moments_of_one_clock_stay_as_they_are_written(offset: str) -> None:
    log = measured(f"{ROWS}2026-03-02T23:30:00{offset},email,,Acme,Ada,2026-03-03T08:00:00{offset}\n")
    assert touches(log) == [(2, 1, date(2026, 3, 2), date(2026, 3, 3))]
    assert (log.report.notes, log.offset) == ((), "")


def test_the_clean_log_gives_the_same_log_again() -> None:
    log = measured(
        f"{ROWS}2026-03-01T23:30:00-08:00,email,,Acme,Ada,2026-03-03T08:00:00Z\n"
        "2026-03-04T08:00:00+01:00,email,,Beta,Bo,\n2026-03-05T08:00:00+01:00,email,,Celo,Cy,2026-03-05T07:30:00-08:00\n"
    )
    again = measured(log.clean_table().to_pandas().to_csv(index=False))
    for sql in (
        "select company, sent_at, timed, written_at, replied_on from measured_touches order by company",
        "select received_at, timed from replies order by all",
    ):
        assert again.records(sql) == log.records(sql)
    assert again.offset == "+01:00"


def test_a_mailbox_of_somebody_who_travelled() -> None:
    """08:00 in Berlin is 07:00 UTC, 00:30 in San Francisco 08:30 UTC; the answer came at 08:00 UTC, between them."""
    mails = [
        ("jo@x.org", "ada@acme.com", "Mon, 2 Mar 2026 08:00:00 +0100", "<m1@x>", ""),
        ("ada@acme.com", "jo@x.org", "Mon, 2 Mar 2026 08:00:00 +0000", "<m2@x>", "<m1@x>"),
        ("jo@x.org", "ada@acme.com", "Mon, 2 Mar 2026 00:30:00 -0800", "<m3@x>", "<m1@x>"),
        ("jo@x.org", "bo@beta.com", "Sun, 1 Feb 2026 08:00:00 +0100", "<m4@x>", ""),
    ]
    text = "".join(
        f"From x Mon Mar 02 08:00:00 2026\nFrom: {sender}\nTo: {to}\nDate: {at}\nMessage-ID: {key}\n"
        f"In-Reply-To: {parent}\nSubject: Work\nX-Gmail-Labels: {'Sent' if 'jo' in sender else 'Inbox'}\n\nHello\n\n"
        for sender, to, at, key, parent in mails
    )
    log = measured(text, "mail.mbox")
    rows = log.records(
        "select company, touch_number, sent_at, replied from measured_touches order by sent_at"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("beta.com", 1, datetime(2026, 2, 1, 8), False),
        ("acme.com", 1, datetime(2026, 3, 2, 8), True),
        ("acme.com", 2, datetime(2026, 3, 2, 9, 30), False),
    ]
    assert "(+01:00)" in log.report.notes[0]


def test_a_calendar_of_several_zones_is_told_by_the_clock_of_most_entries() -> None:
    """10:00 in Los Angeles is 19:00 in Berlin; an hour less in the weeks in which only one has summer time."""
    begins = [
        ("Europe/Berlin", "20260302T100000"),
        ("Europe/Berlin", "20260701T100000"),
        ("America/Los_Angeles", "20260304T100000"),
    ]
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTART;TZID={zone}:{at}\r\nSUMMARY:Interview at Acme\r\nEND:VEVENT\r\n"
        for number, (zone, at) in enumerate(begins)
    )
    log = measured(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n", "calendar.ics")
    days = [row["reached_at"] for row in log.records("select reached_at from milestones order by all")]
    assert days == [datetime(2026, 3, 2, 10), datetime(2026, 3, 4, 19), datetime(2026, 7, 1, 10)]
    assert "Told by the clock of Europe/Berlin: 1 entry in another time zone." in log.report.about
