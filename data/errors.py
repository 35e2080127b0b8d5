"""The errors a person can fix: `str(error)` is the sentence they read."""

from collections.abc import Collection
from itertools import islice

MOST_NAMES = 8
"""Names of columns or tables that one sentence lists."""


class LogError(Exception):
    """Something its owner can put right; says what is wrong, what was found and what to do."""


class UnreadableFile(LogError):
    """The bytes hold no table of text: empty, binary, or another kind of file under this name."""


def list_names(names: Collection[str]) -> str:
    """Names for a sentence: the first few of them, and how many more there are."""
    more = len(names) - MOST_NAMES
    listed = ", ".join(islice(names, MOST_NAMES))
    return f"{listed} and {more:,} more" if more > 0 else listed
