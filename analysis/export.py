"""Rows in, files out."""

from __future__ import annotations

import csv as writer
import io
import re
from collections.abc import Sequence
from typing import Any

from analysis.question import Row

NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?%?")


def csv(rows: Sequence[Row]) -> str:
    """Rows as CSV that a spreadsheet opens as text and numbers, never as formulas."""
    if not rows:
        return ""
    out = io.StringIO()
    table = writer.writer(out, lineterminator="\r\n")
    table.writerow(neutral(name) for name in rows[0])
    table.writerows([neutral(value) for value in row.values()] for row in rows)
    return out.getvalue()


def neutral(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front; a number stays a number."""
    if (
        isinstance(value, str)
        and value[:1] in ("=", "+", "-", "@", "\t", "\r")
        and not NUMBER.fullmatch(value)
    ):
        return f"'{value}"
    return value
