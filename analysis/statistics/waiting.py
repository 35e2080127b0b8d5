"""When to follow up and when to stop, read from the reply curve, or a rule of thumb that says so."""

from dataclasses import dataclass

from analysis.statistics.gates import CURVE_AT_RISK, CURVE_REPLIES
from analysis.statistics.survival import Days, after_silence, at_risk, day_by_which

FOLLOW_UP, SOONEST, LATEST = 7, 3, 14
STOP, HOPELESS = 30, 0.02


@dataclass(frozen=True)
class Advice:
    """A day after sending; `measured` is False where it is a rule of thumb and not the person's own data."""

    day: int
    measured: bool


def follow_up(days: Days, horizon: float) -> Advice:
    """The day by which 80 % of the replies have come, within 3 and 14; 7 with fewer than 15 replies."""
    usual = day_by_which(days, 0.8, horizon)
    if usual is None or _replies(days, horizon) < CURVE_REPLIES:
        return Advice(FOLLOW_UP, False)
    return Advice(int(min(LATEST, max(SOONEST, usual.day))), True)


def stop(days: Days, horizon: float) -> Advice:
    """The first day after which fewer than 2 % of the silent still answer within `horizon`; 30 where unknown.

    Unknown means fewer than 15 replies, or no such day while 10 touches are still watched.
    """
    if _replies(days, horizon) >= CURVE_REPLIES:
        for day in range(int(horizon)):
            if at_risk(days, day + 1) < CURVE_AT_RISK:
                break
            if (after_silence(days, day, horizon).value or 0.0) < HOPELESS:
                return Advice(day, True)
    return Advice(STOP, False)


def _replies(days: Days, horizon: float) -> float:
    return sum(replies for day, replies, _ in days if day <= horizon)
