"""The lists of words by which texts are read, one TOML file for each reader, and the patterns that find them.

A list is named as it is in its file, behind its section if it has one: "doubt", "cells.doubt". Files are read when a
list of theirs is first used.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from data.schema import vocabulary
from data.schema.vocabulary import normalise

PHRASES = "phrases.toml"


@cache
def read_lists(file: str) -> Mapping[str, Any]:
    """All lists of a file in this folder."""
    return tomllib.loads(Path(__file__).with_name(file).read_text("utf-8"))


@cache
def phrase_words(name: str, file: str = PHRASES) -> frozenset[str]:
    """The words of a list."""
    section, _, listed = name.rpartition(".")
    lists = read_lists(file)
    return frozenset((lists[section] if section else lists)[listed])


@cache
def words_pattern() -> re.Pattern[str]:
    """Every word of a status that keeps its meaning inside a phrase, the longest first."""
    words = {normalise(word) for word in vocabulary.words_of("status")} - phrase_words("alone")
    return any_of(word for word in words if len(word) > 1 or not word.isascii())


@cache
def pattern(name: str, file: str = PHRASES) -> re.Pattern[str]:
    """A pattern for any word of a list."""
    return any_of(phrase_words(name, file))


@cache
def at_end(name: str, file: str = PHRASES) -> re.Pattern[str]:
    """The same where it ends a text."""
    return re.compile(f"(?:{pattern(name, file).pattern})\\s*$")


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
