"""Answers to bytes and back: what a share holds. Made afresh, from an allowlist; a log is never trimmed into one.

Level *numbers only*: the rows that are on screen, no counts behind them, and no text but words of our own vocabulary.
Titles, methods, SQL, verdicts and figures are not stored: they are derived again, so they can't say anything else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from analysis import sql
from analysis.answer import Answer, plain
from analysis.catalogue import QUESTIONS
from analysis.question import Question
from analysis.view import View
from data.errors import LogError
from data.log import ENUMS

FORMAT = 1
NUMBERS = "numbers"
"""The one level so far: answers as published, exact counts, no rows of the log and no words of its owner."""

BREAKDOWNS = ("all", "channel", "strategy", "stage")
CHOICES: Mapping[str, tuple[str | None, ...]] = {
    "by": BREAKDOWNS,
    "split": (None, *BREAKDOWNS),
    "per": ("message", "contact", "opportunity"),
    "basis": ("within", "recorded"),
}
"""What a parameter that is no number may be. A breakdown by a column of the person's own is not among them."""

FILTERS = frozenset(("since", "until", "channels", "strategies", "stages"))
VOCABULARY = frozenset(("all", "unknown", *(word for words in ENUMS.values() for word in words)))
HELD_OUT = frozenset(
    (
        "undated",
        "after the data date",
        "answered before it was sent",
        "answered on an unknown day, and too young to judge",
        "no contact named",
    )
)
DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Unpublishable(LogError):
    """An answer holds something that must not leave at this level."""


class UnreadableSnapshot(LogError):
    """Bytes that are no snapshot, or one that this version can't show."""


@dataclass(frozen=True)
class Snapshot:
    """What was published: the answers as they were, and what they measured."""

    level: str
    published_on: date
    as_of: date
    view: View
    answers: tuple[Answer, ...]


def pack(answers: Sequence[Answer], *, published_on: date, level: str = NUMBERS) -> bytes:
    """The answers (one log, one data date, one view) as the bytes of a share.

    Raises Unpublishable for a question that may not leave, a breakdown by a person's own column, or any text that is
    not ours; ValueError for answers that don't belong together.
    """
    if level != NUMBERS or len({(answer.as_of, answer.view) for answer in answers}) != 1:
        raise ValueError(
            "a snapshot holds answers of one log, one data date and one view, at a level that exists"
        )
    for answer in answers:
        _check(answer)
    first = answers[0]
    body = {
        "format": FORMAT,
        "level": level,
        "published_on": published_on.isoformat(),
        "as_of": first.as_of.isoformat(),
        "filters": first.view.to_json(),
        "answers": [_stored(answer) for answer in answers],
    }
    return json.dumps(body, separators=(",", ":")).encode()


def unpack(content: bytes) -> Snapshot:
    """What `pack` was given, checked again. Raises UnreadableSnapshot."""
    try:
        body = json.loads(content)
        if (body["format"], body["level"]) != (FORMAT, NUMBERS):
            raise UnreadableSnapshot("This dashboard was published by another version of Top of Mind.")
        answers = tuple(_restored(stored, body) for stored in body["answers"])
        for answer in answers:
            _check(answer)
        published_on = date.fromisoformat(body["published_on"])
        return Snapshot(body["level"], published_on, answers[0].as_of, answers[0].view, answers)
    except (ValueError, LookupError, TypeError, AttributeError, Unpublishable) as fault:
        raise UnreadableSnapshot("This dashboard can't be read by this version of Top of Mind.") from fault


def _stored(answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.question.key,
        "parameters": dict(answer.parameters),
        "rows": plain(answer.rows),
        "held_out": dict(answer.held_out),
    }


def _restored(stored: Mapping[str, Any], body: Mapping[str, Any]) -> Answer:
    common = {"as_of": body["as_of"], "filters": body["filters"], "counts": []}
    return Answer.from_json(QUESTIONS[stored["question"]], {**stored, **common})


def _check(answer: Answer) -> None:
    """Refuse an answer that holds anything but numbers, days and our own words, in the published columns."""
    question = answer.question
    if not question.leaves:
        raise Unpublishable(f"“{question.title}” names people or companies, so it is never part of a share.")
    for name, value in answer.parameters.items():
        if not _is_number(value) and value not in CHOICES.get(name, ()):
            raise _refusal(question, "is broken down by a column of your own")
    filters = answer.view.to_json()
    if set(filters) - FILTERS or not all(_is_ours(value, question) for value in filters.values()):
        raise _refusal(question, "is filtered by words of your log")
    if set(answer.held_out) - HELD_OUT or not all(map(_is_number, answer.held_out.values())):
        raise _refusal(question, "leaves rows out for a reason that is not known here")
    for row in answer.rows:
        if set(row) - set(question.columns) or not all(_is_ours(value, question) for value in row.values()):
            raise _refusal(question, "holds words of your log")


def _refusal(question: Question, why: str) -> Unpublishable:
    return Unpublishable(
        f"“{question.title}” {why}. Only numbers by channel, strategy and stage can be published; leave it out."
    )


def _is_ours(value: Any, question: Question) -> bool:
    if isinstance(value, str):
        return value in VOCABULARY or value in _quoted(question.key) or bool(DAY.fullmatch(value))
    if isinstance(value, Iterable):
        return not isinstance(value, Mapping) and all(_is_ours(each, question) for each in value)
    return _is_number(value) or isinstance(value, date)


def _is_number(value: Any) -> bool:
    return value is None or isinstance(value, int | float)


@cache
def _quoted(key: str) -> frozenset[str]:
    """The words that the question's own SQL file writes into its rows: the steps of a journey, for example."""
    return frozenset(re.findall(r"'([^'\n]*)'", sql.text(key)))
