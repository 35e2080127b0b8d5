"""The dates of an export, whose order is known where a column does not prove another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, tzinfo
from functools import lru_cache

from data.schema import dates
from data.schema.date_parts import lacks_year
from data.schema.partial_dates import first_of


@lru_cache(maxsize=100_000)
def is_readable(text: str) -> bool:
    """Whether a text is empty or a date in any order, with or without a year."""
    if not text or dates.parse_moment(text):
        return True
    alone = first_of(text)
    orders: tuple[dates.Order, ...] = ("dmy", "mdy", "ymd")
    return lacks_year(alone) or any(dates.parse_moment(alone, order) for order in orders)


@lru_cache(maxsize=100_000)
def to_iso(text: str, order: dates.Order | None = None) -> str:
    """The moment that a text names, written the ISO way. What names none stays: its row is set aside for it.

    A number is a day of a spreadsheet or seconds since 1970: in a column of dates of a known tool it can be no other.
    """
    readings = (dates.parse_moment(text, each) for each in (None, order, "serial", "epoch"))
    moment = next(filter(None, readings), None)
    if moment is None:
        return text
    return str(moment.at if moment.timed else moment.at.date())


def make_reader(texts: Iterable[str], usual: dates.Order) -> Callable[[str], str]:
    """How to write the dates of a column the ISO way: in the order that it proves, else in the tool's usual one."""
    order = dates.find_order(set(texts)).order or usual
    return lambda text: to_iso(text, order) if text else ""


def in_zone(moment: datetime, zone: tzinfo | None, *, named: bool = False) -> str:
    """A moment as the clock showed it in a zone, which is `named` behind it; as it stands where one names no zone."""
    try:
        there = moment.astimezone(zone) if zone and moment.tzinfo else moment
    except OverflowError:  # in the year 1, by which some programs mean no date, or in the last one
        there = moment
    return str(there if named else there.replace(tzinfo=None))
