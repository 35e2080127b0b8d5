"""A log: an upload as tables in a DuckDB of its own; first imported, then measured until a day."""

from __future__ import annotations

from collections.abc import Callable, Collection
from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.combine.merged_table import AS_IT_STOOD
from data.database import Database, read_query
from data.errors import LogError, list_names
from data.exports import detect
from data.exports.export import Export
from data.files.sheet import Sheet
from data.imports.choices import Choices
from data.imports.importer import READING, Importer
from data.imports.report import ImportReport, Reject
from data.imports.upload import Upload
from data.schema import vocabulary
from data.schema.dates import Order
from data.schema.mapping import CLEAN_COLUMNS, Mapping, unique_names

BREAKDOWNS = ("channel", "strategy", "stage", "personalised", "company", "contact", "role", "client")
"""Columns of the log that an answer can be broken down by (`named_touches.sql` names each); no messages, no notes."""


class QuestionOpen(LogError):
    """A question about the file has to be answered before it can be measured."""


class FutureDate(LogError):
    """A data date on which nothing can have happened yet."""


class UnknownColumn(LogError):
    """An answer can't be broken down by this column."""


def import_log(upload: Upload, on_step: Callable[[str], object] = lambda _: None) -> ImportedLog:
    """An upload as typed tables in a database of its own. Raises LogError, in a plain sentence, for an unusable one.

    `on_step` is called with each of the `STEPS` as it begins, and again now and then; it may raise what it likes to
    stop there, and nothing of the log is left.
    """
    on_step(READING)
    export, database = detect.detect_export(upload), Database()
    try:
        importer = Importer(export, upload.choices, database)
        report = importer.import_rows(on_step)
    except BaseException:
        database.close()
        raise
    return ImportedLog(
        upload,
        export,
        importer.sheet,
        importer.mapping,
        report,
        importer.orders,
        importer.lacks_replies,
        importer.offset,
        database,
    )


@dataclass(eq=False)
class ImportedLog:
    """An upload turned into typed tables: `entries`, `touches`, `replies`, `milestones`. Questions may be open.

    `orders`: in which order the dates of a column are read, where that had to be found out. `lacks_replies`: the file
    would tell of replies, and tells of none. `offset`: the UTC offset to which all moments were moved, where they had
    different ones, else "". The database belongs to this log alone.
    """

    upload: Upload
    export: Export
    sheet: Sheet
    mapping: Mapping
    report: ImportReport
    orders: Pairs[str, Order]
    lacks_replies: bool
    offset: str
    database: Database = field(repr=False)

    @property
    def choices(self) -> Choices:
        """What the person said about the upload."""
        return self.upload.choices

    def measure(self, *, today: date, as_of: date | None = None) -> MeasuredLog:
        """The log counted until a data date; its database is locked from then on.

        Without `as_of`: the last day with activity, at the latest yesterday, since months without logging are not
        silence. Raises QuestionOpen while a question about the file is open.
        """
        for question in self.report.open_questions:
            raise QuestionOpen(question.question)
        if as_of and as_of > today:
            raise FutureDate(
                f"The log can't be counted until {as_of}: that day is still to come. Choose an earlier one."
            )
        as_of = as_of or self.last_activity(today)
        self.database.run("measured_touches", as_of=as_of)
        self.database.run("measured_opportunities", as_of=as_of)
        self.database.pack()
        self.database.shut()
        imported = {each.name: getattr(self, each.name) for each in fields(ImportedLog)}
        return MeasuredLog(**imported, as_of=as_of)

    def last_activity(self, today: date) -> date:
        """The last day on which something happened, at the latest the day before `today`."""
        yesterday = today - timedelta(days=1)
        [row] = self.database.records(read_query("last_activity"), {"today": today})
        return min(row["day"] or yesterday, yesterday)

    def records(self, sql: str, parameters: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows of one query as dicts, on a cursor of its own (one connection serves one query at a time)."""
        return self.database.records(sql, parameters)

    def columns(self, sql: str, parameters: dict[str, Any] | None = None) -> dict[str, np.ndarray]:
        """The rows of one query without empty cells, each column as numbers."""
        return self.database.columns(sql, parameters)

    def table(self, sql: str, parameters: dict[str, Any] | None = None) -> pa.Table:
        """The rows of one query as an Arrow table, for tables to download."""
        return self.database.table(sql, parameters)

    def clean_table(self) -> pa.Table:
        """The whole log as events, one column for each thing known; uploading it gives the same log."""
        return spread_extra(self.clean_events().drop_columns(["line", "unnamed"]))

    def clean_events(self) -> pa.Table:
        """The clean log with its further columns in a map `extra`.

        `line`: of the row that each event comes from; `unnamed`: whether its opportunity has no name in the file.
        """
        return self.table(read_query("clean"), {"silent": self.lacks_replies, "offset": self.offset})

    def identical_rows(self, most: int) -> list[tuple[int, ...]]:
        """The lines of identical rows, group by group, counted once or not; first in each the one that would count."""
        return [tuple(row["lines"]) for row in self.database.records(read_query("repeats"), {"most": most})]

    def rejected_rows(self) -> list[dict[str, Any]]:
        """The rejected rows as they were, each behind its line, column, value and reason.

        A column of the file that is called like one of these, or `AS_IT_STOOD`, has a number behind its name.
        """
        before, rejects = self.export.aside, self.report.rejects[len(self.export.aside) :]
        cells = self.sheet.cells.append_column("line", self.sheet.lines)
        lines = pa.array([reject.line for reject in rejects], pa.int64())
        rows = {row.pop("line"): row for row in cells.filter(pc.is_in(cells["line"], lines)).to_pylist()}
        places = tuple(each.name for each in fields(Reject))
        names = unique_names((*places, AS_IT_STOOD, *self.mapping.names))[len(places) + 1 :]
        own = [
            self._rejected_row(reject, dict(zip(names, rows[reject.line].values(), strict=True)))
            for reject in rejects
        ]
        of_files = [
            self._rejected_row(reject, dict.fromkeys(names, "") | {AS_IT_STOOD: row})
            for reject, row in before
        ]
        return [*of_files, *(row | {AS_IT_STOOD: ""} if before else row for row in own)]

    def _rejected_row(self, reject: Reject, row: dict[str, Any]) -> dict[str, Any]:
        return vars(reject) | {"line": self._place(reject.line)} | row

    def _place(self, line: int) -> int | str:
        """The line of a row; of a file with several tables, the table and the line."""
        return self.report.places.get(line, line)

    def close(self) -> None:
        """Give the memory back."""
        self.database.close()

    @property
    def dated(self) -> bool:
        """Whether any touch has a date; where none has, replies can only be counted as recorded."""
        return self.report.made["dated"] > 0

    @property
    def breakdowns(self) -> dict[str, str]:
        """What an answer can be broken down by: each header of the file → the column or the key of `extra` it is."""
        names = self.mapping.names
        meant = {
            names[index]: column
            for column, indexes in self.mapping.columns.items()
            if column in BREAKDOWNS
            for index in indexes[:1]
        }
        return meant | {names[index]: names[index] for index in self.mapping.extra}

    def column_for(self, by: str) -> str:
        """The column that `by` names: of the log, or a header of the file; "all" is one group of everything."""
        if by in ("all", "channel", "strategy", "stage", "personalised"):
            return by
        alike = {vocabulary.normalise(header): column for header, column in self.breakdowns.items()}
        column = self.breakdowns.get(by) or alike.get(vocabulary.normalise(by))
        if column is None:
            raise UnknownColumn(f"Your log has no column “{by}”. It has: {list_names(self.breakdowns)}.")
        return column


@dataclass(eq=False)
class MeasuredLog(ImportedLog):
    """A log counted until a data date: beside its tables `measured_touches`, `measured_opportunities` and the facts.

    Its database can reach no file, no network and no Python variable, and its settings are locked.
    """

    as_of: date
    _facts: set[str] = field(default_factory=set, init=False, repr=False)
    _making: Lock = field(default_factory=Lock, init=False, repr=False)

    def keep_table(self, name: str, sql: str, parameters: dict[str, Any] | None = None) -> None:
        """Keep the rows of one query of the measured log as a table, worked out the first time only."""
        with self._making:
            if name not in self._facts:
                self.database.execute(f"create table {name} as {sql}", parameters)
                self._facts.add(name)

    def keep_rows(self, name: str, about: str, sql: str, parameters: dict[str, Any] | None = None) -> None:
        """Add the rows of one query to a table that is kept, the first time only that they are asked for."""
        with self._making:
            if (rows := f"{name}: {about}") not in self._facts:
                self.database.execute(f"insert into {name} {sql}", parameters)
                self._facts.add(rows)


def spread_extra(events: pa.Table) -> pa.Table:
    """The events with one column for each key of their map `extra`."""
    kept = [dict(row or ()) for row in events["extra"].to_pylist()]
    plain = events.drop_columns(["extra"])
    names = name_extra_columns({key for row in kept for key in row})
    for key in sorted({key for row in kept for key, value in row.items() if value is not None}):
        plain = plain.append_column(names[key], pa.array([row.get(key) for row in kept], pa.string()))
    return plain


def name_extra_columns(keys: Collection[str]) -> dict[str, str]:
    """The name that each further column has in a clean log: none of ours, and none of another one."""
    names = dict[str, str]()
    for key in keys:
        names[key] = key
        while names[key] in CLEAN_COLUMNS or (names[key] != key and names[key] in keys):
            names[key] += " (extra)"
    return names
