"""Kinds of touch before an offer: as SQL lists them, and as a sentence names them."""

from __future__ import annotations

from analysis import wording


def split_kinds(listed: str) -> tuple[str, ...]:
    """The kinds of a list as SQL writes it: "application, thank_you"."""
    return tuple(listed.split(", ")) if listed else ()


def kind_text(kind: str) -> str:
    """A kind of touch as it is written in the middle of a sentence."""
    name = wording.name(kind)
    return name[0].lower() + name[1:]
