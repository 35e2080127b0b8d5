"""What a value of a program says as text, as a person would write it into a table."""

import json
from datetime import date, time, timedelta
from typing import Any


def text_of(value: Any) -> str | None:
    """Dates and times as ISO 8601 has them, a number without needless zeros, a list with commas; None for none.

    >>> text_of(3.0), text_of(True), text_of(date(2026, 1, 5)), text_of(timedelta(hours=36))
    ('3', 'TRUE', '2026-01-05', '36:00:00')
    >>> text_of(["email", "phone"]), text_of({"by": ["email"]})
    ('email, phone', '{"by": ["email"]}')
    """
    match value:
        case None | str():
            return value
        case bool():
            return str(value).upper()
        case date() | time():
            return str(value)
        case timedelta():
            return _clock(round(value.total_seconds()))
        case bytes():
            return value.decode("utf-8", "backslashreplace")
        case list() | dict():
            return _list(value)
    return str(value).removesuffix(".0")


def _list(value: list[Any] | dict[str, Any]) -> str:
    """Plain values with commas between them, anything deeper as JSON."""
    if isinstance(value, dict) or any(isinstance(each, list | dict | tuple) for each in value):
        return json.dumps(value, ensure_ascii=False, default=text_of)
    return ", ".join(text_of(each) or "" for each in value)


def _clock(seconds: int) -> str:
    """Hours, minutes and seconds."""
    sign, seconds = "-" * (seconds < 0), abs(seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
