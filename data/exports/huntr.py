"""Huntr: jobs and activities, which its archive holds side by side."""

from __future__ import annotations

from data.exports.export import Export
from data.exports.export_dates import to_iso
from data.exports.registry import Family, Tables, has_headers
from data.exports.row_builder import RowBuilder
from data.exports.status import enter_status, read_status, was_sent
from data.exports.table_rows import ExportRow
from data.imports.choices import Choices
from data.schema import vocabulary

OF_JOBS = ("id", "title", "list name", "last moved at", "company name")
OF_ACTIVITIES = (
    *("activity category name", "title", "note", "start at", "completed at"),
    *("job id", "job title", "company name"),
)
ABOUT_JOBS = (
    "Huntr keeps the day on which a job was last moved, not the day on which you applied: that is known only for jobs "
    "that still stand in the list they came to by applying."
)
ABOUT_ACTIVITIES = (
    "Huntr's activities are counted where they are done or have a day; it doesn't say who answered, or when."
)


def read(tables: Tables, choices: Choices) -> Export:
    """Jobs as applications with the steps that their list proves, activities as what was done and reached."""
    jobs, activities = tables.get("jobs", []), tables.get("activities", [])
    builder = RowBuilder([*jobs, *activities])
    happened = [row for sheet in activities for row in builder.rows(sheet, OF_ACTIVITIES)]
    applied = {row["job id"]: row for row in happened if _is_application(row) and _when(row)}
    known = set()
    for sheet in jobs:
        for row in builder.rows(sheet, OF_JOBS):
            known.add(row["id"])
            _enter_job(builder, row, applied.get(row["id"]), choices)
    for row in happened:
        if _is_application(row) and row["job id"] in known:
            builder.skip(row, "the application itself, counted with its job")
        else:
            _enter_activity(builder, row)
    about = [ABOUT_JOBS] * bool(jobs) + [ABOUT_ACTIVITIES] * bool(activities)
    name = " and ".join(["jobs"] * bool(jobs) + ["activities"] * bool(activities))
    return builder.export(f"Huntr {name}", about=about)


def _enter_job(builder: RowBuilder, row: ExportRow, application: ExportRow | None, choices: Choices) -> None:
    status, moved = read_status(row["list name"], choices), to_iso(row["last moved at"])
    if not was_sent(status):
        builder.skip(row, "a wish, never sent")
        return
    job = {"company": row["company name"], "role": row["title"], "opportunity": row["id"]}
    day = _when(application) if application else moved if status.key == "applied" else ""
    touch = builder.enter(
        row, event="touch", strategy="application", at=day, id=str(row.key), status=row["list name"], **job
    )
    enter_status(builder, row, status, moved, touch, job)


def _enter_activity(builder: RowBuilder, row: ExportRow) -> None:
    """What was done is done when it is completed; a step is reached on the day for which it was arranged."""
    category = row["activity category name"] or row["title"]
    event = vocabulary.meaning("event", category).key
    if not _when(row) or (event == "touch" and not _is_done(row)):
        builder.skip(row, "planned, not done yet")
        return
    builder.enter(
        row,
        event=category,
        id=str(row.key) if event == "touch" else "",
        at=_when(row),
        label=row["title"],
        notes=row["note"],
        company=row["company name"],
        role=row["job title"],
        opportunity=row["job id"],
    )


def _is_application(row: ExportRow) -> bool:
    meant = vocabulary.meaning("event", row["activity category name"])
    return (meant.key, meant.implies) == ("touch", "application")


def _is_done(row: ExportRow) -> bool:
    return row["completed"].casefold() == "true" or bool(row["completed at"])


def _when(row: ExportRow) -> str:
    """The day for which it was arranged, else the one on which it was done."""
    return to_iso(row.first("start at", "completed at") or (row["created at"] if _is_done(row) else ""))


FAMILIES = (
    Family(
        {
            "jobs": has_headers("id", "title", "list name", "company name", "last moved at"),
            "activities": has_headers("activity category name", "job id", "company name"),
        },
        read,
    ),
)
