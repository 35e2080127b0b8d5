"""Several files that were joined into one: each row says from which file it comes, and where it stood there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from data.exports.export import Export, Place
from data.files.sheet import Sheet
from data.imports.choices import Choices
from data.imports.report import Reject, Skip
from data.schema.mapping import CLEAN, named

NAME = "Several files"
PLACES = ("file", "line in file")
"""The last columns of files of the same columns that were joined row by row."""
AS_IT_STOOD = "as it stood"
FATES = ("left out", "left out for column", "left out for text", "left out because", AS_IT_STOOD)
"""Behind those, the last columns of joined clean logs: what became of the rows that are in no clean log."""
SKIPPED, SET_ASIDE = "skipped", "set aside"
TOLD_BY = ("kind", "client", "company", "contact", "role", "channel")
"""Two files that agree in these, and in the day, tell the same."""

Recognise = Callable[[Sequence[Sheet], Choices], Export | None]


def is_joined(sheet: Sheet) -> bool:
    """Whether a table holds the rows of several files."""
    return sheet.header[-len(PLACES) :] == PLACES or is_clean(sheet)


def is_clean(sheet: Sheet) -> bool:
    """Whether these are clean logs that were joined."""
    return sheet.header[: len(CLEAN)] == CLEAN and sheet.header[-len(PLACES + FATES) :] == PLACES + FATES


def read(sheet: Sheet, choices: Choices, recognise: Recognise) -> Export:
    """The rows of several files as one table; where all have the same columns, as what each of them is."""
    return _clean_logs(sheet, choices) if is_clean(sheet) else _rows(sheet, choices, recognise)


def first_columns(sheet: Sheet, width: int) -> Sheet:
    """The sheet without its last columns."""
    return replace(sheet, header=sheet.header[:width], cells=sheet.cells.select(range(width)), named=width)


def places_of(sheet: Sheet, width: int) -> dict[int, Place]:
    """Where each row stood, as the last of its first `width` columns tell."""
    files, within = (sheet.cells[index].to_pylist() for index in (width - 2, width - 1))
    texts = zip(sheet.lines.to_pylist(), files, within, strict=True)
    return {line: _place(file or "", text or "") for line, file, text in texts}


def _place(file: str, text: str) -> Place:
    within, _, line = text.rpartition(" ")
    return Place(file, int(line) if line.isdecimal() else 0, within)


def _rows(sheet: Sheet, choices: Choices, recognise: Recognise) -> Export:
    width = len(sheet.header)
    plain = first_columns(sheet, width - 1)
    found = recognise([plain], choices) or Export("", plain)
    places = places_of(sheet, width)
    notes = (_told(places.values()), *found.sheet.notes)
    return replace(
        found,
        sheet=replace(found.sheet, notes=notes),
        places=places,
        made_up=found.made_up | {named(plain.header)[-1]},
        files=_files(places.values()),
    )


def _clean_logs(sheet: Sheet, choices: Choices) -> Export:
    width = len(sheet.header) - len(FATES)
    places = places_of(sheet, width)
    used = pc.equal(pc.fill_null(sheet.cells[width].combine_chunks(), ""), "")
    left_out = [*_left_out(sheet, width)]
    events = first_columns(
        replace(sheet, cells=sheet.cells.filter(used), lines=sheet.lines.filter(used)), width - 1
    )
    repeats = _repeats(events)
    said = set(choices.merged)
    once = {line: first for line, first in repeats.items() if choices.drop_identical or first in said}
    return Export(
        name=NAME,
        sheet=_answering(events, once),
        skips=tuple(Skip(line, reason) for line, fate, *_, reason, _ in left_out if fate == SKIPPED),
        about=(_told(places.values()),),
        places=places,
        beside=_beside(events, places),
        made_up=frozenset({"id", "touch", named(events.header)[-1]}),
        files=_files(places.values()),
        aside=tuple(
            (Reject(line, column, text, reason), row)
            for line, fate, column, text, reason, row in left_out
            if fate == SET_ASIDE
        ),
        repeats=repeats,
    )


def _left_out(sheet: Sheet, width: int) -> Iterator[tuple[int, str, str, str, str, str]]:
    """The rows that are in no clean log: line, and what stands in `FATES`."""
    texts = (pc.fill_null(column, "").to_pylist() for column in sheet.cells.columns[width:])
    yield from (row for row in zip(sheet.lines.to_pylist(), *texts, strict=True) if row[1])


def _files(places: Iterable[Place]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.file for place in places))


def _told(places: Iterable[Place]) -> str:
    """How many rows each file has."""
    rows = Counter(place.file for place in dict.fromkeys(places))
    return f"Read together: {', '.join(f'{file} ({number:,} rows)' for file, number in rows.items())}."


def _beside(events: Sheet, places: Mapping[int, Place]) -> dict[int, int]:
    """For what a row of a file tells besides its first event, the line of that one."""
    first: dict[Place, int] = {}
    told = {line: first.setdefault(places[line], line) for line in events.lines.to_pylist()}
    return {line: row for line, row in told.items() if line != row}


def _repeats(events: Sheet) -> dict[int, int]:
    """For each event that an earlier file tells already, its line there; as often as both tell it.

    A log of one file may well tell the same twice. Touches of two kinds of follow-up are two.
    """
    columns = {name: _texts(events, CLEAN.index(name)) for name in ("event", "at", "strategy", *TOLD_BY)}
    told: dict[tuple[str, ...], tuple[int, str, str]] = {}
    often = Counter[tuple[str, ...]]()
    repeats: dict[int, int] = {}
    files = _texts(events, len(events.header) - 1)
    for line, file, event, at, strategy, *rest in zip(
        events.lines.to_pylist(), files, *columns.values(), strict=True
    ):
        company, contact = rest[2:4]
        if not at or not (company or contact):
            continue
        key = (event, at[:10], *rest)
        often[file, *key] += 1
        first, in_file, kind = told.setdefault((*key, str(often[file, *key])), (line, file, strategy))
        if in_file != file and (not kind or not strategy or kind == strategy):
            repeats[line] = first
    return repeats


def _answering(events: Sheet, once: Mapping[int, int]) -> Sheet:
    """The events with what answers a touch that counts once answering the one that counts."""
    ids = dict(zip(events.lines.to_pylist(), _texts(events, CLEAN.index("id")), strict=True))
    same = {ids[line]: ids[first] for line, first in once.items() if ids[line]}
    place = CLEAN.index("touch")
    touches = pa.array([same.get(touch, touch) for touch in _texts(events, place)], pa.string())
    return replace(events, cells=events.cells.set_column(place, f"c{place}", touches))


def _texts(sheet: Sheet, index: int) -> list[str]:
    """A column, compared without case."""
    found: list[str] = pc.utf8_lower(pc.fill_null(sheet.cells[index], "")).to_pylist()
    return found
