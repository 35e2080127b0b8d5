"""career-ops: its tracker of applications, its follow-ups and its log of statuses, which one folder holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from data.exports import status_history
from data.exports.entry_words import begins_with_word, words_of
from data.exports.export import Export
from data.exports.export_dates import to_iso
from data.exports.registry import Family, Tables
from data.exports.row_builder import RowBuilder
from data.exports.status import enter_status, read_status, was_sent
from data.exports.status_history import Layout, find_layout
from data.exports.table_rows import ExportRow, headers_of
from data.files.sheet import Sheet
from data.imports.choices import Choices
from data.schema.vocabulary import normalise

NUMBER, APPLICATION, DAY, COMPANY, ROLE, CHANNEL, CONTACT, SCORE, STATUS, FILES, NOTES = (
    words_of("career_ops", name)
    for name in (
        *("number", "application", "day", "company", "role", "channel", "contact"),
        *("score", "status", "files", "notes"),
    )
)
LOG = ("opportunity", "at", "before", "after")
"""What the first columns of the status log say, which has no header."""
ABOUT = {
    "tracker": "The tracker of career-ops has one day for each application, the one on which it was entered, and its "
    "status today. It doesn't say on which day anything else happened, or by which channel you applied.",
    "follow-ups": "The follow-ups of career-ops are those that you confirmed. It doesn't say which of them were "
    "answered; the applications themselves are in its tracker.",
    "status log": "The status log of career-ops says on which day a status was noted, by the number of the "
    "application. It doesn't say what you wrote, or by which channel.",
}


def read(tables: Tables, choices: Choices) -> Export:
    """Applications, follow-ups and changes of status; an application with logged changes is entered from those."""
    builder = RowBuilder([sheet for kind in ABOUT for sheet in tables.get(kind, [])])
    headers = (*NUMBER, *DAY, *COMPANY, *ROLE, *STATUS, *NOTES)
    applications = _rows(builder, tables.get("tracker", []), headers)
    follow_ups = _rows(builder, tables.get("follow-ups", []), (*headers, *APPLICATION, *CHANNEL, *CONTACT))
    logs = [
        (layout, [*builder.rows(sheet, layout.headers)])
        for sheet in tables.get("status log", [])
        if (layout := find_layout(sheet))
    ]
    logged = {row[layout.columns["opportunity"]] for layout, rows in logs for row in rows}
    whom = {row.first(*NUMBER): _whom(row, NUMBER) for row in applications}
    for row in applications:
        if row.first(*NUMBER) in logged:
            builder.skip(row, "counted from its changes in the status log")
        else:
            _enter_application(builder, row, choices)
    for row in follow_ups:
        _enter_follow_up(builder, row, whom)
    for layout, rows in logs:
        status_history.enter_changes(builder, rows, layout, choices, whom)
    found = [kind for kind in ABOUT if tables.get(kind)]
    return builder.export(f"career-ops {' and '.join(found)}", about=[ABOUT[kind] for kind in found])


def _rows(builder: RowBuilder, sheets: list[Sheet], headers: tuple[str, ...]) -> list[ExportRow]:
    return [row for sheet in sheets for row in builder.rows(sheet, headers)]


def _whom(row: ExportRow, number: tuple[str, ...]) -> dict[str, str]:
    return {
        "company": row.first(*COMPANY),
        "role": row.first(*ROLE),
        "opportunity": row.first(*number),
    }


def _enter_application(builder: RowBuilder, row: ExportRow, choices: Choices) -> None:
    word, whom = row.first(*STATUS), _whom(row, NUMBER)
    status = read_status(word, choices)
    if not word or normalise(word) in words_of("career_ops", "never_sent") or not was_sent(status):
        builder.skip(row, f"not sent: “{word}”" if word else "not sent: it has no status")
        return
    touch = builder.enter(
        row,
        event="touch",
        strategy="application",
        at=to_iso(row.first(*DAY)),
        id=str(row.key),
        status=word,
        notes=row.first(*NOTES),
        **whom,
    )
    enter_status(builder, row, status, "", touch, whom)


def _enter_follow_up(builder: RowBuilder, row: ExportRow, whom: Mapping[str, Mapping[str, str]]) -> None:
    """A follow-up that was sent: it asks for next steps, unless its note says thank you."""
    known, notes = whom.get(row.first(*APPLICATION), {}), row.first(*NOTES)
    thanks = begins_with_word("subjects", normalise(notes)) == "thank_you"
    builder.enter(
        row,
        event="touch",
        strategy="thank_you" if thanks else "next_steps",
        channel=row.first(*CHANNEL),
        at=to_iso(row.first(*DAY)),
        contact=row.first(*CONTACT),
        notes=notes,
        **{**_whom(row, APPLICATION), **known},
    )


def _has(*columns: tuple[str, ...]) -> Callable[[Sheet], bool]:
    """Whether a table has a header for each of some columns."""
    return lambda sheet: all(headers_of(sheet) & set(names) for names in columns)


def _is_log(sheet: Sheet) -> bool:
    """Number, day, status before and after, in this order and without a header."""
    layout = None if sheet.named else find_layout(sheet)
    return layout is not None and _order(sheet, layout) == LOG


def _order(sheet: Sheet, layout: Layout) -> tuple[str, ...]:
    called = {name: column for column, name in layout.columns.items()}
    called |= {layout.at: "at", layout.before: "before", layout.after: "after"}
    return tuple(called.get(normalise(header), "") for header in sheet.header[: len(LOG)])


FAMILIES = (
    Family(
        {
            "tracker": _has(NUMBER, DAY, COMPANY, ROLE, SCORE, STATUS, FILES),
            "follow-ups": _has(NUMBER, APPLICATION, DAY, COMPANY, ROLE, CHANNEL),
            "status log": _is_log,
        },
        read,
    ),
)
