"""Domains: the values that a column, a parameter or a filter of a question can hold.

A share is checked against them (`analysis.share_snapshot`): a value outside the domain of its own column is never
shared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LIST_SIGNS = re.compile(r", | and ")
UNKNOWN = "unknown"
"""What SQL calls a channel, strategy or stage that the log doesn't say."""

ALL = "all"

SOURCE = "source"
"""Split by it, a channel opens into the person's own words for it, as `measured_touches.source` has them."""


@dataclass(frozen=True)
class Domain:
    """Values of one kind; an empty cell fits every domain. It is plain data, so that answers can be cached."""

    rule: Callable[[Any, Any], bool]
    known: Any = None

    def fits(self, value: Any) -> bool:
        """Whether a value is empty or one of these."""
        return value is None or self.rule(value, self.known)


def one_of(words: Iterable[str]) -> Domain:
    """One of these words."""
    return Domain(_is_word, frozenset(map(str, words)))


def several_of(words: Iterable[str]) -> Domain:
    """Any of these words in one text: "a", "a and b", "a, b and c", or none of them."""
    return Domain(_is_words, frozenset(map(str, words)))


def list_of(domain: Domain) -> Domain:
    """A list of such values."""
    return Domain(_is_list, domain)


def _is_word(value: Any, known: frozenset[str]) -> bool:
    return isinstance(value, str) and value in known


def _is_words(value: Any, known: frozenset[str]) -> bool:
    return isinstance(value, str) and all(word in known for word in LIST_SIGNS.split(value) if value)


def _is_list(value: Any, known: Domain) -> bool:
    return isinstance(value, (list, tuple)) and all(map(known.fits, value))


def _are_all(value: Any, known: Domain) -> bool:
    return isinstance(value, str) and all(map(known.fits, value.split(", ")))


def _is_number(value: Any, _known: None) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_day(value: Any, _known: None) -> bool:
    return isinstance(value, date) or (isinstance(value, str) and bool(ISO_DAY.fullmatch(value)))


def _is_flag(value: Any, _known: None) -> bool:
    return isinstance(value, bool)


def _is_text(value: Any, _known: None) -> bool:
    return isinstance(value, str)


def _is_key(value: Any, vocabulary: str) -> bool:
    return _is_word(value, _keys(vocabulary))


def _are_keys(value: Any, vocabulary: str) -> bool:
    return _is_words(value, _keys(vocabulary))


def _is_group(value: Any, known: tuple[Domain, ...]) -> bool:
    return value == ALL or any(domain.fits(value) for domain in known)


@cache
def _keys(vocabulary: str) -> frozenset[str]:
    from data.database import (
        ENUMS,  # DuckDB takes long to import, and the catalogue of questions does without
    )

    return frozenset((*ENUMS[vocabulary], UNKNOWN))


NUMBER, DAY, YES_NO = Domain(_is_number), Domain(_is_day), Domain(_is_flag)
CHANNEL_NAMES, STRATEGY_NAMES, STAGE_NAMES = (
    Domain(_is_key, name) for name in ("channel", "strategy", "stage")
)
STRATEGY_LIST = Domain(_are_keys, "strategy")
"""Strategies in one text, as SQL lists them."""

GROUP_NAMES = Domain(_is_group, (CHANNEL_NAMES, STRATEGY_NAMES, STAGE_NAMES))
"""What an answer that can be shared has rows for: all together, or each channel, strategy or stage."""

GROUP_PARTS = Domain(_are_all, GROUP_NAMES)
"""Such a group, or a part of one: "email, applied"."""

BREAKDOWN = one_of((ALL, "channel", "strategy", "stage"))
"""What an answer that can be shared may be broken down by; a column of the person's own is not among them."""

MISSING_FIELD = one_of(("channel", "strategy", "answers", "days", "steps"))
"""What a log may not say at all (`data.imports.report.MissingField`, `missing_data`), or not of replies enough (their
days)."""

TEXT = Domain(_is_text)
"""Any text, such as a name: only for questions that are never shared."""
