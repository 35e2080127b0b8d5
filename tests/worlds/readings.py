"""What the product says of a log: its verdict, its direction and its numbers, read from answers as people get them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.answer import Answer
from analysis.ask import UnknownParameter, UnknownQuestion, ask
from analysis.filters import Filters
from data.imports.log import MeasuredLog

CLEAR, LEANING = "Clear so far", "Leaning"

SAID = {CLEAR: (CLEAR.lower(), "differ more than chance usually gives"), LEANING: (LEANING.lower(),)}
"""The words by which a sentence makes a claim."""

DIFFERENCE = {
    "personalised": ("difference", "difference_low", "difference_high"),
    "thank_you_landmark": ("difference", "difference_low", "difference_high"),
    "fair_comparison": ("difference", "low", "high"),
    "follow_up_or_wait": ("difference", "low", "high"),
}
"""The columns of a difference and its range, by question."""

ANY_DAY = "any day"
REACH = ("through",)
"""Columns that may name the last day up to which a rate is told."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Reading:
    """One claim: its verdict, which way it points (0 where it names none), a number with its range, and the truth of
    that number, where it is not the one of the whole question."""

    verdict: str = ""
    sign: int = 0
    value: float | None = None
    low: float | None = None
    high: float | None = None
    truth: float | None = None


Read = Callable[[MeasuredLog], list[Reading]]
"""Reads one question of a log. Raises UnknownQuestion or UnknownParameter where there is no such question yet."""

MISSING = (UnknownQuestion, UnknownParameter)


def read_verdict(text: str) -> str:
    """The claim that a sentence makes, or nothing."""
    said = text.lower()
    return next((verdict for verdict, words in SAID.items() if any(word in said for word in words)), "")


def read_sentence(key: str, **chosen: Any) -> Read:
    """The claim of an answer's sentence."""
    return lambda log: [Reading(read_verdict(ask(log, key, **chosen).verdict))]


def read_credit(log: MeasuredLog) -> list[Reading]:
    """The claims on the credit of each kind of follow-up."""
    return [Reading(row["verdict"] or "", 1) for row in ask(log, "credit_for_offers").rows]


def read_differences(key: str, rows: Mapping[str, str] | None = None, **chosen: Any) -> Read:
    """The differences of a question, in the rows that have these values (the first row, if none are named)."""

    def read(log: MeasuredLog) -> list[Reading]:
        answer = ask(log, key, **chosen)
        picked = answer.rows[:1] if rows is None else _pick_rows(answer.rows, rows)
        return [_read_difference(answer, row) for row in picked]

    return read


def _pick_rows(rows: Iterable[Row], values: Mapping[str, str]) -> list[Row]:
    return [row for row in rows if all(row[name] == value for name, value in values.items())]


def _read_difference(answer: Answer, row: Row) -> Reading:
    value, low, high = (row.get(name) for name in DIFFERENCE[answer.question.key])
    verdict = row["verdict"] if "verdict" in row else read_verdict(answer.verdict)
    return Reading(verdict or "", _sign(value), value, low, high)


def read_best_channel(expected: str, *channels: str) -> Read:
    """Whether the channel with most answers is the expected one (sign 1), or another (sign -1)."""

    def read(log: MeasuredLog) -> list[Reading]:
        answer = ask(log, "response_by_channel", Filters(channels=channels) if channels else None)
        best = max(answer.rows, key=lambda row: row["p_best"] or 0.0, default=None)
        sign = 0 if best is None else 1 if best["name"] == expected else -1
        return [Reading(read_verdict(answer.verdict), sign)]

    return read


def read_rate(truth: Callable[[int], float], **named: str) -> Read:
    """The rate within 30 days of all messages, or of one channel, against the true share answered by a day."""

    def read(log: MeasuredLog) -> list[Reading]:
        rows = ask(log, "response_by_channel", by=None if named else "all").rows
        return [
            Reading("", 0, row["rate"], row["low"], row["high"], truth(_last_day(row, 30)))
            for row in _pick_rows(rows, named)
        ]

    return read


def read_curve(truth: Callable[[int], float], days: tuple[int, ...], **named: str) -> Read:
    """The share answered by each of some days, where the curve tells it."""

    def read(log: MeasuredLog) -> list[Reading]:
        rows = _pick_rows(ask(log, "reply_curve", by=None if named else "all").rows, named)
        told = [max((row for row in rows if row["day"] <= day), key=lambda row: row["day"]) for day in days]
        return [
            Reading("", 0, row["replied"], row["low"], row["high"], truth(day))
            for day, row in zip(days, told, strict=True)
            if row["replied"] is not None and day <= max(each["day"] for each in rows)
        ]

    return read


def _last_day(row: Row, otherwise: int) -> int:
    return next((int(row[name]) for name in REACH if row.get(name) is not None), otherwise)


def _sign(value: float | None) -> int:
    return 0 if value is None else (value > 0) - (value < 0)
