"""The answers about a group as they may be shown: without what fewer than k people are behind, and without what would
tell it (`analysis.privacy.small_cells`).

Rates are whole per cents, and stand only where both numbers behind them do. What was left out, days, and rates that
learn from other rows are not shown at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeAlias

from analysis import wording
from analysis.answer import Answer
from analysis.privacy.small_cells import Cell, hidden
from analysis.question import Row
from analysis.sql import composer
from data.errors import LogError
from data.imports.log import Log
from data.sql_files import bind_parameters

Place: TypeAlias = tuple[str, str]
"""A row of a table: its name, and its stage where it has one."""

CLIENT, OPPORTUNITY = "client", "opportunity"
FEWEST = {CLIENT: (5, 11), OPPORTUNITY: (5,)}
"""By whom small numbers are counted, and below how many a number may be called small."""

HIDDEN = {
    (CLIENT, 5): "hidden: fewer than 5 people",
    (CLIENT, 11): "hidden: fewer than 11 people",
    (OPPORTUNITY, 5): "hidden: fewer than 5 opportunities",
}
"""What a row says of which something is hidden."""

SOME_HIDDEN = "Something is hidden here, so nothing is said about which is higher."

REPLIES = {"replies": ("replies", "rate", "low", "high")}
REACHED = {
    "interviews": ("interviews", "interview_rate", "interview_low", "interview_high"),
    "offers": ("offers", "offer_rate", "offer_low", "offer_high"),
}
"""Numbers that can be hidden apart from their row, each with the columns that would tell it."""

COVERED: Mapping[str, tuple[str, Mapping[str, Sequence[str]]]] = {
    "summary": ("privacy/reached", REACHED),
    "response_by_channel": ("privacy/replies", REPLIES),
    "response_by_strategy": ("privacy/replies", REPLIES),
    "offers_by_strategy": ("privacy/followed", REACHED),
}
"""The questions that can be answered so: what tells who is behind each row, and the numbers in it. The others tell
days, steps or single cases that open one another."""

BY_STRATEGY = ("response_by_strategy", "offers_by_strategy")
"""Tables with a row for the same touches, though one counts messages and the other opportunities."""

ALWAYS = ("name", "strategy", "stage")
SIZES = ("n", "opportunities")


class TooFew(LogError):
    """Too few people for any number to be shown."""


@dataclass(frozen=True)
class _Table:
    """An answer; for each of its rows everybody behind it, with how much they have of each number; the rows to hide;
    and for each number the rows in which it is to hide."""

    answer: Answer
    behind: Mapping[Place, Mapping[str, Row]]
    rows: frozenset[Place] = frozenset()
    numbers: Mapping[str, frozenset[Place]] = field(default_factory=dict)

    @property
    def columns(self) -> Mapping[str, Sequence[str]]:
        """The numbers that can be hidden, each with the columns that tell it."""
        return COVERED[self.answer.question.key][1]

    def about(self, place: Place) -> frozenset[object]:
        """What a row is about: a row of another table that is about the same is hidden with it."""
        messages = [row["messages"] for row in self.behind[place].values() if "messages" in row]
        same: list[object] = [sum(messages)] if messages else []
        return frozenset([*same, *([place] if self.answer.question.key in BY_STRATEGY else [])])


def counted_by(log: Log) -> str:
    """By whom small numbers are counted: clients where the log has several, else opportunities."""
    [found] = log.records(
        "select count(distinct coalesce(lower(client), '')) as clients from measured_touches"
    )
    return CLIENT if found["clients"] > 1 else OPPORTUNITY


def protected(log: Log, answers: Sequence[Answer], k: int) -> tuple[Answer, ...]:
    """Those of the answers that can be shown, without what fewer than `k` are behind. They are to one view of one log,
    with replies counted per message. Raises TooFew where it is about too few altogether.
    """
    of = counted_by(log)
    people = _behind(log, answers[0], "privacy/reached", of).get(("all", "unknown"), {})
    who = wording.count(len(people), "person" if of == CLIENT else OPPORTUNITY)
    if len(people) < k:
        raise TooFew(
            f"These numbers are about {who}; {k} are needed. Take filters away, or choose another level."
        )
    tables = [
        _Table(answer, _behind(log, answer, COVERED[answer.question.key][0], of))
        for answer in answers
        if answer.question.key in COVERED
    ]
    judged = _without_numbers(_without_rows(tables, k), k)
    return tuple(_shown(table, HIDDEN[of, k], who) for table in judged)


def _behind(log: Log, answer: Answer, key: str, of: str) -> dict[Place, dict[str, Row]]:
    statement = composer.compose_alone(key)
    values = {"as_of": log.as_of, **answer.filters.parameters(), **answer.parameters, "of": of}
    found: dict[Place, dict[str, Row]] = {}
    for row in log.records(statement, bind_parameters(statement, values)):
        found.setdefault((row["name"], row["split"]), {})[row["subject"]] = row
    return found


def _without_rows(tables: Sequence[_Table], k: int) -> list[_Table]:
    """The tables with the rows that have to be hidden, without those of which nothing could be shown."""
    found = _hidden(tables, _sizes, k)
    return [replace(table, rows=rows) for table, rows in zip(tables, found, strict=True) if rows is not None]


def _without_numbers(tables: Sequence[_Table], k: int) -> list[_Table]:
    """The tables with the numbers that have to be hidden in rows that are shown; a number that can't be protected in
    one table is hidden in all of them."""
    hides: list[dict[str, frozenset[Place]]] = [{} for _ in tables]
    for number in dict.fromkeys(number for table in tables for number in table.columns):
        telling = [place for place, table in enumerate(tables) if number in table.columns]
        found = _hidden([tables[place] for place in telling], partial(_parts, number=number), k)
        for place, rows in zip(telling, found, strict=True):
            hides[place][number] = frozenset(tables[place].behind) if rows is None or None in found else rows
    return [replace(table, numbers=numbers) for table, numbers in zip(tables, hides, strict=True)]


def _hidden(
    tables: Sequence[_Table], cells: Callable[[_Table], Mapping[Place, Cell]], k: int
) -> list[frozenset[Place] | None]:
    """What has to be hidden in each table (None: more than it has), until no table shows what another one hides."""
    gone: frozenset[object] = frozenset()
    while True:
        found = [
            hidden(
                cells(table),
                k,
                besides=table.rows | {place for place in table.behind if table.about(place) & gone},
            )
            for table in tables
        ]
        now = gone.union(
            *(
                table.about(place)
                for table, places in zip(tables, found, strict=True)
                for place in places or ()
            )
        )
        if now == gone:
            return found
        gone = now


def _sizes(table: _Table) -> dict[Place, Cell]:
    """How large each row is: it is there, so it has one at least."""
    total = sum(_sum(behind, "units") for behind in table.behind.values())
    return {
        place: Cell(_sum(behind, "units"), frozenset(behind), frozenset(), least=1, most=total)
        for place, behind in table.behind.items()
    }


def _parts(table: _Table, number: str) -> dict[Place, Cell]:
    """A number of each row: at most as large as the row, or as a hidden row can be."""
    unseen = sum(_sum(table.behind[place], "units") for place in table.rows)
    return {
        place: Cell(
            _sum(behind, number),
            frozenset(who for who, row in behind.items() if row[number]),
            frozenset(who for who, row in behind.items() if row[number] < row["units"]),
            least=0,
            most=unseen - len(table.rows) + 1 if place in table.rows else _sum(behind, "units"),
        )
        for place, behind in table.behind.items()
    }


def _sum(behind: Mapping[str, Row], number: str) -> int:
    return sum(row[number] for row in behind.values())


def _shown(table: _Table, told: str, who: str) -> Answer:
    """The answer with what is hidden left empty, and a sentence that is made of nothing else."""
    answer = table.answer
    rows = [_row(row, table) for row in answer.rows]
    some = [_is_touched(row, table) for row in rows]
    if any(some):
        rows = [_told(row, told if hides else "") for row, hides in zip(rows, some, strict=True)]
    if answer.question.key == "response_by_channel":
        rows.sort(key=lambda row: (row["n"] is None, -(row["n"] or 0), row["name"]))
    sentence = SOME_HIDDEN if any(some) else answer.verdict
    if answer.question.key == "summary":
        sentence = _totals(rows[0], who)
    question = replace(answer.question, verdict=lambda _: sentence)
    return replace(answer, question=question, rows=rows, counts=[], held_out={})


def _row(row: Row, table: _Table) -> Row:
    """The columns of a row that can be shown, empty where they have to be hidden."""
    place = _place(row)
    kept: Row = {name: row[name] for name in ALWAYS if name in row}
    kept |= {name: None if place in table.rows else row[name] for name in SIZES if name in row}
    for number, columns in table.columns.items():
        seen = place not in table.numbers[number]
        kept |= {name: _coarse(row[name]) if seen else None for name in columns if name in row}
    return kept


def _told(row: Row, hidden: str) -> Row:
    """The row with a word on what it hides, behind its name."""
    names = {name: row[name] for name in ALWAYS if name in row}
    return {**names, "hidden": hidden, **row}


def _is_touched(row: Row, table: _Table) -> bool:
    return any(_place(row) in places for places in (table.rows, *table.numbers.values()))


def _place(row: Row) -> Place:
    return str(row.get("name", row.get("strategy", "all"))), str(row.get("stage", "unknown"))


def _coarse(value: Any) -> Any:
    """Whole per cents: finer ones would tell on which days the replies came."""
    return round(value, 2) if isinstance(value, float) else value


def _totals(row: Row, who: str) -> str:
    """Who it is about and what they reached, in a sentence."""
    reached = [wording.count(row[name], name[:-1]) for name in REACHED if row[name] is not None]
    return f"{who}: {wording.listed(reached)} so far." if reached else f"{who} so far."
