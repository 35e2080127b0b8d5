"""The dates of an export, whose order is known where a column does not prove another."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from data import dates


def iso(text: str, order: dates.Order | None = None) -> str:
    """The moment that a text names, written the ISO way. What names none stays: its row is set aside for it."""
    moment = dates.parse(text) or dates.parse(text, order)
    if moment is None:
        return text
    return str(moment.at if moment.timed else moment.at.date())


def reader(texts: Iterable[str], usual: dates.Order) -> Callable[[str], str]:
    """How to write the dates of a column the ISO way: in the order that it proves, else in the tool's usual one."""
    order = dates.understand(set(texts)).order or usual
    return lambda text: iso(text, order) if text else ""
