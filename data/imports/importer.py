"""An upload, row by row: from the cells of a sheet to entries, touches, replies and milestones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from collections.abc import Mapping as Pairs
from dataclasses import fields
from functools import cache, cached_property
from itertools import groupby

import duckdb
import pyarrow.compute as pc

from data.database import Database, read_query
from data.errors import LogError, list_names
from data.exports.export import Export
from data.files.sheet import Sheet
from data.imports import corrections, questions, rule_changes, words
from data.imports.choices import RULES, Choices, ManualEntry
from data.imports.questions import SENT
from data.imports.report import (
    ADDED_MANUALLY,
    ImportReport,
    MissingField,
    Oddity,
    OpenQuestion,
    Reject,
    RuleChanges,
    Skip,
)
from data.schema import date_columns, dates, follow_ups, headers, utc_offsets
from data.schema.dates import Order
from data.schema.follow_ups import FOLLOW_UP, SentFollowUp
from data.schema.mapping import DATE_COLUMNS, propose_mapping, unique_names
from data.schema.sql_builder import (
    added_sql,
    cells_sql,
    entries_sql,
    filled_cells_sql,
    filled_columns,
    follow_up_cells_sql,
    follow_up_entries_sql,
    repetitions_sql,
    stage_cells_sql,
    word_columns,
)
from data.schema.untidy_columns import find_untidy_columns
from data.schema.utc_offsets import ISO_IN_UTC, Clock

FOOTER = (
    r"^\s*((grand |sub)?totals?\b|sum\b|count\b|average\b|confidential information|copyright\b|generated (by|on)\b"
    r"|exported (by|on|from)\b|summe\b|gesamt\b|somme\b|suma\b|soma\b|合计|总计)"
)
SAYS_WHAT_WAS_DONE = {"sent_at", "channel", "strategy", "replied", "replied_at", "outcome", "status", "event"}
READING, FINDING, ORDERING, MEASURING = STEPS = (
    "Reading the table",
    "Finding dates and words",
    "Ordering touches",
    "Measuring",
)
"""What is done with a file, in order; the last one by `ImportedLog.measure`."""
PLANNED = ("planned, not sent", "not sent")
"""How the reason begins for which an export leaves a plan out."""
CHOSEN_COLUMNS = {questions.DAY: "sent_at", questions.JOB: "role"}
"""The questions that a column answers, and what it then is."""
SENDING = ("sent_at", "at")
"""The columns of when something was sent, whose clock is that of the log."""
LOOKED_AT = 2_000
"""Rows by which a column is judged whose header does not say what it means."""


class NothingDone(LogError):
    """No column of the file says what was done."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(
            "Nothing in this file says what was done: there is no date sent, channel, kind of follow-up, reply or "
            f"status. It has {_name_columns(names)}"
        )


def _name_columns(names: tuple[str, ...]) -> str:
    if len(names) == 1:
        return f"one column, {names[0]}. Say what it means."
    return f"the columns {list_names(names)}. Say what one of them means."


class Importer:
    """The rows of an export on their way into the database of their log.

    Raises NothingDone where no column says what was done.
    """

    def __init__(self, export: Export, choices: Choices, database: Database) -> None:
        self.export, self.choices, self._database = export, choices, database
        self.sheet: Sheet = corrections.apply_corrections(export.sheet, choices)
        meant = {**export.columns, **self._chosen_columns(), **choices.columns}
        self.mapping = propose_mapping(self.sheet.header, meant, export.shape, self._values)
        says = (
            SAYS_WHAT_WAS_DONE & set(self.mapping.columns) or self.mapping.stages or self.mapping.follow_ups
        )
        if not says and not export.name:
            raise NothingDone(self.mapping.names)
        self._follow_ups = dict[tuple[int, str], tuple[SentFollowUp, ...] | None]()

    def import_rows(self, on_step: Callable[[str], object]) -> ImportReport:
        """Make the tables of the log, and account for every row of the file; `on_step` is called with each step."""
        on_step(FINDING)
        self._read_sheet()
        self._database.pack()
        for table in ("key_parts", "keys", *(["added_keys"] if self.choices.added else []), "sent"):
            on_step(ORDERING)
            self._database.run(table)
        self._database.pack()
        plans = [
            (str(skip.line), skip.reason) for skip in self.export.skips if skip.reason.startswith(PLANNED)
        ]
        self._database.fill("listed_plans", ("line", "word"), plans)
        for table in ("touches", "replies", "unclear_thanks", "milestones", "plans"):
            on_step(ORDERING)
            self._database.run(table)
        [self._lacking] = self._database.records(read_query("lacking"))
        report = self._make_report()
        self._database.execute("drop table if exists added")
        return report

    def read_dates(self, unread: Iterable[tuple[str, str]]) -> None:
        """Read the texts in columns of dates that are not written the ISO way, and ask what only the person can say.

        `unread`: the column of each distinct one, and the text; in order.
        """
        texts = {field: [text for _, text in pairs] for field, pairs in groupby(unread, lambda pair: pair[0])}
        dated = [name for name in DATE_COLUMNS if name in self.mapping.columns]
        dated += [f"column {stage.index}" for stage in self.mapping.stages]
        dated += [f"column {sent.index}" for sent in self.mapping.follow_ups]
        texts |= {field: [] for field in dated if field not in texts}  # all ISO: they tell others their year
        self._dated = date_columns.read_date_columns(texts, self.choices, self._header_of, self._filled_cells)

    @property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """What has to be answered first, as far as it takes no log to ask it. For this, dates have to be read."""
        return (
            *self.export.open_questions,
            *questions.ask_for_day(self.export, self.choices, self.mapping, self._unused_columns()),
            *self._dated.open_questions,
        )

    @property
    def orders(self) -> Pairs[str, Order]:
        """In which order the dates of a column are read, where that had to be found out."""
        return {field: order for field, order in self._dated.orders.items() if order}

    @property
    def offset(self) -> str:
        """The UTC offset to which moments were moved, as it stands behind one; "" where none was."""
        return self._clock.name

    @property
    def lacks_replies(self) -> bool:
        """Whether the file has a place for replies and notes none, so that all were silent."""
        return bool(self._lacking["answers"]) and self._has_reply_column and not self._lacking["unclear"]

    @property
    def manual_lines(self) -> range:
        """The numbers of the touches that were added by hand: they come after the last line of the file."""
        return range(self._last_line + 1, self._last_line + 1 + len(self.choices.added))

    @property
    def _last_line(self) -> int:
        """The last line of the file."""
        lines = [pc.max(self.sheet.lines).as_py() or 0, *(skip.line for skip in self.export.skips)]
        return max(*lines, *(reject.line for reject, _ in self.export.aside), 0)

    @property
    def _has_reply_column(self) -> bool:
        """Whether a column says who answered, or how it ended; an empty one under the name of a step says nothing."""
        steps = "select count(*) as filled from stage_cells where kind <> 'applied'"
        return self.mapping.has_reply_column or self._database.records(steps)[0]["filled"] > 0

    def _values(self, index: int) -> Iterator[str]:
        """The distinct texts at the top of a column of the file."""
        return (text for text in pc.unique(self.sheet.cells[index].slice(0, LOOKED_AT)).to_pylist() if text)

    @cached_property
    def _texts(self) -> Callable[[str], list[str]]:
        """The distinct texts at the top of a column, by its header."""
        return cache(lambda name: [*self._values(self.mapping.names.index(name))])

    def _unused_columns(self) -> dict[str, list[str]]:
        """The columns that mean nothing to a log, with the distinct texts at their top."""
        return {(name := self.mapping.names[index]): self._texts(name) for index in self.mapping.extra}

    def _chosen_columns(self) -> dict[str, str]:
        """The columns that the person said are the day on which something was done, and the job."""
        said = ((self.choices.chosen.get(key), column) for key, column in CHOSEN_COLUMNS.items())
        names = unique_names(self.sheet.header)
        return {name: column for name, column in said if name in names}

    def _read_sheet(self) -> None:
        """From cells to `entries`, in one pass over the sheet: a copy of its texts would take as long again."""
        said = self.choices
        sheet = self.sheet.cells.append_column("line", self.sheet.lines)
        with self._database.seeing("sheet", sheet):
            self.name_cells(find_untidy_columns(self.sheet.cells))
            self._database.execute(repetitions_sql(self.mapping, self.export.made_up))
            if self.export.repeats:
                repeats = [(str(line), str(first)) for line, first in self.export.repeats.items()]
                self._database.fill("elsewhere", ("line", "first"), repeats)
                self._database.run("repeated_elsewhere")
            if said.added:
                self._add_manual_entries()
            self._database.execute(cells_sql(self.mapping, bool(said.added)))
            self._read_follow_ups()
            self._list_texts()
            self._read_words()
            self._read_dates()
            self._database.run("stages")
            self._database.run("follow_ups")
            self._remark()
            self._database.run(
                "entries",
                footer=FOOTER,
                sent=said.chosen.get(SENT) == "yes",
                dated=self.mapping.has_results,
                begins=self.mapping.rows_begin_with_follow_up,
                drop_identical=said.drop_identical,
                merged=[*said.merged],
                filled=filled_columns(self.mapping, bool(said.added)),
            )
        if self.mapping.follow_ups:
            statement = follow_up_entries_sql(self.mapping, bool(said.added))
            self._database.execute(statement, {"last": self._last_line + len(said.added)})
        self._database.execute(entries_sql(self.mapping, bool(said.added)))

    def name_cells(self, untidy: Collection[int]) -> None:
        """Make the cells of the table that stands as `sheet`, by what its columns mean.

        `untidy`: the columns of it that `find_untidy_columns` finds.
        """
        labels = {"labels": list(self.mapping.names)}
        if self.mapping.extra:
            self._database.execute("set variable extra = $extra", {"extra": self._name_extra()})
        self._database.execute(filled_cells_sql(self.mapping, untidy))
        self._database.execute(stage_cells_sql(self.mapping, untidy), labels)
        self._database.execute(follow_up_cells_sql(self.mapping, untidy), labels)

    def _name_extra(self) -> duckdb.Value:
        """A struct of empty texts whose fields have the headers of the columns that mean nothing to a log."""
        names = dict.fromkeys((self.mapping.names[index] for index in self.mapping.extra), "VARCHAR")
        return duckdb.Value(("",) * len(names), duckdb.struct_type(names))

    def _add_manual_entries(self) -> None:
        """Make `added`: the cells of the touches that were added by hand."""
        rows = [
            (str(line), *(str(said or "") for said in vars(touch).values()))
            for line, touch in zip(self.manual_lines, self.choices.added, strict=True)
        ]
        self._database.fill("by_hand", ("line", *(field.name for field in fields(ManualEntry))), rows)
        self._database.execute(added_sql(self.mapping))
        self._database.execute("drop table by_hand")

    def _read_follow_ups(self) -> None:
        """Read each distinct text in the columns of follow-ups."""
        kinds = {column.index: (column.strategy, column.channel) for column in self.mapping.follow_ups}
        self._follow_ups = {
            (int(row["place"]), row["text"]): self._read_follow_up(row["text"])
            for row in self._database.records("select distinct place, text from follow_up_cells order by all")
        }
        rows = [
            (str(place), text, str(part), sent.day, kinds[place][0], sent.channel or kinds[place][1])
            for (place, text), found in self._follow_ups.items()
            for part, sent in enumerate(found or ())
        ]
        self._database.fill("follow_up_parts", ("place", "text", "part", "day", "strategy", "channel"), rows)

    def _read_follow_up(self, text: str) -> tuple[SentFollowUp, ...] | None:
        """What a cell says was sent: as the person said, else as it is read."""
        said = self.choices.words.get((FOLLOW_UP, text))
        if said is None:
            return follow_ups.read_cell(text)
        return (SentFollowUp(),) if said == "yes" else ()

    def _list_texts(self) -> None:
        """Make `distinct_texts`, of words and dates, and `moments`, in one pass over the cells."""
        dates_there = [name for name in DATE_COLUMNS if name in self.mapping.columns]
        columns = [*word_columns(self.mapping, bool(self.choices.added)), *dates_there]
        if columns:
            self._database.run("distinct_texts", columns=columns)
        else:
            self._database.fill("distinct_texts", ("field", "text"), [])
        self._database.run("moments", columns=dates_there)

    def _read_words(self) -> None:
        columns = word_columns(self.mapping, bool(self.choices.added))
        self._worded = words.read_words(self._database, columns, self.choices.words)
        self._readings = tuple(words.list_readings(self._database, self._worded, self._header_of))

    def _read_dates(self) -> None:
        unread = self._database.records("select field, text from moments where moment is null order by all")
        self.read_dates((row["field"], row["text"]) for row in unread)
        self._clock, self._moved = self._find_clock()
        shift = {"shift": self._clock.offset or 0}
        self._database.execute("set variable utc_shift = $shift::integer", shift)
        found = [
            (field, text, self._clock.moved(moment), moment.timed, self._clock.written(moment))
            for field, text, moment in self._dated.found
        ]
        self._database.fill("found", ("field", "text", "moment", "timed", "written"), found)
        self._database.run("parsed_moments")

    def _find_clock(self) -> tuple[Clock, tuple[str, ...]]:
        """The clock of this log, and what is written by another one."""
        found = [each for each in self._dated.found if each[2].offset is not None]
        if not found:
            return Clock(), ()
        in_utc = [(field, text) for field in self._dated.orders for text in self._list_utc(field)]
        offsets = [(field, moment.offset or 0) for field, _, moment in found] + [
            (field, 0) for field, _ in in_utc
        ]
        sent = Counter(offset for field, offset in offsets if field in SENDING)
        clock = utc_offsets.find_clock(
            sent, Counter(offset for field, offset in offsets if field not in SENDING)
        )
        moved = [text for _, text, moment in found if clock.moved(moment) != moment.at]
        return clock, (*moved, *(text for _, text in in_utc if clock.offset))

    def _list_utc(self, field: str) -> list[str]:
        """The distinct texts of a column of dates that are read as UTC without being parsed here."""
        [index, *_] = self.mapping.columns.get(field) or (int(field.removeprefix("column ")),)
        return [
            text
            for text in pc.unique(self.sheet.cells[index]).to_pylist()
            if text and ISO_IN_UTC.fullmatch(text)
        ]

    def _filled_cells(self, field: str) -> Iterator[tuple[int, str]]:
        """The filled cells of a column of dates, with their lines."""
        [index, *_] = self.mapping.columns.get(field) or (int(field.removeprefix("column ")),)
        for line, text in zip(self.sheet.lines.to_pylist(), self.sheet.cells[index].to_pylist(), strict=True):
            for said in self._days_in(index, (text or "").strip()):
                yield line, said

    def _days_in(self, index: int, text: str) -> Iterator[str]:
        """The text of a cell, if any; of follow-ups the day of each."""
        if (index, text) in self._follow_ups:
            yield from filter(None, (sent.day for sent in self._follow_ups[index, text] or ()))
        elif text:
            yield text

    def _remark(self) -> None:
        """Note the cells of which only a part was taken, or nothing, or to which a year was added."""
        unclear = [
            (f"{FOLLOW_UP} {place}", text, None)
            for (place, text), found in self._follow_ups.items()
            if found is None
        ]
        noted = [
            *self._worded.remarks,
            *self._dated.partly,
            *words.remark_words_for_days(self._database),
            *unclear,
        ]
        self._database.fill("noted", ("field", "text", "remark"), noted)
        self._database.run("remarks" if noted else "no_remarks")

    def _make_report(self) -> ImportReport:
        """Account for every row of the file and for what was made of it."""
        sql = (
            "select fate, count(*) as rows from entries "
            "where line not in (select unnest($beside)) and home is null group by fate"
        )
        fates = {
            row["fate"]: row["rows"] for row in self._database.records(sql, {"beside": [*self.export.beside]})
        }
        left_out = self.export.skips
        skips = sorted(
            (*left_out, *(Skip(**row) for row in self._database.records(read_query("skips")))), key=_line
        )
        [made] = self._database.records(read_query("totals"))
        return ImportReport(
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
                *(self._reject(**row) for row in self._database.records(read_query("rejects"))),
            ),
            made=made,
            open_questions=(
                *self.open_questions,
                *questions.ask_for_job(self.export, self.choices, self.mapping, self._database),
            ),
            optional_questions=tuple(self._optional_questions()),
            unused=() if self.export.name else tuple(questions.explain_unused(self.mapping, self._texts)),
            readings=self._readings,
            changes=self._list_changes(),
            plans=self._database.records("select count(*) as plans from plans")[0]["plans"],
            skips=tuple(skips),
            unknown=tuple(words.list_unknown_words(self._database, self.choices.words, self._header_of)),
            oddities=(
                *self.export.oddities,
                *(self._oddity(**row) for row in self._database.records(read_query("oddities"))),
            ),
            preamble=self.sheet.preamble,
            notes=(*self.sheet.notes, *self._note_years(), *self._note_moved()),
            about=self.export.about,
            missing=tuple(self._missing_fields()),
            part=self.sheet.part,
            parts=self.sheet.parts,
            places={line: place.as_text() for line, place in self.export.places.items()}
            | dict.fromkeys(self.manual_lines, ADDED_MANUALLY),
        )

    def _optional_questions(self) -> Iterator[OpenQuestion]:
        """The questions that can wait: a guess is used, or rows are left out, until they are answered."""
        if not self.export.name:
            yield from questions.ask_about_columns(self.mapping, self._texts, self.choices)
        yield from questions.ask_whether_sent(self.choices, self._database)

    def _list_changes(self) -> RuleChanges | None:
        """What is read differently since the person said something about this file."""
        if self.choices.rules >= RULES:
            return None
        return rule_changes.list_rule_changes(
            self._database, self.sheet, self.mapping, self._readings, self.choices.rules
        )

    def _note_years(self) -> Iterator[str]:
        """To how many dates a year was added, and which."""
        for row in self._database.records(read_query("added_years")):
            dates = "1 date has" if row["dates"] == 1 else f"{row['dates']:,} dates have"
            said = row["remark"] == date_columns.SAID_YEAR
            yield f"{dates} no year; {'the one that you said' if said else 'that of the nearest dated row'} is taken."

    def _note_moved(self) -> Iterator[str]:
        """How many moments were moved to the clock of this log."""
        if self._moved:
            yield utc_offsets.describe_moved(self._clock, len(self._moved), self._moved[0])

    def _missing_fields(self) -> Iterator[MissingField]:
        """What nothing in the rows says, with the columns that were not understood and may say it."""
        for field in ("channel", "strategy", "answers"):
            if self._lacking[field] and not (field == "answers" and self.lacks_replies):
                kind = "replied" if field == "answers" else field
                yield MissingField(field, headers.columns_that_may_hold(kind, self._unused_columns()))

    def _oddity(self, what: str, lines: list[int]) -> Oddity:
        """An oddity with the rows of the source that it is about."""
        return Oddity(what, tuple(sorted({self.export.beside.get(line, line) for line in lines})))

    def _reject(self, line: int, field: str, value: str, reason: str) -> Reject:
        if reason == "date":
            reason = dates.why_unreadable(value, self._dated.orders.get(field))
        return Reject(line, self._header_of(field), value, reason)

    def _header_of(self, field: str) -> str:
        """The header of the file behind a column of the log (or behind the stage column with that number)."""
        place = field.removeprefix("column ").removeprefix(f"{FOLLOW_UP} ")
        if place.isdecimal():
            return self.mapping.names[int(place)]
        indexes = self.mapping.columns.get(field, ())
        return " + ".join(self.mapping.names[index] for index in indexes) or field


def _line(skip: Skip) -> int:
    return skip.line
