"""Paths of strategies to offers in, credit for the offers out.

Credit says what was on the path, not what worked: a strategy that does nothing and is always used gets much
of it. So strategies are never ranked by credit; only `credit_index`, credit against use, may become a claim.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.seeds import seeded_generator

Numbers: TypeAlias = NDArray[np.float64]
Credit: TypeAlias = dict[str, float]


class Path(NamedTuple):
    """Opportunities with the same strategies in the same order: how many had an offer, how many did not."""

    states: tuple[str, ...]
    offers: float
    others: float


class Transitions(NamedTuple):
    """How often opportunities went from the start (row 0) or a strategy on to each of these or, last column, to an
    offer; and how often they came to each row at all: `left` is more than its sum where some ended without an offer.
    """

    strategies: tuple[str, ...]
    counts: Numbers
    left: Numbers


@dataclass(frozen=True)
class CreditIndex:
    """A strategy's share of the credit over its share of use, shrunk to 1, and the 95 % range of that."""

    strategy: str
    credit: float
    credit_share: float
    use_share: float
    index: float
    low: float
    high: float


def list_strategies(paths: Sequence[Path]) -> list[str]:
    """The strategies on the paths, in order of the alphabet."""
    return sorted({state for path in paths for state in path.states})


def markov(transitions: Transitions) -> Credit:
    """All offers by removal effect: Anderl, Becker, von Wangenheim & Schumann (2016, IJRM 33:457)."""
    effects = removal_effects(transitions)
    offers, total = float(transitions.counts[:, -1].sum()), sum(effects.values())
    return {state: offers * effect / total if total else 0.0 for state, effect in effects.items()}


def removal_effects(transitions: Transitions) -> Credit:
    """The share of offers lost when all paths through a strategy are cut, in a first-order Markov chain.

    In closed form: the chance of an offer from the start is in (I - Q)^-1 r, and a removed state has no way
    on. Repeating a strategy in a row changes nothing.
    """
    names, counts, left = transitions
    steps = np.divide(counts, left[:, None], out=np.zeros_like(counts), where=left[:, None] > 0)
    base = _offer_chance(steps)
    if base == 0:
        return dict.fromkeys(names, 0.0)
    return {name: 1 - _offer_chance(steps, without=i) / base for i, name in enumerate(names, start=1)}


def credit_index(
    paths: Sequence[Path], pseudo_offers: float | None = None, draws: int = 4000
) -> list[CreditIndex]:
    """Each strategy's share of equal-split credit over its share of use, in opportunities that could use it.

    Shrunk to 1 by `pseudo_offers` that are shaped like use (as many as there are strategies, unless given).
    The range is the middle 95 % of the Bayesian bootstrap by opportunity, the pseudo-offers drawn like the real
    ones: a fixed shrinkage would never change on which side of 1 a range lies, and below 20 offers a plain
    bootstrap claims far too much. The same paths give the same range.
    """
    used = [path for path in paths if path.states and path.offers + path.others > 0]
    names = list_strategies(used)
    pseudo = len(names) if pseudo_offers is None else pseudo_offers
    if sum(path.offers for path in used) + pseudo == 0:
        return []
    shares = np.array([[(name in path.states) / len(set(path.states)) for name in names] for path in used])
    counts = np.array([[path.offers, path.others] for path in used], dtype=float)
    use = counts.sum(axis=1) @ shares / counts.sum()
    random = seeded_generator("credit_index", used, pseudo, draws)
    drawn = random.gamma(counts, size=(draws, *counts.shape))
    prior = random.gamma(pseudo * use, size=(draws, use.size))
    lows, highs = np.quantile(_indices(drawn, shares, prior), [0.025, 0.975], axis=0)
    credit, index = counts[:, 0] @ shares, _indices(counts, shares, pseudo * use)
    columns = credit, credit / max(counts[:, 0].sum(), 1), use, index, lows, highs
    rows = zip(names, *(column.tolist() for column in columns), strict=True)
    return [CreditIndex(*row) for row in rows]


def _indices(counts: Numbers, shares: Numbers, prior: Numbers) -> Numbers:
    """Each strategy's index from the counts of offers and others on each path and its credit beforehand."""
    opportunities = counts.sum(axis=-1)
    use = opportunities @ shares / opportunities.sum(axis=-1)[..., None]
    credit = counts[..., 0] @ shares + prior
    return np.asarray(credit / credit.sum(axis=-1)[..., None] / use)


def _offer_chance(steps: Numbers, without: int | None = None) -> float:
    """The chance that a walk from the start ends in an offer, where a removed strategy is a dead end."""
    onward, offer = steps[:, :-1].copy(), steps[:, -1].copy()
    if without is not None:
        onward[without], offer[without] = 0.0, 0.0
    return float(np.linalg.solve(np.eye(len(onward)) - onward, offer)[0])
