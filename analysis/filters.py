"""What part of a log is measured: the filters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True)
class Filters:
    """Filters. They only choose rows to measure; an empty tuple or None means all."""

    since: date | None = None
    until: date | None = None
    channels: tuple[str, ...] = ()
    strategies: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()

    def parameters(self) -> dict[str, Any]:
        """The values that `sql/steps/selected_touches.sql` binds."""
        return {
            "since": self.since,
            "until": self.until,
            "channels": list(self.channels) or None,
            "strategies": list(self.strategies) or None,
            "stages": list(self.stages) or None,
        }

    def previous_period(self, as_of: date) -> Filters | None:
        """The same filters over as many days just before; None where no first day is set."""
        if self.since is None:
            return None
        days = min(self.until or as_of, as_of) - self.since + timedelta(days=1)
        return (
            replace(self, since=self.since - days, until=self.since - timedelta(days=1))
            if days.days > 0
            else None
        )

    def to_json(self) -> dict[str, Any]:
        """The filters that are set, as plain text."""
        dates = {"since": self.since, "until": self.until}
        lists = {"channels": self.channels, "strategies": self.strategies, "stages": self.stages}
        return {k: v.isoformat() for k, v in dates.items() if v} | {k: list(v) for k, v in lists.items() if v}

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Filters:
        """The inverse of `to_json`."""
        since, until = (date.fromisoformat(plain[k]) if k in plain else None for k in ("since", "until"))
        return cls(since, until, *(tuple(plain.get(k, ())) for k in ("channels", "strategies", "stages")))
