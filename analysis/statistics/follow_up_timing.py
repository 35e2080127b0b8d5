"""When to follow up and when to stop, read from the reply curve, or a rule of thumb that says so."""

from dataclasses import dataclass

from analysis.statistics.survival import Days, at_risk, first_day_with, reply_share_after_silence
from analysis.statistics.thresholds import MIN_AT_RISK, MIN_CURVE_REPLIES

FOLLOW_UP, SOONEST, LATEST = 7, 3, 14
STOP, LEAST_CHANCE = 30, 0.02


@dataclass(frozen=True)
class Advice:
    """A day after sending; `measured` is False where it is a rule of thumb and not the person's own data."""

    day: int
    measured: bool


def follow_up_day(days: Days, horizon: float) -> Advice:
    """The day by which 80 % of the replies have come, within 3 and 14; 7 with fewer than 15 replies."""
    usual = first_day_with(days, 0.8, horizon)
    if usual is None or _count_replies(days, horizon) < MIN_CURVE_REPLIES:
        return Advice(FOLLOW_UP, False)
    return Advice(int(min(LATEST, max(SOONEST, usual))), True)


def stop_day(days: Days, horizon: float) -> Advice:
    """The first day after which fewer than 2 % of the silent still answer within `horizon`; 30 where unknown.

    Unknown means fewer than 15 replies, or no such day while 10 touches are still watched.
    """
    if _count_replies(days, horizon) >= MIN_CURVE_REPLIES:
        for day in range(int(horizon)):
            if at_risk(days, day + 1) < MIN_AT_RISK:
                break
            if (reply_share_after_silence(days, day, horizon).value or 0.0) < LEAST_CHANCE:
                return Advice(day, True)
    return Advice(STOP, False)


def _count_replies(days: Days, horizon: float) -> float:
    return float(sum(replies for day, replies, _ in days if day <= horizon))
