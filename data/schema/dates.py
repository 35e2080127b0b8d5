"""How the dates of a column are read. Nothing is guessed: what fits two readings is asked about."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from data.schema.date_parts import DateParts, Unreadable, parse_parts

Order = str
"""dmy, mdy or ymd: how day, month and year follow each other in 03/04/26. Or the whole column counts: `serial`, days
(the serial numbers of a spreadsheet), `epoch`, seconds (Unix time)."""

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years that a log can have; any other is a slip of the pen (206, 2206)."""
FIRST_SHORT_YEAR = 1970
"""The first that two digits can mean: 26-01-31 is not the 26th of January 1931."""
FIRST_SERIAL, LAST_SERIAL = 20_000, 60_000
"""Day numbers of a spreadsheet, from 1954 to 2064."""
DAY_ZERO = datetime(1899, 12, 30)
"""Day 0 of a spreadsheet's serial numbers; Excel counts a 29 February 1900 that never was."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, or a date with a time (`timed`): wall time as written, where the log's owner lives.

    `offset`: minutes by which that clock is ahead of UTC, where the text of a time says so.
    """

    at: datetime
    timed: bool
    offset: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Reading:
    """How a column of dates is to be read.

    `order` is the order that the column proves. It is None where no date needs one (each is plain by itself),
    where several orders fit all values and differ (`ambiguous`), and where values prove different orders
    (`conflict`); the last two have to be asked about. `orders` are those that are possible. `evidence` is the
    value that decided, or one that is open; in a conflict, `against` is a value that it does not agree with.
    `unreadable` are the texts that are no date in any order. In a `mixed` column some dates have dots and others have
    not: those with dots are day first by convention, and say nothing about the others.
    """

    order: Order | None
    orders: tuple[Order, ...] = ()
    ambiguous: bool = False
    conflict: bool = False
    evidence: str | None = None
    against: str | None = None
    unreadable: tuple[str, ...] = ()
    mixed: bool = False

    @property
    def must_ask(self) -> bool:
        """Whether only the person can say how this column is meant."""
        return self.ambiguous or self.conflict

    @property
    def by_convention(self) -> bool:
        """Whether the order is only that of dates with dots, which proves nothing about other columns."""
        return self.evidence is not None and _is_dotted(self.evidence)

    def read(self, text: str, order: Order | None) -> Moment | None:
        """The moment that a text of this column names when the column is read in an order."""
        by_convention = parse_moment(text, "dmy") if self.mixed and _is_dotted(text) else None
        return by_convention or parse_moment(text, order)

    def both(self, text: str) -> tuple[Moment | None, Moment | None]:
        """A text in the first two possible orders, for showing; None where it is no date in that order."""
        first, second, *_ = [*(self.read(text, order) for order in self.orders), None, None]
        return first, second


def find_order(values: Iterable[str]) -> Reading:
    """How the distinct texts of one column are to be read, from the evidence in all of them."""
    texts = [text for text in values if text.strip()]
    for counting, counts in COUNTING.items():
        if texts and all(map(counts, texts)):
            return Reading(counting, (counting,), evidence=texts[0])
    cells: dict[DateParts, str] = {}
    unreadable = []
    for text in texts:
        written = parse_parts(text)
        if isinstance(written, Unreadable) or not _orders_of(written):
            unreadable.append(text)
        elif not written.known:
            cells.setdefault(written._replace(clock=None, offset=None), text)
    plain = {
        written: text for written, text in cells.items() if not (written.dotted and _fits(written, "dmy"))
    }
    mixed = 0 < len(plain) < len(cells)
    return replace(_decide(plain if mixed else cells, tuple(unreadable)), mixed=mixed)


def parse_moment(text: str, order: Order | None = None) -> Moment | None:
    """The moment that a text names, None where it names none (`why_unreadable` says why).

    Without an order, only what has a single reading is read: 13/1/2026 can be nothing else, and dates with
    dots are day first by convention. A given order holds for dots as well.
    """
    if order and order in COUNTING:
        return _moment_of_number(text, order)
    written = parse_parts(text)
    if isinstance(written, Unreadable):
        return None
    day = _day(written, order) if order or written.known else _only_day(written)
    if day is None:
        return None
    # Exports write a plain date as midnight; a message sent at that very moment is the exception.
    timed = written.clock is not None and written.clock != time()
    return Moment(datetime.combine(day, written.clock or time()), timed, written.offset if timed else None)


def why_unreadable(text: str, order: Order | None = None) -> str:
    """Why a text is no date in this order, in plain words; empty where it is one."""
    if parse_moment(text, order):
        return ""
    if order in COUNTING:
        return "the other dates of this column are plain numbers, this is not"
    written = parse_parts(text)
    if isinstance(written, Unreadable):
        return written.why
    if not (order or written.known) and len(_orders_of(written)) > 1:
        return "day and month could be either way round"
    return _why_no_day(dict(zip("ymd" if written.known else order or "dmy", written.numbers, strict=True)))


def _is_dotted(text: str) -> bool:
    written = parse_parts(text)
    return not isinstance(written, Unreadable) and written.dotted


def _decide(cells: Mapping[DateParts, str], unreadable: tuple[str, ...]) -> Reading:
    """The order in which every cell is a date: none needed, one, several (ambiguous) or none (conflict)."""
    if not cells:
        return Reading(None, unreadable=unreadable)
    candidates: tuple[Order, ...] = ("dmy", "mdy", "ymd") if _year_may_come_first(cells) else ("dmy", "mdy")
    fitting = tuple(order for order in candidates if all(_fits(written, order) for written in cells))
    if not fitting:
        return _conflict(cells, unreadable)
    if "dmy" in fitting and all(written.dotted for written in cells):
        fitting = ("dmy",)  # the convention wherever dates have dots
    differing = [text for written, text in cells.items() if not _same(written, fitting)]
    if differing:
        return Reading(None, fitting, ambiguous=True, evidence=differing[0], unreadable=unreadable)
    proofs = (text for written, text in cells.items() if _orders_of(written) == fitting[:1])
    evidence = next(proofs, next(iter(cells.values())))
    return Reading(fitting[0], fitting[:1], evidence=evidence, unreadable=unreadable)


def _conflict(cells: Mapping[DateParts, str], unreadable: tuple[str, ...]) -> Reading:
    """Some values are dates in one order only, others only in another."""
    possible = {text: _orders_of(written) for written, text in cells.items()}
    proof, order = next((text, orders[0]) for text, orders in possible.items() if len(orders) == 1)
    against = next(text for text, orders in possible.items() if order not in orders)
    orders = tuple(sorted({order for orders in possible.values() for order in orders}))
    return Reading(None, orders, conflict=True, evidence=proof, against=against, unreadable=unreadable)


def _year_may_come_first(cells: Iterable[DateParts]) -> bool:
    """Whether these could be year, month, day with two digits each.

    So if nothing else makes a date of one of them, or if the first number varies less than the last, as
    years do.
    """
    numbers = [written.numbers for written in cells if written.padded and written.short_year]
    if len(numbers) < len(list(cells)):
        return False
    varies_less = len({first for first, _, _ in numbers}) < len({last for _, _, last in numbers})
    return varies_less or any(_orders_of(written) == ("ymd",) for written in cells)


def _orders_of(written: DateParts) -> tuple[Order, ...]:
    """The orders in which this is a date; a short year comes first only where nothing else is possible."""
    if written.known:
        return ("ymd",) if _day(written, "ymd") else ()
    usual: tuple[Order, ...] = ("dmy", "mdy")
    fitting = tuple(order for order in usual if _fits(written, order))
    return fitting or (("ymd",) if written.padded and _fits(written, "ymd") else ())


def _only_day(written: DateParts) -> date | None:
    """The day of a date that needs no order."""
    orders = ("dmy",) if written.dotted else _orders_of(written)
    return _day(written, orders[0]) if orders and _same(written, orders) else None


def _same(written: DateParts, orders: Iterable[Order]) -> bool:
    return len({_day(written, order) for order in orders}) == 1


def _fits(written: DateParts, order: Order) -> bool:
    return _day(written, order) is not None


def _day(written: DateParts, order: Order | None) -> date | None:
    """The day that the numbers name in this order, None where there is no such day."""
    next_year = date.today().year + 1 if written.short_year else None
    return _day_in_order(written.numbers, "ymd" if written.known or order is None else order, next_year)


@lru_cache(maxsize=100_000)
def _day_in_order(numbers: tuple[int, int, int], order: Order, next_year: int | None) -> date | None:
    """The day that three numbers name. With `next_year`, the year is a short one of the century before that."""
    said = dict(zip(order, numbers, strict=True))
    year = said["y"] if next_year is None else next_year - (next_year - said["y"]) % 100
    if not (FIRST_SHORT_YEAR if next_year else FIRST_YEAR) <= year <= LAST_YEAR:
        return None
    try:
        return date(year, said["m"], said["d"])
    except ValueError:  # a 13th month, a 31st of April
        return None


def _why_no_day(said: Mapping[str, int]) -> str:
    if not 1 <= said["m"] <= 12:
        return f"there is no month {said['m']}"
    if not 1 <= said["d"] <= monthrange(2000, said["m"])[1]:
        return f"that month has no day {said['d']}"
    if (said["m"], said["d"]) == (2, 29) and said["y"] % 4:
        return f"there is no 29th of February in {said['y']:02}"
    return f"the year {said['y']:02} is out of reach"


def _is_serial(text: str) -> bool:
    number = text.strip().replace(",", ".", 1)
    return re.fullmatch(r"\d{5}(\.\d+)?", number) is not None and FIRST_SERIAL <= float(number) <= LAST_SERIAL


def _is_epoch(text: str) -> bool:
    return re.fullmatch(r"\d{10}(\d{3})?", text.strip()) is not None


def _moment_of_number(text: str, counting: Order) -> Moment | None:
    """A moment that is counted: days of a spreadsheet; seconds or milliseconds since 1970."""
    if not COUNTING[counting](text):
        return None
    number = float(text.strip().replace(",", "."))
    if counting == "serial":
        at = DAY_ZERO + timedelta(seconds=round(number * 86_400))
        return Moment(at, at.time() != time())
    seconds = number / 1000 if len(text.strip()) == 13 else number
    return Moment(datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None), True, 0)


COUNTING: Mapping[Order, Callable[[str], bool]] = {"serial": _is_serial, "epoch": _is_epoch}
