"""Replies on an unknown day: counts by kind and day in, the days on which they came out, in parts.

A reply without a day came on one of the days up to a bound (interval censoring), and it is dealt out over the days on
which replies with a day came, in proportion to them: self-consistency (Turnbull 1976, J. R. Stat. Soc. B 38:290). What
is silent is censored, as in `survival`. Kinds of reply (a rejection, a positive one) may take different times; each
lends its days to its own where enough of it have a day.
"""

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.rates import Rate
from analysis.statistics.thresholds import MIN_CURVE_REPLIES

Numbers: TypeAlias = NDArray[np.float64]

MOST_ROUNDS, CLOSE = 500, 1e-7
"""Rounds after which, and changes of a share below which, the estimate is taken as it is."""


@dataclass(frozen=True)
class Delays:
    """How replies spread over the days after sending: the share of messages answered on each `day`, a row for each
    kind of reply, and the number of replies with a day that each row rests on."""

    day: Numbers
    share: Numbers
    dated: Numbers


@dataclass(frozen=True)
class Placement:
    """Replies on an unknown day, as `parts` of them on each `day`.

    The number of them within the horizon may differ from its parts: `variance` is that of each one's own day; `common`
    is the standard deviation that comes from the delays, which all replies of a log have in common.
    """

    day: Numbers
    parts: Numbers
    variance: float
    common: float


def estimate_delays(day: Numbers, dated: Numbers, undated: Numbers, silent: Numbers) -> Delays:
    """The delays behind counts by `day` (ascending, each once): replies on that day, and replies on an unknown day up
    to it, a row for each kind; and messages last seen silent then. ValueError without any reply that has a day."""
    if not dated.any():
        raise ValueError("Without a reply that has a day, no delay can be estimated.")
    own = dated.sum(axis=1) >= MIN_CURVE_REPLIES
    share = _incidence(dated, silent)
    for _ in range(MOST_ROUNDS if undated.any() else 0):
        before, share = share, _incidence(dated + _deal(_lend(share, own), undated), silent)
        if np.abs(np.cumsum(share - before, axis=1)).max() < CLOSE:
            break
    return Delays(day, _lend(share, own), np.where(own, dated.sum(axis=1), dated.sum()))


def place_replies(delays: Delays, kind: int, bounds: Numbers, number: Numbers, horizon: float) -> Placement:
    """`number` replies of a kind on an unknown day up to each of `bounds`. Those before any reply with a day come on
    their bound."""
    share = np.where(delays.day <= bounds[:, None], delays.share[kind], 0.0)
    known = share.sum(axis=1)
    late = np.where(known > 0, 0.0, number)
    weights = np.divide(share, known[:, None], out=np.zeros_like(share), where=known[:, None] > 0)
    chance = np.clip(weights[:, delays.day <= horizon].sum(axis=1), 0.0, 1.0)
    doubt = np.where((known > 0) & (bounds > horizon), chance * (1 - chance), 0.0)
    return Placement(
        np.concatenate([delays.day, bounds]),
        np.concatenate([number @ weights, late]),
        float(number @ doubt),
        float(number @ np.sqrt(doubt)) / math.sqrt(delays.dated[kind]),
    )


def information_left(rate: Rate, replies: float, variance: float, common: float) -> float:
    """The part of a rate's effective n that is left when `replies` within the horizon may differ by so much (see
    `Placement`): the variance as if all days were known, over the whole variance (Louis 1982, J. R. Stat. Soc. B
    44:226)."""
    if not rate.value or not replies:
        return 1.0
    share = (rate.value * rate.n + 0.5) / (rate.n + 1)
    known = share * (1 - share) / rate.n
    return known / (known + (variance + common**2) * (rate.value / replies) ** 2)


def _lend(share: Numbers, own: NDArray[np.bool_]) -> Numbers:
    """Each kind's own shares, or those of all kinds together where too few of its own have a day."""
    return np.where(own[:, None], share, share.sum(axis=0))


def _deal(share: Numbers, undated: Numbers) -> Numbers:
    """Replies on an unknown day up to each day, dealt out over these days in proportion to the shares."""
    known = np.cumsum(share, axis=1)
    for_each = np.divide(undated, known, out=np.zeros_like(known), where=known > 0)
    later = np.flip(np.cumsum(np.flip(for_each, 1), 1), 1)
    dealt: Numbers = share * later + np.where(known > 0, 0.0, undated)
    return dealt


def _incidence(replies: Numbers, silent: Numbers) -> Numbers:
    """The share answered on each day, by kind (Aalen-Johansen), with what is silent censored on its day."""
    left = np.flip(np.cumsum(np.flip(replies.sum(axis=0) + silent)))
    hazard = np.divide(replies, left, out=np.zeros_like(replies), where=left > 0)
    still = np.clip(1 - hazard.sum(axis=0), 0.0, 1.0)
    shares: Numbers = hazard * np.concatenate(([1.0], np.cumprod(still)[:-1]))
    return shares
