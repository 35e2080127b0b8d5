"""Rows whose cells slipped by one: a delimiter is missing, or one too many, or another one was used.

Such a row is read again in each way that one slip allows. A reading is taken only where the row, as it stands, can't
be right, because a cell is not what its column holds, and one reading fits every column better than any other. What
columns hold is learned from the other rows. Each repair is noted with its line.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from math import inf, log
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from data.files.column_habit import Habit, habits_of
from data.files.dialect import USUAL
from data.files.header_row import Header
from data.files.text_columns import Body, column_ids, columns, count_rows, is_odd, widen
from data.files.tolerant_csv import Dialect, Record, read_whole_record

MOST_SPLITS = 200  # ways to part the cells of one row
MOST_QUOTES = 20
LONGEST_ROW = 5_000  # characters
WIDEST = 60  # columns
USUAL_SHARE = 0.75  # how many rows must be as wide as the table before the others are taken for slips
SELDOM = 0.05  # the share of empty cells from which one more is nothing odd
MARGIN = log(2)  # how much better the best reading is than the next one

SIGNS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
MISSING = "missing delimiter"
SURPLUS = "surplus delimiter"
OTHER = "other delimiter"


class Reading(NamedTuple):
    """One way to read a row: its slip, and its cells."""

    slip: str
    cells: tuple[str, ...]


class Repairs(NamedTuple):
    """The rows of a body with the repaired ones among them, and the lines of those by their slip."""

    body: Body
    lines: dict[str, list[int]]


def repair_rows(body: Body, sample: Sequence[Record], width: int, dialect: Dialect) -> Repairs:
    """The body with each row that slipped put back under its headers, as far as that is certain."""
    if not body.odd or not 2 <= width <= WIDEST or not _are_wide(sample, width):
        return Repairs(body, {})
    habits = habits_of([record.cells for record in sample if not is_odd(record, width, dialect)], width)
    if not any(habit.known for habit in habits):
        return Repairs(body, {})
    stray = set(body.stray.tolist())
    found = dict[int, Reading]()
    for place, raw in body.odd.items():
        cells = _row(body, place)
        right = _fits(cells, habits) and int(body.lines[place]) not in stray
        if len(raw) > LONGEST_ROW or (right and (len(cells) <= width or any(cells[width:]))):
            continue
        reading = _best_reading(raw, cells, habits, dialect)
        if reading:
            found[place] = reading
    slips = dict[str, list[int]]()
    for place, reading in sorted(found.items()):
        slips.setdefault(reading.slip, []).append(int(body.lines[place]))
    return Repairs(_with_rows(body, found, width), slips) if found else Repairs(body, {})


def repair_header(header: Header, raw: str, below: Sequence[Record], width: int, dialect: Dialect) -> Header:
    """The header with as many names as the rows below have cells, where it has one more or less by a plain slip.

    One more is a slip where it is empty; one less where there is one way only to part two names, at a quote.
    """
    if header.two_rows or not _are_wide(below, width):
        return header
    names = header.names
    if len(names) == width + 1 and sum(not name.strip() for name in names) == 1:
        return header._replace(names=tuple(name for name in names if name.strip()), slip=SURPLUS)
    if len(names) == width - 1:
        parted = (cells for cells in _split_at_quotes(raw, dialect) if len(cells) == width)
        ways = {tuple(cells) for cells in parted if not any((dialect.quote or "") in cell for cell in cells)}
        if len(ways) == 1:
            return header._replace(names=ways.pop(), slip=MISSING)
    return header


def note_repairs(repairs: Repairs, dialect: Dialect) -> Iterator[str]:
    """A sentence for each kind of slip that was repaired."""
    sign = SIGNS.get(dialect.delimiter or "", "delimiter")
    for slip, lines in repairs.lines.items():
        if slip == MISSING:
            yield f"{count_rows(lines)} with a {sign} missing; the cells were put back under their headers."
        elif slip == SURPLUS:
            yield f"{count_rows(lines)} with a {sign} too many; the empty cell that it made was left out."
        else:
            yield f"{count_rows(lines)} with another delimiter than the {sign}; it was read with that one."


def _are_wide(rows: Sequence[Record], width: int) -> bool:
    """Whether so many rows are that wide that the others may be slips."""
    return bool(rows) and sum(len(row.cells) == width for row in rows) >= USUAL_SHARE * len(rows)


def _row(body: Body, place: int) -> list[str]:
    return [column[place].as_py() for column in body.cells.columns[: body.widths[place]]]


def _with_rows(body: Body, found: dict[int, Reading], width: int) -> Body:
    """The body with other cells in some of its rows, and no wider than its widest one."""
    places = np.array(sorted(found))
    widths, rows = body.widths.copy(), [found[place].cells for place in sorted(found)]
    widths[places] = [len(row) for row in rows]
    most = max(int(widths.max()), width)
    added = widen(pa.table(columns(rows), column_ids(max(map(len, rows)))), most)
    order = np.arange(len(widths))
    order[places] = len(widths) + np.arange(len(places))
    cells = pa.concat_tables([widen(body.cells, most).select(range(most)), added]).take(order)
    stray = body.stray[~np.isin(body.stray, body.lines[places])]
    return body._replace(cells=cells, widths=widths, stray=stray)


def _best_reading(raw: str, cells: list[str], habits: list[Habit], dialect: Dialect) -> Reading | None:
    """The one reading that fits, and fits better than the row as it stands; None where several do.

    Each of its cells is like one that was seen in its column. Where a quote shows the end of a cell, no other place
    is looked for.
    """
    as_it_stands = tuple(cells)
    for slip, ways in _list_readings(raw, cells, habits, dialect):
        scores = {
            way: sum(habit.chance(cell.strip()) for habit, cell in zip(habits, way, strict=True))
            for way in {as_it_stands, *ways}
            if len(way) == len(habits)
        }
        scores = {way: score for way, score in scores.items() if score > -inf}
        best, *others = sorted(scores, key=lambda way: -scores[way]) or [as_it_stands]
        if best != as_it_stands:
            return None if others and scores[best] - scores[others[0]] < MARGIN else Reading(slip, best)
    return None


def _fits(cells: Sequence[str], habits: Sequence[Habit]) -> bool:
    """Whether each cell is what its column holds; a row that ends too early has empty cells there."""
    filled = [*map(str.strip, cells), *[""] * (len(habits) - len(cells))]
    return all(habit.fits(cell) for habit, cell in zip(habits, filled, strict=False))


def _list_readings(
    raw: str, cells: list[str], habits: list[Habit], dialect: Dialect
) -> Iterator[tuple[str, Iterator[tuple[str, ...]]]]:
    """Each slip, the likeliest first, and the ways to read the row with it."""
    width = len(habits)
    yield MISSING, map(tuple, _split_at_quotes(raw, dialect))
    if len(cells) == width + 1:
        yield SURPLUS, ((*cells[:i], *cells[i + 1 :]) for i, cell in enumerate(cells) if not cell)
    if len(cells) == width - 1:
        yield MISSING, _part_cells(cells, habits)
    others = (other for other in (*USUAL, " ") if other != dialect.delimiter and other in raw)
    again = (read_whole_record(raw, replace(dialect, delimiter=other, spaced="")) for other in others)
    yield OTHER, (tuple(way) for way in again if way)


def _part_cells(cells: list[str], habits: list[Habit]) -> Iterator[tuple[str, ...]]:
    """The cells with one of them in two, or with an empty one more where its column often is empty.

    Between two columns of free text nothing shows where one ends, nor that two of their cells are one.
    """
    texts = [not (habit.known or other.known) for habit, other in pairwise(habits)]
    first_texts = texts.index(True) if any(texts) else len(habits)
    left = _fit_so_far(cells, habits)
    right = _fit_so_far(cells[::-1], habits[::-1])[::-1]
    tries = 0
    for index, cell in enumerate(cells):
        if left[index] and right[index] and habits[index].filled <= 1 - SELDOM and index < first_texts:
            yield (*cells[:index], "", *cells[index:])
        if not (left[index] and right[index + 1]) or texts[index]:
            continue
        for place in range(1, len(cell)):
            tries += 1
            if tries > MOST_SPLITS:
                return
            one, other = cell[:place], cell[place:]
            if habits[index].fits(one.strip()) and habits[index + 1].fits(other.strip()):
                yield (*cells[:index], one, other, *cells[index + 1 :])


def _fit_so_far(cells: Sequence[str], habits: Sequence[Habit]) -> list[bool]:
    """For each number of cells, whether that many from the first on are what their columns hold."""
    return [True, *accumulate((habit.fits(cell) for habit, cell in zip(habits, cells, strict=False)), min)]


def _split_at_quotes(raw: str, dialect: Dialect) -> Iterator[list[str]]:
    """The row with a delimiter more beside one of its quotes, as far as it then is sound."""
    delimiter = dialect.delimiter
    if not dialect.quote or not delimiter:
        return
    quotes = [match.start() for match in re.finditer(re.escape(dialect.quote), raw)]
    if len(quotes) > MOST_QUOTES:
        return
    for place in sorted({place for quote in quotes for place in (quote, quote + 1)} - {0, len(raw)}):
        if not raw.startswith(delimiter, place) and not raw.endswith(delimiter, 0, place):
            cells = read_whole_record(raw[:place] + delimiter + raw[place:], dialect)
            if cells:
                yield cells
