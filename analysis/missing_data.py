"""What a log has no column for at all: a question that rests on it says so, and counts nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.imports.log import MeasuredLog

ANSWERS, STRATEGY, DAYS, STEPS_REACHED = "answers", "strategy", "days", "steps"

STEP_COLUMNS = (
    *("outcome", "status", "stage", "event", "action"),
    *("screen_at", "interview_at", "final_at", "offer_at", "rejected_at", "withdrawn_at"),
)
"""Columns of a file that may say which steps an opportunity reached; where none is there, nobody can tell."""

MISSING_SENTENCES = {
    ANSWERS: (
        "Your log doesn't tell whether anybody answered. Add a column that does: yes or no, the day of the answer, "
        "or what came of it."
    ),
    STRATEGY: (
        "Your log doesn't tell what each message was for. Add a column that does: a thank-you note, asking about next "
        "steps and so on."
    ),
    DAYS: (
        "This is measured in days: it needs the day on which each reply came, and replies counted within a number of "
        "days, not so far."
    ),
    STEPS_REACHED: "Your log doesn't tell of interviews or offers. Add a column that says what came of each.",
}
"""The sentence in place of an answer; the keys are fields of `data.imports.report.MissingField`, and
the days of replies, which a log may lack for some (`analysis.basis`), and steps (`lacks_steps`)."""


def lacks_steps(log: MeasuredLog) -> bool:
    """Whether nothing in a log could say that an opportunity came to an interview or an offer."""
    if set(STEP_COLUMNS) & set(log.mapping.columns):
        return False
    return not log.records("select 1 from milestones where kind <> 'applied' limit 1")
