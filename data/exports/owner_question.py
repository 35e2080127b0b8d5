"""Whose messages an export holds: who is in most of them, and the question where that is more than one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from data.imports.report import OpenQuestion

MOST_NAMED = 4
"""So many names are offered at most."""


def most_frequent(present: Counter[str]) -> list[str]:
    """Those who are there most often, in the order in which they first are."""
    most = max(present.values(), default=0)
    return [name for name, times in present.items() if times == most]


def ask_for_owner(
    whose: str, names: Sequence[str], columns: tuple[str, ...], examples: Iterable[dict[str, str]]
) -> OpenQuestion:
    """Ask which of these names is the person's own; `whose`: how the question begins."""
    offered = tuple(names[:MOST_NAMED])
    question = f"{whose}: which of {' and '.join(offered)} is you?"
    return OpenQuestion(columns, question, offered, tuple(examples), key="owner")
