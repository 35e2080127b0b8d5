"""Calendars: as CSV out of Outlook, in Google's layout, and as iCalendar files."""

from datetime import date
from typing import Any

import pytest

from analysis.ask import ask
from analysis.drilldown import drill_down, list_marks
from analysis.filters import Filters
from data.errors import LogError
from data.exports.calendar_entries import Appointment, kind_of, names_in
from data.exports.table_rows import ExportRow
from data.imports.choices import Choices
from data.imports.log import ImportedLog, import_log
from data.imports.report import Skip
from data.imports.upload import Upload
from tests.paths import SHARED

OUTLOOK = (
    '"Subject","Start Date","Start Time","End Date","End Time","All day event","Reminder on/off","Meeting Organizer",'
    '"Required Attendees","Categories","Description","Private","Show time as"\r\n'
    '"Interview Northwind","3/4/2026","10:00:00 AM","3/4/2026","11:00:00 AM","False","True","Maya Chen",'
    '"Me;Tom Berg",,"Teams\r\nbring portfolio","False","2"\r\n'
    '"Karriereabend München","3/15/2026","6:00:00 PM","3/15/2026","9:00:00 PM","False","False","Me",,"Networking","",'
    '"False","2"\r\n"Dentist","3/16/2026","8:00:00 AM","3/16/2026","9:00:00 AM","False","False",,,,"","True","2"\r\n'
    '"Career fair","3/17/2026","12:00:00 AM","3/18/2026","12:00:00 AM","True","False","Me",,,"","True","2"\r\n'
)


def brought(text: str, name: str = "calendar.csv", **choices: Any) -> ImportedLog:
    return import_log(Upload(text.encode(), name, Choices(**choices)))


def calendar(*events: str, zone: str = "Europe/Berlin") -> str:
    entries = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-TIMEZONE:{zone}\r\n{entries}END:VCALENDAR\r\n"


def sent(log: ImportedLog) -> list[tuple[Any, ...]]:
    sql = "select sent_at::varchar as at, channel::varchar as c, strategy::varchar as s from touches order by sent_at"
    return [tuple(row.values()) for row in log.records(sql)]


def test_an_interview_is_a_step_with_whom_and_an_event_a_touch() -> None:
    log = brought(OUTLOOK)
    [interview] = log.records(
        "select reached_at::varchar as at, kind::varchar as kind, with_whom from milestones"
    )
    assert interview == {
        "at": "2026-03-04 10:00:00",
        "kind": "interview",
        "with_whom": "Maya Chen; Me; Tom Berg",
    }
    assert sent(log) == [("2026-03-15 18:00:00", "event", "event"), ("2026-03-17 00:00:00", "event", "event")]


def test_what_says_nothing_of_a_job_search_is_skipped() -> None:
    assert brought(OUTLOOK).report.skips == (Skip(5, "nothing in it says job search"),)


def test_an_entry_of_the_whole_day_has_no_time() -> None:
    rows = brought(OUTLOOK).records("select timed from touches order by sent_at")
    assert [row["timed"] for row in rows] == [True, False]


def test_outlook_in_german() -> None:
    log = brought(
        '"Betreff";"Beginnt am";"Beginnt um";"Endet am";"Endet um";"Ganztägiges Ereignis"\r\n'
        '"Vorstellungsgespräch bei Müller & Söhne";"04.03.2026";"10:00:00";"04.03.2026";"11:00:00";"Aus"\r\n'
    )
    assert log.report.format == "Outlook calendar"
    sql = "select reached_at::varchar as at, company from milestones join entries using (line)"
    assert log.records(sql) == [{"at": "2026-03-04 10:00:00", "company": "Müller & Söhne"}]


def test_google_takes_the_month_first() -> None:
    log = brought(
        "Subject,Start Date,Start Time,End Date,End Time,All Day Event,Description,Location,Private\n"
        "Meetup Data Berlin,05/12/26,07:10:00 PM,05/12/26,10:00:00 PM,False,,Berlin,True\n"
    )
    assert (log.report.format, log.report.open_questions) == ("Google calendar", ())
    assert sent(log) == [("2026-05-12 19:10:00", "event", "event")]


def test_a_calendar_that_says_nothing_of_a_job_search_is_asked_about() -> None:
    private = OUTLOOK.splitlines(keepends=True)[0] + OUTLOOK.splitlines(keepends=True)[4]
    [need] = brought(private).report.open_questions
    assert need.question == "Nothing in this calendar says job search. Is all of it (one entry) about yours?"
    assert sent(brought(private, chosen={"calendar": "yes"})) == [
        ("2026-03-16 08:00:00", None, "conversation")
    ]
    assert brought(private, chosen={"calendar": "no"}).report.skipped == 1


def test_a_moment_of_a_calendar_is_the_one_its_owner_saw() -> None:
    log = brought(
        calendar("UID:1\r\nDTSTART:20260512T171000Z\r\nSUMMARY:Meetup Data\\, Berlin"), "events.ics"
    )
    assert (log.report.format, sent(log)) == ("iCalendar", [("2026-05-12 19:10:00", "event", "event")])


def test_a_calendar_without_a_known_zone_keeps_its_moments() -> None:
    log = brought(calendar("UID:1\r\nDTSTART:20260512T171000Z\r\nSUMMARY:Meetup", zone="Mars/Olympus"))
    assert sent(log) == [("2026-05-12 17:10:00", "event", "event")]


def test_a_repeated_entry_counts_on_each_day_and_is_one_row() -> None:
    log = brought(
        calendar(
            "UID:1\r\nDTSTART;VALUE=DATE:20260513\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nEXDATE;VALUE=DATE:20260520\r\n"
            "SUMMARY:Career fair"
        )
    )
    assert [row[0] for row in sent(log)] == ["2026-05-13 00:00:00", "2026-05-27 00:00:00"]
    assert (log.report.rows_in, log.report.accepted) == (1, 1)
    assert log.report.about[1] == "“Career fair” is a repeated entry: it counts on 2 days."


def test_an_entry_that_repeats_without_end_is_bounded() -> None:
    log = brought(calendar("UID:1\r\nDTSTART:20200101T100000Z\r\nRRULE:FREQ=DAILY\r\nSUMMARY:Networking"))
    assert log.report.made["touches"] == 366


@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYHOUR=1,2"],
)
def test_a_rule_that_could_run_for_hours_is_not_followed(rule: str) -> None:
    log = brought(calendar(f"UID:1\r\nDTSTART:20200101T100000Z\r\nRRULE:{rule}\r\nSUMMARY:Networking"))
    assert log.report.about[1] == "“Networking” repeats by an unusual rule: it counts once."


def test_a_cancelled_entry_is_skipped() -> None:
    log = brought(calendar("UID:1\r\nDTSTART:20260512T171000Z\r\nSTATUS:CANCELLED\r\nSUMMARY:Interview"))
    assert log.report.skips == (Skip(4, "cancelled"),)


def test_a_damaged_calendar_is_refused_in_a_sentence() -> None:
    with pytest.raises(LogError, match=r"events\.ics is a damaged calendar"):
        brought("BEGIN:VCALENDAR\r\nfoo\r\n", "events.ics")


CHINESE = SHARED / "trackers" / "interviews_zh.ics"


def reached(log: ImportedLog) -> list[tuple[Any, ...]]:
    sql = (
        "select milestones.kind::varchar as kind, company, role, milestones.label, reached_at::date::varchar as day "
        "from milestones join entries using (line) order by reached_at"
    )
    return [tuple(row.values()) for row in log.records(sql)]


def untimed(*titles: str) -> str:
    days = (f"DTSTART;VALUE=DATE:202603{day:02}" for day in range(1, len(titles) + 1))
    return calendar(*(f"{day}\r\nSUMMARY:{title}" for day, title in zip(days, titles, strict=True)))


@pytest.mark.skipif(not CHINESE.exists(), reason="needs the files of others")
def test_interviews_and_a_test_in_chinese() -> None:
    log = import_log(Upload(CHINESE.read_bytes(), CHINESE.name))
    assert reached(log) == [
        ("interview", "甲公司", "数据分析师", "一面", "2026-07-15"),
        ("screen", "乙公司", "算法工程师", "笔试", "2026-07-17"),
        ("interview", "甲公司", "数据分析师", "二面", "2026-07-22"),
        ("interview", "甲公司", "数据分析师", "HR面", "2026-07-25"),
    ]
    assert (log.report.made["touches"], log.report.made["opportunities"]) == (0, 2)
    assert (log.report.open_questions, log.report.skips) == ((), ())


def test_interviews_in_german() -> None:
    log = brought(
        untimed(
            "Kennenlerngespräch - Alder GmbH (Datenanalystin)",
            "Zweites Gespräch Birke AG",
            "Drittgespräch bei Birke AG als Ingenieurin",
            "Einstellungstest: Cedar",
            "Zahnarzt",
        )
    )
    assert reached(log) == [
        ("interview", "Alder GmbH", "Datenanalystin", "Kennenlerngespräch", "2026-03-01"),
        ("interview", "Birke AG", None, "Zweites Gespräch Birke AG", "2026-03-02"),
        ("interview", "Birke AG", "Ingenieurin", "Drittgespräch", "2026-03-03"),
        ("screen", "Cedar", None, "Einstellungstest", "2026-03-04"),
    ]
    assert ([skip.reason for skip in log.report.skips], log.report.open_questions) == (
        ["nothing in it says job search"],
        (),
    )


def test_interviews_of_outlook_in_spanish() -> None:
    log = brought(
        "Asunto,Fecha de inicio,Hora de inicio,Todo el día\n"
        "Segunda entrevista en Alder,04/03/2026,10:00,FALSO\n"
        "2ª entrevista: Birch | Analista de datos,15/03/2026,10:00,FALSO\n"
        "Prueba técnica - Cedar,16/03/2026,10:00,FALSO\n"
    )
    assert reached(log) == [
        ("interview", "Alder", None, "Segunda entrevista", "2026-03-04"),
        ("interview", "Birch", "Analista de datos", "2ª entrevista", "2026-03-15"),
        ("screen", "Cedar", None, "Prueba técnica", "2026-03-16"),
    ]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Third interview - Acme", "interview"),
        ("Videointerview Acme", "interview"),
        ("Take-home: Acme", "screen"),
        ("Online assessment | Acme", "screen"),
        ("Assessment center Acme", "final"),
        ("Phone screen w/ Maya @ Acme", "screen"),
        ("Entretien téléphonique - Acme", "screen"),
        ("Entretien final chez Acme", "final"),
        ("Test technique Acme", "screen"),
        ("Entrevista com RH na Acme", "screen"),
        ("Dinâmica de grupo – Acme", "interview"),
        ("Teste técnico Acme", "screen"),
        ("Acme公司 三面", "interview"),
        ("终面-Acme", "final"),
        ("测评 · Acme", "screen"),
        ("群面（Acme）", "interview"),
        ("和老王见一面", ""),
        ("Mock interview", ""),
        ("Acme interview prep", ""),
        ("Lunch at Acme", ""),
    ],
)
def test_the_kind_of_an_entry(title: str, kind: str) -> None:
    entry = Appointment(row=ExportRow(1, {}, {}), at="", title=title)
    assert kind_of(entry) == kind
    assert kind == "" or names_in(title)[0] in ("Acme", "Acme公司")


@pytest.mark.parametrize(
    ("title", "company", "role"),
    [
        ("Interview Northwind", "Northwind", ""),
        ("Northwind: phone screen", "Northwind", ""),
        ("2nd interview @ Acme", "Acme", ""),
        ("Interview with Maya Chen", "", ""),
        ("Telefoninterview mit Ada Berg bei Acme", "Acme", ""),
        ("面试 华为", "华为", ""),
        ("甲公司-二面-算法工程师", "甲公司", "算法工程师"),
        ("甲公司二面", "甲公司", ""),
        ("Interview for Data Analyst at Acme", "Acme", "Data Analyst"),
        ("Data Analyst interview - Acme", "Acme", "Data Analyst"),
        ("Interview at Center for Health", "Center for Health", ""),
        ("Entretien en visio - Crédit Vert - Développeur", "Crédit Vert", "Développeur"),
        ("Interview 10:30 Acme", "Acme", ""),
        ("Interview", "", ""),
    ],
)
def test_the_company_and_the_role_in_a_title(title: str, company: str, role: str) -> None:
    assert names_in(title)[:2] == (company, role)


def test_the_totals_count_opportunities_of_which_only_steps_are_known() -> None:
    log = brought(
        untimed("Interview - Alder", "Final interview - Alder", "Take-home: Birch", "Meetup")
    ).measure(today=date(2026, 11, 1))
    summary = ask(log, "summary")
    [row] = summary.rows
    assert (row["touches"], row["opportunities"], row["interviews"], row["finals"]) == (1, 3, 1, 1)
    finals = next(mark for mark in list_marks(summary) if mark.key == {"number": "finals"})
    [alder] = drill_down(log, summary, finals).counted_rows
    assert (alder["company"], alder["touches"]) == ("Alder", 0)
    [row] = ask(log, "summary", Filters(channels=("event",))).rows
    assert (row["touches"], row["opportunities"], row["interviews"]) == (1, 1, 0)


def test_a_calendar_without_anything_that_was_sent_says_so() -> None:
    log = brought(untimed("Interview - Alder", "Interview - Birch")).measure(today=date(2026, 11, 1))
    assert ask(log, "summary").verdict == (
        "Nothing here says what you sent. Of 2 opportunities, 2 had an interview and 0 an offer."
    )
