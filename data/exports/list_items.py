"""The items of a list below a table: plans and remarks, which are no rows of it and are not lost."""

from __future__ import annotations

import re
from dataclasses import replace

from data.exports.entry_words import begins_with_word
from data.exports.export import Export
from data.imports.report import Skip
from data.schema.vocabulary import normalise

UNCHECKED = re.compile(r"\[ ?\]\s*")
LONGEST = 120
"""Characters of an item that its reason repeats."""


def skip_items(export: Export) -> Export:
    """The export with each item below its table among the rows that are left out, on its line."""
    said = tuple(Skip(line, why_skipped(text)) for line, text in export.sheet.outside)
    return replace(export, skips=(*export.skips, *said)) if said else export


def why_skipped(text: str) -> str:
    """Why an item is left out: it is a box without a tick, begins like a plan, or stands in no row."""
    short = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    if UNCHECKED.match(text) or begins_with_word("items", normalise(text)):
        return f"planned, not sent: {short}"
    return f"in a list below the table, in no row: {short}"
