"""Which rows of a file ask for a look, and why; which say a text. Rows are known by their lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from data.imports.corrections import list_changes
from data.imports.log import ImportedLog

IDENTICAL = "These rows are identical"
"""How the oddity begins that is put right by counting rows once, and not in their cells."""


class RowIssue(NamedTuple):
    """What is to be said about a row, and about which of its columns ("": about all of it)."""

    line: int
    column: str
    what: str


def rejected_lines(log: ImportedLog) -> pa.Array:
    """The rows of this file that could not be used; not those that were set aside before it was joined of several."""
    rejects = log.report.rejects[len(log.export.aside) :]
    return pa.array([reject.line for reject in rejects], pa.int64())


def odd_lines(log: ImportedLog) -> pa.Array:
    """The rows that look odd, though they count."""
    found = [odd for odd in log.report.oddities if not odd.what.startswith(IDENTICAL)]
    lines = pa.array({line for oddity in found for line in oddity.lines}, pa.int64())
    return log.sheet.lines.filter(pc.is_in(log.sheet.lines, lines))


def lines_with_unknown_words(log: ImportedLog) -> pa.Array:
    """The rows in which a word stands that means nothing to the log."""
    masks = [
        pc.is_in(pc.utf8_trim_whitespace(log.sheet.cells[index]), pa.array(texts, pa.string()))
        for index, texts in _unknown_words(log)
    ]
    return _lines(log, masks)


def lines_containing(log: ImportedLog, text: str) -> pa.Array:
    """The rows in which a text stands, in whatever case."""
    return _lines(
        log, [pc.match_substring(cells, text, ignore_case=True) for cells in log.sheet.cells.columns]
    )


def list_issues(log: ImportedLog, lines: Sequence[int]) -> list[RowIssue]:
    """All that is to be said about some rows, and about which of their columns."""
    wanted, report = set(lines), log.report
    changed = list_changes(log.export.sheet, log.choices)
    return [
        *(RowIssue(fix.line, fix.column, f"said “{fix.before}”") for fix in changed if fix.line in wanted),
        *(RowIssue(row.line, row.column, row.reason) for row in report.rejects if row.line in wanted),
        *_unknown_words_at(log, lines),
        *(RowIssue(row.line, "", f"skipped: {row.reason}") for row in report.skips if row.line in wanted),
        *(RowIssue(line, "", odd.what) for odd in report.oddities for line in odd.lines if line in wanted),
    ]


def rows_at(log: ImportedLog, lines: Sequence[int]) -> list[dict[str, str]]:
    """The cells of some rows under the headers of the file; "" where a cell is empty."""
    cells = log.sheet.cells.take(pc.index_in(pa.array(lines, pa.int64()), log.sheet.lines))
    return [
        {name: text or "" for name, text in row.items()}
        for row in cells.rename_columns(log.mapping.names).to_pylist()
    ]


def _unknown_words_at(log: ImportedLog, lines: Sequence[int]) -> Iterator[RowIssue]:
    unknown = _unknown_words(log)
    for line, row in zip(lines, rows_at(log, lines), strict=True) if unknown else ():
        for index, texts in unknown:
            name = log.mapping.names[index]
            if row[name].strip() in texts:
                yield RowIssue(line, name, "an unknown word")


def _unknown_words(log: ImportedLog) -> list[tuple[int, set[str]]]:
    """Each column of the file with unknown words, and these."""
    found: dict[int, set[str]] = defaultdict(set)
    for word in log.report.unknown:
        for index in log.mapping.columns.get(word.field, ()):
            found[index].add(word.text)
    return [*found.items()]


def _lines(log: ImportedLog, masks: Sequence[pa.ChunkedArray]) -> pa.Array:
    """The lines of the rows that any of some masks chooses."""
    if not masks:
        return pa.array([], pa.int64())
    chosen = masks[0]
    for mask in masks[1:]:
        chosen = pc.or_kleene(chosen, mask)
    return log.sheet.lines.filter(pc.fill_null(chosen, False).combine_chunks())
