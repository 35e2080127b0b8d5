"""Cells with more than one date or with words beside it, and dates without a year."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from data.schema import dates
from data.schema.date_parts import A_DATE, RANGE, is_date, lacks_year
from data.schema.worded_dates import date_beside_words

FAR = timedelta(days=100_000)
LIST = re.compile(r"\s*[,;&\n]\s*|\s(?:and|und|et|y|e)\s")
IN_CHINESE = re.compile(r"\d{1,2}月")
A_LEAP_YEAR = 2000
"""In which every day without a year is a day."""
MOST_AGAINST = 0.1
"""The share of steps from one row to the next that may go against the others in rows that are in order."""
Rows = Sequence[tuple[int, str]]
"""The filled cells of a column with their lines, in order."""
Columns = Mapping[str, Rows]


@lru_cache(maxsize=100_000)
def first_of(text: str) -> str:
    """The date of a cell that holds words besides, or the first of several; the text itself where there is none."""
    if is_date(text):
        return text
    if alone := date_beside_words(text):
        return alone
    ways = (RANGE.split(text, maxsplit=1)[:1], _all_dates(LIST.split(text)), A_DATE.findall(text))
    first = (parts[0].strip() for parts in ways if parts)
    return next((part for part in first if part != text.strip() and is_date(part)), text)


def _all_dates(parts: list[str]) -> list[str]:
    return parts if all(map(is_date, parts)) else []


def with_year(text: str, year: int) -> str:
    """A date without a year, written with one, in the manner in which it is written."""
    plain = text.strip()
    if IN_CHINESE.match(plain):
        return f"{year}年{plain}"
    separator = (
        "" if plain.endswith((".", "/", "-")) else next((sign for sign in "/.-" if sign in plain), " ")
    )
    return f"{plain}{separator}{year}"


def years_of(columns: Columns, said: dates.Order | None = None) -> dict[tuple[str, str], int | None]:
    """For each column and text that lacks its year, the one that brings it nearest to the next row that is dated in any
    column; None where no row is. The first row of a text counts. `said`: the order of dates, where none proves it."""
    dated = sorted(day for rows in columns.values() for day in _parse_rows(rows, said))
    lines = [line for line, _ in dated]
    found: dict[tuple[str, str], int | None] = {}
    for field, rows in columns.items():
        for line, text in rows:
            if (field, text) not in found and lacks_year(first_of(text)):
                at = bisect_left(lines, line)
                near = dated[max(at - 1, 0) : at + 1]
                nearest = min(near, key=lambda pair: abs(pair[0] - line), default=None)
                found[field, text] = _nearest_year(first_of(text), nearest[1], said) if nearest else None
    return found


def turns_of(rows: Rows, said: dates.Order | None = None) -> dict[str, int]:
    """For each text of a column without years, how many years it lies before the last of them: rows that are in order
    go from December to January, or back. None lies before another where the rows are in no order."""
    years, days = dict[str, int](), list[date]()
    for text in (text for _, text in rows if lacks_year(first_of(text))):
        alone = first_of(text)
        year = _nearest_year(alone, days[-1], said) if days else A_LEAP_YEAR
        years.setdefault(text, year)
        days += filter(None, [_day(with_year(alone, year), said)])
    later = [after > before for before, after in pairwise(days) if after != before]
    against = min(later.count(True), later.count(False))
    in_order = against <= MOST_AGAINST * len(later)
    return {text: year - max(years.values()) if in_order else 0 for text, year in years.items()}


def _parse_rows(rows: Rows, said: dates.Order | None) -> Iterator[tuple[int, date]]:
    """The rows of a column that are dated: line and day."""
    whole = [(line, first_of(text)) for line, text in rows if not lacks_year(first_of(text))]
    order = dates.find_order({text for _, text in whole}).order or said
    for line, text in whole:
        if day := _day(text, order):
            yield line, day


@lru_cache(maxsize=100_000)
def _nearest_year(text: str, day: date, order: dates.Order | None) -> int:
    years = [day.year, day.year - 1, day.year + 1]
    return min(years, key=lambda year: min(_distances(with_year(text, year), day, order), default=FAR))


def _distances(text: str, day: date, order: dates.Order | None) -> Iterator[timedelta]:
    """How far a text is from a day; where its order is not known, in every order in which it is a date."""
    for each in (order,) if order in ("dmy", "mdy") else ("dmy", "mdy"):
        if moment := dates.parse_moment(text, each):
            yield abs(moment.at.date() - day)


def _day(text: str, order: dates.Order | None) -> date | None:
    """The day of a text, in any order where none is proven: near enough to tell the year."""
    readings = (dates.parse_moment(text, each) for each in (order, "dmy", "mdy"))
    moment = next(filter(None, readings), None)
    return moment.at.date() if moment else None
