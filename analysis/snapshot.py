"""Answers to bytes and back: what a share holds. Made afresh, from an allowlist; a log is never trimmed into one.

Level *numbers only*: the rows and the verdicts that are on screen, and no text but words of our own. The counts behind
them stay (days of waiting would give away when each message was sent); titles, methods, SQL and figures come from the
program, so a share can't hold anything in their place.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from analysis.answer import Answer, plain
from analysis.catalogue import QUESTIONS
from analysis.question import Question
from analysis.view import View
from data import playbook
from data.errors import LogError
from data.log import ENUMS, SQL

HERE = Path(__file__).parent
FORMAT = 1
NUMBERS = "numbers"
"""The one level so far: answers as published, exact counts, no rows of the log and no words of its owner."""

BREAKDOWNS = (None, "all", "channel", "strategy", "stage")
"""What an answer may be broken down by; a column of the person's own is not among them."""

FILTERS = frozenset(("since", "until", "channels", "strategies", "stages"))
DAY = re.compile(r"\d{4}-\d\d-\d\d")
LISTED = re.compile(r", | and ")
QUOTED = re.compile(r"'([^'\n]*)'")


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
        "verdict": answer.verdict,
        "held_out": dict(answer.held_out),
    }


def _restored(stored: Mapping[str, Any], body: Mapping[str, Any]) -> Answer:
    """The answer without its counts: its verdict is the one that was made from them when it was published."""
    verdict = str(stored["verdict"])
    question = replace(QUESTIONS[stored["question"]], verdict=lambda _: verdict)
    common = {"as_of": body["as_of"], "filters": body["filters"], "counts": []}
    return Answer.from_json(question, {**stored, **common})


def _check(answer: Answer) -> None:
    """Refuse an answer that holds anything but numbers, days and our own words, in the published columns."""
    question = answer.question
    if not question.leaves:
        raise Unpublishable(f"“{question.title}” names people or companies, so it is never part of a share.")
    parameters, filters = answer.parameters, answer.view.to_json()
    if not all(parameters.get(name) in BREAKDOWNS for name in ("by", "split")):
        raise _refusal(question, "is broken down by a column of your own")
    if not all(_is_ours(value) for value in parameters.values()):
        raise _refusal(question, "was asked with words of your own")
    if set(filters) - FILTERS or not all(_is_ours(value) for value in filters.values()):
        raise _refusal(question, "is filtered by words of your log")
    if not all(_is_ours(part) for reason in answer.held_out.items() for part in reason):
        raise _refusal(question, "leaves rows out for a reason that is not one of ours")
    if any(set(row) - set(question.columns) for row in answer.rows):
        raise _refusal(question, "has columns that are not published")
    # The counts don't leave; the verdict is made from them and does.
    if not all(_is_ours(value) for row in (*answer.rows, *answer.counts) for value in row.values()):
        raise _refusal(question, "holds words of your log")


def _refusal(question: Question, why: str) -> Unpublishable:
    return Unpublishable(
        f"“{question.title}” {why}. Only numbers by channel, strategy and stage can be published; leave it out."
    )


def _is_ours(value: Any) -> bool:
    """Whether it is a number, a day, a word of ours (or several: "a, b and c"), or a list of these."""
    if isinstance(value, str):
        return value in words() or bool(DAY.fullmatch(value)) or words().issuperset(LISTED.split(value))
    if isinstance(value, Iterable):
        return not isinstance(value, Mapping) and all(map(_is_ours, value))
    return _is_number(value) or isinstance(value, date)


def _is_number(value: Any) -> bool:
    return value is None or isinstance(value, int | float)


@cache
def words() -> frozenset[str]:
    """Every word that may leave: those that stand in the program itself, so no log can add one.

    They are the texts in this package's Python, in all SQL, in the vocabulary and in the playbook.
    """
    nodes = (
        node for file in HERE.rglob("*.py") for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    )
    written = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    queries = (file.read_text(encoding="utf-8") for file in (*HERE.rglob("*.sql"), *SQL.glob("*.sql")))
    quoted = {word for query in queries for word in QUOTED.findall(query)}
    vocabulary = {key for keys in ENUMS.values() for key in keys}
    advice = {key for each in playbook.load() for key in (each.key, *(tip.key for tip in each.tips))}
    return frozenset(written | quoted | vocabulary | advice)
