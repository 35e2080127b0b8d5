"""Credit for offers by the plain formulas, path by path: what the product adds up in SQL is held against these."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from analysis.statistics.attribution import Credit, Path, Transitions, list_strategies


def first_touch(paths: Sequence[Path]) -> Credit:
    """Each offer to the first strategy on its path."""
    return _distribute(paths, lambda states: {states[0]: 1.0})


def last_touch(paths: Sequence[Path]) -> Credit:
    """Each offer to the last strategy on its path."""
    return _distribute(paths, lambda states: {states[-1]: 1.0})


def linear(paths: Sequence[Path]) -> Credit:
    """Each offer in equal parts to all touches on its path."""
    return _distribute(paths, lambda states: _by_weight(states, [1.0] * len(states)))


def position_based(paths: Sequence[Path]) -> Credit:
    """Each offer 40 % to the first touch, 40 % to the last, 20 % to those between (half each without any)."""
    return _distribute(paths, lambda states: _by_weight(states, _position_weights(len(states))))


def time_decay(paths: Sequence[Path]) -> Credit:
    """Each offer by nearness to its end: a touch counts half as much as the next one."""
    return _distribute(paths, lambda states: _by_weight(states, [2.0**k for k in range(len(states))]))


def equal_split(paths: Sequence[Path]) -> Credit:
    """Each offer in equal parts to the different strategies on its path.

    This is the Shapley value of the game in which a set of strategies earns the offers whose paths use no
    others (Zhao, Mahboobi & Bagheri 2018, arXiv 1804.05327).
    """
    return _distribute(paths, lambda states: {state: 1 / len(set(states)) for state in set(states)})


def resample(paths: Sequence[Path], random: np.random.Generator) -> list[Path]:
    """One draw of the Bayesian bootstrap by opportunity: every count becomes a Gamma draw (Rubin 1981)."""
    return [Path(states, random.gamma(offers), random.gamma(others)) for states, offers, others in paths]


def count_transitions(paths: Sequence[Path]) -> Transitions:
    """How often the paths go from each strategy to each other, and to an offer."""
    names = list_strategies(paths)
    place = {name: i for i, name in enumerate(names, start=1)}
    counts = np.zeros((len(names) + 1, len(names) + 2))
    left = np.zeros(len(names) + 1)
    for states, offers, others in paths:
        walk = [0, *(place[state] for state in states)]
        for here, there in pairwise(walk):
            counts[here, there] += offers + others
        counts[walk[-1], -1] += offers
        np.add.at(left, walk, offers + others)
    return Transitions(tuple(names), counts, left)


def _distribute(paths: Sequence[Path], weights: Callable[[tuple[str, ...]], Mapping[str, float]]) -> Credit:
    """Offers handed out by weights that add up to 1. An offer without any strategy is nobody's."""
    credit = dict.fromkeys(list_strategies(paths), 0.0)
    for path in paths:
        for state, weight in (weights(path.states) if path.states else {}).items():
            credit[state] += path.offers * weight
    return credit


def _by_weight(states: tuple[str, ...], weights: Sequence[float]) -> Credit:
    """The touches' weights, scaled to 1 and added up for each strategy."""
    credit = dict.fromkeys(states, 0.0)
    for state, weight in zip(states, weights, strict=True):
        credit[state] += weight / sum(weights)
    return credit


def _position_weights(touches: int) -> list[float]:
    if touches <= 2:
        return [1.0] * touches
    return [0.4, *[0.2 / (touches - 2)] * (touches - 2), 0.4]
