"""One of several files that were merged row by row: split off, and put back in a newer version."""

from __future__ import annotations

from dataclasses import replace

from data.combine.carry_over import renumber
from data.combine.merge import merge
from data.combine.merged_table import MergedTable
from data.errors import LogError
from data.imports.choices import Choices
from data.imports.upload import Upload


class NoRowsLeft(LogError):
    """A file that was merged with files of other columns, of which no rows are left as they were."""

    def __init__(self) -> None:
        super().__init__(
            "Your log is made of files with different columns, so one of them can't be compared with a newer version. "
            "Bring all of them again, together."
        )


def split(upload: Upload, name: str) -> tuple[Upload, Upload]:
    """The file of that name as before it was merged, and the others as they are, each with what was said about it.

    Manual entries stay with the others. Raises NoRowsLeft.
    """
    table = MergedTable.from_bytes(upload.content)
    if table.of_clean_logs:
        raise NoRowsLeft
    own, others = table.of_file(name), table.without_file(name)
    places = own.places
    lines = {line: places[line].line for line in own.lines.to_pylist()}
    if len({*lines.values()}) < len(lines):  # of several tables, which number their rows alike
        lines = {line: line for line in lines}
    own = own.numbered([*lines.values()])
    return (
        replace(
            upload,
            content=own.to_bytes(),
            name=name,
            choices=replace(_forget_column(renumber(upload.choices, lines), own.names[-1]), added=()),
        ),
        replace(
            upload,
            content=others.to_bytes(),
            choices=renumber(upload.choices, {line: line for line in others.lines.to_pylist()}),
        ),
    )


def _forget_column(choices: Choices, column: str) -> Choices:
    """The choices without what was said about one column."""
    return replace(
        choices,
        columns={name: meaning for name, meaning in choices.columns.items() if name != column},
        cells={where: text for where, text in choices.cells.items() if where[1] != column},
        texts={where: text for where, text in choices.texts.items() if where[0] != column},
    )


def put_back(others: Upload, name: str, newer: Upload) -> Upload:
    """A newer version of the file of that name, merged with the others again. Raises LogError where they don't fit."""
    return merge([others, replace(newer, name=name)])
