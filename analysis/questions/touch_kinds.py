"""Kinds of touch before an offer: as SQL lists them, and as a sentence names them."""

from __future__ import annotations

from functools import cache

from analysis import wording

COUNTED = ("thank_you", "letter", "conversation", "referral", "event", "introduction", "application")
"""Kinds of which there can be one: "a letter"; the others are things that are done: "sharing news"."""


def split_kinds(listed: str) -> tuple[str, ...]:
    """The kinds of a list as SQL writes it: "application, thank_you"."""
    return tuple(listed.split(", ")) if listed else ()


@cache
def list_bits() -> tuple[str, ...]:
    """The strategy that each bit of `done` in `sql/facts/sides.sql` stands for; the lowest for none."""
    from data.database import (
        ENUMS,  # DuckDB takes long to import, and the catalogue of questions does without
    )

    return ("", *ENUMS["strategy"])


def kind_text(kind: str) -> str:
    """A kind of touch as it is written in the middle of a sentence."""
    name = wording.name(kind)
    return name[0].lower() + name[1:]


def article_text(kind: str) -> str:
    """The same behind "with": "a thank-you note", "an event", "sharing news"."""
    text = kind_text(kind)
    if kind not in COUNTED:
        return text
    return f"an {text}" if text[0] in "aeiou" else f"a {text}"
