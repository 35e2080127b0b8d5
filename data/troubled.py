"""Which rows of a file ask for a look, and why; which say a text. Rows are known by their lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from data.log import Log
from data.meaning.corrections import changes

IDENTICAL = "These rows are identical"
"""How the oddity begins that is put right by counting rows once, and not in their cells."""


def set_aside(log: Log) -> pa.Array:
    """The rows that could not be used."""
    return pa.array([reject.line for reject in log.understanding.rejects], pa.int64())


def odd(log: Log) -> pa.Array:
    """The rows that look odd, though they count."""
    found = [odd for odd in log.understanding.oddities if not odd.what.startswith(IDENTICAL)]
    lines = pa.array({line for oddity in found for line in oddity.lines}, pa.int64())
    return log.sheet.lines.filter(pc.is_in(log.sheet.lines, lines))


def unknown(log: Log) -> pa.Array:
    """The rows in which a word stands that means nothing to the log."""
    masks = [
        pc.is_in(pc.utf8_trim_whitespace(log.sheet.cells[index]), pa.array(texts, pa.string()))
        for index, texts in _unknown(log)
    ]
    return _lines(log, masks)


def saying(log: Log, text: str) -> pa.Array:
    """The rows in which a text stands, in whatever case."""
    return _lines(
        log, [pc.match_substring(cells, text, ignore_case=True) for cells in log.sheet.cells.columns]
    )


def columns(log: Log) -> tuple[str, ...]:
    """The headers of the columns in which something is wrong."""
    wrong = {reject.column for reject in log.understanding.rejects}
    wrong |= {log.mapping.names[index] for index, _ in _unknown(log)}
    return tuple(name for name in log.mapping.names if name in wrong)


def reasons(log: Log, lines: Sequence[int]) -> dict[int, str]:
    """What is to be said about each of some rows; "" about a row in order."""
    found: dict[int, list[str]] = defaultdict(list)
    for line, reason in _said(log, set(lines)):
        found[line].append(reason)
    return {line: "; ".join(found[line]) for line in lines}


def rows(log: Log, lines: Sequence[int]) -> list[dict[str, str]]:
    """The cells of some rows under the headers of the file; "" where a cell is empty."""
    cells = log.sheet.cells.take(pc.index_in(pa.array(lines, pa.int64()), log.sheet.lines))
    return [
        {name: text or "" for name, text in row.items()}
        for row in cells.rename_columns(log.mapping.names).to_pylist()
    ]


def _said(log: Log, lines: set[int]) -> Iterator[tuple[int, str]]:
    told = log.understanding
    for change in changes(log.export.sheet, log.choices):
        if change.line in lines:
            yield change.line, f"{change.column} said “{change.before}”"
    for reject in told.rejects:
        if reject.line in lines:
            yield reject.line, f"{reject.column}: {reject.reason}"
    for skip in told.skips:
        if skip.line in lines:
            yield skip.line, f"skipped: {skip.reason}"
    for oddity in told.oddities:
        yield from ((line, oddity.what) for line in oddity.lines if line in lines)
    yield from _unexplained(log, sorted(lines))


def _unexplained(log: Log, lines: Sequence[int]) -> Iterator[tuple[int, str]]:
    for line, row in zip(lines, rows(log, lines), strict=True):
        for index, texts in _unknown(log):
            name = log.mapping.names[index]
            if row[name].strip() in texts:
                yield line, f"{name}: an unknown word"


def _unknown(log: Log) -> Iterable[tuple[int, set[str]]]:
    """Each column of the file with unknown words, and these."""
    found: dict[int, set[str]] = defaultdict(set)
    for word in log.understanding.unknown:
        for index in log.mapping.columns[word.field]:
            found[index].add(word.text)
    return found.items()


def _lines(log: Log, masks: Sequence[pa.ChunkedArray]) -> pa.Array:
    """The lines of the rows that any of some masks chooses."""
    if not masks:
        return pa.array([], pa.int64())
    chosen = masks[0]
    for mask in masks[1:]:
        chosen = pc.or_kleene(chosen, mask)
    return log.sheet.lines.filter(pc.fill_null(chosen, False).combine_chunks())
