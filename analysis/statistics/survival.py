"""Day counts in, replies over time out, with touches too young to judge counted rightly.

A day count is `(day, replies, silent)`: how many touches were answered that many days after sending, and how
many were last seen silent then (the log ends there, or the next touch was sent). Those were watched through
that day. A reply that is known but not dated is the caller's to place, at the horizon.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.rates import UNKNOWN, Rate, wilson
from analysis.statistics.seeds import seeded_generator
from analysis.statistics.thresholds import MIN_AT_RISK

Numbers: TypeAlias = NDArray[np.float64]
Days: TypeAlias = Sequence[tuple[float, float, float]] | Numbers
RivalDays: TypeAlias = Sequence[tuple[float, float, float, float]] | Numbers
"""Day counts one by one, or as rows of an array, where there are thousands of them."""

CLOSE = 1e-9
"""By how much sums of parts may miss what they add up to."""

DRAWS = 2000
"""Of the bootstrap behind the range of a day."""


@dataclass(frozen=True)
class CurvePoint:
    """The share answered by the end of `day`, how many touches were still watched on it, and how many replies came."""

    day: float
    at_risk: float
    replies: float
    replied: Rate


@dataclass(frozen=True)
class DayRange:
    """A day, and the 90 % range of it."""

    day: float
    low: float
    high: float


def sum_by_day(days: Days) -> tuple[Numbers, Numbers, Numbers]:
    """Days in order, each once, with their replies and silences. ValueError for a negative number."""
    rows = _rows(days)
    if (rows < 0).any() or np.isnan(rows).any():
        raise ValueError("Days and counts cannot be negative or missing.")
    day = np.unique(rows[:, 0])
    return day, _sums(day, rows[:, 0], rows[:, 1]), _sums(day, rows[:, 0], rows[:, 2])


def reply_curve(days: Days) -> list[CurvePoint]:
    """The Kaplan-Meier curve of replies (1958, JASA 53:457), one point for each day that has a count.

    The range is Wilson's on n = F(1-F) / Greenwood's variance: plain Wilson while nothing is censored.
    """
    day, replies, silent = columns = sum_by_day(days)
    left = _reverse_cumsum(replies + silent)
    points = zip(day.tolist(), left.tolist(), replies.tolist(), strict=True)
    return [CurvePoint(t, watched, came, _share_by(*columns, t)) for t, watched, came in points]


def reply_share(days: Days, horizon: float) -> Rate:
    """The share answered within `horizon` days, whether or not every touch has been watched that long.

    Where no reply has come, the range rests on each touch's watched part of the horizon. Beyond the longest wait
    (`at_risk` is 0) the curve is flat, so the value is then only a lower bound.
    """
    return _share_by(*sum_by_day(days), horizon)


def at_risk(days: Days, day: float) -> float:
    """How many touches were still silent, and watched, when `day` began."""
    rows = _rows(days)
    return float(rows[rows[:, 0] >= day, 1:].sum())


def find_reach(days: Days, horizon: int) -> int:
    """The day up to which a share answered can be estimated: `horizon`, or the last day on which enough of the touches
    are still watched; 0 without any touch.

    Enough are ten, or half of those that have had no reply before. Beyond that few would stand for many: where nearly
    all silent touches were followed up by day 7, one late reply to the few others would make it 100 %.
    """
    day, replies, silent = sum_by_day(days)
    ahead = np.arange(horizon + 1)[:, None]
    watched = (day >= ahead) @ (replies + silent)
    lost = (day < ahead) @ silent
    enough = (watched >= MIN_AT_RISK - CLOSE) | (watched >= lost - CLOSE)
    return int(np.flatnonzero(enough).max()) if day.size else 0


def reply_share_after_silence(days: Days, day: float, horizon: float) -> Rate:
    """The share of touches silent through `day` that are answered after it, within `horizon` days of sending.

    Kaplan-Meier among those still watched after `day` (left truncation), so it is 1 - S(horizon) / S(day).
    """
    rows = _rows(days)
    return reply_share(rows[rows[:, 0] > day] - np.array([day + 1, 0, 0]), horizon - day - 1)


def maturity(at: Numbers, horizon: float, like: Days) -> Numbers:
    """How much of a trial of `horizon` days is a touch silent at each age `at`: F(age) / F(horizon), up to 1.

    F comes from `like`, touches of the same delay class (Chapelle 2014, KDD, 1097). With no reply in it yet,
    each day counts the same, which is cautious: replies come early.
    """
    day, replies, silent = sum_by_day(like)
    answered = _curve_heights(replies, silent)
    final = _step(day, answered, np.array([horizon]))[0]
    if final == 0:
        return _watched_share(at, horizon)
    weights: Numbers = np.minimum(1.0, _step(day, answered, at) / final)
    return weights


def reply_share_by(at: Numbers, like: Days) -> Numbers:
    """The share of `like` answered by each of these days (Kaplan-Meier)."""
    day, replies, silent = sum_by_day(like)
    return _step(day, _curve_heights(replies, silent), at)


def first_day_with(days: Days, share: float, horizon: float) -> float | None:
    """The first day by which `share` of the replies that come within `horizon` have come; None without any reply."""
    day, replies, silent = sum_by_day(days)
    if not replies[day <= horizon].any():
        return None
    return float(_first_day(day, _curve_heights(replies, silent), share, horizon))


def day_by_which(days: Days, share: float, horizon: float) -> DayRange | None:
    """The day by which `share` of the replies that come within `horizon` have come; None without any reply.

    The range is the 5 % to 95 % of the Bayesian bootstrap (Rubin 1981, Ann. Stat. 9:130) over touches: every
    count becomes a Gamma draw, one for all that come after the horizon. The same counts give the same range.
    """
    day, replies, silent = _join_late(*sum_by_day(days), horizon)
    if not replies[day <= horizon].any():
        return None
    random = seeded_generator("day_by_which", day, replies, silent, share, horizon)
    answered = _curve_heights(
        random.gamma(replies, size=(DRAWS, day.size)), random.gamma(silent, size=(DRAWS, day.size))
    )
    low, high = np.quantile(_first_day(day, answered, share, horizon), [0.05, 0.95])
    return DayRange(
        float(_first_day(day, _curve_heights(replies, silent), share, horizon)), float(low), float(high)
    )


def incidence_by_day(days: RivalDays, horizon: float) -> tuple[Rate, Rate]:
    """The shares that ended one way and the other within `horizon` days, from `(day, firsts, seconds, silent)`.

    The Aalen-Johansen estimate, the sum of S(before) * events / at risk; both add up to Kaplan-Meier. The
    range is Wilson's on the n that gives its variance by the delta method (Marubini & Valsecchi 1995). Where
    none has ended that way, it rests on each touch's watched part of the horizon.
    """
    rows = np.array(days, dtype=float).reshape(-1, 4)
    if not rows.size:
        return UNKNOWN, UNKNOWN
    day = np.unique(rows[:, 0])
    first, second, silent = (_sums(day, rows[:, 0], rows[:, column]) for column in (1, 2, 3))
    watched = (first + second).sum() + _watched_share(day, horizon) @ silent
    past = (day <= horizon).sum()
    left = _reverse_cumsum(first + second + silent)[:past]
    one, other = first[:past], second[:past]
    return _incidence(one, other, left, watched), _incidence(other, one, left, watched)


def _incidence(events: Numbers, rivals: Numbers, left: Numbers, watched: float) -> Rate:
    ends = events + rivals
    before = np.concatenate(([1.0], np.cumprod(1 - ends / left)))[:-1]
    shares = np.cumsum(before * events / left)
    share = min(1.0, float(shares[-1])) if shares.size else 0.0
    variance = _incidence_variance(shares, events, ends, left, before) if shares.size else 0.0
    n = watched if variance < 1e-12 else share * (1 - share) / variance  # 0, but for rounding
    return wilson(share * n, n)


def _incidence_variance(
    shares: Numbers, events: Numbers, ends: Numbers, left: Numbers, before: Numbers
) -> float:
    gap = shares[-1] - shares
    others = np.divide(ends, left * (left - ends), out=np.zeros_like(left), where=left > ends)
    own = before**2 @ (events * (left - events) / left**3)
    return float(gap**2 @ others + own - 2 * (gap * before) @ (events / left**2))


def _share_by(day: Numbers, replies: Numbers, silent: Numbers, horizon: float) -> Rate:
    """F(horizon) and its range."""
    if not day.size:
        return UNKNOWN
    watched_on = _reverse_cumsum(replies + silent)
    past = (day <= horizon) & (watched_on > 0)  # where nobody is watched any more, the curve stays as it is
    d, n = replies[past], watched_on[past]
    if not d.any():
        return wilson(0.0, float(_watched_share(day, horizon) @ (replies + silent)))
    left = np.prod(1 - d / n)
    if left == 0:
        last = np.flatnonzero(d == n)[0]
        effective = n[last] / np.prod(1 - d[:last] / n[:last])
        return wilson(effective, effective)
    effective = (1 - left) / (left * np.sum(d / (n * (n - d))))
    return wilson((1 - left) * effective, effective)


def _curve_heights(replies: Numbers, silent: Numbers) -> Numbers:
    """The Kaplan-Meier F along the last axis."""
    left = _reverse_cumsum(replies + silent)
    hazard = np.divide(replies, left, out=np.zeros_like(left), where=left > 0)
    answered: Numbers = 1 - np.cumprod(1 - hazard, axis=-1)
    return answered


def _watched_share(day: Numbers, horizon: float) -> Numbers:
    """The part of the days 0 to `horizon` that has passed at the end of each day."""
    return np.minimum(1.0, (day + 1) / (horizon + 1))


def _first_day(day: Numbers, answered: Numbers, share: float, horizon: float) -> Numbers:
    """The first day on which `answered` reaches `share` of what it is at the horizon."""
    within = answered[..., day <= horizon]
    reached = within >= share * within[..., -1:] * (1 - 1e-12)
    return np.asarray(day[reached.argmax(axis=-1)])


def _step(day: Numbers, height: Numbers, at: Numbers) -> Numbers:
    """The value at `at` of a curve that is 0 and then jumps to each `height` on its day."""
    return np.asarray(np.concatenate(([0.0], height))[np.searchsorted(day, at, side="right")])


def _reverse_cumsum(counts: Numbers) -> Numbers:
    return np.flip(np.cumsum(np.flip(counts, -1), -1), -1)


def _join_late(
    day: Numbers, replies: Numbers, silent: Numbers, horizon: float
) -> tuple[Numbers, Numbers, Numbers]:
    """Days in order, with those after the horizon as one: all that matters of them is that they came later."""
    late = day > horizon
    if late.sum() <= 1:
        return day, replies, silent
    replies, silent = (np.append(column[~late], column[late].sum()) for column in (replies, silent))
    return np.append(day[~late], day[-1]), replies, silent


def _rows(days: Days) -> Numbers:
    return np.asarray(days, dtype=float).reshape(-1, 3)


def _sums(day: Numbers, when: Numbers, counts: Numbers) -> Numbers:
    return np.bincount(np.searchsorted(day, when), weights=counts, minlength=day.size).astype(np.float64)
