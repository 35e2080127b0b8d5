"""Calendars as CSV (Outlook, Google), and Outlook's mail, which has no dates."""

from __future__ import annotations

from collections import Counter

from data.exports import calendar_entries
from data.exports.calendar_entries import Appointment
from data.exports.entry_words import words_of
from data.exports.export import Export
from data.exports.export_dates import make_reader
from data.exports.owner_question import ask_for_owner, most_frequent
from data.exports.registry import Family, Tables, has_headers
from data.exports.row_builder import RowBuilder
from data.exports.table_rows import ExportRow, headers_of
from data.files.sheet import Sheet
from data.imports.choices import Choices
from data.imports.report import OpenQuestion
from data.schema import vocabulary
from data.schema.vocabulary import normalise

SUBJECT, DAY, CLOCK, ALL_DAY, PEOPLE, CATEGORIES, NOTES = (
    words_of("outlook", name)
    for name in ("subject", "day", "clock", "all_day", "people", "categories", "notes")
)
FROM, TO = ("from name", "from address"), ("to name", "to address")
MAIL_ABOUT = (
    "Outlook's export of mail has no dates at all. It can't say when anything was sent or answered, so nothing in it "
    "can be timed, and replies are counted without a time limit. A mailbox file (mbox) has the dates."
)


def calendar(tables: Tables, choices: Choices) -> Export:
    """A calendar as Outlook writes it, or in the layout that Google takes."""
    [sheet, *_] = tables["table"]
    builder = RowBuilder([sheet])
    rows = list(builder.rows(sheet, (*SUBJECT, *DAY, *CLOCK, *ALL_DAY, *PEOPLE, *NOTES)))
    ours = "reminder on off" not in headers_of(sheet) and "private" in headers_of(sheet)
    google = make_reader((row.first(*DAY) for row in rows), "mdy") if ours else str
    entries = [
        Appointment(
            row=row,
            at=f"{google(row.first(*DAY))} {'' if _is_all_day(row) else row.first(*CLOCK)}".strip(),
            title=row.first(*SUBJECT),
            categories=row.first(*CATEGORIES),
            people=_people(row),
            notes=row.first(*NOTES),
        )
        for row in rows
    ]
    open_questions = calendar_entries.enter(builder, entries, choices)
    return builder.export(
        "Google calendar" if ours else "Outlook calendar",
        about=[calendar_entries.ABOUT],
        open_questions=open_questions,
        headers={"at": next(name for name in sheet.header if normalise(name) in DAY)},
    )


def mail(tables: Tables, choices: Choices) -> Export:
    """Outlook's mail: what the owner wrote are touches, what came are answers, all without a date."""
    [sheet, *_] = tables["table"]
    builder = RowBuilder([sheet])
    rows = list(builder.rows(sheet, ("subject", "body", *FROM, *TO)))
    owner, open_questions = _owner(rows, choices)
    touches: dict[tuple[str, str], int] = {}
    for row in (row for row in rows if row["from address"] == owner):
        key = builder.enter(row, event="touch", id=str(row.key), channel="email", **_letter(row, TO, choices))
        touches.setdefault(_thread(row, TO), key)
    for row in (row for row in rows if row["from address"] != owner):
        touch = touches.get(_thread(row, FROM))
        if touch is None:
            builder.skip(row, "a message that answers nothing you sent")
        else:
            builder.enter(row, event="reply", touch=str(touch), **_letter(row, FROM, choices))
    return builder.export("Outlook mail", about=[MAIL_ABOUT], open_questions=open_questions)


def _owner(rows: list[ExportRow], choices: Choices) -> tuple[str, tuple[OpenQuestion, ...]]:
    """The address whose mail it is: the one in most messages. Where two are in as many, the person is asked."""
    said = choices.chosen.get("owner", "")
    present = Counter(row[end] for row in rows for end in ("from address", "to address") if row[end])
    most = most_frequent(present)
    if said or len(most) <= 1:
        return said or next(iter(most), ""), ()
    examples = ({"from": row[FROM[1]], "to": row[TO[1]], "subject": row["subject"]} for row in rows[:3])
    return most[0], (ask_for_owner("Whose mail is this", most, ("From: (Address)",), examples),)


def _letter(row: ExportRow, other: tuple[str, str], choices: Choices) -> dict[str, str]:
    return {
        "contact": row.first(*other),
        "label": row["subject"],
        "message": row["body"] if choices.read_text else "",
    }


def _thread(row: ExportRow, other: tuple[str, str]) -> tuple[str, str]:
    """The other's address, and the subject without the Re: of an answer."""
    subject = normalise(row["subject"])
    while (short := subject.partition(" "))[0] in words_of("answers", "prefixes"):
        subject = short[2]
    return row[other[1]].casefold(), subject


def _people(row: ExportRow) -> tuple[str, ...]:
    names = ";".join(row[header] for header in PEOPLE).split(";")
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def _is_all_day(row: ExportRow) -> bool:
    said = row.first(*ALL_DAY)
    return vocabulary.meaning("yes_no", said).key == "yes" or said.casefold() in words_of("outlook", "true")


def _is_calendar(sheet: Sheet) -> bool:
    headers = headers_of(sheet)
    return all(headers & set(names) for names in (SUBJECT, DAY, ALL_DAY))


FAMILIES = (
    Family({"table": _is_calendar}, calendar),
    Family({"table": has_headers("subject", "from address", "to address")}, mail),
)
