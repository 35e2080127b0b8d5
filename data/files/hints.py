"""What reading asks about texts, to tell a header from a row and the log from other tables. It is passed in."""

from collections.abc import Sequence
from typing import Protocol


class Hints(Protocol):
    """A module (a reader in a process of its own imports it by its name) that knows what a log looks like."""

    __name__: str

    def is_date(self, text: str) -> bool:
        """Whether a text is a date as a person writes it."""

    def is_word_of(self, column: str, text: str) -> bool:
        """Whether a text is a word that this column of a log may hold."""

    def count_meaningful(self, header: Sequence[str]) -> int:
        """How many names of a header mean something to a log."""
