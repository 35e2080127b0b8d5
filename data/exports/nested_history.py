"""A history of status changes within each row of a JSON file: a list of statuses, each with its day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from data.exports.entry_words import words_of
from data.exports.export import Export
from data.exports.export_dates import is_readable
from data.exports.registry import Family, Tables
from data.exports.row_builder import RowBuilder
from data.exports.status_history import ABOUT, CARRIED, STATE_COLUMNS, Layout, enter_changes
from data.exports.table_rows import ExportRow
from data.files.file_kinds import JSON, JSON_LINES
from data.files.sheet import Sheet
from data.imports.choices import Choices
from data.schema.headers import columns_for
from data.schema.mapping import DATE_COLUMNS, unique_names
from data.schema.vocabulary import is_known, normalise

LOOKED_AT = 100
"""Rows by which a table is judged."""
BEFORE, AFTER, AT = "change from", "change to", "change at"
"""How a change is called among the texts of its row; no header in normal form that a file has by chance."""


def read(tables: Tables, choices: Choices) -> Export:
    """Each change in the list of a row as what it says happened on its day; a row without changes is skipped."""
    [sheet, *_] = tables["table"]
    column = _find_list(sheet)
    names = [normalise(name) for name in unique_names(sheet.header)]
    meant = dict(zip(names, columns_for(sheet.header), strict=True))
    columns = {what: name for name, what in reversed(meant.items()) if what in (*CARRIED, "opportunity")}
    layout = Layout(BEFORE, AFTER, AT, columns)
    builder = RowBuilder([sheet])
    changes = list[ExportRow]()
    for row in builder.rows(sheet, (column, *columns.values())):
        found = _changes(row[column])
        changes += [replace(row, texts={**row.texts, **change}) for change in found]
        if not found:
            builder.skip(row, "no change of status")
    enter_changes(builder, changes, layout, choices)
    return builder.export("Status history", about=[ABOUT], headers={"event": column})


def _find_list(sheet: Sheet) -> str:
    """The header (in normal form) of the column of lists of changes; "" where there is none."""
    for place, name in enumerate(unique_names(sheet.header)):
        texts = [text for text in sheet.cells[place].slice(0, LOOKED_AT).to_pylist() if text]
        found = [_changes(text) for text in texts]
        words = [change[AFTER] for changes in found for change in changes]
        if words and 2 * sum(is_known("status", word) for word in words) >= len(words):
            return normalise(name)
    return ""


def _changes(text: str) -> list[dict[str, str]]:
    """The changes that a cell lists; none where it holds anything else."""
    if not text.startswith("[{"):
        return []
    try:
        listed = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return []
    changes = [_change(each) for each in listed if isinstance(each, dict)]
    ordered = [change for change in changes if change]
    for before, change in zip([{}, *ordered], ordered, strict=False):
        change[BEFORE] = change[BEFORE] or before.get(AFTER, "")
    return ordered


def _change(said: Mapping[str, Any]) -> dict[str, str]:
    """One change as texts of a row; {} for an object that names no status or no day."""
    texts = {normalise(name): text for name, text in said.items() if isinstance(text, str) and text.strip()}
    meant = dict(zip(texts, columns_for(list(texts)), strict=True))
    after = [name for name in texts if name in words_of("history", "after")]
    after += [name for name, column in meant.items() if column in (*STATE_COLUMNS, "event")]
    before = [name for name in texts if name in words_of("history", "before")]
    days = [
        name
        for name in texts
        if (meant[name] in DATE_COLUMNS or name == "timestamp") and is_readable(texts[name])
    ]
    if not after or not days:
        return {}
    return {BEFORE: texts[before[0]] if before else "", AFTER: texts[after[0]], AT: texts[days[0]]}


def _has_lists(sheet: Sheet) -> bool:
    return sheet.kind in (JSON, JSON_LINES) and _find_list(sheet) != ""


FAMILIES = (Family({"table": _has_lists}, read),)
