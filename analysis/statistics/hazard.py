"""How many touches: the chance of an answer at the first, second, third … among those still silent."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.statistics.rates import Rate, wilson
from analysis.statistics.survival import reply_curve


@dataclass(frozen=True)
class HazardPoint:
    """The threads silent at the `number`-th touch, how many then answered, and the share answered by it."""

    number: int
    at_risk: float
    replies: float
    hazard: Rate
    cumulative: Rate


def hazard_by_touch(threads: Sequence[tuple[int, float, float]]) -> list[HazardPoint]:
    """Threads by their last touch `(number, answered, silent)`, to one row for each touch number.

    The discrete hazard. Among the threads with exactly k touches the rate would be much too high, because k
    is known only afterwards. A falling hazard is also what selection alone gives: those still silent answer
    less often, which does not say that follow-ups stop working.
    """
    points = reply_curve(threads)
    replies = {point.day: 0.0 for point in points}
    for number, answered, _ in threads:
        replies[number] += answered
    return [
        HazardPoint(int(p.day), p.at_risk, replies[p.day], wilson(replies[p.day], p.at_risk), p.replied)
        for p in points
    ]
