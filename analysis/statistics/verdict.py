"""The four things that are said of a comparison, so that the same evidence always gets the same words."""

from enum import StrEnum


class Verdict(StrEnum):
    """How sure a comparison is."""

    TOO_EARLY = "Too early"
    LEANING = "Leaning"
    CLEAR = "Clear so far"
    SAME = "No visible difference"
