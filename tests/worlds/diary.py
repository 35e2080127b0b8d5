"""A made-up log while it is being written: events in, the bytes of a file out."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import ArrayLike, NDArray

COLUMNS = (
    *("event", "id", "touch", "at", "kind", "client", "company", "contact", "role"),
    *("channel", "strategy", "stage", "personalised"),
)
"""The shape of a clean log: one row for each thing that happened, so that nothing has to be guessed."""

FIRST_DAY = date(2026, 1, 5)
"""Day 0 of every world, a Monday."""

Draws = NDArray[np.float64]


@dataclass
class Diary:
    """What one person noted until `last_day`; what comes later has not happened yet.

    Days are whole days since `FIRST_DAY`. A reply without a touch belongs to the latest message to that contact.
    """

    last_day: int
    client: str = ""
    rows: list[tuple[object, ...]] = field(default_factory=list)

    def note_touch(
        self,
        day: float,
        place: int,
        strategy: str,
        *,
        contact: str = "",
        channel: str = "email",
        stage: str = "",
        personalised: str = "",
    ) -> None:
        """A message sent in opportunity `place`; a day with a fraction is a day with a time."""
        self._note(day, "touch", "", place, contact, channel, strategy, stage, personalised)

    def note_reply(self, day: float, place: int, kind: str = "reply", *, contact: str = "") -> None:
        """An answer: reply, positive or rejection."""
        self._note(day, "reply", kind, place, contact, "", "", "", "")

    def note_milestone(self, day: float, place: int, kind: str) -> None:
        """An interview, a final round, an offer, a rejection."""
        self._note(day, "milestone", kind, place, "", "", "", "", "")

    def _note(self, day: float, event: str, kind: str, place: int, contact: str, *rest: str) -> None:
        if day < self.last_day + 1:
            at = moment(day)
            self.rows.append(
                (
                    day,
                    event,
                    at,
                    kind,
                    self.client,
                    f"Company {place}",
                    contact or f"Person {place}",
                    "Analyst",
                    *rest,
                )
            )


def moment(day: float) -> date | datetime:
    """The date of a whole day; the minute of a day with a fraction."""
    on = FIRST_DAY + timedelta(days=int(day))
    minutes = round((day - int(day)) * 24 * 60)
    return datetime(on.year, on.month, on.day, *divmod(minutes, 60)) if minutes else on


def last_date(last_day: int) -> date:
    """The date of the last day of a world, its data date."""
    return FIRST_DAY + timedelta(days=last_day)


def write_bytes(diaries: Sequence[Diary]) -> bytes:
    """The file, in the order of days; of one day, touches before replies and replies before milestones."""
    order = {"touch": 0, "reply": 1, "milestone": 2}
    rows = sorted(
        (row for diary in diaries for row in diary.rows), key=lambda row: (row[0], order[str(row[1])])
    )
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for number, (_, event, *rest) in enumerate(rows, 1):
        writer.writerow((event, number if event == "touch" else "", "", *rest))
    return text.getvalue().encode()


def draw_delays(random: np.random.Generator, count: int) -> NDArray[np.int64]:
    """Whole days until an answer: Weibull with shape 0.7 and scale 6 days, rounded down, not before the next day."""
    return np.maximum(1, (6 * random.weibull(0.7, count)).astype(np.int64))


def share_by(day: ArrayLike) -> Draws:
    """The share of such answers that have come by the end of a day."""
    days = np.asarray(day, dtype=float)
    return np.asarray(np.where(days < 1, 0.0, 1 - np.exp(-(((np.maximum(days, 0) + 1) / 6) ** 0.7))))


def times_odds(chance: ArrayLike, ratio: float) -> Draws:
    """The chance whose odds are `ratio` times the odds of `chance`."""
    odds = np.asarray(chance) / (1 - np.asarray(chance)) * ratio
    return np.asarray(odds / (1 + odds))


def logistic(value: ArrayLike) -> Draws:
    """Log-odds as a chance."""
    return np.asarray(1 / (1 + np.exp(-np.asarray(value, dtype=float))))
