"""A newer version of a file: which of its rows are known, which changed, which are new, and which are gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from data.combine.carry_over import LostCorrection, carry_over
from data.database import connect, read_query
from data.errors import LogError, list_names
from data.exports import detect
from data.files.sheet import NoSuchPart, Sheet
from data.files.text_columns import column_ids
from data.imports.choices import Choices
from data.imports.corrections import apply_corrections
from data.imports.tables import read_table
from data.imports.upload import Upload, write_csv
from data.schema.headers import column_for
from data.schema.mapping import Mapping, propose_mapping, unique_names
from data.schema.vocabulary import normalise

KEY_COLUMNS = (
    "event",
    "kind",
    "client",
    "company",
    "contact",
    "role",
    "opportunity",
    "channel",
    "sent_at",
    "at",
)
"""Two versions of a row agree in these columns, as far as the file has them, unless each row has an id."""


class DifferentColumns(LogError):
    """A file that lacks columns of the one that it is said to be a newer version of."""

    def __init__(self, name: str, lacks: Sequence[str]) -> None:
        super().__init__(
            f"{name} can't be a newer version of your file: it has no column {list_names(lacks)}. If a column was "
            "renamed, give it its old name. If it is another list, bring it as another file."
        )


class ComparedTable(NamedTuple):
    """The rows of a file, to be compared with those of another.

    `keys`: the headers of the columns that two versions of a row agree in; `id`: of the one that numbers the rows.
    `own`: whether these are the rows of the file itself, and not what an export of several tables was made into.
    """

    sheet: Sheet
    keys: tuple[str, ...]
    id: str | None
    own: bool


@dataclass(frozen=True)
class Versions:
    """Two versions of a file, row by row.

    known + changed + new = the rows of the newer file; known + changed + gone = those of the older one. `rows` has a
    fate for each, its `line_before` in the older file (null where it is new) and its `line` in the newer one (null
    where it is gone). `own`: whether rows that are gone can be kept.
    """

    older: Sheet = field(repr=False)
    newer: Sheet = field(repr=False)
    rows: pa.Table = field(repr=False)
    file: Upload = field(repr=False)
    own: bool = True

    def count(self, fate: str) -> int:
        """How many rows are known, changed, new or gone."""
        return int(self._select(fate).num_rows)

    @property
    def added_columns(self) -> tuple[str, ...]:
        """The headers that the newer file has beside those of the older one."""
        before = {normalise(name) for name in unique_names(self.older.header)}
        return tuple(name for name in unique_names(self.newer.header) if normalise(name) not in before)

    def changes(self) -> pa.Table:
        """Every cell that changed: line and line_before, column, before, after; in the order of the newer file."""
        changed = self._select("changed").sort_by("line")
        older = _rows_at(self.older, changed["line_before"])
        newer = _rows_at(self.newer, changed["line"])
        cells = [
            pa.table(
                {
                    "line": changed["line"],
                    "line_before": changed["line_before"],
                    "column": pa.array([name] * changed.num_rows, pa.string()),
                    "before": before,
                    "after": after,
                }
            ).filter(pc.not_equal(before, after))
            for name, before, after in _side_by_side(self.older, self.newer, older, newer)
        ]
        return pa.concat_tables(cells).sort_by("line") if cells else pa.table({})

    def rows_with(self, fate: str) -> pa.Table:
        """The rows that are new, or gone, as they stand in their file, each behind its line."""
        sheet, place = (self.older, "line_before") if fate == "gone" else (self.newer, "line")
        lines = self._select(fate).sort_by(place)[place]
        return _rows_at(sheet, lines).rename_columns(unique_names(sheet.header)).add_column(0, "line", lines)

    def accept_newer(self, keep_gone: bool = True) -> tuple[Upload, tuple[LostCorrection, ...]]:
        """The file to go on with: the newer one, or, where rows are gone and are kept, its rows and then those.

        What was put right goes along with its row; with the file comes what of it could not.
        """
        keep = keep_gone and self.own and self.count("gone") > 0
        file = self._append_gone() if keep else self.file
        said = file.choices
        if not said.cells and not said.merged:
            return file, ()
        lines = read_table(file.content, file.name, said.part).lines if self.own else self.newer.lines
        choices, lost = carry_over(
            said, self._map_lines(lines, keep), self._changed_cells(), unique_names(self.older.header)
        )
        return replace(file, choices=choices), lost

    def _append_gone(self) -> Upload:
        """The rows of the newer file, and then those that are gone."""
        gone = _rows_at(self.older, self._gone_lines())
        places = _match_columns(unique_names(self.newer.header), unique_names(self.older.header))
        kept = pa.table(
            [
                gone[places[index]] if index in places else pa.nulls(gone.num_rows, pa.string())
                for index in range(self.newer.cells.num_columns)
            ],
            self.newer.cells.column_names,
        )
        return Upload(
            write_csv(self.newer.header, pa.concat_tables([self.newer.cells, kept])),
            f"{PurePath(self.file.name).stem}.csv",
            replace(self.file.choices, part=None),
        )

    def _gone_lines(self) -> pa.ChunkedArray:
        return self._select("gone").sort_by("line_before")["line_before"]

    def _map_lines(self, lines: pa.Array, keep: bool) -> dict[int, int]:
        """Line before → line now of the rows that stay; `lines`: of the file to go on with."""
        stay = self.rows.filter(
            pc.and_(pc.is_valid(self.rows["line_before"]), pc.is_valid(self.rows["line"]))
        )
        now = lines.take(pc.index_in(stay["line"].combine_chunks(), self.newer.lines))
        moved = dict(zip(stay["line_before"].to_pylist(), now.to_pylist(), strict=True))
        behind = lines.slice(len(self.newer.lines)).to_pylist()
        return moved | (dict(zip(self._gone_lines().to_pylist(), behind, strict=True)) if keep else {})

    def _changed_cells(self) -> dict[int, dict[str, str]]:
        """For the line before of each changed row, the columns that changed → what they say now."""
        cells: dict[int, dict[str, str]] = {}
        for change in self.changes().to_pylist():
            cells.setdefault(change["line_before"], {})[change["column"]] = change["after"]
        return cells

    def _select(self, fate: str) -> pa.Table:
        return self.rows.filter(pc.equal(self.rows["fate"], fate))


def compare_versions(older: Upload, newer: Upload) -> Versions:
    """What a newer version of a file brings; what was said about the older one is said about it too.

    Raises DifferentColumns, or another LogError for a file that can't be read.
    """
    newer = replace(newer, choices=_choices_for_newer(older, newer))
    before, after = _read_table(older), _read_table(newer)
    missing = _missing_columns(before, after)
    if before.own and missing:
        raise DifferentColumns(newer.name, missing)
    shared = [name for name in unique_names(before.sheet.header) if name not in missing]
    with connect() as connection:
        said = older.choices
        connection.register("older", _comparable_table(before, before, shared, said))
        connection.register("newer", _comparable_table(after, before, shared, replace(said, cells={})))
        rows = connection.sql(read_query("diff")).to_arrow_table()
    return Versions(before.sheet, after.sheet, rows, newer, before.own and after.own)


def _choices_for_newer(older: Upload, newer: Upload) -> Choices:
    """What was said about the older file; of its part, only where the newer one has such a part too."""
    if older.choices.part is None:
        return older.choices
    try:
        read_table(newer.content, newer.name, older.choices.part)
    except NoSuchPart:
        return replace(older.choices, part=None)
    return older.choices


def _read_table(file: Upload) -> ComparedTable:
    """The rows of a file as they stand in it; of an export of several tables, the rows that it was made into."""
    export = detect.detect_export(file)
    own = detect.own_sheet(file) if export.name or file.merged else export.sheet
    if own is None:
        mapping = propose_mapping(export.sheet.header, export.columns, export.shape)
        made_up = {mapping.names[i] for name in export.made_up for i in mapping.columns.get(name, ())}
        return ComparedTable(_drop_columns(export.sheet, made_up), _key_columns(mapping), None, own=False)
    mapping = propose_mapping(own.header, {} if export.name else file.choices.columns)
    ids = (name for name, header in zip(mapping.names, own.header, strict=True) if column_for(header) == "id")
    return ComparedTable(own, _key_columns(mapping), next(ids, None), own=True)


def _key_columns(mapping: Mapping) -> tuple[str, ...]:
    applied = [stage.index for stage in mapping.stages if stage.kind == "applied"]
    places = [*(index for key in KEY_COLUMNS for index in mapping.columns.get(key, ())), *applied]
    return tuple(mapping.names[index] for index in places)


def _drop_columns(sheet: Sheet, names: set[str]) -> Sheet:
    """The same without some of its columns."""
    kept = [index for index, name in enumerate(unique_names(sheet.header)) if name not in names]
    cells = sheet.cells.select(kept).rename_columns(column_ids(len(kept)))
    return replace(sheet, header=tuple(sheet.header[index] for index in kept), cells=cells)


def _missing_columns(before: ComparedTable, after: ComparedTable) -> list[str]:
    there = set(map(normalise, unique_names(after.sheet.header)))
    return [name for name in unique_names(before.sheet.header) if normalise(name) not in there]


def _comparable_table(
    table: ComparedTable, before: ComparedTable, shared: Sequence[str], said: Choices
) -> pa.Table:
    """The columns that both have in the order of the older one, as they stand (c0 …) and as they were put right (r0 …),
    of the first the keys (k0 …) and the id."""
    places = _match_columns(shared, unique_names(table.sheet.header))
    texts = {name: _texts(table.sheet.cells[places[index]]) for index, name in enumerate(shared)}
    right = _correct_sheet(table.sheet, said)
    none = pa.array([""] * len(table.sheet.lines), pa.string())
    keys = [pc.utf8_lower(pc.utf8_trim_whitespace(texts[name])) for name in before.keys if name in texts]
    columns = {
        "line": table.sheet.lines,
        "id": texts.get(before.id or "", none),
        **{f"c{index}": text for index, text in enumerate(texts.values())},
        **{f"r{index}": _texts(right.cells[place]) for index, place in places.items()},
        **{f"k{index}": key for index, key in enumerate(keys or [none])},
    }
    return pa.table(columns)


def _correct_sheet(sheet: Sheet, said: Choices) -> Sheet:
    """The sheet with what the person put right in those of its columns that a log shows them as they are."""
    names = unique_names(sheet.header)
    return apply_corrections(
        sheet,
        Choices(
            cells={where: text for where, text in said.cells.items() if where[1] in names},
            texts={where: text for where, text in said.texts.items() if where[0] in names},
        ),
    )


def _match_columns(wanted: Sequence[str], there: Sequence[str]) -> dict[int, int]:
    """For each of some headers (by its number), where the other file has it."""
    found = {normalise(name): index for index, name in reversed(list(enumerate(there)))}
    return {index: found[normalise(name)] for index, name in enumerate(wanted) if normalise(name) in found}


def _side_by_side(
    older: Sheet, newer: Sheet, before: pa.Table, after: pa.Table
) -> Iterator[tuple[str, pa.ChunkedArray, pa.ChunkedArray]]:
    """The header of each column that both have, and its cells in some rows of the one and of the other."""
    names = unique_names(older.header)
    for place, there in _match_columns(names, unique_names(newer.header)).items():
        yield names[place], _texts(before[place]), _texts(after[there])


def _rows_at(sheet: Sheet, lines: pa.ChunkedArray) -> pa.Table:
    """The rows of a sheet that stand on some lines, in their order."""
    return sheet.cells.take(pc.index_in(lines, sheet.lines))


def _texts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column in which a cell that is not there is an empty one."""
    return pc.fill_null(column, "")
