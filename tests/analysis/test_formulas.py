"""Every formula that the dictionary documents, worked out anew from what the answer carries, gives the number shown.

Most need the row and the counts of the answer alone. Comparisons of like with like need the single cases too, which
`Question.cells` names and which never leave with an answer; shares of offers need each path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import inf, prod, sqrt
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import betaln, stdtrit

from analysis.answer import Answer
from analysis.ask import ask, fetch_cells
from analysis.basis import BASES, WITHIN
from analysis.question import Row
from analysis.questions import QUESTIONS, day_trials, touch_kinds
from analysis.questions.strategies import fair_comparison
from analysis.questions.timing import best_time, follow_up_or_wait, gaps_between_touches
from analysis.stages import stage_order
from analysis.statistics import trials
from benchmarks import cohort
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from tests.analysis.questions.timing.messages import world
from tests.paths import JOB_SEEKER
from tests.trackers import TODAY

Z = 1.959963984540054
Cases = Mapping[str, NDArray[Any]]
Formulas = dict[str, Callable[["Shown"], float | None]]


@dataclass(frozen=True)
class Shown:
    """One row of an answer, with what its numbers are made of."""

    answer: Answer
    row: Row
    cases: Cases

    @property
    def counts(self) -> list[Row]:
        """The counts of this row's own group."""
        same = {"name": "name", "stage": "split", "touch": "touch"}
        here = {of: self.row[name] for name, of in same.items() if name in self.row}
        return [
            each
            for each in self.answer.counted
            if all(each.get(of, value) == value for of, value in here.items())
        ]


# Shares answered, by day


def at_risk(counts: Iterable[Row], day: float) -> float:
    return float(sum(each["replies"] + each["silent"] for each in counts if each["day"] >= day))


def on_day(counts: Iterable[Row], day: float, column: str = "replies") -> float:
    return float(sum(each[column] for each in counts if each["day"] == day))


def days(counts: Iterable[Row], last: float, after: float = -1) -> list[float]:
    found = {each["day"] for each in counts if each["replies"] and after < each["day"] <= last}
    return sorted(found)


def silent_share(counts: list[Row], last: float, after: float = -1) -> float:
    """∏ (1 − replies on day d ÷ still silent on day d)."""
    return prod(1 - on_day(counts, day) / at_risk(counts, day) for day in days(counts, last, after))


def total(counts: Iterable[Row], column: str) -> float:
    return float(sum(each[column] for each in counts))


def rate(shown: Shown) -> float:
    if shown.answer.basis == "within":
        return 1 - silent_share(shown.counts, shown.row["through"])
    return total(shown.counts, "replies") / total(shown.counts, "units")


def positive_rate(shown: Shown) -> float:
    counts = shown.counts
    if shown.answer.basis != "within":
        return total(counts, "positive") / total(counts, "units")
    return sum(
        silent_share(counts, day - 1) * on_day(counts, day, "positive") / at_risk(counts, day)
        for day in days(counts, shown.row["through"])
    )


def effective_n(shown: Shown) -> float:
    counts = shown.counts
    if shown.answer.basis != "within":
        return total(counts, "units") * independent_part(counts[0])
    within = shown.row["through"]
    n = information(counts, within)
    return n * independent_part(counts[0]) * information_left(counts, n, within)


def information(counts: list[Row], within: int) -> float:
    """Greenwood's, or what stands in for it at 0 % and at 100 %."""
    when, left = days(counts, within), silent_share(counts, within)
    if not when:
        watched = (min(1.0, (each["day"] + 1) / (within + 1)) * each["silent"] for each in counts)
        late = (each["replies"] for each in counts)
        return float(sum(watched) + sum(late))
    if left <= 0:
        return at_risk(counts, when[-1]) / silent_share(counts, when[-1] - 1)
    terms = [(on_day(counts, day), at_risk(counts, day)) for day in when]
    return (1 - left) / (left * sum(replies / (n * (n - replies)) for replies, n in terms))


def independent_part(sums: Row) -> float:
    """(1 ÷ the design effect) × (1.96 ÷ t)²; a single cluster of several messages counts as one trial."""
    k, m, y, mm, my, yy = (sums[name] for name in ("clusters", "m", "y", "mm", "my", "yy"))
    if mm == m:
        return 1.0
    if k == 1:
        return 1 / float(m)
    share = y / m
    varied = k / (k - 1) * (yy - 2 * share * my + share**2 * mm) / m**2
    design = 1.0 if share in (0, 1) else max(1.0, varied / (share * (1 - share) / m))
    return float((Z / stdtrit(k - 1, 0.975)) ** 2 / design)


def information_left(counts: list[Row], n: float, within: int) -> float:
    doubt, common = (sum(each.get(name, 0) for each in counts) for name in ("doubt", "common"))
    share, replies = (
        1 - silent_share(counts, within),
        sum(on_day(counts, day) for day in days(counts, within)),
    )
    if not doubt or not replies:
        return 1.0
    middle = (share * n + 0.5) / (n + 1)
    known = middle * (1 - middle) / n
    return float(known / (known + (doubt + common**2) * (share / replies) ** 2))


def wilson(share: float | None, n: float | None, side: int) -> float:
    if share is None or not n:
        return (1 + side) / 2
    middle, half = share + Z**2 / n / 2, Z * sqrt(share * (1 - share) / n + (Z / n / 2) ** 2)
    return (middle + side * half) / (1 + Z**2 / n)


def low(shown: Shown) -> float:
    return wilson(shown.row.get("rate", shown.row.get("hazard")), shown.row["effective_n"], -1)


def high(shown: Shown) -> float:
    return wilson(shown.row.get("rate", shown.row.get("hazard")), shown.row["effective_n"], 1)


def replied(shown: Shown) -> float:
    curve = [each for each in shown.answer.rows if each["name"] == shown.row["name"]]
    so_far = [each for each in curve if each["day"] <= shown.row["day"]]
    return float(1 - prod(1 - each["replies"] / each["at_risk"] for each in so_far))


def chance(shown: Shown) -> float | None:
    until = shown.row["until"]
    return None if until is None else 1 - silent_share(shown.answer.counted, until, shown.row["t"])


# Groups that learn from each other


def pool_of(shown: Shown) -> list[Row]:
    rows = [each for each in shown.answer.rows if each["pooled"] is not None]
    if "time" in shown.row:  # days and times are compared apart
        [rows] = [group for group in best_time.group_comparisons(rows) if shown.row in group]
    return rows


def trials_of(row: Row) -> tuple[float, float]:
    share, n = ("rate", "effective_n") if row.get("adjusted") is None else ("adjusted", "adjusted_n")
    return (row[share] or 0.0) * (row[n] or 0.0), row[n] or 0.0


@cache
def posterior(groups: tuple[tuple[float, float], ...]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """μ, M and their weights, on a grid."""
    root, log_m = np.meshgrid((np.arange(400) + 0.5) / 400, np.linspace(np.log(0.5), np.log(2000), 160))
    mu, m = root.ravel() ** 2, np.exp(log_m).ravel()
    log = 3 * np.log1p(-mu) + np.log(mu) / 2 - 2 * np.log(10 + m) + np.log(m)
    for x, n in groups:
        log += betaln(mu * m + x, (1 - mu) * m + n - x) - betaln(mu * m, (1 - mu) * m)
    weight = np.exp(log - log.max())
    return mu, m, weight / weight.sum()


def pooled(shown: Shown) -> float:
    mu, m, weight = posterior(tuple(map(trials_of, pool_of(shown))))
    x, n = trials_of(shown.row)
    return float(((x + mu * m) / (n + m)) @ weight)


def p_best(shown: Shown) -> float:
    rows = pool_of(shown)
    mu, m, weight = posterior(tuple(map(trials_of, rows)))
    compared = [each for each in rows if trials_of(each)[1] >= 5]
    random = np.random.default_rng(5)
    at = random.choice(weight.size, 40_000, p=weight)
    draws = [
        random.beta(mu[at] * m[at] + x, (1 - mu[at]) * m[at] + n - x) for x, n in map(trials_of, compared)
    ]
    return float(np.mean(np.argmax(draws, axis=0) == compared.index(shown.row)))


# Like with like


def matured(cases: Cases, answer: Answer) -> tuple[NDArray[Any], NDArray[Any]]:
    """Replies in time, and trials: a silent one counts as share answered by its last day ÷ share answered in time."""
    n, within = cases["n"].astype(float), answer.parameters["within"]
    if answer.basis != "within":
        return n * cases["replied"], n
    by = {day: 1 - silent_share(answer.counted, day) for day in {*cases["day"].tolist(), within}}
    ages = [
        min(1.0, by[day] / by[within] if by[within] else (day + 1) / (within + 1)) for day in cases["day"]
    ]
    undated = [by[within] / by[day] if by[day] > by[within] else 1.0 for day in cases["day"]]
    known = np.where(cases["undated"], undated, cases["day"] <= within)
    return n * np.where(cases["replied"], known, 0), n * np.where(cases["replied"], 1.0, ages)


def situations(cases: Cases, *alike: str) -> NDArray[Any]:
    return np.unique(np.array([cases[name] for name in ("client", *alike)]), axis=1, return_inverse=True)[
        1
    ].ravel()


def like_for_like(shown: Shown, arm: NDArray[Any], arms: int) -> list[float]:
    """Least squares of replies on groups, with a level for each situation that at least two of them share."""
    x, n = matured(shown.cases, shown.answer)
    place = situations(shown.cases, "stage", "channel")
    shared = [
        at for at in range(place.max() + 1) if len({*arm[(place == at) & (n > 0) & (arm >= 0)].tolist()}) > 1
    ]
    kept = np.isin(place, shared) & (n > 0) & (arm >= 0)
    arm, place, x, n = arm[kept], place[kept], x[kept], n[kept]
    design = np.hstack([place[:, None] == shared, arm[:, None] == np.arange(arms)]).astype(float)
    effect = np.linalg.lstsq(design * np.sqrt(n)[:, None], x / np.sqrt(n), rcond=1e-9)[0][len(shared) :]
    share = np.array([n[arm == each].sum() for each in range(arms)]) / n.sum()
    return list(np.clip(x.sum() / n.sum() + effect - share @ effect, 0, 1))


def gap_rate(shown: Shown) -> float | None:
    if len(shown.answer.rows) == 1:
        return 1 - silent_share(shown.answer.counted, shown.row["through"])
    rates = like_for_like(shown, shown.cases["arm"], len(gaps_between_touches.GAPS))
    return rates[gaps_between_touches.GAPS.index(shown.row["name"])]


def time_rate(shown: Shown) -> float | None:
    [rows] = [group for group in best_time.group_comparisons(shown.answer.rows) if shown.row in group]
    if len(rows) == 1:
        timed = [each for each in shown.answer.counted if each["daypart"] or not shown.row["time"]]
        return 1 - silent_share(timed, shown.row["through"])
    arm = np.full(shown.cases["weekday"].size, -1)
    for place, each in enumerate(rows):
        on = np.isin(shown.cases["weekday"], [*best_time.DAYS_OF.get(each["day"], range(1, 8))])
        at = np.isin(shown.cases["daypart"], [*best_time.TIMES_OF.get(each["time"], range(-1, 4))])
        arm[on & at] = place
    return like_for_like(shown, arm, len(rows))[rows.index(shown.row)]


Sides = tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]
"""The situation, the side (1 with, 0 without), the successes and the trials of cases."""


def mantel_haenszel(sides: Sides) -> tuple[float | None, float]:
    """∑ w (rate with − rate without) ÷ ∑ w over situations, w = n with × n without ÷ n; and ∑ w."""
    place, side, x, n = sides
    weights, gaps = [0.0], [0.0]
    for at in np.unique(place):
        x1, n1, x0, n0 = (
            float(column[(place == at) & (side == arm)].sum()) for arm in (1, 0) for column in (x, n)
        )
        if n1 > 1e-9 and n0 > 1e-9:
            weights.append(n1 * n0 / (n1 + n0))
            gaps.append(weights[-1] * (x1 / n1 - x0 / n0))
    return (sum(gaps) / sum(weights) if sum(weights) else None), sum(weights)


def sides_of(shown: Shown) -> Sides:
    return SIDES[shown.answer.question.key](shown)


def personalised_sides(shown: Shown) -> Sides:
    alike = ("stage", "channel") if shown.row["same_channel"] else ("stage",)
    return situations(shown.cases, *alike), shown.cases["arm"], *matured(shown.cases, shown.answer)


def note_sides(shown: Shown) -> Sides:
    ones = np.ones(shown.cases["further"].size)
    return (
        situations(shown.cases, "stage", "answered"), shown.cases["thanked"], shown.cases["further"], ones
    )  # fmt: skip


def trial_sides(compared: trials.Comparison) -> Sides:
    return compared.cells.stratum, compared.cells.arm, compared.cells.x, compared.cells.n


def read_trials(shown: Shown) -> trials.Trials:
    found = day_trials.read_trials({**shown.answer.parameters, "cells": shown.cases})
    assert found is not None
    return found


def band_sides(shown: Shown) -> Sides:
    found, waited = read_trials(shown), read_trials(shown).position.waited
    first, last = follow_up_or_wait.BANDS.get(shown.row["silence"], (-inf, inf))
    silent = np.asarray(found.position.state == trials.SILENT)
    return trial_sides(found.against_silence(silent & (waited >= first) & (waited <= last)))


def strategy_sides(shown: Shown) -> Sides:
    compared = fair_comparison._compare(read_trials(shown), shown.row["strategy"], shown.row["against"])
    return trial_sides(compared.comparison)


SIDES: Mapping[str, Callable[[Shown], Sides]] = {
    "personalised": personalised_sides,
    "thank_you_landmark": note_sides,
    "follow_up_or_wait": band_sides,
    "fair_comparison": strategy_sides,
}


def difference(shown: Shown) -> float | None:
    return mantel_haenszel(sides_of(shown))[0]


def overlap(shown: Shown) -> float:
    return mantel_haenszel(sides_of(shown))[1]


# Offers shared out


def done_there(shown: Shown) -> list[tuple[tuple[str, ...], float, float]]:
    """Kinds, opportunities and offers of those that came as far as the stage of a row with anything done."""
    return [
        (touch_kinds.split_kinds(each["strategies"]), each["units"], each["offers"])
        for each in shown.answer.counted
        if each["touches"] is None and each["stage"] == shown.row["stage"] and each["strategies"]
    ]


def drawn_index(shown: Shown, by_chance: float) -> float:
    offers = sum(offers for _, _, offers in done_there(shown))
    kinds = len({kind for listed, _, _ in done_there(shown) for kind in listed})
    return float((offers * shown.row["credit_share"] + kinds * by_chance) / ((offers + kinds) * by_chance))


def expected_share(shown: Shown) -> float:
    """∑ offers × share of use ÷ ∑ offers, over clients; share of use in a log of one person."""
    if not shown.cases:
        return float(shown.row["use_share"])
    bit, clients = touch_kinds.list_bits().index(shown.row["strategy"]), shown.cases["client"]
    there = (shown.cases["stage"] == stage_order(shown.row["stage"])) & (shown.cases["done"] != 0)
    units, offers = shown.cases["units"].astype(float), shown.cases["offers"].astype(float)
    part = np.array(
        [(done >> bit & 1) / int(done).bit_count() if done else 0 for done in shown.cases["done"].tolist()]
    )
    own = [there & (clients == client) for client in np.unique(clients[there])]
    return float(
        sum(offers[at].sum() * (units * part)[at].sum() / units[at].sum() for at in own) / offers[there].sum()
    )


def paths_of(shown: Shown) -> list[tuple[tuple[str, ...], float, float]]:
    columns = (shown.cases[name].tolist() for name in ("path", "units", "offers"))
    return [(touch_kinds.split_kinds(path), *numbers) for path, *numbers in zip(*columns, strict=True)]


def linear_share(shown: Shown) -> float:
    found, kind = paths_of(shown), shown.row["strategy"]
    parts = (offers * path.count(kind) / len(path) for path, _, offers in found if path)
    return sum(parts) / sum(offers for _, _, offers in found)


def equal_split_share(shown: Shown) -> float:
    found, kind = paths_of(shown), shown.row["strategy"]
    parts = (offers / len({*path}) for path, _, offers in found if kind in path)
    return sum(parts) / sum(offers for _, _, offers in found)


def offers_left(paths: list[tuple[tuple[str, ...], float, float]], without: str | None) -> float:
    """The chance of an offer in the chain of kinds, walked step by step; a kind left out is a dead end."""
    moves: dict[str, dict[str, float]] = {}
    for path, units, offers in paths:
        walk = ("", *path)
        for here, there in zip(walk, (*path, "end"), strict=True):
            ways = moves.setdefault(here, {})
            ways[there] = ways.get(there, 0) + (offers if there == "end" else units)
            ways[" all"] = ways.get(" all", 0) + units
    at, won = {"": 1.0}, 0.0
    for _ in range(5_000):
        ahead: dict[str, float] = {}
        for here, weight in at.items():
            for there, count in moves[here].items():
                if there not in (" all", without):
                    ahead[there] = ahead.get(there, 0) + weight * count / moves[here][" all"]
        won += ahead.pop("end", 0.0)
        at = ahead
        if sum(at.values()) < 1e-13:
            break
    return won


def markov_share(shown: Shown) -> float:
    found = paths_of(shown)
    whole = offers_left(found, None)
    lost = {each["strategy"]: 1 - offers_left(found, each["strategy"]) / whole for each in shown.answer.rows}
    return lost[shown.row["strategy"]] / sum(lost.values())


def over(above: str, below: str) -> Callable[[Shown], float | None]:
    """One column of the row over another; none of nothing, and none where the first is empty."""

    def divide(shown: Shown) -> float | None:
        if shown.row[above] is None or not shown.row[below]:
            return None
        return float(shown.row[above] / shown.row[below])

    return divide


def step_rate(shown: Shown) -> float | None:
    """Of messages the reply rate, up to the last day on which enough were watched; of opportunities reached ÷ n."""
    if shown.row["step"] != "reply":
        return over("reached", "n")(shown)
    counts = [each for each in shown.answer.counted if "day" in each and each["day"] is not None]
    if shown.answer.basis != "within":
        return total(counts, "replies") / total(counts, "units")
    return 1 - silent_share(counts, shown.row["through"])


RATE: Formulas = {
    "rate": rate,
    "low": low,
    "high": high,
    "effective_n": effective_n,
    "positive_rate": positive_rate,
}
POOLED: Formulas = {"pooled": pooled, "p_best": p_best}
DIFFERENCE: Formulas = {"difference": difference, "overlap": overlap}

EVALUATIONS: Mapping[str, Formulas] = {
    "response_by_channel": RATE | POOLED,
    "response_by_strategy": RATE,
    "personalised": RATE | DIFFERENCE,
    "offers_by_strategy": {
        "interview_rate": over("interviews", "n"),
        "further_rate": over("further", "n"),
        "offer_rate": over("offers", "n"),
    },
    "outcomes_by_channel": {
        "interview_rate": over("interviews", "before_interview"),
        "offer_rate": over("offers", "before_offer"),
    },
    "outlook": {"rate": step_rate},
    "worth_trying": POOLED,
    "fair_comparison": DIFFERENCE,
    "thank_you_landmark": {"rate": over("further", "n"), **DIFFERENCE},
    "follow_up_or_wait": DIFFERENCE,
    "reply_curve": {"replied": replied},
    "follow_up": {"chance": chance},
    "replies_by_touch_number": {"hazard": rate, "low": low, "high": high, "effective_n": effective_n},
    "gaps_between_touches": {"rate": gap_rate, **POOLED},
    "best_time": {"rate": time_rate, **POOLED},
    "credit_for_offers": {
        "offer_share": over("offers", "all_offers"),
        "opportunity_share": over("n", "opportunities"),
        "expected_share": expected_share,
        "index": lambda shown: drawn_index(shown, shown.row["expected_share"]),
        "raw_index": lambda shown: drawn_index(shown, shown.row["use_share"]),
    },
    "ways_to_count": {
        "linear_share": linear_share,
        "equal_split_share": equal_split_share,
        "markov_share": markov_share,
    },
    "playbook_scorecard": {"rate": over("done", "possible")},
    "tips_kept": {"share": over("kept", "of")},
}

CLOSE = {"pooled": 2e-3, "p_best": 0.02, "replied": 1e-6}
"""How close a number comes that is summed on a grid, drawn, or worked out from numbers rounded for the table."""

NOT_SHOWN = {"rate", "difference", "overlap", "pooled", "p_best", "expected_share", "index", "raw_index"}
"""What a row leaves empty where too little is behind it, though the formula would give something."""

HOSTILE = """sent_at,channel,strategy,company,contact,stage,personalised,replied,replied_at,outcome,outcome_at
2026-01-05,email,introduction,A,Ann,prospect,yes,yes,2026-01-05,interview,2026-01-20
2026-01-06,email,introduction,B,Ben,prospect,no,yes,,rejection,
2026-01-07,email,next_steps,B,Bea,applied,yes,no,,,
2026-01-08,letter,introduction,C,Cem,prospect,no,no,,,
2026-01-12,letter,next_steps,C,Cem,applied,yes,no,,,
2026-01-19,email,next_steps,C,Cem,applied,no,yes,2026-03-19,,
2026-01-09,letter,introduction,D,Dan,prospect,yes,no,,,
2026-01-30,letter,next_steps,D,Dan,applied,no,no,,,
2026-01-12,phone,introduction,E,Eve,prospect,no,yes,2026-01-12,offer,2026-02-02
2026-01-13,phone,introduction,F,Flo,prospect,yes,yes,2026-01-14,,
2026-01-21,email,thank_you,A,Ann,interview,yes,yes,2026-01-22,offer,2026-02-10
2026-04-27,email,introduction,G,Gus,prospect,no,no,,,
2026-04-28,phone,introduction,H,Hal,prospect,no,no,,,
2026-04-29,,,I,,,,yes,,,
2026-01-02,email,introduction,J,Jo,prospect,yes,yes,2026-01-30,offer,2026-03-01
2026-01-09,email,next_steps,J,Jo,prospect,yes,yes,2026-02-28,,
"""


@cache
def log(name: str) -> MeasuredLog:
    if name == "cohort":
        return cohort.brought(6_000)
    if name == "world":
        return world(timed=True)
    content = JOB_SEEKER.read_bytes() if name == "sample" else HOSTILE.encode()
    return import_log(Upload(content, "log.csv")).measure(today=TODAY)


def test_every_formula_has_an_evaluation() -> None:
    documented = {key: {*question.formulas} for key, question in QUESTIONS.items() if question.formulas}
    assert documented == {key: {*columns} for key, columns in EVALUATIONS.items()}


PATHS = """
select path, count(*) as units, count(*) filter (where offered) as offers
from walks
where ordered and not silent
group by path"""


def fetch_cases(log: MeasuredLog, answer: Answer) -> Cases:
    """The single cases behind an answer; of the ways to count, the kinds of touch of each opportunity in order."""
    if answer.question.key == "ways_to_count":
        return log.columns(PATHS, {})
    return fetch_cells(log, answer.question, answer.filters, answer.parameters) or {}


@cache
def evaluate(name: str, key: str, basis: str) -> list[tuple[str, Row, float | None]]:
    """Of each row of an answer each column with a formula that shows a number, and what the formula gives."""
    chosen: dict[str, Any] = {"basis": basis} if "basis" in QUESTIONS[key].defaults else {}
    answer = ask(log(name), key, **chosen)
    cases = fetch_cases(log(name), answer)
    return [
        (column, row, formula(Shown(answer, row, cases)))
        for row in answer.rows
        for column, formula in EVALUATIONS[key].items()
        if row[column] is not None or column not in NOT_SHOWN
    ]


LOGS = ("sample", "world", "cohort", "hostile")
WITH_FORMULAS = [key for key, question in QUESTIONS.items() if question.formulas]


@pytest.mark.parametrize("key", WITH_FORMULAS)
@pytest.mark.parametrize("name", LOGS)
@pytest.mark.parametrize("basis", BASES)
def test_every_formula_gives_the_number_shown(name: str, key: str, basis: str) -> None:
    for column, row, expected in evaluate(name, key, basis):
        assert (row[column] is None) == (expected is None), (column, row)
        close = pytest.approx(expected or 0.0, abs=CLOSE.get(column, 1e-9), rel=1e-9)
        assert (row[column] or 0.0) == close, (column, row)


@pytest.mark.parametrize("key", WITH_FORMULAS)
def test_every_formula_was_put_to_the_test(key: str) -> None:
    met = {
        column for name in LOGS for column, row, _ in evaluate(name, key, WITHIN) if row[column] is not None
    }
    assert met == {*EVALUATIONS[key]}
