"""What newer rules read differently in a log or a mapping that was saved before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from data.database import Database, read_query
from data.files.sheet import Sheet
from data.imports.report import RuleChange, RuleChanges, WordReading
from data.schema.headers import ACTS, column_for, possible_columns
from data.schema.mapping import REPLY_COLUMNS
from data.schema.mapping import Mapping as ColumnMapping
from data.schema.word_lookup import DONE

CHANGED_IN_2 = {
    "planned": "These rows say that nothing was sent. They counted as sent; now they're plans.",
    "used": "These rows have no day but a reply. They were left out; now they count.",
    "word": "A word stands here where a day was expected. It set the row aside; now the row counts.",
    "phrase": "These texts weren't understood, so they counted as no reply. Now they count for what they say.",
    "unclear": "Nobody can tell whether these were answered. They counted as no reply; now they're in no reply rate.",
    "returned": "These never arrived. They counted as no reply; now they're in no reply rate.",
    "bounded": "An interview, an offer or an update has another day than the reply, so these replies have no day now.",
    "undated": "These replies have no day. Recent ones were left out for that; now age alone decides what's left out.",
    "screen": "A phone screen or a test counted as an interview. Now it's named apart.",
    "stage": "Applications were sorted by what became of them. A first application is now made before applying.",
}
CHANGED_IN_3 = {
    "follow_up": "Follow-ups in columns of their own were kept aside. Now each of them is an activity.",
    "done": "What was sent, or how, is written here in words that weren't understood. Now they're read.",
    "known": "A column is known by its words here. It wasn't used beside replies; now it counts.",
    "came": "This column says what came of it. It wasn't used, or was read as events. Now it counts.",
    "event": "Nothing says what these were for. An event is now a strategy of its own.",
}
CHANGES = {2: CHANGED_IN_2, 3: CHANGED_IN_3}
"""What each version of the rules changed, and why, in the order in which it is shown."""
MORE, FEWER = ("used", "word"), ("planned",)
"""The rules by which more rows count as activities, and fewer."""


def list_rule_changes(
    database: Database, sheet: Sheet, mapping: ColumnMapping, readings: Sequence[WordReading], since: int
) -> RuleChanges | None:
    """What is read differently in an imported log than by the rules of version `since`; None where nothing is."""
    lines: dict[str, set[int]] = {}
    named_by_channel = ACTS.isdisjoint(mapping.columns)
    for row in database.records(read_query("rule_changes"), {"named_by_channel": named_by_channel}):
        lines.setdefault(row["rule"], set()).add(row["line"])
    done = [reading for reading in readings if reading.field in DONE]
    lines["done"] = {*_lines_of(done, sheet, mapping)}
    lines["phrase"] = {*_lines_of([reading for reading in readings if reading not in done], sheet, mapping)}
    lines["came"] = {*_lines_of_result(sheet, mapping)}
    lines["known"] = {*_lines_known_by_words(sheet, mapping)}
    reasons = {
        rule: why for version, changed in CHANGES.items() if version > since for rule, why in changed.items()
    }
    changes = tuple(
        RuleChange(why, tuple(sorted(lines[rule]))) for rule, why in reasons.items() if lines.get(rule)
    )
    [count] = database.records(
        "select count(*) as touches, count(home) as follow_ups from sent join entries using (line)"
    )
    before = (
        count["touches"]
        - (count["follow_ups"] if since < 3 else 0)
        + (_difference(lines) if since < 2 else 0)
    )
    return RuleChanges(changes, before, count["touches"]) if changes else None


def _difference(lines: Mapping[str, set[int]]) -> int:
    """How many more activities there were before; below zero for fewer."""
    fewer, more = (set().union(*(lines.get(rule, set()) for rule in rules)) for rules in (FEWER, MORE))
    return len(fewer) - len(more)


def _lines_of_result(sheet: Sheet, mapping: ColumnMapping) -> Iterable[int]:
    """The lines on which a column says what came of them that only its cells can be known by."""
    for index in mapping.columns.get("outcome", ()):
        if column_for(mapping.header[index]) != "outcome" and "replied" not in possible_columns(
            mapping.header[index]
        ):
            yield from _filled_lines(sheet, index)


def _lines_known_by_words(sheet: Sheet, mapping: ColumnMapping) -> Iterable[int]:
    """The lines on which a column says something that its words alone made known, in a log that notes replies."""
    for index in mapping.by_words if REPLY_COLUMNS.intersection(mapping.columns) else ():
        yield from _filled_lines(sheet, index)


def _filled_lines(sheet: Sheet, index: int) -> list[int]:
    """The lines on which a column of the file says anything."""
    filled = pc.not_equal(pc.utf8_trim_whitespace(pc.fill_null(sheet.cells[index], "")), "")
    lines: list[int] = sheet.lines.filter(filled.combine_chunks()).to_pylist()
    return lines


def _lines_of(readings: Sequence[WordReading], sheet: Sheet, mapping: ColumnMapping) -> Iterable[int]:
    """The lines of the texts that were read from their words."""
    for field in {reading.field for reading in readings}:
        texts = pa.array([reading.text for reading in readings if reading.field == field], pa.string())
        for index in mapping.columns.get(field, ()):
            found = pc.is_in(pc.utf8_trim_whitespace(sheet.cells[index]), texts)
            yield from sheet.lines.filter(found.combine_chunks()).to_pylist()
