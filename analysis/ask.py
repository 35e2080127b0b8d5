"""Ask a question of a log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from analysis import basis, missing_data, reply_delays
from analysis.answer import Answer, plain
from analysis.basis import BASES, WITHIN
from analysis.domains import SOURCE
from analysis.filters import Filters, list_bits
from analysis.question import Question, Row
from analysis.questions import QUESTIONS, tip_rules
from analysis.sql import composer
from data.errors import LogError
from data.imports.log import MeasuredLog
from data.sql_files import bind_parameters

Numbers: TypeAlias = NDArray[np.generic]

MOST_GROUPS = 50
WORD_PARAMETERS = {
    "basis": BASES,
    "per": ("message", "contact", "opportunity"),
    "outcome": ("reply", "further", "offer"),
    "names": ("yes", "no"),
    "sort": ("replies", "interviews", "offers"),
    "step": ("reply", "interview", "offer"),
}
DAY_PARAMETERS = ("within", "days")
COLUMN_PARAMETERS = ("by", "split")
"""What a parameter can be: one of few words, a number of days, a column of the log."""


CLIENTS_FACT = "client_numbers"

KEPT_FOR = {
    "spellings": (("by",), ("split",)),
    "outcome_cells": (("by", "split"),),
    "subject_cells": (("per", "basis", "by", "split"),),
}
"""Facts that are worked out for the values of some parameters at a time, when somebody asks with these."""

NAMED_BY_THEMSELVES = ("all", "channel", "strategy", "stage", "personalised")
"""What a log can be broken down by without a look at texts."""

ENOUGH_COMPARED = 100_000
"""Touches of as many clients, drawn by chance, are enough to compare within clients: so what a person waits for doesn't
grow with the log."""

FEWEST_COMPARED = 50
"""Clients that are compared however large their logs are: a difference is clear only where ten and more agree on it."""
ALL_COMPARED = {"interviews"}
"""Files of `sql/cells` that are small enough to have all clients; the others have those that are drawn."""

ENOUGH_FOR_CELLS = 50_000
"""Touches of a log from which on it is quicker to add things up once than to count them at each question."""

HORIZON = 30
"""The days within which a reply counts unless somebody chooses otherwise, whatever the filters choose."""
OUTCOME_DAYS = {"reply": 14, "further": 30, "offer": 60}
"""The days in which an outcome counts unless somebody chooses otherwise."""

_DELAYS: WeakKeyDictionary[MeasuredLog, dict[str, reply_delays.LogDelays]] = WeakKeyDictionary()
"""What was learned of logs that are still in use."""


class UnknownQuestion(LogError):
    """A question that the catalogue does not have."""


class UnknownParameter(LogError):
    """A parameter, or a value of one, that the question can't use."""


def ask(log: MeasuredLog, key: str, filters: Filters | None = None, **chosen: Any) -> Answer:
    """The answer of a measured log to a question of the catalogue.

    `chosen` overrides the question's parameters: `by` and `split` (a header of the file; as a split also `source`, the
    person's own words for channels), `per` (message, contact, opportunity), `within` (days), `basis`
    (`analysis.basis`; by default the log's own). Raises LogError for a question, parameter or
    column that does not exist.
    """
    question = question_for(key)
    filters = filters or Filters()
    parameters = {**question.defaults, **{k: v for k, v in chosen.items() if v is not None}}
    if unknown := set(parameters) - set(question.defaults):
        raise UnknownParameter(
            f"“{question.title}” has no parameter {', '.join(sorted(unknown))}. "
            f"It has: {', '.join(question.defaults) or 'none'}."
        )
    parameters = _settle_parameters(parameters, log)
    counts = _place_undated(log, plain(_fetch_counts(log, question, filters, parameters)), parameters)
    _require_few_groups(counts, parameters)
    missing = _list_missing(log, question, parameters)
    counted = [row for row in counts if not row.get("reason")]
    unmet = question.unmet(missing)
    cells = None if unmet else fetch_cells(log, question, filters, parameters)
    bound = {**parameters, "as_of": log.as_of, "missing": missing, "cells": cells}
    find_rows = question.rows_without if unmet else question.estimate
    return Answer(
        question=question,
        parameters=parameters,
        as_of=log.as_of,
        filters=filters,
        counts=counts,
        rows=find_rows(counted, bound),
        held_out=_count_held_out(counts),
        missing=missing,
        drawn=_count_drawn(log, question, parameters) if cells else None,
    )


def keep_fact(log: MeasuredLog, name: str, statement: str) -> None:
    """Work out what is true of the whole log, unless an earlier question needed it already."""
    kept = f"{statement}\nlimit 0" if name in KEPT_FOR else statement
    log.keep_table(
        name, kept, bind_parameters(statement, list_values(log.as_of, Filters(), _choose(name, {})))
    )


def list_values(as_of: date, view: Filters, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """What the files of `analysis/sql` bind: what facts do, which no view changes, then the filters and parameters."""
    values = {
        "as_of": as_of,
        "rules": tip_rules.list_rules(),
        "enough": ENOUGH_COMPARED,
        "fewest": FEWEST_COMPARED,
        **view.parameters(),
        **parameters,
        "added_up": _is_added_up(parameters),
        "cut_weeks": _list_cut_weeks(as_of, view, parameters),
    }
    return values | list_bits(values)


def keep_rows(log: MeasuredLog, name: str, statement: str, parameters: Mapping[str, Any]) -> None:
    """Work out the rows of a fact for these parameters, unless an earlier question needed them already."""
    for names in KEPT_FOR[name]:
        chosen = {each: parameters.get(each) for each in names}
        values = list_values(log.as_of, Filters(), _choose(name, chosen))
        log.keep_rows(name, str(chosen), statement, bind_parameters(statement, values))


def _choose(name: str, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that a fact is kept for: those chosen, and no value for the others. Any other fact has none."""
    return {each: chosen.get(each) for names in KEPT_FOR.get(name, ()) for each in names}


def fetch_rows(log: MeasuredLog, file: str, view: Filters, parameters: Mapping[str, Any]) -> list[Row]:
    """What a file of `analysis/sql` returns for a log and a view, with the facts that it needs worked out before."""
    return log.records(*_prepare(log, file, view, parameters))


def fetch_cells(
    log: MeasuredLog, question: Question, filters: Filters, parameters: Mapping[str, Any]
) -> dict[str, Numbers] | None:
    """The single cases that a question compares, as arrays; None where it needs none of this log."""
    name = question.cells or question.client_cells
    if not name or (not question.cells and not has_several_clients(log)):
        return None
    return log.columns(*_prepare(log, f"cells/{name}", filters, {**parameters, **question.bound_values()}))


def _count_drawn(
    log: MeasuredLog, question: Question, parameters: Mapping[str, Any]
) -> tuple[int, int] | None:
    """How many clients a question compares, and of how many, where the log has more than are needed."""
    none_within = parameters.get("by") == "client" or (
        question.client_cells and parameters.get("basis") == basis.SO_FAR
    )
    if question.cells in ALL_COMPARED or none_within or not has_several_clients(log):
        return None
    [found] = log.records(*_prepare(log, "cells/drawn_clients", Filters(), {}))
    return (found["drawn"], found["clients"]) if found["drawn"] < found["clients"] else None


def has_several_clients(log: MeasuredLog) -> bool:
    """Whether a log is about more than one person."""
    keep_fact(log, CLIENTS_FACT, composer.read_fact(CLIENTS_FACT))
    [row] = log.records("select several_clients from client_numbers")
    return bool(row["several_clients"])


def _prepare(
    log: MeasuredLog, file: str, view: Filters, parameters: Mapping[str, Any]
) -> tuple[str, dict[str, Any]]:
    """The statement of a file with its values, once the facts that it needs are there."""
    on_cells = log.report.made["touches"] >= ENOUGH_FOR_CELLS
    for name, fact in composer.list_facts(file, on_cells=on_cells).items():
        keep_fact(log, name, fact)
        if name in KEPT_FOR:
            keep_rows(log, name, fact, parameters)
    values = list_values(log.as_of, view, parameters)
    filtered = any(values[name] is not None for name in view.parameters())
    statement = composer.compose_on_facts(file, filtered=filtered, on_cells=on_cells)
    return statement, bind_parameters(statement, values)


def _is_added_up(parameters: Mapping[str, Any]) -> bool:
    """Whether `sql/facts/week_cells.sql` has what is counted: messages, by what a log can be broken down by without
    texts."""
    columns = [parameters.get(name) for name in COLUMN_PARAMETERS]
    return parameters.get("per") == basis.MESSAGE and all(
        column is None or column in NAMED_BY_THEMSELVES for column in columns
    )


def _list_cut_weeks(as_of: date, view: Filters, parameters: Mapping[str, Any]) -> list[date]:
    """The Mondays of weeks of which only a part is chosen, or only a part is as old as the horizon."""
    horizon = timedelta(days=int(parameters.get("within") or 0))
    days = {day for day in (view.since, view.until, as_of - horizon) if day}
    return sorted({day - timedelta(days=day.weekday()) for day in days})


def question_for(key: str) -> Question:
    """The question with this key, or UnknownQuestion."""
    if key not in QUESTIONS:
        raise UnknownQuestion(f"There is no question “{key}”. There are: {', '.join(QUESTIONS)}.")
    return QUESTIONS[key]


def _settle_parameters(parameters: dict[str, Any], log: MeasuredLog) -> dict[str, Any]:
    """The parameters checked, with what depends on the log filled in: basis, horizon, columns to break down by."""
    usual = {
        "within": HORIZON,
        "per": basis.default_unit(log),
        "days": OUTCOME_DAYS.get(str(parameters.get("outcome"))),
    }
    settled: dict[str, Any] = {
        name: usual.get(name) if value is None else value for name, value in parameters.items()
    }
    for name, value in settled.items():
        if name in WORD_PARAMETERS and value is not None and value not in WORD_PARAMETERS[name]:
            raise UnknownParameter(
                f"{name} can't be “{value}”. It can be: {', '.join(WORD_PARAMETERS[name])}."
            )
        if name in DAY_PARAMETERS:
            settled[name] = _parse_days(name, value)
        if name in COLUMN_PARAMETERS and value:
            settled[name] = SOURCE if (name, value) == ("split", SOURCE) else log.column_for(str(value))
    if "basis" in settled and settled["basis"] is None:
        within = int(settled.get("within", HORIZON))
        settled["basis"] = basis.default_basis(log, within, settled.get("per", basis.MESSAGE))
    return settled


def _list_missing(log: MeasuredLog, question: Question, parameters: Mapping[str, Any]) -> tuple[str, ...]:
    """What the log doesn't say; the days of replies too, where the question needs them and they are not counted by."""
    fields = tuple(lack.field for lack in log.report.missing)
    if missing_data.lacks_steps(log):
        fields = (*fields, missing_data.STEPS_REACHED)
    if "basis" not in parameters:
        return fields
    counted = parameters["basis"] == WITHIN
    possible = basis.has_dated_replies(log) or not basis.has_undated_replies(log)
    lacking = not possible if counted else question.timed
    return (*fields, missing_data.DAYS) if lacking else fields


def _place_undated(log: MeasuredLog, counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """The counts with replies on an unknown day dealt out over the days on which they can have come."""
    if not any(map(reply_delays.is_undated, counts)):
        return counts
    delays = _learn_delays(log, parameters.get("per", "message")) or _learn_delays(log, "message")
    return reply_delays.place_undated(counts, parameters["within"], delays)


def _learn_delays(log: MeasuredLog, per: str) -> reply_delays.LogDelays:
    """How long replies take in a log, learned the first time only."""
    known = _DELAYS.setdefault(log, {})
    if per not in known:
        asked = {"by": "channel", "split": None, "per": per, "within": 1, "basis": WITHIN}
        known[per] = reply_delays.learn_delays(fetch_rows(log, "response_by_channel", Filters(), asked))
    return known[per]


def _require_few_groups(counts: list[Row], parameters: dict[str, Any]) -> None:
    words = (
        len({(row["name"], row.get("split")) for row in counts}) if parameters.get("split") == SOURCE else 0
    )
    if words > MOST_GROUPS:
        raise UnknownParameter(
            f"Your log has {words:,} different words for its channels; an answer can be broken down by at most "
            f"{MOST_GROUPS}."
        )
    groups = len({row.get("name") for row in counts})
    if groups > MOST_GROUPS:
        raise UnknownParameter(
            f"“{parameters['by']}” has {groups:,} different values; "
            f"an answer can be broken down by at most {MOST_GROUPS}."
        )


def _parse_days(name: str, value: Any) -> int:
    if not str(value).isdigit() or not 1 <= int(value) <= 366:
        raise UnknownParameter(f"{name} can't be “{value}”. It is a number of days, 1 to 366.")
    return int(value)


def _fetch_counts(
    log: MeasuredLog, question: Question, filters: Filters, parameters: dict[str, Any]
) -> list[Row]:
    """What the SQL returned, in the order of its columns (grouping promises no order of its own)."""
    rows = fetch_rows(log, question.key, filters, {**parameters, **question.bound_values()})
    return _sort_rows(rows)


def _sort_rows(rows: list[Row]) -> list[Row]:
    """Rows in the order of their columns, of which lists and maps say nothing."""
    columns = ([row[name] for row in rows] for name in (rows[0] if rows else ()))
    keys = [
        _sort_keys(column)
        for column in columns
        if not any(isinstance(value, (list, dict)) for value in column)
    ]
    ordered = (
        sorted(range(len(rows)), key=[*zip(*keys, strict=True)].__getitem__) if keys else range(len(rows))
    )
    return [rows[place] for place in ordered]


def _sort_keys(column: list[Any]) -> list[Any]:
    """The values of a column as they are where all are of one type; else with what comes before: nothing first, then
    by type."""
    if len({*map(type, column)}) == 1 and column[0] is not None:
        return column
    return [(value is not None, str(type(value)), value) for value in column]


def _count_held_out(counts: list[Row]) -> dict[str, int]:
    """How many units were left out, by reason."""
    held: Counter[str] = Counter()
    for row in counts:
        if row.get("reason"):
            held[row["reason"]] += int(row.get("units", 0))
    return dict(held)
