"""The tables in a file of any kind, read with what a log looks like in mind."""

from data.files import reader
from data.files.sheet import Sheet
from data.schema import reading_hints


def read_table(content: bytes, name: str, part: str | None = None) -> Sheet:
    """The table in a file; of several the one called `part`, else the likeliest. Raises `UnreadableFile`."""
    return reader.read_table(content, name, part, hints=reading_hints)


def read_together(content: bytes, name: str, part: str | None = None) -> tuple[Sheet, tuple[Sheet, ...]]:
    """The same, and every table of the file where they are files of text in one archive. Raises `UnreadableFile`."""
    return reader.read_together(content, name, part, hints=reading_hints)
