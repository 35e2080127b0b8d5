"""The words of `entry_words.toml`, by which exports say what an entry, a message or a column of theirs is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def load_words() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Section → list → its words, in order."""
    sections = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {
        section: {name: tuple(listed) for name, listed in lists.items()}
        for section, lists in sections.items()
    }


def words_of(section: str, name: str) -> tuple[str, ...]:
    """One list of words. KeyError where there is none of that name."""
    return load_words()[section][name]


def begins_with_word(section: str, text: str) -> str:
    """The first list of a section with a word that a text in normal form begins with; "" for none."""
    lists = load_words()[section].items()
    return next((name for name, listed in lists if text.startswith(listed)), "")
