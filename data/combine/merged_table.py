"""Several files merged into one table, each row with the file and line it comes from; and that table as an export."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from data.combine.touch_numbers import renumber_touches
from data.errors import UnreadableFile
from data.exports.export import Export, Place
from data.files.sheet import Sheet
from data.files.text_columns import column_ids
from data.imports.choices import Choices
from data.imports.report import Reject, Skip
from data.schema.mapping import CLEAN_COLUMNS, is_clean, unique_names

NAME = "Several files"
FILE = "file"
"""The column that answers can be broken down by: the name of the file a row comes from."""
PLACES = (FILE, "line in file")
AS_IT_STOOD = "as it stood"
FATES = ("left out", "left out for column", "left out for text", "left out because", AS_IT_STOOD)
"""Of merged clean logs: what became of the rows that are in no clean log; empty for the others."""
SKIPPED, SET_ASIDE = "skipped", "set aside"
SAME_EVENT = ("kind", "client", "company", "contact", "role", "channel")
"""Events of two files that agree in these, and in the day, are one event in both."""

Recognise = Callable[[Sequence[Sheet], Choices], Export | None]


@dataclass(frozen=True)
class MergedTable:
    """The rows of several files.

    `header`: the columns that the files have; the i-th is `c{i}` in `rows`. Beside these `rows` has `line` (int64, the
    number by which a row is known), the text columns `PLACES`, and, where the files are clean logs, `FATES`.
    """

    header: tuple[str, ...]
    rows: pa.Table

    @classmethod
    def below_a_header(cls, header: Sequence[str], rows: pa.Table) -> MergedTable:
        """These rows, numbered as the lines of a file that begins with its header. A missing cell is an empty one."""
        cells = {
            name: pc.fill_null(column, "") if name.startswith("c") else column
            for name, column in zip(rows.column_names, rows.columns, strict=True)
        }
        lines = pa.array(range(2, rows.num_rows + 2), pa.int64())
        return cls(tuple(header), pa.table(cells).append_column("line", lines))

    @property
    def of_clean_logs(self) -> bool:
        """Whether these are events of clean logs, since the files have different columns."""
        return FATES[0] in self.rows.column_names

    @property
    def cells(self) -> pa.Table:
        """The columns of the files themselves."""
        return self.rows.select(column_ids(len(self.header)))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns of the table of text, of which the last one holds the file of each row."""
        return unique_names((*self.header, FILE))

    @property
    def lines(self) -> pa.Array:
        """The numbers by which the rows are known."""
        return self.rows["line"].combine_chunks()

    @property
    def places(self) -> dict[int, Place]:
        """For each line the file it comes from, and where it stood there."""
        texts = (self.rows[name].to_pylist() for name in PLACES)
        return {
            line: _place(file, text) for line, file, text in zip(self.lines.to_pylist(), *texts, strict=True)
        }

    def of_file(self, name: str) -> MergedTable:
        """The rows that come from one file."""
        return replace(self, rows=self.rows.filter(pc.equal(self.rows[FILE], name)))

    def without_file(self, name: str) -> MergedTable:
        """The rows that come from any other file."""
        return replace(self, rows=self.rows.filter(pc.not_equal(self.rows[FILE], name)))

    def numbered(self, lines: Sequence[int]) -> MergedTable:
        """The same rows, known by other numbers."""
        place = self.rows.column_names.index("line")
        return replace(self, rows=self.rows.set_column(place, "line", pa.array(lines, pa.int64())))

    def sheet(self, name: str, *, with_files: bool = True) -> Sheet:
        """The rows as a table of text called `name`; with the file of each row as the last column."""
        header = (*self.header, FILE) if with_files else self.header
        cells = self.rows.select(column_ids(len(self.header)) + [FILE] * with_files)
        return Sheet(
            name=name,
            header=header,
            cells=cells.rename_columns(column_ids(len(header))),
            lines=self.lines,
            encoding="utf-8",
            delimiter=",",
            preamble=(),
            named=len(header),
        )

    def to_bytes(self) -> bytes:
        """The table as an Arrow stream, which `from_bytes` reads."""
        out = pa.BufferOutputStream()
        rows = self.rows.replace_schema_metadata({"header": json.dumps(self.header)}).combine_chunks()
        with pa.ipc.new_stream(out, rows.schema) as stream:
            stream.write_table(rows)
        return bytes(out.getvalue().to_pybytes())

    @classmethod
    def from_bytes(cls, content: bytes) -> MergedTable:
        """The inverse of `to_bytes`. Raises UnreadableFile for other bytes: a saved log can hold any."""
        try:
            rows = pa.ipc.open_stream(content).read_all()
            header = tuple(map(str, json.loads(rows.schema.metadata[b"header"])))
            further = PLACES + FATES if FATES[0] in rows.column_names else PLACES
            texts = [*column_ids(len(header)), *further]
            schema = pa.schema([("line", pa.int64()), *((name, pa.string()) for name in texts)])
            return cls(header, rows.select(schema.names).cast(schema))
        except (pa.ArrowException, OSError, LookupError, TypeError, ValueError) as fault:
            raise UnreadableFile("This log of several files is damaged. Bring your files again.") from fault

    @classmethod
    def from_sheet(cls, sheet: Sheet) -> MergedTable | None:
        """The merged files in a table of the form before: places and fates are its last columns; None for any other.

        A log that was saved then holds such a table, as CSV.
        """
        of_clean_logs = is_clean(sheet.header) and sheet.header[-len(PLACES + FATES) :] == PLACES + FATES
        further = PLACES + FATES if of_clean_logs else PLACES
        if sheet.header[-len(further) :] != further:
            return None
        header = sheet.header[: -len(further)]
        names = [*column_ids(len(header)), *further]
        return cls(header, sheet.cells.rename_columns(names).append_column("line", sheet.lines))


def from_file(sheet: Sheet, name: str) -> MergedTable:
    """The rows of one file, called `name`, each with its place."""
    places = [write_place(Place(name, line)) for line in sheet.lines.to_pylist()]
    rows = sheet.cells.append_column("line", sheet.lines)
    for index, column in enumerate(PLACES):
        rows = rows.append_column(column, pa.array([place[index] for place in places], pa.string()))
    return MergedTable(sheet.header, rows)


def stack(tables: Sequence[MergedTable]) -> MergedTable:
    """Some tables of the same columns one below the other."""
    names = [name for name in tables[0].rows.column_names if name != "line"]
    return MergedTable.below_a_header(
        tables[0].header, pa.concat_tables([table.rows.select(names) for table in tables])
    )


def write_place(place: Place) -> tuple[str, str]:
    """A place as it is in the columns `PLACES`."""
    return place.file, f"{place.within} {place.line}".strip()


def _place(file: str | None, text: str | None) -> Place:
    within, _, line = (text or "").rpartition(" ")
    return Place(file or "", int(line) if line.isdecimal() else 0, within)


def read_export(table: MergedTable, name: str, choices: Choices, recognise: Recognise) -> Export:
    """The rows of several files as one export; where all have the same columns, as what each of them is."""
    if table.of_clean_logs:
        return _clean_logs(table, name, choices)
    return _own_rows(table, name, choices, recognise)


def _own_rows(table: MergedTable, name: str, choices: Choices, recognise: Recognise) -> Export:
    sheet, places = table.sheet(name), table.places
    export = recognise([sheet], choices) or Export("", sheet)
    return replace(
        export,
        sheet=replace(export.sheet, notes=(_count_rows(places.values()), *export.sheet.notes)),
        places=places,
        made_up=export.made_up | {unique_names(sheet.header)[-1]},
        files=_files(places.values()),
    )


def _clean_logs(table: MergedTable, name: str, choices: Choices) -> Export:
    places = table.places
    used = pc.equal(pc.fill_null(table.rows[FATES[0]].combine_chunks(), ""), "")
    left_out = [*_left_out(table)]
    events = replace(table, rows=table.rows.filter(used)).sheet(name)
    repeats = _repeats(events)
    once = {
        line: first for line, first in repeats.items() if choices.drop_identical or first in choices.merged
    }
    return Export(
        name=NAME,
        sheet=_redirect_replies(events, once),
        skips=tuple(Skip(line, reason) for line, fate, *_, reason, _ in left_out if fate == SKIPPED),
        about=(_count_rows(places.values()),),
        places=places,
        beside=_beside(events, places),
        made_up=frozenset({"id", "touch", unique_names(events.header)[-1]}),
        files=_files(places.values()),
        aside=tuple(
            (Reject(line, column, text, reason), row)
            for line, fate, column, text, reason, row in left_out
            if fate == SET_ASIDE
        ),
        repeats=repeats,
    )


def _left_out(table: MergedTable) -> Iterator[tuple[int, str, str, str, str, str]]:
    """The rows that are in no clean log: line, and what is in `FATES`."""
    texts = (pc.fill_null(table.rows[name], "").to_pylist() for name in FATES)
    yield from (row for row in zip(table.lines.to_pylist(), *texts, strict=True) if row[1])


def _files(places: Iterable[Place]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.file for place in places))


def _count_rows(places: Iterable[Place]) -> str:
    """How many rows each file has, in a sentence."""
    rows = Counter(place.file for place in dict.fromkeys(places))
    return f"Read together: {', '.join(f'{file} ({number:,} rows)' for file, number in rows.items())}."


def _beside(events: Sheet, places: Mapping[int, Place]) -> dict[int, int]:
    """For each event that a row of a file made besides its touch (or besides its first event), the line of that one."""
    kinds, lines = _texts(events, CLEAN_COLUMNS.index("event")), events.lines.to_pylist()
    touches_first = sorted(zip(kinds, lines, strict=True), key=lambda event: (event[0] != "touch", event[1]))
    first: dict[Place, int] = {}
    firsts = {line: first.setdefault(places[line], line) for _, line in touches_first}
    return {line: row for line, row in firsts.items() if line != row}


def _repeats(events: Sheet) -> dict[int, int]:
    """For each event that an earlier file has already, its line there; as often as both have it.

    A log of one file may well hold the same event twice. Touches of two strategies are two.
    """
    columns = {
        name: _texts(events, CLEAN_COLUMNS.index(name)) for name in ("event", "at", "strategy", *SAME_EVENT)
    }
    seen: dict[tuple[str, ...], tuple[int, str, str]] = {}
    often = Counter[tuple[str, ...]]()
    repeats: dict[int, int] = {}
    files = events.cells[len(events.header) - 1].to_pylist()
    for line, file, event, at, strategy, *rest in zip(
        events.lines.to_pylist(), files, *columns.values(), strict=True
    ):
        company, contact = rest[2:4]
        if not at or not (company or contact):
            continue
        key = (event, at[:10], *rest)
        often[file, *key] += 1
        first, in_file, kind = seen.setdefault((*key, str(often[file, *key])), (line, file, strategy))
        if in_file != file and (not kind or not strategy or kind == strategy):
            repeats[line] = first
    return repeats | _repeats_without_a_day(events, repeats)


def _repeats_without_a_day(events: Sheet, repeats: Mapping[int, int]) -> dict[int, int]:
    """For each reply without a day that the other copy of a repeated touch has as well, the line of that touch.

    Such a reply goes with its touch: where that counts once, the reply with a day is kept.
    """
    columns = (_texts(events, CLEAN_COLUMNS.index(name)) for name in ("event", "id", "touch", "kind", "at"))
    touches: dict[int, str] = {}
    replies: dict[str, list[tuple[int, str, str]]] = {}
    matched = {*repeats, *repeats.values()}
    for line, event, own, touch, kind, at in zip(events.lines.to_pylist(), *columns, strict=True):
        if event == "touch":
            touches[line] = own
        elif event == "reply" and line not in matched:
            replies.setdefault(touch, []).append((line, kind, at))
    found: dict[int, int] = {}
    for copy, first in repeats.items():
        one, other = (replies.get(touches.get(line, ""), []) for line in (copy, first))
        both = Counter(kind for _, kind, _ in one) & Counter(kind for _, kind, _ in other)
        for kind, number in both.items():
            undated = [line for line, its_kind, at in (*one, *other) if its_kind == kind and not at]
            found |= dict.fromkeys(undated[:number], first)
    return found


def _redirect_replies(events: Sheet, once: Mapping[int, int]) -> Sheet:
    """The events, in which a reply to a touch that counts once is a reply to the one that counts."""
    ids = dict(zip(events.lines.to_pylist(), _texts(events, CLEAN_COLUMNS.index("id")), strict=True))
    same = {ids[line]: ids[first] for line, first in once.items() if ids[line]}
    place = CLEAN_COLUMNS.index("touch")
    touches = pa.array([renumber_touches(touch, same) for touch in _texts(events, place)], pa.string())
    return replace(events, cells=events.cells.set_column(place, f"c{place}", touches))


def _texts(sheet: Sheet, index: int) -> list[str]:
    """A column, to be compared without case."""
    texts: list[str] = pc.utf8_lower(pc.fill_null(sheet.cells[index], "")).to_pylist()
    return texts
