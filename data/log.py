"""A log as it was brought: its rows in a DuckDB of its own, each with its fate, and what was made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Pairs
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from data import known
from data.errors import LogError
from data.known.joined import AS_IT_STOOD
from data.meaning import corrections, dates, dating, vocabulary
from data.meaning.cells import (
    added_sql,
    cells_sql,
    entries_sql,
    filled,
    filled_cells_sql,
    repetitions_sql,
    stage_cells_sql,
    worded,
)
from data.meaning.dates import Order
from data.meaning.mapping import CLEAN, FLAGS, named, propose
from data.playbook import CHANNELS, STAGES
from data.reading.sheet import Sheet
from data.understanding import BY_HAND, Added, Choices, Need, Oddity, Reject, Skip, Understanding, UnknownWord

SQL = Path(__file__).parent / "sql"

ENUMS = {
    "channel": [*CHANNELS],
    "strategy": [
        "thank_you",
        "next_steps",
        "materials",
        "connect",
        "engage",
        "letter",
        "conversation",
        "referral",
        "event",
        "news",
        "introduction",
        "application",
        "other",
    ],
    "stage": [*STAGES],
    "milestone": ["applied", "screen", "interview", "final", "offer", "accepted", "rejected", "withdrawn"],
}
"""The vocabularies in the order in which they are shown; stages in the order in which they are reached."""

FOOTER = (
    r"^\s*((grand |sub)?totals?\b|sum\b|count\b|average\b|confidential information|copyright\b|generated (by|on)\b"
    r"|exported (by|on|from)\b|summe\b|gesamt\b|somme\b|suma\b|soma\b|合计|总计)"
)
SAYS_WHAT_WAS_DONE = {"sent_at", "channel", "strategy", "replied", "replied_at", "outcome", "status", "event"}
LIMITS: dict[str, str] = {
    "memory_limit": "2GB",
    "temp_directory": "",  # a log is private: what does not fit into memory is refused, never written to disk
    "threads": "2",
    "autoinstall_known_extensions": "false",
}
READING, FINDING, ORDERING, MEASURING = STEPS = (
    "Reading the table",
    "Finding dates and words",
    "Ordering touches",
    "Measuring",
)
"""What is done with a file, in order; the last one by `Log.measure`."""
LOOKED_AT = 2_000
"""Rows by which a column is judged whose header does not tell what it means."""
SEVERAL = "Several values stand in one cell; the first of them counts"
BREAKDOWNS = ("channel", "strategy", "stage", "personalised", "company", "contact", "role", "client")
"""Columns of the log that an answer can be broken down by (`parts/units.sql` names each); no messages, no notes."""

SHUT = ("enable_external_access=false", "python_enable_replacements=false", "lock_configuration=true")


class NothingDone(LogError):
    """No column of the file says what was done."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(
            "Nothing in this file says what was done: there is no date sent, channel, kind of follow-up, reply or "
            f"status. It has the columns {', '.join(names)}. Say what one of them means."
        )


class MustAsk(LogError):
    """A question about the file has to be answered before it can be measured."""


class FutureDate(LogError):
    """A data date on which nothing can have happened yet."""


class TooLarge(LogError):
    """A log that does not fit into the memory it is given."""

    def __init__(self) -> None:
        super().__init__(
            f"This log needs more than {LIMITS['memory_limit']} of memory. Bring fewer rows or columns at once."
        )


class UnknownColumn(LogError):
    """An answer can't be broken down by this column."""


class Log:
    """A file turned into typed tables: `entries`, `touches`, `replies`, `milestones`; then, for a data date,
    `measured` and `opportunities`.

    The database belongs to this log alone. Once measured it can reach no file, no network and no Python variable,
    and its settings are locked. Raises LogError with a plain sentence for a file that can't be used.

    `told` hears each of the `STEPS` as it begins, and again now and then; it may raise what it likes to stop there, and
    nothing of the log is left.
    """

    as_of: date
    _reading: duckdb.DuckDBPyConnection | None = None
    """The cursor that sees the sheet, as long as it is read."""

    def __init__(
        self,
        content: bytes,
        name: str,
        choices: Choices | None = None,
        told: Callable[[str], object] = lambda _: None,
    ) -> None:
        told(READING)
        self.choices = choices or Choices()
        self.export = known.brought(content, name, self.choices)
        self.sheet: Sheet = corrections.corrected(self.export.sheet, self.choices)
        meant = {**self.export.columns, **self._day_column(), **self.choices.columns}
        self.mapping = propose(self.sheet.header, meant, self.export.shape, self._values)
        says = SAYS_WHAT_WAS_DONE & set(self.mapping.columns) or self.mapping.stages
        if not says and not self.export.name:
            raise NothingDone(self.mapping.names)
        self._connection = connect()
        self._kept: set[str] = set()
        self._keeping = Lock()
        try:
            self._load(told)
            self.understanding = self._understand()
            self._execute("drop table if exists added")
        except BaseException:
            self.close()
            raise

    def measure(self, *, today: date, as_of: date | None = None) -> Log:
        """Make `measured` and `opportunities` for a data date and lock the database. Returns itself, for chaining.

        Without `as_of`: the last day with activity, at the latest yesterday, since months without logging are not
        silence. Raises MustAsk while a question about the file is open.
        """
        for need in self.understanding.needs:
            raise MustAsk(need.question)
        if as_of and as_of > today:
            raise FutureDate(
                f"The log can't be counted until {as_of}: that day is still to come. Choose an earlier one."
            )
        self.as_of = as_of or self.last_activity(today)
        self._run("measured", as_of=self.as_of)
        self._run("opportunities", as_of=self.as_of)
        self._pack()
        for setting in SHUT:
            self._connection.cursor().execute(f"set {setting}")
        return self

    def last_activity(self, today: date) -> date:
        """The last day on which something happened, at the latest the day before `today`."""
        yesterday = today - timedelta(days=1)
        [row] = self.records(_text("last_activity"), {"today": today})
        return min(row["day"] or yesterday, yesterday)

    def records(self, sql: str, parameters: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows of one query as dicts, on a cursor of its own (one connection serves one query at a time)."""
        cursor = self._execute(sql, parameters)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def keep(self, name: str, sql: str, parameters: dict[str, Any] | None = None) -> None:
        """Keep the rows of one query of the measured log as a table, worked out the first time only."""
        with self._keeping:
            if name not in self._kept:
                self._execute(f"create table {name} as {sql}", parameters)
                self._kept.add(name)

    def table(self, sql: str, parameters: dict[str, Any] | None = None) -> pa.Table:
        """The rows of one query as an Arrow table, for tables to download."""
        return self._connection.cursor().sql(sql, params=parameters).to_arrow_table()

    def clean(self) -> pa.Table:
        """The whole log as events, one column for each thing known; bringing it again gives the same log."""
        return spread(self.events().drop_columns(["line", "unnamed"]))

    def events(self) -> pa.Table:
        """The clean log with its further columns in a map `extra`.

        `line`: of the row that each event comes from; `unnamed`: whether its opportunity has no name in the file.
        """
        return self.table(_text("clean"))

    def repeats(self, most: int) -> list[tuple[int, ...]]:
        """The lines of the rows that are identical, group by group, whether they count once or each; the first ones."""
        return [tuple(row["lines"]) for row in self.records(_text("repeats"), {"most": most})]

    def set_aside(self) -> list[dict[str, Any]]:
        """The rejected rows as they were, each behind its line, column, value and reason."""
        before, rejects = self.export.aside, self.understanding.rejects[len(self.export.aside) :]
        cells = self.sheet.cells.append_column("line", self.sheet.lines)
        lines = pa.array([reject.line for reject in rejects], pa.int64())
        rows = {row.pop("line"): row for row in cells.filter(pc.is_in(cells["line"], lines)).to_pylist()}
        names = self.mapping.names
        told = [
            self._told(reject, dict(zip(names, rows[reject.line].values(), strict=True)))
            for reject in rejects
        ]
        stood = [self._told(reject, dict.fromkeys(names, "") | {AS_IT_STOOD: row}) for reject, row in before]
        return [*stood, *(row | {AS_IT_STOOD: ""} if before else row for row in told)]

    def _told(self, reject: Reject, row: dict[str, Any]) -> dict[str, Any]:
        return vars(reject) | {"line": self._place(reject.line)} | row

    def _place(self, line: int) -> int | str:
        """The line of a row; of a file with several tables, the table and the line."""
        return self.understanding.places.get(line, line)

    def _added(self) -> range:
        """The numbers of the touches that were added by hand: they come after the last line of the file."""
        lines = [pc.max(self.sheet.lines).as_py() or 0, *(skip.line for skip in self.export.skips)]
        lines += [reject.line for reject, _ in self.export.aside]
        return range(max(lines) + 1, max(lines) + 1 + len(self.choices.added))

    def close(self) -> None:
        """Give the memory back."""
        self._connection.close()

    @property
    def orders(self) -> Pairs[str, Order]:
        """In which order the dates of a column are read, where that had to be found out."""
        return {field: order for field, order in self._dated.orders.items() if order}

    @property
    def dated(self) -> bool:
        """Whether any touch has a date; where none has, replies can only be counted as recorded."""
        return self.understanding.made["dated"] > 0

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
        known = {vocabulary.normal(header): column for header, column in self.breakdowns.items()}
        column = self.breakdowns.get(by) or known.get(vocabulary.normal(by))
        if column is None:
            raise UnknownColumn(f"Your log has no column “{by}”. It has: {', '.join(self.breakdowns)}.")
        return column

    def _values(self, index: int) -> Iterator[str]:
        """The distinct texts at the top of a column of the file."""
        return (text for text in pc.unique(self.sheet.cells[index].slice(0, LOOKED_AT)).to_pylist() if text)

    def _day_column(self) -> dict[str, str]:
        """The column that the person said is the day on which something was done."""
        said = self.choices.answers.get("date")
        return {said: "sent_at"} if said in named(self.sheet.header) else {}

    def _undated(self) -> Iterator[Need]:
        """Ask which column is the day, where none was read as it and some could be."""
        days = {"sent_at", "at"} & set(self.mapping.columns) or self.mapping.stages
        if not days and not self.export.name and "date" not in self.choices.answers:
            need = dating.which_column(
                {self.mapping.names[index]: [*self._values(index)] for index in self.mapping.extra}
            )
            yield from filter(None, [need])

    def _load(self, told: Callable[[str], object]) -> None:
        told(FINDING)
        self._read_sheet()
        self._pack()
        for table in ("keys", *(["added_keys"] if self.choices.added else []), "sent"):
            told(ORDERING)
            self._run(table)
        self._pack()
        for table in ("touches", "replies", "milestones"):
            told(ORDERING)
            self._run(table)

    def _read_sheet(self) -> None:
        """From cells to `entries`, in one pass over the sheet: a copy of its texts would take as long again."""
        said = self.choices
        sheet = self.sheet.cells.append_column("line", self.sheet.lines)
        names = self.mapping.names
        with self._lent("sheet", sheet) as self._reading:
            self._execute("set variable extra = $extra", {"extra": [names[i] for i in self.mapping.extra]})
            self._execute(filled_cells_sql(self.mapping))
            self._execute(stage_cells_sql(self.mapping), {"labels": list(names)})
            self._execute(repetitions_sql(self.mapping, self.export.made_up))
            if self.export.repeats:
                told = [(str(line), str(first)) for line, first in self.export.repeats.items()]
                self._fill("elsewhere", ("line", "first"), told)
                self._run("told_elsewhere")
            if said.added:
                self._add()
            self._execute(cells_sql(self.mapping, bool(said.added)))
            self._read_words()
            self._read_dates()
            self._remark()
            self._run("stages")
            self._run(
                "entries",
                footer=FOOTER,
                drop_identical=said.drop_identical,
                merged=[*said.merged],
                filled=filled(self.mapping, bool(said.added)),
            )
        self._reading = None
        self._execute(entries_sql(self.mapping, bool(said.added)))

    def _add(self) -> None:
        """Make `added`: the cells of the touches that were added by hand."""
        rows = [
            (str(line), *(str(said or "") for said in vars(touch).values()))
            for line, touch in zip(self._added(), self.choices.added, strict=True)
        ]
        self._fill("by_hand", ("line", *(field.name for field in fields(Added))), rows)
        self._execute(added_sql(self.mapping))
        self._execute("drop table by_hand")

    def _read_words(self) -> None:
        """Look each distinct word up once."""
        columns = worded(self.mapping, bool(self.choices.added))
        found = self.records(_text("texts"), {"columns": columns}) if columns else []
        texts = [(row["field"], row["text"]) for row in found]
        said = {where: self._meaning(*where) for where in texts}
        several = {
            where: first for where in texts if not said[where].key and (first := self._first_of(*where))
        }
        self._several = [(*where, SEVERAL) for where in several]
        said |= several
        self._unsaid = [
            (*where, None) for where, meant in said.items() if not meant.key and where[0] != "precision"
        ]
        said |= {("reached", text): vocabulary.meaning("yes_no", text) for text in self._written_for_stages()}
        rows = [(*where, meant.key, meant.implies) for where, meant in said.items() if meant.key]
        self._fill("words", ("field", "text", "key", "implied"), rows)
        self._run("words")
        states = [(key, vocabulary.state(key)) for key in vocabulary.keys("status")]
        proofs = [
            (key, "yes" if told.sent else "no", told.proves, told.answer, told.ended) for key, told in states
        ]
        self._fill("states", ("key", "sent", "proves", "answer", "ended"), proofs)

    def _meaning(self, field: str, text: str) -> vocabulary.Meaning:
        chosen = self.choices.words.get((field, text))
        return (
            vocabulary.Meaning(chosen)
            if chosen
            else vocabulary.meaning("yes_no" if field in FLAGS else field, text)
        )

    def _first_of(self, field: str, text: str) -> vocabulary.Meaning | None:
        """What the first of several words in a cell means."""
        kind = "yes_no" if field in FLAGS else field
        words = vocabulary.several(kind, text)
        return self._meaning(field, words[0]) if words else None

    def _written_for_stages(self) -> list[str]:
        """What stands in the stage columns of a wide file: dates, or yes and no."""
        return [row["text"] for row in self.records("select distinct text from stage_cells")]

    def _read_dates(self) -> None:
        """Read each distinct text that is no ISO date, and ask what only the person can say."""
        self._run("moments")
        unread = self.records("select field, text from moments where moment is null order by all")
        texts = {
            field: [row["text"] for row in rows] for field, rows in groupby(unread, lambda row: row["field"])
        }
        self._dated = dating.read(texts, self.choices, self._header_of, self._written_in)
        self._fill("found", ("field", "text", "moment", "timed"), list(self._dated.found))
        self._run("moments_read")

    def _written_in(self, field: str) -> Iterator[tuple[int, str]]:
        """The filled cells of a column of dates, with their lines."""
        [index, *_] = self.mapping.columns.get(field) or (int(field.removeprefix("column ")),)
        for line, text in zip(self.sheet.lines.to_pylist(), self.sheet.cells[index].to_pylist(), strict=True):
            if text and text.strip():
                yield line, text.strip()

    def _remark(self) -> None:
        """Note the cells of which only a part was taken, or nothing, or to which a year was added."""
        noted = [*self._several, *self._dated.partly, *self._unsaid]
        self._fill("noted", ("field", "text", "remark"), noted)
        self._run("remarks" if noted else "no_remarks")

    def _understand(self) -> Understanding:
        """Account for every row of the file and for what was made of it."""
        sql = "select fate, count(*) as rows from entries where line not in (select unnest($beside)) group by fate"
        fates = {row["fate"]: row["rows"] for row in self.records(sql, {"beside": [*self.export.beside]})}
        left_out = self.export.skips
        skips = sorted((*left_out, *(Skip(**row) for row in self.records(_text("skips")))), key=_line)
        [made] = self.records(_text("made"))
        return Understanding(
            name=self.sheet.name,
            format=self.export.name or self.mapping.format,
            shape=self.mapping.format,
            encoding=self.sheet.encoding,
            delimiter=self.sheet.delimiter,
            mapping=self.mapping.meanings,
            rows_in=sum(fates.values()) + len(left_out) + len(self.export.aside),
            accepted=fates.get("accepted", 0),
            duplicates=fates.get("duplicate", 0),
            skipped=fates.get("skipped", 0) + len(left_out),
            rejects=(
                *(reject for reject, _ in self.export.aside),
                *(self._reject(**row) for row in self.records(_text("rejects"))),
            ),
            made=made,
            needs=(*self.export.needs, *self._undated(), *self._dated.needs),
            skips=tuple(skips),
            unknown=tuple(self._unknown_word(**row) for row in self.records(_text("unknown"))),
            oddities=(
                *self.export.oddities,
                *(self._oddity(**row) for row in self.records(_text("oddities"))),
            ),
            preamble=self.sheet.preamble,
            notes=self.sheet.notes,
            about=self.export.about,
            part=self.sheet.part,
            parts=self.sheet.parts,
            places={line: place.told() for line, place in self.export.places.items()}
            | dict.fromkeys(self._added(), BY_HAND),
        )

    def _oddity(self, what: str, lines: list[int]) -> Oddity:
        """An oddity with the rows of the source that it is about."""
        return Oddity(what, tuple(sorted({self.export.beside.get(line, line) for line in lines})))

    def _reject(self, line: int, field: str, value: str, reason: str) -> Reject:
        if reason == "date":
            reason = dates.why_unreadable(value, self._dated.orders.get(field))
        return Reject(line, self._header_of(field), value, reason)

    def _header_of(self, field: str) -> str:
        """The header of the file behind a column of the log (or behind the stage column with that number)."""
        if field.startswith("column "):
            return self.mapping.names[int(field.removeprefix("column "))]
        indexes = self.mapping.columns.get(field, ())
        return " + ".join(self.mapping.names[index] for index in indexes) or field

    def _unknown_word(self, field: str, text: str, rows: int) -> UnknownWord:
        return UnknownWord(self._header_of(field), field, text, rows, self._meaning(field, text).proposed)

    def _fill(self, table: str, names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
        """Make a table from rows made here; its columns are text, but for moments and flags."""
        types = {"moment": pa.timestamp("us"), "timed": pa.bool_()}
        columns = list(zip(*rows, strict=True)) or [()] * len(names)
        arrays = [
            pa.array(column, types.get(name, pa.string()))
            for name, column in zip(names, columns, strict=True)
        ]
        with self._lent("lent", pa.table(arrays, names=list(names))) as cursor:
            cursor.execute(f"create table {table} as select * from lent")  # noqa: S608 - a table of ours

    @contextmanager
    def _lent(self, name: str, table: pa.Table) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor that sees an Arrow table under a name (a registered table is seen by its own cursor only)."""
        cursor = self._connection.cursor()
        cursor.register(name, table)
        yield cursor
        cursor.unregister(name)

    def _run(self, table: str, **parameters: Any) -> None:
        """Run a file of `data/sql`, one statement after the other, each with the parameters that it names."""
        for statement in _text(table).split(";\n"):
            bound = {name: value for name, value in parameters.items() if f"${name}" in statement}
            self._execute(statement, bound or None)

    def _pack(self) -> None:
        """Packed, the tables so far take a third of the memory and are no slower to ask."""
        self._execute("checkpoint")

    def _execute(self, sql: str, parameters: dict[str, Any] | None = None) -> duckdb.DuckDBPyConnection:
        """Run one statement on a cursor of its own. Raises TooLarge where the log outgrows its memory."""
        try:
            return (self._reading or self._connection.cursor()).execute(sql, parameters)
        except duckdb.OutOfMemoryException as error:
            raise TooLarge from error


def spread(events: pa.Table) -> pa.Table:
    """The events with one column for each key of their map `extra`."""
    kept = [dict(row or ()) for row in events["extra"].to_pylist()]
    plain = events.drop_columns(["extra"])
    for key in sorted({key for row in kept for key, value in row.items() if value is not None}):
        name = f"{key} (extra)" if key in CLEAN else key
        plain = plain.append_column(name, pa.array([row.get(key) for row in kept], pa.string()))
    return plain


def connect(**limits: str) -> duckdb.DuckDBPyConnection:
    """A database in memory, within limits, that knows the vocabularies as types."""
    connection = duckdb.connect(":memory:", config={**LIMITS, **limits})
    for name, words in ENUMS.items():
        connection.execute(f"create type {name} as enum ({', '.join(map(repr, words))})")
    connection.execute(_text("iso"))
    return connection


def _line(skip: Skip) -> int:
    return skip.line


def _text(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")
