"""A known export, made into one table of rows of a log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import pyarrow as pa

from data.exports.table_rows import rows_of
from data.files.sheet import Sheet
from data.imports.report import Oddity, OpenQuestion, Reject, Skip
from data.schema.mapping import unique_names
from data.schema.vocabulary import normalise


class Place(NamedTuple):
    """Where a row stands: in which file, on which line; `within`: of which table, where the file has several."""

    file: str
    line: int
    within: str = ""

    def as_text(self) -> str:
        """The same for the person."""
        return " ".join(filter(None, (self.file, self.within, f"{self.line:,}")))


@dataclass(frozen=True)
class Export:
    """A known export as one table of rows of a log.

    `name`: what it was recognised as; "" for a file of no known tool. `columns`: header of `sheet` → column of a log,
    or `extra`; the other headers are guessed as in any file. `shape`: which of the three shapes its rows have, where
    the headers alone would say another. `skips`: the rows of the source that are not in the table. `about`: what it can
    and what it can't tell. `open_questions`: questions to the person. `oddities`: what is worth a look. `places`: where
    the rows stand whose number is not their line. `beside`: for the rows that a row of the source made besides its
    first, the number of that one. `made_up`: the columns that it does not have but the table needs, to tell its rows
    apart.
    `files`: those that were joined into this one. `aside`: rows of theirs that were set aside before, each as it stood.
    `repeats`: for the rows that an earlier one of them tells already, the number of its row there.
    """

    name: str
    sheet: Sheet
    columns: Mapping[str, str] = field(default_factory=dict)
    shape: str = ""
    skips: tuple[Skip, ...] = ()
    about: tuple[str, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    places: Mapping[int, Place] = field(default_factory=dict)
    beside: Mapping[int, int] = field(default_factory=dict)
    made_up: frozenset[str] = frozenset()
    files: tuple[str, ...] = ()
    aside: tuple[tuple[Reject, str], ...] = ()
    repeats: Mapping[int, int] = field(default_factory=dict)


def adapt_sheet(
    sheet: Sheet,
    name: str,
    *,
    columns: Mapping[str, str] | None = None,
    rewrite: Mapping[str, Callable[[str], str]] | None = None,
    skip: Callable[[Mapping[str, str]], str] | None = None,
    about: Iterable[str] = (),
    oddities: Iterable[Oddity] = (),
    shape: str = "",
) -> Export:
    """An export whose own columns do: its table with some cells rewritten and some rows skipped.

    `columns` and `rewrite` go by headers in their normal form, and so does the row that `skip` is given: it tells the
    reason why a row is left out, or "".
    """
    names, plain = unique_names(sheet.header), [normalise(header) for header in sheet.header]
    reasons = {row.key: reason for row in rows_of(sheet) if skip and (reason := skip(row.texts))}
    left = pa.array([line not in reasons for line in sheet.lines.to_pylist()], pa.bool_())
    return Export(
        name=name,
        sheet=replace(
            sheet,
            cells=_rewrite_cells(sheet, plain, rewrite or {}).filter(left),
            lines=sheet.lines.filter(left),
        ),
        columns={
            names[i]: columns[header] for i, header in enumerate(plain) if columns and header in columns
        },
        shape=shape,
        skips=tuple(Skip(line, reason) for line, reason in reasons.items()),
        about=tuple(about),
        oddities=tuple(oddities),
    )


def _rewrite_cells(sheet: Sheet, plain: list[str], rewrite: Mapping[str, Callable[[str], str]]) -> pa.Table:
    cells = sheet.cells
    for place, header in enumerate(plain):
        if header in rewrite:
            column = cells[place].to_pylist()
            texts = [rewrite[header](text) if text and text.strip() else text for text in column]
            cells = cells.set_column(place, f"c{place}", pa.array(texts, pa.string()))
    return cells
