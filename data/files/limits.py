"""How much a file may hold: more than any log does. What is over it is refused before memory is gone."""

from data.errors import UnreadableFile

MOST_BYTES = 2 << 30
MOST_ROWS = 20_000_000
MOST_COLUMNS = 16_384  # what a spreadsheet can hold
MOST_CELLS = 500_000_000
MOST_IN_A_CELL = 1 << 20  # bytes; a spreadsheet's cell holds 32,767 characters
MOST_PACKED = 50 << 20  # bytes of a workbook, an archive, a Parquet or a JSON file
MOST_UNPACKED = 200 << 20  # bytes that come out of one of them
MOST_CELLS_OF_A_SHEET = 10_000_000  # empty ones among the others included


class TooLarge(UnreadableFile):
    """A file that holds more than can be read."""


def refuse_large(size: int, name: str, most: int = MOST_BYTES) -> None:
    """Raise for a file of more bytes than can be read."""
    if size > most:
        raise TooLarge(
            f"{name} has {in_megabytes(size)}; a file of this kind may have {in_megabytes(most)} at most. "
            "Bring fewer rows at once."
        )


def refuse_many(rows: int) -> None:
    """Raise for more rows than can be read."""
    if rows > MOST_ROWS:
        raise TooLarge(
            f"The file has more than {MOST_ROWS:,} rows, too many to read at once. Split it and bring a part."
        )


def refuse_huge(width: int, rows: int, line: int) -> None:
    """Raise for more columns or cells than a log can have: mostly a file with broken quotes or line ends."""
    if width > MOST_COLUMNS or width * rows > MOST_CELLS:
        raise TooLarge(
            f"The row on line {line} has {width:,} cells, too many to read; "
            "check the quotes and line ends there and try again."
        )


def refuse_long(size: int, line: int) -> None:
    """Raise for a cell that holds more text than a log has anywhere: mostly a quote that never closes."""
    if size > MOST_IN_A_CELL:
        raise TooLarge(
            f"A cell in the row on line {line} holds {in_megabytes(size)} of text; a cell may hold "
            f"{in_megabytes(MOST_IN_A_CELL)} at most. Check the quotes there, or shorten it, and try again."
        )


def in_megabytes(size: int) -> str:
    """A size as one says it."""
    return f"{size / (1 << 20):,.1f} MB".replace(".0 MB", " MB")
