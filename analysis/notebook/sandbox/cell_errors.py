"""What a person reads when a cell can't be run: what is wrong, and one sentence that says what to do, at which line."""

from __future__ import annotations

from data.errors import LogError


class CellError(LogError):
    """A cell that can't be run as it is. `line` and `column` count from 1; None where no one place is to blame."""

    def __init__(self, title: str, sentence: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(f"{title}. {sentence}")
        self.title, self.sentence, self.line, self.column = title, sentence, line, column


class NotAllowed(CellError):
    """SQL that does something other than read this log."""


class NoTable(NotAllowed):
    """SQL that reads a table which is not there. `table` is what it calls it."""

    def __init__(self, table: str, sentence: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(f"There is no table “{table}” here", sentence, line, column)
        self.table = table


class NotConfined(CellError):
    """A host on which SQL of a visitor can't be run safely."""


class Busy(CellError):
    """Too many people run queries at this moment."""


class TooMuch(CellError):
    """A query that needs more time or memory than a cell has."""


class Cancelled(CellError):
    """A query that the person stopped."""
