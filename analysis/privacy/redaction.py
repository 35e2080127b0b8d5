"""A log made anew for a share, row by row from an allowlist of columns; it can be imported as a log again.

*Full*: everything but messages and notes. *Coded*: weeks in place of days, and codes in place of companies, people,
opportunities and clients, assigned at random; which code is whose is stored nowhere. Both as CSV, in which nothing
starts a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from random import SystemRandom

from analysis import export
from analysis.ask import fetch_rows
from analysis.filters import Filters
from analysis.question import Row
from data.combine.touch_numbers import renumber_touches
from data.database import ENUMS
from data.errors import LogError
from data.imports.choices import Choices
from data.imports.log import MeasuredLog, name_extra_columns
from data.schema import vocabulary
from data.schema.mapping import AS_TEXT, CLEAN_COLUMNS

FULL_COLUMNS = tuple(column for column in CLEAN_COLUMNS if column not in ("message", "notes"))
CODED_COLUMNS = tuple(column for column in FULL_COLUMNS if column not in ("role", "label"))
"""The columns that are shared at each level. Messages and notes are in none."""

DAY_COLUMNS = ("at", "arrived_at", "accepted_at", "promised_by", "changed_at")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Leak(LogError):
    """A cell that must not be shared, or a column that nobody allowed."""


def list_extra_columns(log: MeasuredLog) -> list[str]:
    """The person's own columns, which are shared only in a full share and only one by one."""
    headers = log.records("select distinct unnest(map_keys(extra)) as name from keyed order by name")
    return [*name_extra_columns([row["name"] for row in headers]).values()]


def list_withheld_columns(*, coded: bool, extra: bool) -> frozenset[str]:
    """The columns that SQL can read here and not in a shared log; `extra`: the person's own columns are shared too."""
    columns = {*(CODED_COLUMNS if coded else FULL_COLUMNS), *(("extra",) if extra else ())}
    return frozenset((*CLEAN_COLUMNS, "source", "extra", "rejects")) - columns


def write_full_log(log: MeasuredLog, filters: Filters, extra: Sequence[str] = ()) -> str:
    """The log with names and days, and of the person's own columns those in `extra`."""
    return export.write_csv(
        [{name: row.get(name) for name in (*FULL_COLUMNS, *extra)} for row in _filtered_rows(log, filters)]
    )


def write_coded_log(log: MeasuredLog, filters: Filters) -> str:
    """The log by week, with codes for names. Raises Leak, should anything else be left in it."""
    rows = _filtered_rows(log, filters)
    companies = _assign_codes("Company", (_company(row) for row in rows))
    people = _assign_codes(
        "Person", (_person(row, column) for row in rows for column in ("contact", "with_whom"))
    )
    opportunities = _assign_codes("Opportunity", map(_opportunity, rows))
    clients = _assign_codes("Client", map(_client, rows))
    coded_rows = [
        {
            **{name: row[name] for name in CODED_COLUMNS},
            **{name: week_of(row[name]) for name in DAY_COLUMNS},
            "precision": "day" if row["precision"] == "time" else row["precision"],
            "company": companies.get(_company(row)),
            "contact": people.get(_person(row, "contact")),
            "with_whom": people.get(_person(row, "with_whom")),
            "opportunity": opportunities.get(_opportunity(row)),
            "client": clients.get(_client(row)),
        }
        for row in rows
    ]
    written = export.write_csv(_renumber(coded_rows))
    check_redacted(written, coded=True)
    return written


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def week_of(text: str | None) -> str | None:
    """The Monday of the week of a day or a moment, both as ISO text."""
    return monday_of(date.fromisoformat(text[:10])).isoformat() if text else None


def read_header(written: str) -> list[str]:
    """The columns of a log, in order."""
    return next(csv.reader(io.StringIO(written, newline="")), [])


def choices_for(written: str) -> Choices:
    """What each column of a redacted log means, so that reading it guesses nothing."""
    names = [AS_TEXT.sub("", name) for name in read_header(written)]
    return Choices({name: name if name in CLEAN_COLUMNS else "extra" for name in names})


def check_redacted(written: str, *, coded: bool) -> None:
    """Refuse a log with other columns than its level has, and a coded one with anything but codes. Raises Leak."""
    table = csv.DictReader(io.StringIO(written, newline=""))
    header, columns = tuple(table.fieldnames or ()), CODED_COLUMNS if coded else FULL_COLUMNS
    if header[: len(columns)] != columns and columns[-1] == CLEAN_COLUMNS[-1]:
        columns = columns[:-1]  # shared before that column was kept
    own = header[len(columns) :]
    if header[: len(columns)] != columns or (own and coded) or set(own) & set(CLEAN_COLUMNS):
        raise Leak("The log that would leave has columns that nobody allowed.")
    if coded:
        for row in table:
            _check_codes(row)


def _check_codes(row: Mapping[str, str]) -> None:
    for name, text in row.items():
        if text and not CODE_CHECKS[name](text):
            raise Leak(f"The column “{name}” of the log that would leave holds more than a code.")


def _filtered_rows(log: MeasuredLog, filters: Filters) -> list[Row]:
    """The events of the opportunities that the filters choose, each with all that happened in it."""
    rows: list[Row] = log.clean_table().to_pylist()
    if not filters.to_json():
        return rows
    ids = {row["id"] for row in fetch_rows(log, "privacy/chosen", filters, {})}
    opportunities = {_opportunity(row) for row in rows if row["event"] == "touch" and row["id"] in ids}
    return [row for row in rows if _opportunity(row) in opportunities]


def _assign_codes(kind: str, names: Iterable[tuple[str, ...] | None]) -> dict[tuple[str, ...] | None, str]:
    """A code for each name: numbers in an order that nothing about the names decides."""
    distinct = sorted({name for name in names if name is not None})
    numbers = list(range(1, len(distinct) + 1))
    SystemRandom().shuffle(numbers)
    return {name: f"{kind} {number}" for name, number in zip(distinct, numbers, strict=True)}


def _client(row: Row) -> tuple[str, ...] | None:
    return _name(row["client"])


def _company(row: Row) -> tuple[str, ...] | None:
    return _name(row["company"])


def _person(row: Row, column: str) -> tuple[str, ...] | None:
    """Each client's people are their own: two who both wrote to a “Recruiter” need not have met the same one."""
    return (str(row["client"] or "").lower(), row[column].lower()) if row[column] else None


def _opportunity(row: Row) -> tuple[str, ...]:
    return (str(row["client"] or "").lower(), str(row["opportunity"]).lower())


def _name(text: str | None) -> tuple[str, ...] | None:
    """Names are compared without case, as the log compares them."""
    return (text.lower(),) if text else None


def _renumber(rows: Sequence[Row]) -> list[Row]:
    """Week by week, and in a week by codes, so that neither order nor numbers tell a day; an opportunity keeps its own
    order. Touches are numbered anew."""
    placed = sorted(enumerate(rows), key=lambda pair: (pair[1]["at"] or "", pair[1]["opportunity"], pair[0]))
    touches = [row["id"] for _, row in placed if row["id"] is not None]
    numbers = {str(number): str(new) for new, number in enumerate(touches, start=1)}
    return [
        row
        | {
            name: renumber_touches(str(row[name]), numbers)
            for name in ("id", "touch")
            if row[name] is not None
        }
        for _, row in placed
    ]


def _is_week(text: str) -> bool:
    return bool(DAY.fullmatch(text)) and date.fromisoformat(text).weekday() == 0


def _is_code(kind: str) -> Callable[[str], object]:
    return re.compile(rf"{kind} \d+").fullmatch


CODE_CHECKS: Mapping[str, Callable[[str], object]] = {
    "event": ("touch", "reply", "milestone").__contains__,
    "id": str.isdecimal,
    "touch": re.compile(r"\d+(?:\+\d+)*").fullmatch,
    **dict.fromkeys(DAY_COLUMNS, _is_week),
    "precision": ("day", "by", "unknown").__contains__,
    "kind": {*ENUMS["milestone"], "reply", "positive", "interview", "offer", "rejection"}.__contains__,
    **dict.fromkeys(("contact", "with_whom"), _is_code("Person")),
    "company": _is_code("Company"),
    "opportunity": _is_code("Opportunity"),
    "client": _is_code("Client"),
    "channel": ENUMS["channel"].__contains__,
    "strategy": ENUMS["strategy"].__contains__,
    "stage": {*ENUMS["stage"], *vocabulary.keys("stage")}.__contains__,
    "outcome": vocabulary.keys("outcome").__contains__,
    "status": vocabulary.keys("status").__contains__,
    **dict.fromkeys(("personalised", "do_not_contact"), ("yes", "no").__contains__),
}
"""What a cell of each column of a coded log may hold; an empty one is always fine."""
