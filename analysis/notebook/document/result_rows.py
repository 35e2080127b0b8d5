"""The rows of a result: its columns by kind, and its values for a table, a chart or a file."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa


def make_names_unique(rows: pa.Table) -> pa.Table:
    """The rows under names that differ: a repeated one gets a number, as DuckDB numbers the columns of a table."""
    seen: Counter[str] = Counter()
    names = []
    for name in rows.column_names:
        times = seen[name.lower()]
        seen[name.lower()] += 1
        names.append(f"{name}_{times}" if times else name)
    return rows.rename_columns(names)


def number_columns(rows: pa.Table) -> list[str]:
    """The columns of numbers."""
    return _columns_of(
        rows,
        lambda kind: pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind),
    )


def time_columns(rows: pa.Table) -> list[str]:
    """The columns of days and moments."""
    return _columns_of(rows, lambda kind: pa.types.is_date(kind) or pa.types.is_timestamp(kind))


def word_columns(rows: pa.Table) -> list[str]:
    """The columns of words, and of yes and no."""
    return _columns_of(
        rows,
        lambda kind: pa.types.is_string(kind) or pa.types.is_dictionary(kind) or pa.types.is_boolean(kind),
    )


def make_displayable(rows: pa.Table) -> pa.Table:
    """The rows for a table on a screen: spans of time and bytes as text, which no table on a screen can show."""
    for place, field in enumerate(rows.schema):
        if pa.types.is_interval(field.type) or pa.types.is_duration(field.type):
            rows = rows.set_column(place, field.name, _as_texts(rows.column(place), format_span))
        elif pa.types.is_binary(field.type):
            rows = rows.set_column(place, field.name, _as_texts(rows.column(place), bytes.hex))
    return rows


def to_python(rows: pa.Table) -> list[dict[str, Any]]:
    """The rows with values of Python's own: maps as dicts, spans of time as text, moments without their zone (UTC)."""
    columns = {name: [_python_value(each) for each in rows.column(name)] for name in rows.column_names}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def to_json(rows: pa.Table) -> list[dict[str, Any]]:
    """The rows with values that JSON can hold: days as ISO text, no number that is none."""
    return [{name: _json_value(value) for name, value in row.items()} for row in to_python(rows)]


def format_span(length: Any) -> str:
    """A span of time as DuckDB writes it: 1 year 2 months 3 days 04:05:06."""
    months, days, nanoseconds = length
    units = ((int(months / 12), "year"), (int(math.fmod(months, 12)), "month"), (days, "day"))
    parts = [f"{number} {unit}{'' if abs(number) == 1 else 's'}" for number, unit in units if number]
    return " ".join([*parts, *([_format_clock(nanoseconds)] if nanoseconds or not parts else [])])


def _format_clock(nanoseconds: int) -> str:
    minutes, seconds = divmod(abs(nanoseconds) / 1e9, 60)
    whole = f"{int(minutes) // 60:02}:{int(minutes) % 60:02}:{seconds:09.6f}".rstrip("0").rstrip(".")
    return f"{'-' if nanoseconds < 0 else ''}{whole if nanoseconds else '00:00:00'}"


def _columns_of(rows: pa.Table, fits: Callable[[pa.DataType], bool]) -> list[str]:
    return [field.name for field in rows.schema if fits(field.type)]


def _as_texts(column: pa.ChunkedArray, text: Callable[[Any], str]) -> pa.Array:
    return pa.array([None if each is None else text(each) for each in column.to_pylist()], pa.string())


def _python_value(scalar: pa.Scalar) -> Any:
    if not scalar.is_valid:
        return None
    value = scalar.as_py()
    if pa.types.is_map(scalar.type):
        return dict(value)
    if pa.types.is_interval(scalar.type):
        return format_span(value)
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


def _json_value(value: Any) -> Any:
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, date):  # a moment is one too
        return value.isoformat()
    if isinstance(value, list):
        return [_json_value(each) for each in value]
    if isinstance(value, dict):
        return {str(name): _json_value(each) for name, each in value.items()}
    return value if value is None or isinstance(value, str | int) else str(value)
