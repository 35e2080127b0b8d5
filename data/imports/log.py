"""A log as it was brought: its rows in a DuckDB of its own, each with its fate, and what was made of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from threading import Lock
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data.combine.merged_table import AS_IT_STOOD
from data.database import Database, read_query
from data.errors import LogError
from data.exports import detect
from data.imports.choices import Choices
from data.imports.importer import READING, Importer
from data.imports.report import Reject
from data.imports.upload import Upload
from data.schema import vocabulary
from data.schema.mapping import CLEAN_COLUMNS

BREAKDOWNS = ("channel", "strategy", "stage", "personalised", "company", "contact", "role", "client")
"""Columns of the log that an answer can be broken down by (`named_touches.sql` names each); no messages, no notes."""


class QuestionOpen(LogError):
    """A question about the file has to be answered before it can be measured."""


class FutureDate(LogError):
    """A data date on which nothing can have happened yet."""


class UnknownColumn(LogError):
    """An answer can't be broken down by this column."""


class Log:
    """A file turned into typed tables: `entries`, `touches`, `replies`, `milestones`; then, for a data date,
    `measured_touches` and `measured_opportunities`.

    The database belongs to this log alone. Once measured it can reach no file, no network and no Python variable,
    and its settings are locked. Raises LogError with a plain sentence for a file that can't be used.

    `told` hears each of the `STEPS` as it begins, and again now and then; it may raise what it likes to stop there, and
    nothing of the log is left.
    """

    as_of: date

    def __init__(
        self,
        content: bytes | Upload,
        name: str = "",
        choices: Choices | None = None,
        told: Callable[[str], object] = lambda _: None,
    ) -> None:
        told(READING)
        upload = content if isinstance(content, Upload) else Upload(content, name, choices or Choices())
        self.choices = upload.choices
        self.export = detect.detect_export(upload)
        self._database = Database()
        self._kept: set[str] = set()
        self._keeping = Lock()
        try:
            entries = Importer(self.export, self.choices, self._database)
            self.sheet, self.mapping = entries.sheet, entries.mapping
            self.report = entries.import_rows(told)
            self.orders = entries.orders
            self._silent = entries.lacks_replies
        except BaseException:
            self.close()
            raise

    def measure(self, *, today: date, as_of: date | None = None) -> Log:
        """Make `measured_touches` and `measured_opportunities` for a data date, and lock the database. Returns itself.

        Without `as_of`: the last day with activity, at the latest yesterday, since months without logging are not
        silence. Raises MustAsk while a question about the file is open.
        """
        for need in self.report.open_questions:
            raise QuestionOpen(need.question)
        if as_of and as_of > today:
            raise FutureDate(
                f"The log can't be counted until {as_of}: that day is still to come. Choose an earlier one."
            )
        self.as_of = as_of or self.last_activity(today)
        self._database.run("measured_touches", as_of=self.as_of)
        self._database.run("measured_opportunities", as_of=self.as_of)
        self._database.pack()
        self._database.shut()
        return self

    def last_activity(self, today: date) -> date:
        """The last day on which something happened, at the latest the day before `today`."""
        yesterday = today - timedelta(days=1)
        [row] = self._database.records(read_query("last_activity"), {"today": today})
        return min(row["day"] or yesterday, yesterday)

    def records(self, sql: str, parameters: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows of one query as dicts, on a cursor of its own (one connection serves one query at a time)."""
        return self._database.records(sql, parameters)

    def keep_table(self, name: str, sql: str, parameters: dict[str, Any] | None = None) -> None:
        """Keep the rows of one query of the measured log as a table, worked out the first time only."""
        with self._keeping:
            if name not in self._kept:
                self._database.execute(f"create table {name} as {sql}", parameters)
                self._kept.add(name)

    def table(self, sql: str, parameters: dict[str, Any] | None = None) -> pa.Table:
        """The rows of one query as an Arrow table, for tables to download."""
        return self._database.table(sql, parameters)

    def clean_table(self) -> pa.Table:
        """The whole log as events, one column for each thing known; bringing it again gives the same log."""
        return spread_extra(self.clean_events().drop_columns(["line", "unnamed"]))

    def clean_events(self) -> pa.Table:
        """The clean log with its further columns in a map `extra`.

        `line`: of the row that each event comes from; `unnamed`: whether its opportunity has no name in the file.
        """
        return self.table(read_query("clean"), {"silent": self._silent})

    def identical_rows(self, most: int) -> list[tuple[int, ...]]:
        """The lines of the rows that are identical, group by group, whether they count once or each; the first ones."""
        return [tuple(row["lines"]) for row in self._database.records(read_query("repeats"), {"most": most})]

    def rejected_rows(self) -> list[dict[str, Any]]:
        """The rejected rows as they were, each behind its line, column, value and reason."""
        before, rejects = self.export.aside, self.report.rejects[len(self.export.aside) :]
        cells = self.sheet.cells.append_column("line", self.sheet.lines)
        lines = pa.array([reject.line for reject in rejects], pa.int64())
        rows = {row.pop("line"): row for row in cells.filter(pc.is_in(cells["line"], lines)).to_pylist()}
        names = self.mapping.names
        told = [
            self._rejected_row(reject, dict(zip(names, rows[reject.line].values(), strict=True)))
            for reject in rejects
        ]
        stood = [
            self._rejected_row(reject, dict.fromkeys(names, "") | {AS_IT_STOOD: row})
            for reject, row in before
        ]
        return [*stood, *(row | {AS_IT_STOOD: ""} if before else row for row in told)]

    def _rejected_row(self, reject: Reject, row: dict[str, Any]) -> dict[str, Any]:
        return vars(reject) | {"line": self._place(reject.line)} | row

    def _place(self, line: int) -> int | str:
        """The line of a row; of a file with several tables, the table and the line."""
        return self.report.places.get(line, line)

    def close(self) -> None:
        """Give the memory back."""
        self._database.close()

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
            raise UnknownColumn(f"Your log has no column “{by}”. It has: {', '.join(self.breakdowns)}.")
        return column


def spread_extra(events: pa.Table) -> pa.Table:
    """The events with one column for each key of their map `extra`."""
    kept = [dict(row or ()) for row in events["extra"].to_pylist()]
    plain = events.drop_columns(["extra"])
    for key in sorted({key for row in kept for key, value in row.items() if value is not None}):
        name = f"{key} (extra)" if key in CLEAN_COLUMNS else key
        plain = plain.append_column(name, pa.array([row.get(key) for row in kept], pa.string()))
    return plain
