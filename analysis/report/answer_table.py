"""The rows of an answer as an HTML table that a person reads: per cents, names in words, what each column holds."""

from __future__ import annotations

from typing import Any

from analysis import wording
from analysis.answer import Answer
from analysis.question import Row
from analysis.report.markup import Html, scroll_table, tag

WIDE = 6
"""A single row with more cells than this reads better as a list."""


def render_table(answer: Answer) -> list[Html]:
    """The rows, and the meaning of each column."""
    if not answer.rows:
        return [tag("p", "There are no rows.")]
    meanings = answer.question.meanings
    if len(answer.rows) == 1 and len(answer.rows[0]) > WIDE:
        items = (_item(name, value, meanings) for name, value in answer.rows[0].items())
        return [scroll_table(tag("table", *items), answer.question.title)]
    head = tag("thead", tag("tr", *map(_heading, answer.rows[0].items())))
    return [
        scroll_table(tag("table", head, tag("tbody", *map(_line, answer.rows))), answer.question.title),
        tag("h3", "What the columns hold"),
        tag("dl", *(_meaning(name, meanings) for name in answer.rows[0])),
    ]


def value_text(name: str, value: Any) -> str:
    """The value of a column as a person reads it."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return wording.value_text(name, value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, float):
        return f"{value:,}"
    if wording.is_chance(name, value):
        return wording.chance(value)
    return wording.percent(value) if wording.is_share(name, value) else f"{value:,.2f}"


def _heading(cell: tuple[str, Any]) -> Html:
    name, value = cell
    return tag("th", wording.column(name), scope="col", class_=_kind(value))


def _line(row: Row) -> Html:
    return tag("tr", *(_cell(name, value) for name, value in row.items()))


def _item(name: str, value: Any, meanings: Any) -> Html:
    return tag(
        "tr",
        tag("th", wording.column(name), scope="row"),
        _cell(name, value),
        tag("td", meanings.get(name, "")),
    )


def _meaning(name: str, meanings: Any) -> Html:
    return tag("div", tag("dt", wording.column(name)), tag("dd", meanings.get(name, "")))


def _cell(name: str, value: Any) -> Html:
    return tag("td", value_text(name, value), class_=_kind(value), dir="auto")


def _kind(value: Any) -> str:
    return "text" if isinstance(value, str) else "number"
