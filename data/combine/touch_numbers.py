"""The touches that a reply of a clean log answers: the number of one, or of several that it may answer."""

from __future__ import annotations

from collections.abc import Mapping

BETWEEN = "+"


def renumber_touches(text: str, numbers: Mapping[str, str]) -> str:
    """The same with other numbers; one that has no other stays.

    >>> renumber_touches("3+4", {"3": "1"})
    '1+4'
    """
    return BETWEEN.join(dict.fromkeys(numbers.get(number, number) for number in text.split(BETWEEN)))
