"""Messages to one person, or of one client, are alike: ranges of curves are as wide as that makes them."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
import pytest

from analysis.ask import ask
from analysis.filters import Filters
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload

START, CLUSTERS, EACH = date(2000, 1, 3), 40, 6
APART = timedelta(days=40)
MEAN, LIKENESS = 0.25, 0.3
"""The share answered in time on average, and how alike the messages of a cluster are (intraclass correlation)."""

DAYS, SILENT_DAYS = (3, 7, 14, 30), (0, 3, 7)
SEARCHES_IN_A_LOG = 40


def answered_by(day: float) -> float:
    """The share answered by the end of a day: delays are Weibull(0.7, 6 days), cut after 30 days."""
    return float(MEAN * (1 - np.exp(-(((day + 1) / 6) ** 0.7))) / (1 - np.exp(-((31 / 6) ** 0.7))))


def first_day(place: int) -> date:
    """Each search of a log has a period of its own."""
    return START + place * EACH * APART


def search(seed: int, place: int, *, clients: bool) -> Iterator[list[object]]:
    """Six messages, far apart, to each of forty people; or of each of forty clients, to different people."""
    random = np.random.default_rng(seed)
    spread = 1 / LIKENESS - 1
    for cluster in range(CLUSTERS):
        share = random.beta(MEAN * spread, (1 - MEAN) * spread)
        for number in range(EACH):
            sent = first_day(place) + number * APART
            replied = random.random() < share
            delay = 6 * np.log(1 / (1 - random.random() * (1 - np.exp(-((31 / 6) ** 0.7))))) ** (1 / 0.7)
            name = f"{seed}-{cluster}"
            whom = f"{name}-{number}" if clients else name
            on = sent + timedelta(days=int(delay)) if replied else ""
            yield [sent, f"Client {name}" if clients else "", whom, whom, "email", f"Search {seed}", on]


def measure_searches(seeds: Sequence[int], *, clients: bool) -> MeasuredLog:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["sent_at", "client", "contact", "company", "channel", "Search", "replied_at"])
    for place, seed in enumerate(seeds):
        writer.writerows(search(seed, place, clients=clients))
    return import_log(Upload(text.getvalue().encode(), "world.csv")).measure(
        today=date(2028, 1, 1), as_of=date(2027, 12, 31)
    )


def list_held(seeds: Sequence[int], *, clients: bool) -> tuple[list[bool], list[bool]]:
    """Whether the ranges of the curves, and those of the chances after silence, hold the truth."""
    log = measure_searches(seeds, clients=clients)
    curves: list[bool] = []
    chances: list[bool] = []
    rows = ask(log, "reply_curve", by="Search").rows
    for place, seed in enumerate(seeds):
        curve = {row["day"]: row for row in rows if row["name"] == f"Search {seed}"}
        for day in DAYS:
            row = curve[max(known for known in curve if known <= day)]
            curves.append(row["low"] <= answered_by(day) <= row["high"])
        period = Filters(since=first_day(place), until=first_day(place + 1) - timedelta(days=1))
        silence = {row["t"]: row for row in ask(log, "follow_up", period).rows}
        for day in SILENT_DAYS:
            left = (answered_by(30) - answered_by(day)) / (1 - answered_by(day))
            chances.append(silence[day]["low"] <= left <= silence[day]["high"])
    log.close()
    return curves, chances


@pytest.mark.parametrize("clients", [False, True])
def test_ranges_hold_the_truth_in_a_few_searches(clients: bool) -> None:
    assert min(map(np.mean, list_held(range(SEARCHES_IN_A_LOG), clients=clients))) >= 0.9


@pytest.mark.long
@pytest.mark.parametrize("clients", [False, True])
def test_ranges_hold_the_truth_in_200_searches(clients: bool) -> None:
    logs = [range(first, first + SEARCHES_IN_A_LOG) for first in range(0, 200, SEARCHES_IN_A_LOG)]
    curves, chances = zip(*(list_held(seeds, clients=clients) for seeds in logs), strict=True)
    assert min(np.mean(curves), np.mean(chances)) >= 0.93
