"""The exports of known tools, recognised by what is in them and never by a file's name alone.

One module for each family; what a tool can't tell is said in plain sentences (`Export.about`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.combine import merged_table
from data.combine.merged_table import MergedTable
from data.errors import UnreadableFile
from data.exports import (
    career_ops,
    crm,
    huntr,
    ics,
    linkedin,
    mailbox,
    mbox,
    nested_history,
    notion_airtable,
    outlook,
    status_history,
    trackers,
)
from data.exports.export import Export
from data.exports.list_items import skip_items
from data.exports.registry import Family, Tables
from data.exports.shifted_rows import align_rows, ask_whether_shifted
from data.exports.totals import refuse_totals
from data.files.file_kinds import is_archive
from data.files.sheet import Sheet
from data.files.subprocess_reader import read_members_in_child
from data.files.table_choice import belongs_together
from data.imports.choices import Choices
from data.imports.tables import read_table, read_together
from data.imports.upload import Upload
from data.schema.mapping import is_clean

FAMILIES: tuple[Family, ...] = (
    *linkedin.FAMILIES,
    *huntr.FAMILIES,
    *outlook.FAMILIES,
    *crm.FAMILIES,
    *trackers.FAMILIES,
    *career_ops.FAMILIES,
    *status_history.FAMILIES,
    *nested_history.FAMILIES,
    *notion_airtable.FAMILIES,
)
"""In the order in which they are tried; Notion and Airtable, where everyone names their own columns, come last."""
HOLDS_TEXTS = ("Mailbox", "Outlook mail")
"""The exports whose texts are read only when the person says so."""


def detect_export(upload: Upload) -> Export:
    """What an upload holds, as one table of rows of a log; without a name where it comes from no known tool.

    Raises LogError for a file that can't be read.
    """
    content, name, choices = upload.content, upload.name, upload.choices
    if upload.merged:
        return merged_table.read_export(MergedTable.from_bytes(content), name, choices, recognise)
    if ics.is_calendar(content):
        return ics.read(content, name, choices)
    if mbox.is_mailbox(content):
        return mailbox.read(content, name, choices)
    try:
        sheet, together = _read_filled_tables(content, name, choices.part)
    except UnreadableFile:
        if is_archive(content) and (inside := _detect_in_archive(content, name, choices)):
            return inside
        raise
    # The files of one archive belong together; those of a workbook are each for themselves.
    if together and not choices.part:
        found = recognise(together, choices)
        if found:
            return replace(found, sheet=replace(found.sheet, name=name))
    found = _read_alone(sheet, choices)
    return replace(found, sheet=replace(found.sheet, name=name, part=sheet.part, parts=sheet.parts))


def _read_alone(sheet: Sheet, choices: Choices) -> Export:
    """A table that stands alone, of a known tool or of none. Raises LogError for one that lists no activities."""
    asked = ask_whether_shifted(sheet, choices)
    aligned = align_rows(sheet, choices)
    known = recognise([aligned], choices)
    if known is None:
        refuse_totals(aligned, choices)
    found = skip_items(known or Export("", aligned))
    return replace(found, open_questions=(*asked, *found.open_questions))


def name_tool(sheet: Sheet) -> str | None:
    """A name for the tool that exports such a table beside others of its own; None for a table that stands alone."""
    for number, family in enumerate(FAMILIES):
        if any(knows(sheet) for knows in family.kinds.values()):
            return f"tool {number}" if len(family.kinds) > 1 else None
    return None


def read_sheet(upload: Upload) -> Sheet:
    """The table of an upload as it was read, before anything is understood. Raises LogError for no table at all."""
    if upload.merged:
        return MergedTable.from_bytes(upload.content).sheet(upload.name)
    return align_rows(read_table(upload.content, upload.name, upload.choices.part), upload.choices)


def own_sheet(upload: Upload) -> Sheet | None:
    """The same, without the files of merged rows; None for a calendar, a mailbox, or tables that belong together."""
    if upload.merged:
        return MergedTable.from_bytes(upload.content).sheet(upload.name, with_files=False)
    if ics.is_calendar(upload.content) or mbox.is_mailbox(upload.content):
        return None
    try:
        sheet = read_sheet(upload)
    except UnreadableFile:
        return None
    together = belongs_together(upload.content, sheet) and not upload.choices.part
    return None if together else replace(sheet, name=upload.name)


def _read_filled_tables(content: bytes, name: str, part: str | None) -> tuple[Sheet, tuple[Sheet, ...]]:
    """The table in a file, and those that belong together with it. Raises UnreadableFile for none, or an empty one."""
    sheet, together = read_together(content, name, part)
    if not sheet.header:
        raise UnreadableFile(f"{name} is empty; choose the file that holds your log.")
    return sheet, together


def _detect_in_archive(content: bytes, name: str, choices: Choices) -> Export | None:
    """The mailboxes in an archive, one after the other, else its first calendar."""
    members = read_members_in_child(content, name)
    mailboxes = [member for member in members.values() if mbox.is_mailbox(member)]
    if mailboxes:
        return mailbox.read(b"\n\n".join(mailboxes), name, choices)
    calendars = [path for path, member in members.items() if ics.is_calendar(member)]
    return ics.read(members[calendars[0]], calendars[0], choices) if calendars else None


def recognise(sheets: Sequence[Sheet], choices: Choices) -> Export | None:
    """The tables of a file as one table of rows of a log, if they come from a known tool; else None.

    A clean log keeps columns of the export that it was made of, and is a log all the same.
    """
    sheets = [sheet for sheet in sheets if not is_clean(sheet.header)]
    for family in FAMILIES:
        found = {
            kind: tables
            for kind, knows in family.kinds.items()
            if (tables := [sheet for sheet in sheets if knows(sheet)])
        }
        if found:
            return _note_other_tables(family.read(found, choices), sheets, found)
    return None


def _note_other_tables(export: Export, sheets: Sequence[Sheet], found: Tables) -> Export:
    """The same, with a sentence about the tables that say nothing of outreach."""
    read = [table for tables in found.values() for table in tables]
    rest = [sheet.name for sheet in sheets if not any(sheet is table for table in read)]
    if not rest:
        return export
    said = f"Not read, for nothing in it says what you sent: {', '.join(rest)}."
    return replace(export, about=(*export.about, said))
