"""From a number to the rows of the log behind it: those that count, and those that do not, each with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from analysis import wording
from analysis.answer import Answer
from analysis.ask import fetch_rows
from analysis.basis import WITHIN
from analysis.question import Row
from analysis.sql import composer
from data.database import ENUMS
from data.imports.log import MeasuredLog

SUMMARY_NUMBERS = ("touches", "opportunities", "screens", "interviews", "finals", "offers", "rejections")
"""The numbers of the summary that have rows behind them."""

FILTER_VALUES = {kind: (*ENUMS[kind], "unknown") for kind in ("channel", "strategy", "stage")}
"""The filters that choose words, and the words that each can choose."""

MOST_SHOWN = 1000

UNIT_KEYS = ("id", "opportunity")
WATCH_COLUMNS = ("answered", "undated", "day", "waiting")
"""Whether a unit was answered, and how long it was watched, where that is what is counted."""


@dataclass(frozen=True)
class Mark:
    """One bar, point or cell of a figure, or one number: its label, the values that identify it, and its number."""

    label: str
    key: Mapping[str, Any] = field(hash=False)
    n: int


@dataclass(frozen=True)
class DrillDown:
    """The rows behind a mark, in the order of the log: as many `counted` as the mark's number, and the others with
    the reason. `counted_rows` and `left_out_rows` are the first of them, with the columns to look them up by."""

    counted: int
    left_out: int
    counted_rows: list[Row]
    left_out_rows: list[Row]


def list_marks(answer: Answer) -> list[Mark]:
    """The marks of an answer, in the order of its rows; none where the question has none."""
    if answer.question.key == "summary":
        return [
            Mark(wording.column(name), {"number": name}, row[name])
            for row in answer.rows
            for name in SUMMARY_NUMBERS
        ]
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in answer.rows if answer.question.marks else []:
        groups.setdefault(tuple(row[name] for name in answer.question.marks), []).append(row)
    return [
        _mark(answer, dict(zip(answer.question.marks, key, strict=True)), rows)
        for key, rows in groups.items()
    ]


def filters_for(answer: Answer, mark: Mark) -> dict[str, Any]:
    """What the filters have to be for the whole page to show this mark alone; empty where no filter can say it."""
    return _filters_from(answer, mark.key)


def is_clickable(answer: Answer) -> bool:
    """Whether the filters can say what a point of the figure is."""
    if answer.parameters.get("split") != answer.question.defaults.get("split"):
        return False
    return bool(_points(answer)) and {_kind(answer, name) for name in _points(answer)} <= {
        *FILTER_VALUES,
        "week",
    }


def filters_at(answer: Answer, customdata: Sequence[Any]) -> dict[str, Any]:
    """What `filters_for` gives for a mark, for a point of the figure; what identifies it is first in `customdata`."""
    return _filters_from(answer, dict(zip(_points(answer), customdata, strict=False)))


def drill_down(log: MeasuredLog, answer: Answer, mark: Mark) -> DrillDown:
    """The rows of the log behind a mark, read from the very parts that counted it."""
    parameters = {**answer.parameters, **answer.question.bound_values(), **mark.key}
    units = fetch_rows(log, f"drilldown/{answer.question.key}", answer.filters, parameters)
    units.sort(key=_place)
    through = _find_reach(answer, mark)
    counted = [_with_reading(unit, answer, through) for unit in units if not unit["reason"]]
    left_out = [unit for unit in units if unit["reason"]]
    return DrillDown(
        len(counted),
        len(left_out),
        _look_up(log, counted[:MOST_SHOWN]),
        _look_up(log, left_out[:MOST_SHOWN]),
    )


def _find_reach(answer: Answer, mark: Mark) -> int | None:
    """The day up to which the rate of a mark is measured; None where it has none."""
    found = [row for row in answer.rows if all(row.get(name) == value for name, value in mark.key.items())]
    return found[0].get("through") if found else None


def _place(unit: Row) -> tuple[int, int, list[str]]:
    """Where a unit comes; those of one opportunity as a whole go by their days, which sort before words."""
    if unit["id"] is not None:
        return unit["opportunity"], unit["id"], []
    return unit["opportunity"], 0, sorted(map(str, unit.values()))


def _points(answer: Answer) -> tuple[str, ...]:
    return answer.question.points or answer.question.marks


def _kind(answer: Answer, name: str) -> str | None:
    """What a column of the rows is called among the filters."""
    kinds: Mapping[str, str | None] = {
        "name": answer.parameters.get("by"),
        "stage": answer.parameters.get("split", "stage"),
    }
    return kinds.get(name, name)


def _filters_from(answer: Answer, key: Mapping[str, Any]) -> dict[str, Any]:
    filters: dict[str, Any] = {}
    for name, value in key.items():
        kind = _kind(answer, name)
        if kind == "week":
            monday = date.fromisoformat(value)
            filters |= {"since": monday, "until": monday + timedelta(days=6)}
        elif kind in FILTER_VALUES and value in FILTER_VALUES[kind]:
            filters[kind] = value
        else:
            return {}
    return filters


def _mark(answer: Answer, key: dict[str, Any], rows: list[Row]) -> Mark:
    label = ", ".join(_label(name, value) for name, value in key.items())
    return Mark(
        label, key, len(rows) if answer.question.number is None else rows[0][answer.question.number] or 0
    )


def _label(name: str, value: Any) -> str:
    return wording.value_text(name, value) if isinstance(value, str) else f"{wording.column(name)} {value}"


def _with_reading(unit: Row, answer: Answer, through: int | None) -> Row:
    """A unit that counts, and as what."""
    return {"counts_as": _reading(unit, answer, through), **unit} if unit.get("waiting") is not None else unit


def _reading(unit: Row, answer: Answer, through: int | None) -> str:
    """How an answer, or the days that one was waited for, counts in a share that is answered in time."""
    day, within = unit["day"], answer.parameters["within"]
    if answer.basis != WITHIN:
        return "an answer" if unit["answered"] else "no answer"
    if unit["undated"]:
        return "an answer on an unknown day"
    if unit["answered"]:
        return _answer_reading(day, within if through is None else through)
    if day >= within:
        return f"no answer in {wording.count(within, 'day')}"
    watched = f"no answer in {wording.count(day, 'day')}"
    return f"{watched} so far" if unit["waiting"] else f"{watched}, then followed up"


def _answer_reading(day: int, through: int) -> str:
    if day > through:
        return f"no answer in {wording.count(through, 'day')}: it came later"
    return f"an answer on day {day}" if day else "an answer on the day of sending"


def _look_up(log: MeasuredLog, units: list[Row]) -> list[Row]:
    """Each unit with the columns to look it up by in the log: of its touch, or of its opportunity as a whole."""
    touches = _details(log, "touches", [unit["id"] for unit in units if unit["id"] is not None])
    wholes = _details(log, "opportunities", [unit["opportunity"] for unit in units if unit["id"] is None])
    return [
        {
            name: value
            for name, value in unit.items()
            if name not in (*UNIT_KEYS, *WATCH_COLUMNS) and value is not None
        }
        | (wholes.get(unit["opportunity"], {}) if unit["id"] is None else touches[unit["id"]])
        for unit in units
    ]


def _details(log: MeasuredLog, table: str, keys: list[int]) -> dict[int, Row]:
    rows = log.records(composer.read_sql(f"drilldown/about/{table}"), {"keys": keys})
    return {row.pop("key"): row | _place_in_file(log, row) for row in rows}


def _place_in_file(log: MeasuredLog, row: Row) -> Row:
    """Where the row of a touch stands, in words, where its number is no line of a file that the person has."""
    return {"line": log.report.place_of(row["line"])} if "line" in row and log.report.places else {}
