"""What is shared by the questions written by hand in pandas and in polars: the tables, and the steps of a journey."""

from __future__ import annotations

from itertools import pairwise

TABLES = {
    "touches": """
        select
            channel, strategy, stage, client, thread, person, opportunity, sent_on, touch_number, next_sent_on,
            replied as answered, replied_on as answered_on, positive, rejection, moved, untimed
        from measured_touches""",
    "opportunities": """
        select
            opportunity, applied, replied as answered, screened, interviewed, final, offered, rejected, withdrawn,
            applied_on, first_sent_on, interviewed_on
        from measured_opportunities""",
    "milestones": "select opportunity, kind, reached_at from milestones where precision <> 'by'",
}
"""The columns that the questions read, of each table."""


def journey_of(
    applied: bool,
    answered: bool,
    screened: bool,
    invited: bool,
    final: bool,
    offered: bool,
    rejected: bool,
    withdrawn: bool,
) -> list[tuple[str, str]]:
    """The moves from step to step of an opportunity that reached all this."""
    ended = "rejected" if rejected else "withdrawn" if withdrawn else None
    steps = [
        "applied" if applied else "contacted",
        "answered" if answered else None,
        "screen" if screened else None,
        "interview" if invited else None,
        "final" if final else None,
        "offer"
        if offered
        else ended or ("open" if answered or screened or invited or final else "no answer"),
    ]
    return list(pairwise(step for step in steps if step))
