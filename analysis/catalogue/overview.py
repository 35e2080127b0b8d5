"""How much was sent, and how far it came."""

from __future__ import annotations

from analysis import figures
from analysis.catalogue.common import AFTER
from analysis.missing_data import ANSWERS
from analysis.question import Question
from analysis.questions import offers, overview

ALL = (
    Question(
        key="summary",
        estimate=overview.summary,
        verdict=overview.summary_verdict,
        method="Plain counts. An interview counts once per opportunity, whatever came after it.",
        out_of="nothing: these are counts",
        left_out=(AFTER,),
        columns={
            "touches": "messages and other touches sent by the data date",
            "answered": "of these, how many were answered",
            "moved": "replies counted for a later touch than the one they were noted on, because it came before them",
            "people": "different people, where the log names them",
            "first_on": "day of the first touch",
            "last_on": "day of the last touch",
            "opportunities": "companies and roles",
            "interviews": "opportunities that ever reached an interview",
            "interviews_within": "of these, how many did within the days chosen of applying",
            "finals": "opportunities that reached a final round",
            "offers": "opportunities with an offer",
            "rejections": "opportunities that ended with a rejection",
        },
        defaults={"within": None},
    ),
    Question(
        key="journey",
        requires=(ANSWERS,),
        estimate=offers.journey,
        verdict=offers.journey_verdict,
        figure=figures.journey,
        method="Each opportunity is followed through everything it ever reached, then to where it stands.",
        out_of="nothing: these are counts of opportunities",
        columns={
            "source": "a step",
            "target": "the next step that was reached, or how it ended",
            "opportunities": "how many opportunities made this move",
        },
        marks=("source", "target"),
        number="opportunities",
    ),
    Question(
        key="weekly_activity",
        estimate=overview.weekly,
        verdict=overview.weekly_verdict,
        figure=figures.weekly,
        method="Plain counts of dated touches; weeks begin on Monday.",
        out_of="nothing: these are counts of touches with a date",
        left_out=(AFTER, "undated"),
        columns={
            "week": "the Monday on which the week begins",
            "channel": "how it travelled",
            "touches": "how many were sent",
            "answered": "how many of these were answered",
        },
        marks=("week", "channel"),
        points=("week",),
        number="touches",
    ),
)
