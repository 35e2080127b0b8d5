"""Moments of one log written with different UTC offsets: all are moved to one clock, so that they can be compared.

A log is about days where its owner lives, so the clock is the offset that most of what was sent has, and what has no
offset is on it already. Of what was sent by another clock the text is kept, for questions about the time of day; UTC
itself is how programs write, and nobody's clock.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from data.schema.dates import Moment

NO_DAY = timedelta(microseconds=1)
"""By so much a moment is later that was moved to midnight, which would be read as a plain date."""
ISO_IN_UTC = re.compile(r"\d{4}-\d{2}-\d{2}[T ](?!00:00(:00(\.0+)?)?Z)\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z")
"""A moment in UTC as it is read at once, in the database; a plain date is written as midnight."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The UTC offset, in minutes, to which the moments of a log are moved; None where they need no moving."""

    offset: int | None = None

    def moved(self, moment: Moment) -> datetime:
        """What this clock showed at a moment."""
        if self.offset is None or moment.offset is None:
            return moment.at
        there = moment.at + timedelta(minutes=self.offset - moment.offset)
        return there + NO_DAY if there.time() == time() != moment.at.time() else there

    def written(self, moment: Moment) -> str | None:
        """A moment of another clock with its offset, as it was written; None for one of this clock, or of UTC."""
        if self.offset is None or moment.offset in (None, 0, self.offset):
            return None
        return f"{moment.at}{name_offset(moment.offset)}"

    @property
    def name(self) -> str:
        """The offset as it stands behind a moment; "" where none is needed."""
        return "" if self.offset is None else name_offset(self.offset)


def find_clock(sent: Counter[int], others: Counter[int]) -> Clock:
    """The clock of a log, from how many moments each offset has: that of most of what was sent, else of most others.

    Of several that are as frequent, the most eastern.
    """
    if len({*sent, *others}) <= 1:
        return Clock()
    return Clock(max((count, offset) for offset, count in (sent or others).items())[1])


def name_offset(offset: int) -> str:
    """-480 → "-08:00"."""
    hours, minutes = divmod(abs(offset), 60)
    return f"{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}"


def describe_moved(clock: Clock, moved: int, example: str) -> str:
    """The sentence that tells the person which moments were moved."""
    some = "1 time has" if moved == 1 else f"{moved:,} times have"
    return (
        f"{some} a different UTC offset (such as {example}) from most of what you sent ({clock.name}). So that order "
        f"and waiting times are right, all days and times are converted to {clock.name}. The weekday and time of day "
        "of what you sent stay as you wrote them, unless that was in UTC."
    )
