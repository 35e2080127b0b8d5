"""The tables in a file of any kind: text is read here, what has to be unpacked by `subprocess_reader`."""

from data.files import limits, markdown_tables
from data.files.csv_reader import read_text
from data.files.file_kinds import is_archive, is_packed, may_be_markdown
from data.files.hints import Hints
from data.files.sheet import NoSuchPart, Sheet, empty_sheet
from data.files.subprocess_reader import read_in_child, read_together_in_child
from data.files.table_choice import choose_table


def read_table(content: bytes, name: str, part: str | None = None, *, hints: Hints) -> Sheet:
    """The table in a file of any kind, whatever its name says; of several tables the one called `part`.

    A file of no bytes is a table without rows and columns. Raises `UnreadableFile` (a `LogError`) for any other file
    without a table, or with more in it than can be read.
    """
    limits.refuse_large(len(content), name)
    if not content:
        return empty_sheet(name)
    if is_packed(content):
        return read_in_child(content, name, hints, part)
    if may_be_markdown(content) and (parts := markdown_tables.parts(content, name)):
        return choose_table(parts, name, hints, part)
    if part is not None:
        raise NoSuchPart(f"{name} is a single table; it has no part called “{part}”.")
    return read_text(content, name, hints)


def read_together(
    content: bytes, name: str, part: str | None = None, *, hints: Hints
) -> tuple[Sheet, tuple[Sheet, ...]]:
    """The same table, and every table of the file where they are files of text in one archive; else none.

    A hidden one is not among them. Raises `UnreadableFile`.
    """
    if not is_archive(content):
        return read_table(content, name, part, hints=hints), ()
    limits.refuse_large(len(content), name)
    table, *together = read_together_in_child(content, name, hints, part)
    return table, tuple(together)
