"""Trackers of applications whose own columns do: Teal, Simplify, Streak."""

from __future__ import annotations

import json

from data.exports.export import Export, adapt_sheet
from data.exports.export_dates import to_iso
from data.exports.registry import Family, Tables, has_headers, single_table
from data.exports.row_builder import RowBuilder
from data.exports.status import enter_status, read_status
from data.exports.table_rows import headers_of
from data.files.sheet import Sheet
from data.imports.choices import Choices
from data.schema.vocabulary import normalise

STREAK_DATES = ("date of last sent email", "date of last received email")
NOT_WRITTEN_TO = {"lead", "leads", "prospect", "new"}
STREAK = "Streak keeps the last e-mail each way, and where each box stands today. Earlier e-mails are not in the file."


def teal(sheet: Sheet) -> Export:
    """Teal's download: one row for each job; its status may be JSON."""
    return adapt_sheet(
        sheet,
        "Teal",
        rewrite={"status": _name_in_json},
        skip=lambda row: "a row without an id, which Teal leaves out too" if not row.get("id") else "",
        about=[
            "Teal says when you applied and where each application stands today. It doesn't say when an answer came, "
            "or what you sent after applying."
        ],
    )


def simplify(sheet: Sheet) -> Export:
    """Simplify's tracker: one row for each job; a saved one has no date."""
    return adapt_sheet(
        sheet,
        "Simplify",
        about=[
            "Simplify says when you applied, where each application stands today, and since when. It doesn't say what "
            "came in between, or what you sent after applying."
        ],
    )


def streak(tables: Tables, choices: Choices) -> Export:
    """A Streak pipeline: one row for each box, with the last e-mail each way."""
    [sheet, *_] = tables["table"]
    builder = RowBuilder([sheet])
    for row in builder.rows(sheet, ("name", "notes", *STREAK_DATES)):
        sent, received = (to_iso(row[header]) for header in STREAK_DATES)
        if not sent and not received and normalise(row["stage"]) in NOT_WRITTEN_TO:
            builder.skip(row, "a box to which nothing was sent")
            continue
        box = {"company": row["name"], "opportunity": row["name"]}
        channel = "email" if sent else ""
        key = builder.enter(
            row, event="touch", at=sent, channel=channel, id=str(row.key), notes=row["notes"], **box
        )
        if received:
            builder.enter(row, event="reply", at=received, **box)
        enter_status(builder, row, read_status(row["stage"], choices), "", key, box, answered=bool(received))
    return builder.export("Streak pipeline", about=[STREAK])


def _name_in_json(text: str) -> str:
    """{"id": 3, "name": "Applied"} → Applied."""
    try:
        said = json.loads(text)
    except json.JSONDecodeError:
        return text
    return str(said.get("name", text)) if isinstance(said, dict) else text


def _is_streak(sheet: Sheet) -> bool:
    headers = headers_of(sheet)
    return {"name", "stage"} <= headers and bool(headers & {"days in stage", *STREAK_DATES})


FAMILIES = (
    single_table(has_headers("company name", "role", "excitement", "status"), teal),
    single_table(has_headers("job title", "company name", "applied date", "status", "status date"), simplify),
    Family({"table": _is_streak}, streak),
)
