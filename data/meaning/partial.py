"""Cells with more than one date, and dates without a year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from data.meaning import dates
from data.meaning.written import A_DATE, RANGE, Written, lacks_year, take_apart

FAR = timedelta(days=100_000)
LIST = re.compile(r"\s*[,;&\n]\s*|\s(?:and|und|et|y|e)\s")
IN_CHINESE = re.compile(r"\d{1,2}月")


def first_of(text: str) -> str:
    """The first date of a cell that has several, or a range; the text itself where it has one or none."""
    if _is_date(text):
        return text
    ways = (RANGE.split(text, maxsplit=1)[:1], _all_dates(LIST.split(text)), A_DATE.findall(text))
    first = (parts[0].strip() for parts in ways if parts)
    return next((part for part in first if part != text.strip() and _is_date(part)), text)


def _all_dates(parts: list[str]) -> list[str]:
    return parts if all(map(_is_date, parts)) else []


def _is_date(text: str) -> bool:
    return isinstance(take_apart(text), Written) or lacks_year(text)


def with_year(text: str, year: int) -> str:
    """A date without a year, written with one, in the manner in which it is written."""
    plain = text.strip()
    if IN_CHINESE.match(plain):
        return f"{year}年{plain}"
    separator = (
        "" if plain.endswith((".", "/", "-")) else next((sign for sign in "/.-" if sign in plain), " ")
    )
    return f"{plain}{separator}{year}"


def years_of(rows: Iterable[tuple[int, str]]) -> dict[str, int | None]:
    """For each text of a column that lacks its year, the one that brings it nearest to the next dated row; None where
    no row is dated. `rows`: line and text, in order; the first row of a text counts."""
    column = [(line, text, first_of(text)) for line, text in rows]
    whole = {alone for _, _, alone in column if not lacks_year(alone)}
    order = dates.understand(whole).order
    dated = [(line, day) for line, _, alone in column if alone in whole and (day := _day(alone, order))]
    found: dict[str, int | None] = {}
    for line, text, alone in column:
        if alone not in whole and text not in found:
            nearest = min(dated, key=lambda pair: abs(pair[0] - line), default=None)
            found[text] = _nearest_year(alone, nearest[1]) if nearest else None
    return found


def _nearest_year(text: str, day: date) -> int:
    years = [day.year, day.year - 1, day.year + 1]
    return min(years, key=lambda year: min(_distances(with_year(text, year), day), default=FAR))


def _distances(text: str, day: date) -> Iterator[timedelta]:
    """How far a text is from a day, in every order in which it is a date."""
    for order in ("dmy", "mdy"):
        if moment := dates.parse(text, order):
            yield abs(moment.at.date() - day)


def _day(text: str, order: dates.Order | None) -> date | None:
    """The day of a text, in any order where none is proven: near enough to tell the year."""
    readings = (dates.parse(text, each) for each in (order, "dmy", "mdy"))
    moment = next(filter(None, readings), None)
    return moment.at.date() if moment else None
