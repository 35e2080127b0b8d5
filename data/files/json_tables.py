"""JSON as tables of text: rows are objects, in one list or line by line; what is in an object is one level deep."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import pyarrow as pa

from data.errors import UnreadableFile
from data.files import encoding, grid, limits
from data.files.distinct_name import distinct_name
from data.files.file_kinds import JSON, JSON_LINES
from data.files.hints import Hints
from data.files.sheet import Sheet
from data.files.table_choice import Part
from data.files.text_columns import column_ids
from data.files.to_text import text_of

NOT_OBJECT = "(no object)"
"""The column for a line that holds no object of JSON, among lines that do."""

ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|"
    r"(?P<damaged>u[dD][89a-fA-F][\da-fA-F]{2}|u00(?:0[0-8eEfF]|1[\daAcC]|7[fF]))|.)",
    re.DOTALL,
)
"""What stands behind a backslash in JSON: both halves of a character (UTF-16); one half alone, as a program leaves it
that cuts a text in its middle, or a control character; anything else."""


class Pairs(list[tuple[str, Any]]):
    """An object of JSON, its names in order, each as often as it is there."""


class NotJson(UnreadableFile):
    """The text only begins like JSON."""


class TooDeep(UnreadableFile):
    """JSON within JSON, more often than can be followed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is JSON within JSON, too deep to be a table.")


def parts(content: bytes, name: str) -> list[Part]:
    """The lists of objects in a JSON file; a file of JSON lines is one. Raises NotJson, UnreadableFile."""
    decoded = encoding.decode(content, name)
    text = ESCAPE.sub(_legible, decoded.text)
    notes = tuple(dict.fromkeys([*decoded.notes, *[encoding.DAMAGED] * (text != decoded.text)]))
    try:
        whole = _value(text)
    except json.JSONDecodeError as error:
        if _is_lines(text):
            return [Part(name, False, partial(_of_lines, text, name, notes))]
        raise NotJson(
            f"{name} looks like JSON and breaks off or goes wrong on line {error.lineno}. Download it once more."
        ) from None
    except RecursionError:
        raise TooDeep(name) from None
    found = list(_lists(whole, name))
    if not found:
        raise UnreadableFile(
            f"{name} is JSON without a list of rows in it. Export your log as CSV and bring that."
        )
    return [Part(part, False, partial(_of_list, rows, name, notes)) for part, rows in found]


def _legible(escape: re.Match[str]) -> str:
    return r"\ufffd" if escape["damaged"] else escape[0]


def _value(text: str) -> Any:
    """Numbers stay as they are written."""
    return json.loads(
        text, object_pairs_hook=Pairs, parse_float=_number, parse_int=str, parse_constant=lambda _: None
    )


def _number(text: str) -> str:
    return text.removesuffix(".0")


def _is_lines(text: str) -> bool:
    """Whether the first line that holds anything is an object by itself."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    try:
        return isinstance(_value(first), Pairs)
    except json.JSONDecodeError:
        return False


def _lists(value: Any, name: str) -> Iterator[tuple[str, list[Any]]]:
    """Each list of rows, with its name: the value itself, those in an object, or the one object that there is."""
    if isinstance(value, Pairs):
        inside = [(key, rows) for key, rows in value if _is_rows(rows)]
        yield from inside or ([(name, [value])] if value else [])
    elif _is_rows(value):
        yield name, value


def _is_rows(value: Any) -> bool:
    """A list of objects, or one of lists; some may be null."""
    if not isinstance(value, list) or isinstance(value, Pairs):
        return False
    kinds = {type(row) for row in value} - {type(None)}
    return kinds in ({Pairs}, {list})


def _of_list(rows: list[Any], name: str, notes: Sequence[str], hints: Hints) -> Sheet:
    try:
        if any(type(row) is list for row in rows):
            cells = [[_text(cell) or "" for cell in row or ()] for row in rows]
            return grid.sheet_of(enumerate(cells, start=1), name, JSON, hints, notes)
        objects = [(number, _flat(row or Pairs())) for number, row in enumerate(rows, start=1)]
    except RecursionError:
        raise TooDeep(name) from None
    return _sheet(objects, name, JSON, notes)


def _of_lines(text: str, name: str, notes: Sequence[str], _hints: Hints) -> Sheet:
    lines = ((number, line.strip()) for number, line in enumerate(text.split("\n"), start=1))
    rows = [(number, _line(line)) for number, line in lines if line]
    wrong = [number for number, row in rows if NOT_OBJECT in row]
    count = f"{len(wrong):,} {'line' if len(wrong) == 1 else 'lines'}"
    said = (
        f"{count} hold no JSON object (the first is line {wrong[0]}); see the column “{NOT_OBJECT}”."
        if wrong
        else ""
    )
    return _sheet(rows, name, JSON_LINES, [*notes, *filter(None, [said])])


def _line(line: str) -> dict[str, str | None]:
    try:
        value = _value(line)
        return _flat(value) if isinstance(value, Pairs) else {NOT_OBJECT: line}
    except (json.JSONDecodeError, RecursionError):
        return {NOT_OBJECT: line}


def _flat(row: Pairs) -> dict[str, str | None]:
    """The texts of an object by name; what is in an object within it stands under both names, as `status.name`."""
    flat: dict[str, str | None] = {}
    for name, value in row:
        inside = [(f"{name}.{key}", each) for key, each in value] if isinstance(value, Pairs) else []
        for key, each in inside or [(name, value)]:
            flat[distinct_name(key, flat)] = _text(each)
    return flat


def _text(value: Any) -> str | None:
    return text_of(_plain(value))


def _plain(value: Any) -> Any:
    """A value without our own classes in it."""
    if isinstance(value, Pairs):
        return {name: _plain(each) for name, each in value}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _sheet(
    rows: Sequence[tuple[int, Mapping[str, str | None]]], name: str, kind: str, notes: Iterable[str] = ()
) -> Sheet:
    header = tuple(dict.fromkeys(key for _, row in rows for key in row))
    limits.refuse_many(len(rows))
    limits.refuse_huge(len(header), len(rows), 1)
    columns = [pa.array([row.get(key) for _, row in rows], pa.string()) for key in header]
    return Sheet(
        name=name,
        header=header,
        cells=pa.table(columns, column_ids(len(columns))),
        lines=pa.array([number for number, _ in rows], pa.int64()),
        encoding="utf-8",
        delimiter=None,
        preamble=(),
        notes=tuple(notes),
        named=len(header),
        kind=kind,
    )
