"""What followed what was done, plainly and compared fairly."""

from __future__ import annotations

from analysis import figures
from analysis.catalogue.common import AFTER, FAIR_FORMULAS
from analysis.missing_data import STRATEGY
from analysis.question import Question
from analysis.questions import fair, offers, rules

ALL = (
    Question(
        key="offers_by_strategy",
        requires=(STRATEGY,),
        estimate=offers.by_strategy_and_stage,
        verdict=offers.strategy_verdict,
        figure=figures.offers_by_stage,
        method=(
            "For each strategy at each stage: the opportunities in which you used it there, and how many of them had "
            "an interview or an offer afterwards. Ranges are Wilson's 95 % intervals. This is what followed, not what "
            "it caused: stronger leads get more follow-ups."
        ),
        out_of="opportunities in which it was used at this stage",
        left_out=(AFTER,),
        formulas={"interview_rate": "interviews ÷ n", "offer_rate": "offers ÷ n"},
        columns={
            "strategy": "what the touch was for",
            "stage": "where the opportunity stood when it was sent",
            "touches": "how many were sent",
            "replies": "how many of these were answered",
            "n": "opportunities in which it was used at this stage",
            "interviews": "of these, how many had an interview afterwards",
            "interview_rate": "interviews over n",
            "interview_low": "lower end of its range",
            "interview_high": "upper end of its range",
            "offers": "how many had an offer afterwards",
            "offer_rate": "offers over n",
            "offer_low": "lower end of its range",
            "offer_high": "upper end of its range",
        },
        marks=("strategy", "stage"),
    ),
    Question(
        key="fair_comparison",
        requires=(STRATEGY,),
        estimate=fair.estimate,
        verdict=fair.verdict,
        figure=figures.differences,
        method=(
            "Only like is compared with like: opportunities at the same stage that were still waiting on one day, the "
            "landmark (1 day after an interview for thank-you notes, 3 days for anything else, 14 days after the first "
            "touch before any interview). What was done by that day counts as done; what came in the days after it is "
            "the outcome. Stages are then taken together (Mantel–Haenszel, range by Sato). Those decided before the "
            "landmark and those too young to judge are left out. Overlap is how much both groups share a stage: below "
            "5 nothing is shown, below 10 there is no verdict. A filter on kinds of follow-up changes nothing here."
        ),
        out_of="opportunities still waiting at the landmark of their stage",
        left_out=("decided before it could be compared", "too young to judge"),
        formulas=FAIR_FORMULAS,
        columns={
            "strategy": "what was done, or not done",
            "stages": "stages at which both happened",
            "n": "how often it was done by the landmark",
            "n_without": "how often it was not",
            "naive_with": "the plain share among opportunities in which it was ever done",
            "naive_without": "the plain share among all others",
            "rate_with": "share after doing it, over the same mix of stages",
            "rate_without": "share without doing it, over the same mix of stages",
            "difference": "difference at the same stage",
            "low": "lower end of its 95 % range",
            "high": "upper end of its 95 % range",
            "overlap": "how much both groups share a stage",
            "verdict": "what may be said",
        },
        defaults={"outcome": "offer", "days": 60},
        overlapping=True,
        bound_values=rules.any_strategy,
        marks=("strategy",),
    ),
    Question(
        key="thank_you_landmark",
        estimate=fair.thank_you,
        verdict=fair.thank_you_verdict,
        figure=figures.thank_you,
        method=(
            "Every interview that was still undecided at the end of the next day is looked at from then on: with a "
            "thank-you note by then, or without. A later note counts as none, because only those still waiting can "
            "get one. The difference is taken within the same round of interviews. Interviews decided by then, or too "
            "young to judge, are left out. A filter on kinds of follow-up changes nothing here."
        ),
        out_of="interviews still undecided at the end of the next day",
        left_out=("decided before the next day was over", "too young to judge"),
        formulas={"rate": "further ÷ n"},
        columns={
            "note": "whether a thank-you note was sent by the end of the next day",
            "n": "interviews looked at",
            "further": "of these, how many led to another interview or an offer in the days after it",
            "offers": "how many led to an offer in the days after it",
            "rate": "further over n",
            "low": "lower end of its 95 % range",
            "high": "upper end of its 95 % range",
        },
        defaults={"days": 60},
        bound_values=rules.any_strategy,
        marks=("note",),
    ),
)
