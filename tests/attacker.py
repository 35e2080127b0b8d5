"""Somebody who has a published dashboard and tries to work out what it hides."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np
from scipy.optimize import linprog

Row = dict[str, Any]
RATES = ("response_by_channel", "response_by_strategy")


@dataclass
class Sums:
    """Unknown numbers, each between two bounds, and what is known of their sums."""

    bounds: dict[object, tuple[float, float]] = field(default_factory=dict)
    known: list[tuple[dict[object, float], float, float]] = field(default_factory=list)

    def say(self, unknowns: list[object], low: float, high: float) -> None:
        """The sum of these lies between two numbers."""
        self.known.append((dict.fromkeys(unknowns, 1.0), low, high))

    def range(self, unknowns: list[object]) -> tuple[int, int]:
        """The least and the most that the sum of these can be: two linear programs."""
        places = {name: place for place, name in enumerate(self.bounds)}
        rows, limits = [], []
        for weights, low, high in self.known:
            row = np.zeros(len(places))
            for name, weight in weights.items():
                row[places[name]] = weight
            for signed, limit in ((row, high), (-row, -low)):
                if math.isfinite(limit):
                    rows.append(signed)
                    limits.append(limit)
        wanted = np.zeros(len(places))
        wanted[[places[name] for name in unknowns]] = 1
        ends = []
        for sign in (1, -1):
            solved = linprog(sign * wanted, np.array(rows), limits, bounds=list(self.bounds.values()))
            assert solved.success, solved.message
            ends.append(sign * solved.fun)
        return math.ceil(ends[0] - 1e-6), math.floor(ends[1] + 1e-6)


def hidden_ranges(published: list[Row]) -> Iterator[tuple[str, str, str, int, int]]:
    """For each number that is hidden in the published answers: question, row, number, least and most it can be."""
    yield from _messages(published)
    yield from _opportunities(published)


def _messages(published: list[Row]) -> Iterator[tuple[str, str, str, int, int]]:
    """Both tables of replies at once: every message is in one row of each."""
    [overall] = [row for answer in published for row in answer["rows"] if row.get("name") == "all"]
    tables = {key: _rows(published, key) or [overall] for key in RATES}
    pairs = list(product(*([_place(row) for row in rows] for rows in tables.values())))
    sums = Sums()
    for pair in pairs:
        sums.bounds |= {("n", pair): (0, overall["n"]), ("replies", pair): (0, overall["n"])}
        sums.known.append(({("replies", pair): 1.0, ("n", pair): -1.0}, -math.inf, 0))
    _tell(sums, overall, pairs, overall["n"])
    parts = [
        (key, row, [pair for pair in pairs if pair[side] == _place(row)])
        for side, (key, rows) in enumerate(tables.items())
        for row in rows
    ]
    for _, row, within in parts:
        _tell(sums, row, within, overall["n"])
    for key, row, within in parts:
        for number in ("n", "replies"):
            if row[number] is None:
                yield key, str(_place(row)), number, *sums.range([(number, pair) for pair in within])


def _tell(sums: Sums, row: Row, within: Sequence[object], most: int) -> None:
    """What a row says of the messages in it: how many, how many of them answered, and the rounded rate of these."""
    sums.say([("n", pair) for pair in within], *_said(row["n"], 1, most))
    replies: list[object] = [("replies", pair) for pair in within]
    sums.say(replies, *_said(row["replies"], 0, most))
    if row["rate"] is not None:
        sums.say(replies, *((row["rate"] + off) * row["n"] for off in (-0.0051, 0.0051)))


def _opportunities(published: list[Row]) -> Iterator[tuple[str, str, str, int, int]]:
    """What followed: taken as if each opportunity were in one row, which is the most that one can know."""
    rows = _rows(published, "offers_by_strategy")
    [totals] = _rows(published, "summary")
    whole = totals["opportunities"]
    for number in ("interviews", "offers") if rows else ():
        sums = Sums()
        for row in rows:
            place = _place(row)
            sums.bounds |= {
                ("n", place): _said(row["n"], 1, whole),
                (number, place): _said(row[number], 0, whole),
            }
            sums.known.append(({(number, place): 1.0, ("n", place): -1.0}, -math.inf, 0))
        sums.say([("n", _place(row)) for row in rows], whole, whole)
        sums.say([(number, _place(row)) for row in rows], *_said(totals[number], 0, whole))
        for known, row in product(("n", number), rows):
            if row[known] is None:
                yield "offers_by_strategy", str(_place(row)), known, *sums.range([(known, _place(row))])


def _rows(published: list[Row], key: str) -> list[Row]:
    return [
        row
        for answer in published
        for row in answer["rows"]
        if answer["question"] == key and row.get("name") != "all"
    ]


def _place(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in ("name", "strategy", "stage") if name in row)


def _said(number: int | None, low: float, high: float) -> tuple[float, float]:
    return (low, high) if number is None else (number, number)
