"""When is it? The dates of a file, read column by column; what only the person can say is asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise, zip_longest

from data.imports.choices import Choices
from data.imports.report import OpenQuestion
from data.schema import dates
from data.schema.date_parts import lacks_year
from data.schema.headers import hold_days
from data.schema.partial_dates import Columns, first_of, turns_of, with_year, years_of
from data.schema.worded_dates import date_beside_words

READINGS = {"dmy": "day first (D/M/Y)", "mdy": "month first (M/D/Y)", "ymd": "year first (Y/M/D)"}
SEVERAL = "Several dates stand in one cell; the first of them counts"
BESIDE_WORDS = "Words stand beside the date; the date counts"
NO_YEAR = "The year is missing; that of the nearest dated row is taken"
SAID_YEAR = "The year is missing; the one that you said is taken"
MOST_YEARS = 3
YEARS = re.compile(r"(?:\d{4} to )?(\d{4})")
"""An answer to the question for the year: the only one, or the first and the last."""
NONE_OF_THESE = "none of these"
MOST_COLUMNS = 6
Column = Callable[[str], Iterable[tuple[int, str]]]
"""The filled cells of a column of dates with their lines, in order."""
Years = Mapping[tuple[str, str], int]
"""The year of each column and text that names none."""


@dataclass(frozen=True)
class DateColumns:
    """The dates that were read: column, text, moment.

    `orders`: in which order each column is read. `partly`: column, text and remark where only a part of a cell was
    taken, or a year added. `open_questions`: what only the person can say.
    """

    found: tuple[tuple[str, str, dates.Moment], ...]
    orders: Mapping[str, dates.Order | None]
    partly: tuple[tuple[str, str, str], ...]
    open_questions: tuple[OpenQuestion, ...]


def read_date_columns(
    texts: Mapping[str, Sequence[str]], choices: Choices, header_of: Callable[[str], str], column: Column
) -> DateColumns:
    """Read each distinct text of the columns in the order that its column proves or the person chose.

    `texts`: of each column of dates, those that are not written the ISO way.
    A column that proves nothing follows the others of the file where they agree; else the person is asked.
    """
    years, year_questions = _find_years(texts, choices, header_of, column)
    whole = {
        field: {text: _complete_date(text, years.get((field, text))) for text in written}
        for field, written in texts.items()
    }
    readings = {field: dates.find_order(read_as.values()) for field, read_as in whole.items()}
    proven = {reading.order for reading in readings.values() if reading.order and not reading.by_convention}
    orders = {field: _order(reading, proven, choices.dates) for field, reading in readings.items()}
    order_questions = [
        _ask_for_order(fields, readings, whole, header_of) for fields in _group_by_question(readings, orders)
    ]
    found = [
        (field, text, moment)
        for field, read_as in whole.items()
        for text, said in read_as.items()
        if (moment := readings[field].read(said, orders[field] or (*readings[field].orders, None)[0]))
    ]
    added = SAID_YEAR if choices.chosen.get("year") else NO_YEAR
    partly = [
        (field, text, remark)
        for field, read_as in whole.items()
        for text in read_as
        for remark in (*_remark_part(text), *([added] if (field, text) in years else []))
    ]
    return DateColumns(tuple(found), orders, tuple(partly), (*order_questions, *year_questions))


def _remark_part(text: str) -> tuple[str, ...]:
    """What is to be said where only a part of a cell is taken."""
    if first_of(text) == text:
        return ()
    return (BESIDE_WORDS if date_beside_words(text) else SEVERAL,)


def ask_for_day_column(values: Mapping[str, Sequence[str]]) -> OpenQuestion | None:
    """The question which column is the day on which something was done; None where none holds dates.

    `values`: the texts of each column that has no meaning yet.
    """
    dated = {name: texts for name, texts in values.items() if hold_days(texts)}
    names = [*dated][:MOST_COLUMNS]
    if not names:
        return None
    return OpenQuestion(
        key="date",
        columns=tuple(names),
        question=f"No column is read as the day on which you did something. Is it {' or '.join(_quoted(names))}?",
        choices=(*names, NONE_OF_THESE),
        examples=tuple(
            dict(zip(names, row, strict=True))
            for row in islice(zip_longest(*(dated[name] for name in names), fillvalue=""), 3)
        ),
    )


def _complete_date(text: str, year: int | None) -> str:
    """A text with one date and a year."""
    return with_year(first_of(text), year) if year else first_of(text)


def _find_years(
    texts: Mapping[str, Sequence[str]], choices: Choices, header_of: Callable[[str], str], column: Column
) -> tuple[Years, tuple[OpenQuestion, ...]]:
    """The years of dates that have none: as the person said, else of the nearest dated row, else asked for."""
    short = [field for field, written in texts.items() if any(lacks_year(first_of(text)) for text in written)]
    if not short:
        return {}, ()
    columns = {field: [*column(field)] for field in texts}
    if said := YEARS.fullmatch(choices.chosen.get("year", "")):
        return _assign_years(columns, short, choices.dates, int(said[1]))[1], ()
    near = years_of(columns, choices.dates)
    years = {where: year for where, year in near.items() if year is not None}
    if len(years) == len(near):
        return years, ()
    runs = dict(_assign_years(columns, short, choices.dates, last) for last in _likely_years(texts))
    return next(iter(runs.values())), (_ask_for_year(runs, header_of),)


def _assign_years(
    columns: Columns, short: Sequence[str], said: dates.Order | None, last: int
) -> tuple[str, Years]:
    """The years of all dates if the last of those without one is in the year `last`, and how to call them.

    One column runs through the years, row by row; the dates of the others are the nearest to its.
    """
    leading = "sent_at" if "sent_at" in short else short[0]
    written = (with_year(first_of(text), last) for _, text in columns[leading] if lacks_year(first_of(text)))
    order = said or dates.find_order(written).order
    years = {text: last + turn for text, turn in turns_of(columns[leading], order).items()}
    whole = [
        (line, with_year(first_of(text), years[text]) if text in years else text)
        for line, text in columns[leading]
    ]
    others = years_of({**columns, leading: whole}, order)
    first = min(years.values(), default=last)
    name = f"{first} to {last}" if first < last else str(last)
    return name, {(leading, text): year for text, year in years.items()} | {
        where: year or last for where, year in others.items()
    }


def _likely_years(texts: Mapping[str, Sequence[str]]) -> list[int]:
    """The years of the other dates of the file, the most frequent first; else this one and the last."""
    moments = (dates.parse_moment(text) for written in texts.values() for text in written)
    years = Counter(moment.at.year for moment in moments if moment)
    this = date.today().year
    return [year for year, _ in years.most_common(MOST_YEARS)] or [this, this - 1]


def _ask_for_year(runs: Mapping[str, Years], header_of: Callable[[str], str]) -> OpenQuestion:
    """The question in which years the dates are, shown on the first three; where they run into another, on these."""
    [years, *_] = runs.values()
    headers = tuple(dict.fromkeys(header_of(field) for field, _ in years))
    turns = (at for at, (one, next_one) in enumerate(pairwise(years.values())) if one != next_one)
    first = max(next(turns, 1) - 1, 0)
    shown = [*years][first : first + 3]
    return OpenQuestion(
        key="year",
        columns=headers,
        question=f"The dates in {_join_headers(headers)}, such as {shown[0][1]}, have no year. Which year is it?",
        choices=tuple(runs),
        examples=tuple(
            {"as written": text}
            | {name: with_year(first_of(text), run[field, text]) for name, run in runs.items()}
            for field, text in shown
        ),
    )


def _ask_for_order(
    fields: list[str],
    readings: Mapping[str, dates.Reading],
    texts: Mapping[str, Mapping[str, str]],
    header_of: Callable[[str], str],
) -> OpenQuestion:
    """The question which way the dates of some columns are meant, with both readings of three of their values."""
    headers = tuple(dict.fromkeys(map(header_of, fields)))
    first, second = readings[fields[0]].orders[:2]
    written = [(readings[field], *each) for field in fields for each in texts[field].items()]
    shown = [each for each in written if _differs(each[0], each[2])][:3] or written[:3]
    return OpenQuestion(
        columns=headers,
        question=(
            f"The dates in {_join_headers(headers)}, such as {shown[0][1]}, can be read "
            f"in two ways: {READINGS[first]} or {READINGS[second]}. Which is right?"
        ),
        choices=(first, second),
        examples=tuple({"as written": text, **_both(reading, whole)} for reading, text, whole in shown),
    )


def _order(
    reading: dates.Reading, proven: set[dates.Order], chosen: dates.Order | None
) -> dates.Order | None:
    """In which order a column's dates are read; None where they need none, or where it has to be asked."""
    if not reading.must_ask:
        return reading.order
    others = proven & set(reading.orders)
    return chosen or (others.pop() if len(others) == 1 and not reading.conflict else None)


def _group_by_question(
    readings: Mapping[str, dates.Reading], orders: Mapping[str, dates.Order | None]
) -> list[list[str]]:
    """The columns that only the person can say how to read; those with the same two readings are one question."""
    asked: dict[tuple[dates.Order, ...], list[str]] = {}
    for field, reading in readings.items():
        if reading.must_ask and orders[field] is None:
            asked.setdefault(reading.orders[:2], []).append(field)
    return list(asked.values())


def _differs(reading: dates.Reading, text: str) -> bool:
    """Whether the two readings of a text are two different days."""
    one, other = reading.both(text)
    return None not in (one, other) and one != other


def _both(reading: dates.Reading, text: str) -> dict[str, str]:
    """One date in both readings, for the person to see which is right."""
    moments = zip(reading.orders, reading.both(text), strict=False)
    return {READINGS[order]: f"{moment.at:%d %B %Y}" if moment else "no date" for order, moment in moments}


def _join_headers(headers: Sequence[str]) -> str:
    return " and ".join(_quoted(headers))


def _quoted(headers: Sequence[str]) -> list[str]:
    return [f"“{header}”" for header in headers]
