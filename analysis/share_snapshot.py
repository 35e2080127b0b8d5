"""Answers to bytes and back: what a share holds. Made afresh, from an allowlist; a log is never trimmed into one.

The answers hold the rows and the verdicts that are on screen: each value is in the domain that its question declares
for its column (`analysis.domains`), so none can be a text of the person's own. The counts behind them stay (days of
waiting would give away when each message was sent); titles, methods, SQL and figures come from the program, so a share
can't hold anything in their place. A *coded* or *full* share also holds a log made anew for it
(`analysis.privacy.redaction`), unless its owner keeps viewers to the answers; a coded one has weeks for days
everywhere. Both may carry the owner's notebook, run on that log (`analysis.notebook.document.shared_notebook`).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from analysis import domains
from analysis.answer import Answer, plain
from analysis.ask import COLUMN_PARAMETERS, DAY_PARAMETERS, WORD_PARAMETERS
from analysis.domains import Domain
from analysis.filters import Filters
from analysis.notebook.document import shared_notebook
from analysis.notebook.document.shared_notebook import SharedCell
from analysis.privacy import redaction
from analysis.privacy.hidden_answers import HIDDEN_LABELS, SHORT_LABEL
from analysis.privacy.redaction import DAY
from analysis.question import Question, Row
from analysis.questions import QUESTIONS
from data.errors import LogError

if TYPE_CHECKING:
    import plotly.graph_objects as go

FORMAT = 2
NUMBERS, CODED, FULL = "numbers", "coded", "full"
LEVELS = (NUMBERS, CODED, FULL)

PARAMETERS: Mapping[str, Domain] = {
    **dict.fromkeys(COLUMN_PARAMETERS, domains.BREAKDOWN),
    **dict.fromkeys(DAY_PARAMETERS, domains.NUMBER),
    **{name: domains.one_of(words) for name, words in WORD_PARAMETERS.items()},
}
FILTERS: Mapping[str, Domain] = {
    **dict.fromkeys(("since", "until"), domains.DAY),
    "channels": domains.list_of(domains.CHANNEL_NAMES),
    "strategies": domains.list_of(domains.STRATEGY_NAMES),
    "stages": domains.list_of(domains.STAGE_NAMES),
}
"""How an answer that is shared may have been asked, and what it may have been filtered by."""

FORMER_REASONS: Mapping[str, tuple[str, ...]] = {
    "fair_comparison": ("decided before it could be compared", "too young to judge")
}
FORMER_COLUMNS: Mapping[str, Mapping[str, Domain]] = {
    "gaps_between_touches": {"expected": domains.NUMBER},
    "best_time": {"expected": domains.NUMBER},
    "playbook_scorecard": {"interviews": domains.NUMBER},
    "replies_by_touch_number": {"cumulative": domains.NUMBER},
}
"""What answers had when earlier versions published them."""

HIDDEN_TEXTS = domains.one_of(("", *HIDDEN_LABELS.values(), SHORT_LABEL))
"""What a row says of which something is hidden, beside the columns of its question."""


class Unpublishable(LogError):
    """An answer holds something that must not leave at this level."""


class UnreadableSnapshot(LogError):
    """Bytes that are no snapshot, or one that this version can't show."""


UNREADABLE = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
    csv.Error,
    Unpublishable,
    redaction.Leak,
)
"""What reading bytes that `pack` never wrote can raise."""


@dataclass(frozen=True)
class Snapshot:
    """What was published: the answers as they were, what they measured, and a log to explore where there is one.

    `fewest`: by whom small numbers were counted and below how many they are hidden, where they are.
    """

    level: str
    published_on: date
    as_of: date
    filters: Filters
    answers: tuple[Answer, ...]
    log: str | None = None
    fewest: tuple[str, int] | None = None
    notebook: tuple[SharedCell, ...] = ()

    def find_answer(self, answer: Answer) -> Answer | None:
        """What was published of the same question, asked the same way of the same part of the log."""
        asked = (answer.question.key, dict(answer.parameters), answer.filters)
        return next(
            (
                each
                for each in self.answers
                if (each.question.key, dict(each.parameters), each.filters) == asked
            ),
            None,
        )


def pack(
    answers: Sequence[Answer],
    *,
    published_on: date,
    level: str = NUMBERS,
    log: str | None = None,
    fewest: tuple[str, int] | None = None,
    notebook: Sequence[SharedCell] = (),
) -> bytes:
    """The answers (of one log, data date and filters) as the bytes of a share, with the log as its level has it.

    Raises Unpublishable for a question that is never shared, a breakdown by a person's own column, or any value outside
    its domain, and `redaction.Leak` for a log that holds more than its level; ValueError for what does not go together.
    """
    if level not in LEVELS or len({(answer.as_of, answer.filters) for answer in answers}) != 1:
        raise ValueError(
            "a snapshot holds answers of one log, one data date and one view, at a level that exists"
        )
    for answer in answers:
        _check(answer)
    shared = [_round_to_weeks(answer) for answer in answers] if level == CODED else answers
    body = {
        "format": FORMAT,
        "level": level,
        "published_on": published_on.isoformat(),
        "as_of": shared[0].as_of.isoformat(),
        "filters": shared[0].filters.to_json(),
        "fewest": fewest,
        "answers": [_answer_to_json(answer) for answer in shared],
        "log": log,
        "notebook": shared_notebook.to_json(notebook),
    }
    _check_level(body)
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()


def unpack(content: bytes) -> Snapshot:
    """What `pack` was given, checked again. Raises UnreadableSnapshot."""
    try:
        body = json.loads(content)
        if body["format"] != FORMAT or body["level"] not in LEVELS:
            raise UnreadableSnapshot("This dashboard was published by another version of Top of Mind.")
        _check_level(body)
        answers = tuple(_answer_from_json(stored, body) for stored in body["answers"])
        for answer in answers:
            _check(answer)
        return Snapshot(
            level=body["level"],
            published_on=date.fromisoformat(body["published_on"]),
            as_of=answers[0].as_of,
            filters=answers[0].filters,
            answers=answers,
            log=body["log"],
            fewest=_parse_fewest(body["fewest"]),
            notebook=shared_notebook.from_json(
                body.get("notebook", ())
            ),  # what was published before has none
        )
    except UNREADABLE as fault:
        raise UnreadableSnapshot("This dashboard can't be read by this version of Top of Mind.") from fault


def _parse_fewest(stored: list[Any] | None) -> tuple[str, int] | None:
    if stored is None:
        return None
    by, k = stored
    HIDDEN_LABELS[by, k]  # KeyError for what this version does not know
    return by, k


def _check_level(body: Mapping[str, Any]) -> None:
    """Refuse more than the level allows: a log among numbers, or anything but codes and weeks in a coded share."""
    if body["level"] == NUMBERS and body["log"] is not None:
        raise Unpublishable("A share of numbers holds no log.")
    if body["level"] == NUMBERS and body.get("notebook"):
        raise Unpublishable(
            "A share of numbers holds no notebook: its texts and results can hold names. A coded or a full share can."
        )
    if body["log"] is not None:
        redaction.check_redacted(body["log"], coded=body["level"] == CODED)
    if body["level"] == CODED and any(day != redaction.week_of(day) for day in _list_days(body)):
        raise Unpublishable("A coded share holds no day, only weeks.")


def _list_days(body: Mapping[str, Any]) -> list[str]:
    """Every day that the answers of a snapshot tell."""
    filters = [body["filters"][end] for end in ("since", "until") if end in body["filters"]]
    return [body["as_of"], *filters, *DAY.findall(json.dumps(body["answers"]))]


def _round_to_weeks(answer: Answer) -> Answer:
    """The answer with the Monday of its week in place of every day."""
    filters = answer.filters
    return replace(
        answer,
        as_of=redaction.monday_of(answer.as_of),
        filters=replace(
            filters,
            since=filters.since and redaction.monday_of(filters.since),
            until=filters.until and redaction.monday_of(filters.until),
        ),
        rows=[_round_row_to_weeks(row) for row in plain(answer.rows)],
        counts=[_round_row_to_weeks(row) for row in plain(answer.counts)],
    )


def _round_row_to_weeks(row: Row) -> Row:
    return {
        name: redaction.week_of(value) if isinstance(value, str) and DAY.fullmatch(value) else value
        for name, value in row.items()
    }


def _answer_to_json(answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.question.key,
        "parameters": dict(answer.parameters),
        "rows": plain(answer.rows),
        "verdict": answer.verdict,
        "held_out": dict(answer.held_out),
        "untold": list(answer.missing),
    }


def _answer_from_json(stored: Mapping[str, Any], body: Mapping[str, Any]) -> Answer:
    """The answer without its counts: its verdict is the one that was made from them when it was published."""
    verdict = str(stored["verdict"])
    question = QUESTIONS[stored["question"]]
    if any(row.get("hidden") for row in stored["rows"]):
        question = replace(question, figure=_figure_of_visible_rows(question))
    common = {"as_of": body["as_of"], "filters": body["filters"], "counts": []}
    return Answer.from_json(replace(question, verdict=lambda _: verdict), {**stored, **common})


def _figure_of_visible_rows(question: Question) -> Callable[[Answer], go.Figure] | None:
    """The figure of a question, drawn from the rows that have what it draws."""
    drawn = question.figure
    if drawn is None:
        return None
    return lambda answer: drawn(replace(answer, rows=[row for row in answer.rows if _is_drawn(row)]))


def _is_drawn(row: Row) -> bool:
    return all(row[end] is not None for end in ("low", "interview_low") if end in row)


def _check(answer: Answer) -> None:
    """Refuse an answer with a value outside the domain of its own column, parameter or filter."""
    question = answer.question
    if not question.shareable:
        raise Unpublishable(f"“{question.title}” names people or companies, so it is never part of a share.")
    parameters, filters = answer.parameters, answer.filters.to_json()
    if not _all_fit(PARAMETERS, [{name: parameters.get(name) for name in COLUMN_PARAMETERS}]):
        raise _refusal(question, "is broken down by a column of your own")
    if set(parameters) - set(question.defaults) or not _all_fit(PARAMETERS, [parameters]):
        raise _refusal(question, "was asked with words of your own")
    if not _all_fit(FILTERS, [filters]):
        raise _refusal(question, "is filtered by words of your log")
    reasons = (*question.left_out, *FORMER_REASONS.get(question.key, ()))
    if not _all_fit(dict.fromkeys(reasons, domains.NUMBER), [answer.held_out]) or not all(
        map(domains.MISSING_FIELD.fits, answer.missing)
    ):
        raise _refusal(question, "leaves rows out for a reason that is not one of ours")
    columns = {name: column.domain for name, column in question.columns.items()} | {"hidden": HIDDEN_TEXTS}
    columns |= FORMER_COLUMNS.get(question.key, {})
    if any(set(row) - set(columns) for row in answer.rows):
        raise _refusal(question, "has columns that are not published")
    # The counts don't leave; the verdict is made from them and does.
    names = {name for row in answer.counts for name in row}
    counts = {name: question.count_domain(name) for name in names}
    if not _all_fit(columns, answer.rows) or not _all_fit(counts, answer.counts):
        raise _refusal(question, "holds words of your log")


def _all_fit(columns: Mapping[str, Domain], rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether every value is in the domain of its column, and every column has one."""
    return all(name in columns and columns[name].fits(value) for row in rows for name, value in row.items())


def _refusal(question: Question, why: str) -> Unpublishable:
    return Unpublishable(
        f"“{question.title}” {why}. Only numbers by channel, strategy and stage can be published; leave it out."
    )
