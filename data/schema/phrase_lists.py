"""The lists of words by which phrases are read, and the patterns that find them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from data.schema import vocabulary
from data.schema.vocabulary import normalise

PHRASES_FILE = Path(__file__).with_name("phrases.toml")


@cache
def _phrases() -> Mapping[str, list[str]]:
    return tomllib.loads(PHRASES_FILE.read_text("utf-8"))


def phrase_words(name: str) -> frozenset[str]:
    """The words of a list of phrases.toml."""
    return frozenset(_phrases()[name])


@cache
def words_pattern() -> re.Pattern[str]:
    """Every word of a status that keeps its meaning inside a phrase, the longest first."""
    words = {normalise(word) for word in vocabulary.words_of("status")} - phrase_words("alone")
    return any_of(word for word in words if len(word) > 1 or not word.isascii())


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A pattern for any word of a list of phrases.toml."""
    return any_of(phrase_words(name))


@cache
def at_end(name: str) -> re.Pattern[str]:
    """The same where it ends a text."""
    return re.compile(f"(?:{pattern(name).pattern})\\s*$")


@cache
def at_start(name: str) -> re.Pattern[str]:
    """The same where it begins a text."""
    return re.compile(f"^(?:{pattern(name).pattern})")


@cache
def months_pattern() -> re.Pattern[str]:
    """A month, with the part of it and the year: "mi juillet", "Anfang Mai 2026"; "may" alone is no month."""
    parts, months = (pattern(name).pattern for name in ("month_parts", "months"))
    short = pattern("short_months").pattern
    return re.compile(
        rf"(?:(?:{parts}) )?(?:{months})(?: \d{{4}}| \d\d?(?!\d))?"
        rf"|(?:(?:{parts})|(?<![a-z0-9])\d\d?) (?:{short})|(?:{short}) \d\d?(?![a-z0-9])"
    )


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of some words; letters of Latin script have to end where the word does."""
    starts: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        starts.setdefault(word[0], []).append(word)
    return re.compile("|".join(_any_from(start, longest_first) for start, longest_first in starts.items()))


def _any_from(start: str, words: Iterable[str]) -> str:
    """Words with one first letter, which is looked at once for all of them."""
    alone = "(?<![a-z0-9].)" if start.isascii() else ""
    ends = (re.escape(word[1:]) + ("(?![a-z0-9])" if word[-1].isascii() else "") for word in words)
    return f"{re.escape(start)}{alone}(?:{'|'.join(ends)})"
