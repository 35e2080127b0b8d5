"""What a log looks like, for the reading of files (`data.files.hints.Hints`): its dates, its words, its headers."""

from collections.abc import Sequence

from data.schema import vocabulary
from data.schema.date_parts import DateParts, parse_parts
from data.schema.headers import columns_for


def is_date(text: str) -> bool:
    """Whether a text is a date as a person writes it."""
    return isinstance(parse_parts(text), DateParts)


def is_word_of(column: str, text: str) -> bool:
    """Whether a text is a word that this column of a log may hold."""
    return vocabulary.meaning(column, text).key is not None


def count_meaningful(header: Sequence[str]) -> int:
    """How many names of a header mean something to a log."""
    return sum(column is not None for column in columns_for(header))
