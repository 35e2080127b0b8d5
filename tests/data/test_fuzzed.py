"""What the fuzzer (`tests/fuzz.py`) found once, each input cut down to what it shows."""

from data.log import Log
from data.understanding import Reject


def entry(*lines: bytes) -> bytes:
    """A calendar with one entry."""
    event = [b"BEGIN:VEVENT", b"SUMMARY:Interview with Acme", *lines, b"END:VEVENT"]
    return b"\n".join([b"BEGIN:VCALENDAR", b"X-WR-TIMEZONE:America/New_York", *event, b"END:VCALENDAR", b""])


def test_an_entry_whose_start_is_no_date_is_set_aside_with_what_stands_there() -> None:
    told = Log(entry(b"DTSTART;VALUE=DATE:20260513X"), "log.ics").understanding
    assert told.rejects == (Reject(3, "at", "20260513X", "this is not a date that can be read"),)


def test_a_repeated_entry_without_a_start_counts_once() -> None:
    told = Log(entry(b"RRULE:FREQ=WEEKLY;COUNT=2"), "log.ics").understanding
    assert (told.accepted, told.made["milestones"]) == (1, 1)
    assert told.about[-1] == "“Interview with Acme” repeats by an unusual rule: it counts once."


def test_an_entry_with_two_rules_counts_once() -> None:
    rule = b"RRULE:FREQ=DAILY;COUNT=2"
    told = Log(entry(b"DTSTART:20260105", rule, rule), "log.ics").understanding
    assert (told.accepted, told.made["milestones"]) == (1, 1)


def test_the_first_moment_there_is_can_be_brought_to_no_zone_before_it() -> None:
    told = Log(entry(b"DTSTART:00010101T000000Z"), "log.ics").understanding
    assert told.rejects == (Reject(3, "at", "0001-01-01 00:00:00", "the year 01 is out of reach"),)


def test_entries_whose_beginning_is_folded_are_named_by_their_numbers() -> None:
    content = entry(b"DTSTART:2026051X").replace(b"BEGIN:VEVENT", b"BEGIN:VEV\n ENT")
    assert [reject.line for reject in Log(content, "log.ics").understanding.rejects] == [1]


def test_a_zone_that_is_no_zone_leaves_a_message_the_day_on_which_it_was_filed() -> None:
    content = (
        b"From me@a.example Mon Jan 05 10:00:00 2026\nFrom: me@a.example\nTo: you@b.example\nSubject: Hello\n"
        b"Date: Mon, 5 Jan 2026 10:00:00 +99999999999999\n\nText\n"
    )
    log = Log(content, "log.mbox")
    assert [str(row["sent_at"]) for row in log.records("select sent_at from touches")] == [
        "2026-01-05 10:00:00"
    ]
