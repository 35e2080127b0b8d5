"""Notion and Airtable, where everyone names their own columns: known by what their cells look like."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from itertools import chain

from data.exports.export import Export, adapt_sheet
from data.exports.registry import single_table
from data.files.sheet import Sheet
from data.imports.report import Oddity
from data.schema.headers import columns_for
from data.schema.vocabulary import normalise

LOOKED_AT = 500
"""Rows among which the marks of a tool are looked for."""
RELATION = re.compile(r"\s*\(https://(?:www\.)?notion\.so/[^)\s]*\)")
NOTION_FILE = re.compile(r"\b[0-9a-f]{32}\b")
LONG_DATE = re.compile(r"[A-Z][a-z]{2,8} \d{1,2}, \d{4}(?: .*)?")
ATTACHMENT = re.compile(r"\(https://[\w.]*airtable(?:usercontent)?\.com/")
NAMES = ("company", "contact", "role")
SEVERAL = "Several names stand in one cell; the first of them counts"


def notion(sheet: Sheet) -> Export:
    """A database of Notion: a relation stands as its name and its address."""
    plain = {normalise(header): _without_address for header in sheet.header}
    return adapt_sheet(
        sheet,
        "Notion",
        rewrite=plain,
        about=[
            "Notion writes dates as text and relations as names with an address: the addresses were left out. What "
            "was changed in Notion, and when, is not in the file."
        ],
    )


def airtable(sheet: Sheet) -> Export:
    """A view of an Airtable base: linked records stand in one cell, each in quotes where it has a comma."""
    meant = dict(zip(map(normalise, sheet.header), columns_for(sheet.header), strict=True))
    linked = {header: _first_record for header, column in meant.items() if column in NAMES}
    return adapt_sheet(
        sheet,
        "Airtable",
        rewrite=linked,
        about=[
            "Airtable writes cells as its view shows them. Hidden fields are not in the file, nor what was changed "
            "when."
        ],
        oddities=_several(sheet, meant),
    )


def _several(sheet: Sheet, meant: dict[str, str | None]) -> list[Oddity]:
    """The rows of which a cell names several companies or people."""
    places = [place for place, header in enumerate(sheet.header) if meant[normalise(header)] in NAMES]
    lines = [
        line
        for place in places
        for line, text in zip(sheet.lines.to_pylist(), sheet.cells[place].to_pylist(), strict=True)
        if len(_records(text or "")) > 1
    ]
    return [Oddity(SEVERAL, tuple(sorted(set(lines))))] if lines else []


def _without_address(text: str) -> str:
    return RELATION.sub("", text)


def _first_record(text: str) -> str:
    return _records(text)[0]


def _records(text: str) -> list[str]:
    """The linked records in a cell: Airtable sets a comma without a space between them."""
    if not re.search(r",\S", text) or len(text) > csv.field_size_limit():
        return [text]
    return [name for name in next(csv.reader([" ".join(text.splitlines())])) if name] or [text]


def _cells(sheet: Sheet) -> Iterable[str]:
    top = sheet.cells.slice(0, LOOKED_AT)
    return (text for text in chain.from_iterable(column.to_pylist() for column in top.columns) if text)


def _any(sheet: Sheet, is_mark: Callable[[str], object]) -> bool:
    return any(is_mark(text) for text in _cells(sheet))


def _is_notion(sheet: Sheet) -> bool:
    """A relation to another page; or the name that Notion gives to its files, and dates as Notion writes them."""
    exported = NOTION_FILE.search(sheet.name) is not None
    return _any(sheet, RELATION.search) or (exported and _any(sheet, LONG_DATE.fullmatch))


def _is_airtable(sheet: Sheet) -> bool:
    """An attachment; or the name that Airtable gives to its files, and a box that is checked."""
    exported = re.search(r"-\w+ view\b", sheet.name) is not None
    return _any(sheet, ATTACHMENT.search) or (exported and _any(sheet, "checked".__eq__))


FAMILIES = (single_table(_is_notion, notion), single_table(_is_airtable, airtable))
