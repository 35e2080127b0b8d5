"""The answers about a group for a share: without numbers that rest on fewer than k people, and without those that would
reveal them (`analysis.privacy.small_cells`).

Rates are whole per cents, and there only where both of their numbers are. What was left out, days, and rates that learn
from other rows are not in it at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeAlias

from analysis import wording
from analysis.answer import Answer
from analysis.ask import fetch_rows
from analysis.privacy.small_cells import TableCell, choose_hidden_cells
from analysis.question import Row
from data.errors import LogError
from data.imports.log import MeasuredLog

RowKey: TypeAlias = tuple[str, str]
"""A row of a table: its name, and its stage where it has one."""

CLIENT, OPPORTUNITY = "client", "opportunity"
SMALL_BELOW = {CLIENT: (5, 11), OPPORTUNITY: (5,)}
"""By whom small numbers are counted, and below how many a number may be called small."""

HIDDEN_LABELS = {
    (CLIENT, 5): "hidden: fewer than 5 people",
    (CLIENT, 11): "hidden: fewer than 11 people",
    (OPPORTUNITY, 5): "hidden: fewer than 5 opportunities",
}
"""The label of a row in which something is hidden."""

SHORT_LABEL = "hidden: too few messages were watched that long"
"""The label of a row whose rate is measured for fewer days than the others: the rate, and the day, are not shown."""

SOME_HIDDEN = "Something is hidden here, so nothing is said about which is higher."

REPLY_COLUMNS = {
    "replies": ("replies", "rate", "low", "high"),
    "undated": ("undated", "rate", "low", "high"),
}
OUTCOME_COLUMNS = {
    "interviews": ("interviews", "interview_rate", "interview_low", "interview_high"),
    "offers": ("offers", "offer_rate", "offer_low", "offer_high"),
}
FOLLOWED_COLUMNS = {**OUTCOME_COLUMNS, "further": ("further", "further_rate", "further_low", "further_high")}
"""Numbers that can be hidden apart from their row, each with the columns that would reveal it."""

COVERED_QUESTIONS: Mapping[str, tuple[str, Mapping[str, Sequence[str]]]] = {
    "summary": ("privacy/reached", OUTCOME_COLUMNS),
    "response_by_channel": ("privacy/replies", REPLY_COLUMNS),
    "response_by_strategy": ("privacy/replies", REPLY_COLUMNS),
    "offers_by_strategy": ("privacy/followed", FOLLOWED_COLUMNS),
}
"""The questions that can be answered so: the query for the people behind each row, and the numbers in it. The others
hold days, steps or single cases from which one another could be worked out."""

BY_STRATEGY = ("response_by_strategy", "offers_by_strategy")
"""Tables with a row for the same touches, though one counts messages and the other opportunities."""

NAME_COLUMNS = ("name", "strategy", "stage")
SIZE_COLUMNS = ("n", "opportunities")


class TooFew(LogError):
    """Too few people for any number to be shown."""


@dataclass(frozen=True)
class _Table:
    """An answer; for each of its rows everybody behind it, with how much they have of each number; the rows to hide;
    for each number the rows in which it is to hide; and those in which replies are not measured for all the days."""

    answer: Answer
    subjects: Mapping[RowKey, Mapping[str, Row]]
    rows: frozenset[RowKey] = frozenset()
    numbers: Mapping[str, frozenset[RowKey]] = field(default_factory=dict)
    short: frozenset[RowKey] = frozenset()

    @property
    def columns(self) -> Mapping[str, Sequence[str]]:
        """The numbers that can be hidden, each with the columns that reveal it."""
        return COVERED_QUESTIONS[self.answer.question.key][1]

    def about(self, place: RowKey) -> frozenset[object]:
        """What a row is about: a row of another table that is about the same is hidden with it."""
        messages = [row["messages"] for row in self.subjects[place].values() if "messages" in row]
        same: list[object] = [sum(messages)] if messages else []
        return frozenset([*same, *([place] if self.answer.question.key in BY_STRATEGY else [])])


def counting_unit(log: MeasuredLog) -> str:
    """By whom small numbers are counted: clients where the log has several, else opportunities."""
    [found] = log.records(
        "select count(distinct coalesce(lower(client), '')) as clients from measured_touches"
    )
    return CLIENT if found["clients"] > 1 else OPPORTUNITY


def protect_answers(log: MeasuredLog, answers: Sequence[Answer], k: int) -> tuple[Answer, ...]:
    """Those of the answers that can be shown, without what fewer than `k` are behind. They are to one view of one log,
    with replies counted per message. Raises TooFew where it is about too few altogether.
    """
    of = counting_unit(log)
    people = _read_subjects(log, answers[0], "privacy/reached", of).get(("all", "unknown"), {})
    who = wording.count(len(people), "person" if of == CLIENT else OPPORTUNITY)
    if len(people) < k:
        raise TooFew(
            f"These numbers are about {who}; {k} are needed. Take filters away, or choose another level."
        )
    tables = [
        _Table(
            answer,
            _read_subjects(log, answer, COVERED_QUESTIONS[answer.question.key][0], of),
            short=_list_short(answer),
        )
        for answer in answers
        if answer.question.key in COVERED_QUESTIONS
    ]
    judged = _hide_numbers(_hide_rows(tables, k), k)
    return tuple(_protected_answer(table, HIDDEN_LABELS[of, k], who) for table in judged)


def _list_short(answer: Answer) -> frozenset[RowKey]:
    """The rows whose replies are not those within all the days: what is small in them was not looked at."""
    return frozenset(
        _row_key(row)
        for row in answer.rows
        if wording.reach(row.get("through"), answer.parameters.get("within", 0))
    )


def _read_subjects(log: MeasuredLog, answer: Answer, key: str, of: str) -> dict[RowKey, dict[str, Row]]:
    chosen = {**answer.parameters, **answer.question.bound_values(), "of": of}
    subjects: dict[RowKey, dict[str, Row]] = {}
    for row in fetch_rows(log, key, answer.filters, chosen):
        subjects.setdefault((row["name"], row["split"]), {})[row["subject"]] = row
    return subjects


def _hide_rows(tables: Sequence[_Table], k: int) -> list[_Table]:
    """The tables with the rows that have to be hidden, without those of which nothing could be shown."""
    found = _choose_hidden(tables, _row_cells, k)
    return [replace(table, rows=rows) for table, rows in zip(tables, found, strict=True) if rows is not None]


def _hide_numbers(tables: Sequence[_Table], k: int) -> list[_Table]:
    """The tables with the numbers that have to be hidden in rows that are shown; a number that can't be protected in
    one table is hidden in all of them."""
    hides: list[dict[str, frozenset[RowKey]]] = [{} for _ in tables]
    for number in dict.fromkeys(number for table in tables for number in table.columns):
        concerned = [at for at, table in enumerate(tables) if number in table.columns]
        found = _choose_hidden([tables[at] for at in concerned], partial(_number_cells, number=number), k)
        for at, rows in zip(concerned, found, strict=True):
            hides[at][number] = frozenset(tables[at].subjects) if rows is None or None in found else rows
    return [replace(table, numbers=numbers) for table, numbers in zip(tables, hides, strict=True)]


def _choose_hidden(
    tables: Sequence[_Table], cells: Callable[[_Table], Mapping[RowKey, TableCell]], k: int
) -> list[frozenset[RowKey] | None]:
    """What has to be hidden in each table (None: more than it has), until no table shows what another one hides."""
    hidden: frozenset[object] = frozenset()
    while True:
        found = [
            choose_hidden_cells(
                cells(table),
                k,
                also=table.rows | {place for place in table.subjects if table.about(place) & hidden},
            )
            for table in tables
        ]
        now = hidden.union(
            *(
                table.about(place)
                for table, places in zip(tables, found, strict=True)
                for place in places or ()
            )
        )
        if now == hidden:
            return found
        hidden = now


def _row_cells(table: _Table) -> dict[RowKey, TableCell]:
    """How large each row is: it is there, so it has one at least."""
    total = sum(_sum(subjects, "units") for subjects in table.subjects.values())
    return {
        key: TableCell(_sum(subjects, "units"), frozenset(subjects), frozenset(), least=1, most=total)
        for key, subjects in table.subjects.items()
    }


def _number_cells(table: _Table, number: str) -> dict[RowKey, TableCell]:
    """A number of each row: at most as large as the row, or as a hidden row can be."""
    unseen = sum(_sum(table.subjects[place], "units") for place in table.rows)
    return {
        key: TableCell(
            _sum(subjects, number),
            frozenset(who for who, row in subjects.items() if row[number]),
            frozenset(who for who, row in subjects.items() if row[number] < row["units"]),
            least=0,
            most=unseen - len(table.rows) + 1 if key in table.rows else _sum(subjects, "units"),
        )
        for key, subjects in table.subjects.items()
    }


def _sum(subjects: Mapping[str, Row], number: str) -> int:
    return sum(row[number] for row in subjects.values())


def _protected_answer(table: _Table, label: str, who: str) -> Answer:
    """The answer with hidden numbers left empty, and a sentence that is made of the others only."""
    answer = table.answer
    rows = [_protected_row(row, table) for row in answer.rows]
    some = [label if _has_hidden(row, table) else _short_label(row, table) for row in rows]
    if any(some):
        rows = [_with_label(row, hidden) for row, hidden in zip(rows, some, strict=True)]
    if answer.question.key == "response_by_channel":
        rows.sort(key=lambda row: (row["n"] is None, -(row["n"] or 0), row["name"]))
    # Counts, what was left out, and how many are old, are protected by nothing, so the sentence does without them.
    ageless = [row | dict.fromkeys({"old"} & row.keys()) for row in answer.rows]
    sentence = SOME_HIDDEN if any(some) else replace(answer, counts=[], held_out={}, rows=ageless).verdict
    if answer.question.key == "summary":
        sentence = _totals_sentence(rows[0], who)
    question = replace(answer.question, verdict=lambda _: sentence)
    return replace(answer, question=question, rows=rows, counts=[], held_out={})


def _protected_row(row: Row, table: _Table) -> Row:
    """The columns of a row that can be shown, empty where they have to be hidden."""
    place = _row_key(row)
    shared: Row = {name: row[name] for name in NAME_COLUMNS if name in row}
    shared |= {name: None if place in table.rows else row[name] for name in SIZE_COLUMNS if name in row}
    hidden = {
        name
        for number, columns in table.columns.items()
        if place in table.numbers[number]
        for name in columns
    }
    hidden |= {*(REPLY_COLUMNS["replies"] if place in table.short else ())}
    for name in dict.fromkeys(name for columns in table.columns.values() for name in columns if name in row):
        shared[name] = None if name in hidden else _whole_per_cent(row[name])
    return shared


def _with_label(row: Row, hidden: str) -> Row:
    """The row with a label of what it hides, behind its name."""
    names = {name: row[name] for name in NAME_COLUMNS if name in row}
    return {**names, "hidden": hidden, **row}


def _has_hidden(row: Row, table: _Table) -> bool:
    return any(_row_key(row) in places for places in (table.rows, *table.numbers.values()))


def _short_label(row: Row, table: _Table) -> str:
    return SHORT_LABEL if _row_key(row) in table.short else ""


def _row_key(row: Row) -> RowKey:
    return str(row.get("name", row.get("strategy", "all"))), str(row.get("stage", "unknown"))


def _whole_per_cent(value: Any) -> Any:
    """Whole per cents: finer ones would reveal on which days the replies came."""
    return round(value, 2) if isinstance(value, float) else value


def _totals_sentence(row: Row, who: str) -> str:
    """How many people it is about and what they reached, in a sentence."""
    reached = [wording.count(row[name], name[:-1]) for name in OUTCOME_COLUMNS if row[name] is not None]
    return f"{who}: {wording.join_words(reached)} so far." if reached else f"{who} so far."
