"""What the fuzzer (`tests/fuzz.py`) found once, and what was found beside it; each input cut down to what it shows."""

import pytest

from analysis.export import write_csv
from data.errors import LogError
from data.imports.choices import Choices
from data.imports.log import import_log
from data.imports.report import Reject
from data.imports.upload import Upload
from tests.workbooks import zipped


def entry(*lines: bytes) -> bytes:
    """A calendar with one entry."""
    event = [b"BEGIN:VEVENT", b"SUMMARY:Interview with Acme", *lines, b"END:VEVENT"]
    return b"\n".join([b"BEGIN:VCALENDAR", b"X-WR-TIMEZONE:America/New_York", *event, b"END:VCALENDAR", b""])


def test_an_entry_whose_start_is_no_date_is_set_aside_with_what_stands_there() -> None:
    told = import_log(Upload(entry(b"DTSTART;VALUE=DATE:20260513X"), "log.ics")).report
    assert told.rejects == (Reject(3, "at", "20260513X", "this is not a date that can be read"),)


def test_a_repeated_entry_without_a_start_counts_once() -> None:
    told = import_log(Upload(entry(b"RRULE:FREQ=WEEKLY;COUNT=2"), "log.ics")).report
    assert (told.accepted, told.made["milestones"]) == (1, 1)
    assert told.about[-1] == "“Interview with Acme” repeats by an unusual rule: it counts once."


def test_an_entry_with_two_rules_counts_once() -> None:
    rule = b"RRULE:FREQ=DAILY;COUNT=2"
    told = import_log(Upload(entry(b"DTSTART:20260105", rule, rule), "log.ics")).report
    assert (told.accepted, told.made["milestones"]) == (1, 1)


def test_the_first_moment_there_is_can_be_brought_to_no_zone_before_it() -> None:
    told = import_log(Upload(entry(b"DTSTART:00010101T000000Z"), "log.ics")).report
    assert told.rejects == (Reject(3, "at", "0001-01-01 00:00:00", "the year 01 is out of reach"),)


def test_entries_whose_beginning_is_folded_are_named_by_their_numbers() -> None:
    content = entry(b"DTSTART:2026051X").replace(b"BEGIN:VEVENT", b"BEGIN:VEV\n ENT")
    assert [reject.line for reject in import_log(Upload(content, "log.ics")).report.rejects] == [1]


def test_a_zone_that_is_no_zone_leaves_a_message_the_day_on_which_it_was_filed() -> None:
    content = (
        b"From me@a.example Mon Jan 05 10:00:00 2026\nFrom: me@a.example\nTo: you@b.example\nSubject: Hello\n"
        b"Date: Mon, 5 Jan 2026 10:00:00 +99999999999999\n\nText\n"
    )
    log = import_log(Upload(content, "log.mbox"))
    assert [str(row["sent_at"]) for row in log.records("select sent_at from touches")] == [
        "2026-01-05 10:00:00"
    ]


def letter(*headers: bytes, text: bytes = b"Text") -> bytes:
    """A mailbox with one message, sent on 5 January 2026."""
    usual = [b"From: me@a.example", b"Date: Mon, 5 Jan 2026 10:00:00 +0100", b"To: you@b.example"]
    return b"\n".join([b"From me@a.example Mon Jan 05 10:00:00 2026", *usual, *headers, b"", text, b""])


@pytest.mark.parametrize(
    "zone", [b"Europe", b"a" * 5_000, b"../../etc/passwd"], ids=["a folder", "a long text", "a path"]
)
def test_a_calendar_whose_zone_names_no_file_of_a_zone_keeps_its_moments(zone: bytes) -> None:
    content = entry(b"DTSTART:20260105T100000Z").replace(b"America/New_York", zone)
    [step] = import_log(Upload(content, "log.ics")).records("select reached_at from milestones")
    assert str(step["reached_at"]) == "2026-01-05 10:00:00"


def test_an_entry_of_every_day_since_1900_is_followed_as_soon_as_any_other() -> None:
    told = import_log(Upload(entry(b"DTSTART:19000105", b"RRULE:FREQ=DAILY"), "log.ics")).report
    assert told.about[-1] == "“Interview with Acme” is a repeated entry: it counts on 366 days."


def test_entries_that_claim_to_be_one_series_are_followed_once() -> None:
    one = entry(b"UID:1", b"DTSTART:20260105", b"RRULE:FREQ=DAILY;COUNT=2")
    event = one[one.index(b"BEGIN:VEVENT") : one.index(b"END:VCALENDAR")]
    told = import_log(Upload(one.replace(event, event * 3), "log.ics")).report
    assert (told.rows_in, told.made["milestones"]) == (3, 4)


@pytest.mark.parametrize(
    ("headers", "text"),
    [
        ([b'Content-Type: text/plain; charset="a\0b"'], b"Text"),
        ([b"Content-Type: text/plain; charset=idna"], b"Text.."),
        ([b"Subject: =?undefined?q?Hello?="], b"Text"),
        ([b"Content-Type: message/rfc822\n\n" * 3_000], b"Text"),
        ([b"Cc: " + b"(" * 20_000], b"Text"),
    ],
    ids=[
        "a zero",
        "no set of characters",
        "none in the subject",
        "messages in messages",
        "brackets in brackets",
    ],
)
def test_a_message_that_defeats_its_parser_is_a_message_all_the_same(
    headers: list[bytes], text: bytes
) -> None:
    told = import_log(Upload(letter(*headers, text=text), "log.mbox", Choices(read_text=True))).report
    assert (told.accepted, told.rejects) == (1, ())


def test_half_a_character_in_json_is_a_damaged_one() -> None:
    log = import_log(
        Upload(b'[{"date": "2026-01-05", "channel": "email", "said \\ud83d": "cut \\ud83d"}]', "log.json")
    )
    assert log.records("select extra from touches") == [{"extra": {"said \ufffd": "cut \ufffd"}}]
    assert log.report.notes == ("Some characters were damaged and show as \ufffd.",)


def test_a_whole_character_in_json_stays_one_in_whichever_way_it_is_written() -> None:
    content = b'[{"date": "2026-01-05", "channel": "email", "said": "\\ud83d\\uDE42 \\\\ud83d"}]'
    assert import_log(Upload(content, "log.json")).records("select extra from touches") == [
        {"extra": {"said": "🙂 \\ud83d"}}
    ]


def test_json_too_deep_for_a_cell_is_refused_in_a_sentence() -> None:
    deep = b'{"a":' * 900 + b"1" + b"}" * 900
    with pytest.raises(LogError, match="too deep to be a table"):
        import_log(Upload(b'[{"date": "2026-01-05", "channel": "email", "said": ' + deep + b"}]", "log.json"))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (letter(b"Subject: \0\1\2\3\4"), "log.mbox"),
        (entry(b"DTSTART:20260105").replace(b"Acme", b"Acme \0\1\2\3\4"), "log.ics"),
        (b'[{"date": "2026-01-05", "channel": "email", "said": "\\u0000\\u0001\\u001a\\u007f"}]', "log.json"),
    ],
    ids=["a mailbox", "a calendar", "JSON"],
)
def test_the_clean_log_of_texts_that_are_no_texts_can_be_brought_again(content: bytes, name: str) -> None:
    events = import_log(Upload(content, name)).clean_table().to_pylist()
    assert "\ufffd" * 4 in str(events)
    assert import_log(Upload(write_csv(events).encode(), "clean.csv")).clean_table().to_pylist() == events


def test_a_file_without_a_name_in_an_archive_is_left_alone() -> None:
    archive = zipped({"log.csv": b"date,channel\n2026-01-05,email\n", "x": b"1"}).replace(b"x", b"\0")
    assert import_log(Upload(archive, "log.zip")).report.accepted == 1


@pytest.mark.parametrize(
    "cell", ["Acme,B\rC", "Acme,B" + "C" * 200_000], ids=["an old line end", "a long text"]
)
def test_a_cell_of_linked_records_that_is_no_line_of_csv_is_read(cell: str) -> None:
    content = f'Role,Date Applied,Referral?,Company (linked)\nClerk,2026-01-05,checked,"{cell}"\n'
    told = import_log(Upload(content.encode(), "Jobs-Grid view.csv")).report
    assert (told.format, told.accepted) == ("Airtable", 1)


def test_a_file_of_more_columns_than_a_log_can_have_is_refused_at_once() -> None:
    with pytest.raises(LogError, match=r"1,001 columns; a log can have 1,000 at most"):
        import_log(Upload(b"Date" + b"," * 1_000 + b"\n2026-01-05" + b"," * 1_000 + b"\n", "log.csv"))
