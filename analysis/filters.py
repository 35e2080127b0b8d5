"""What part of a log is measured: the filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from data.database import ENUMS

CHOSEN = {"channel": "channels", "strategy": "strategies", "stage": "stages"}
"""The vocabularies that filters choose words of, each with the name of its filter."""


def list_bits(values: Mapping[str, Any]) -> dict[str, int]:
    """What is chosen of each vocabulary as a number with a bit for each word: the lowest for unknown, then in order.

    Every bit where nothing is chosen. `values` are those that `Filters.parameters` gives.
    """
    chosen = {kind: values[name] for kind, name in CHOSEN.items()}
    places = {kind: ("unknown", *ENUMS[kind]) for kind in CHOSEN}
    return {
        f"{kind}_bits": sum(
            1 << place for place, word in enumerate(places[kind]) if words is None or word in words
        )
        for kind, words in chosen.items()
    }


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
