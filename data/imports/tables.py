"""The tables in a file of any kind, read with what a log looks like in mind."""

from data.files import reader
from data.files.sheet import Sheet
from data.schema import reading_hints


def read_table(content: bytes, name: str, part: str | None = None) -> Sheet:
    """The table in a file; of several the one called `part`, else the likeliest. Raises `UnreadableFile`."""
    return reader.read_table(content, name, part, hints=reading_hints)


def read_all_tables(content: bytes, name: str) -> tuple[Sheet, ...]:
    """Every table in a file that is not hidden, each under its own name. Raises `UnreadableFile`."""
    return reader.read_all_tables(content, name, hints=reading_hints)
