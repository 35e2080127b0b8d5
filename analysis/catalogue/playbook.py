"""The playbook, measured."""

from __future__ import annotations

from analysis.figures import scorecard as scorecard_figures
from analysis.question import Question
from analysis.questions import rules, scorecard

ALL = (
    Question(
        key="playbook_scorecard",
        estimate=scorecard.by_strategy,
        verdict=scorecard.verdict,
        figure=scorecard_figures.scorecard,
        method=(
            "How often each strategy was done when it could be. Thank-you notes and letters: each dated interview or "
            "final round, and whether one was sent in time. Next steps and news: each time an opportunity went quiet. "
            "Events: each event, and whether you wrote to somebody you met within a week. Professionalism: each of "
            "their messages, and whether you answered within two days. Everything else: each opportunity that came far "
            "enough. What was not done but still can be is open and not counted. What came of it counts what followed, "
            "not what it led to. A filter on kinds of follow-up changes nothing here. Ranges are Wilson's 95 %."
        ),
        out_of="the times when it could be done: interviews, silences, events, answers or opportunities",
        left_out=("there is still time",),
        formulas={"rate": "done ÷ possible"},
        columns={
            "strategy": "an entry of the playbook",
            "chance": "what one chance is: an interview, a silence, an event, an answer or an opportunity",
            "possible": "how often it could be done",
            "done": "how often it was",
            "rate": "done over possible",
            "low": "lower end of its 95 % range",
            "high": "upper end of its 95 % range",
            "open": "not done yet, with time left: not counted",
            "n": "messages of this strategy that were measured",
            "replies": "of these, how many were answered in time",
            "waiting": "of these, how many are still too young to judge",
            "opportunities": "opportunities in which it was used",
            "interviews": "of these, how many had an interview afterwards",
            "offers": "how many had an offer afterwards",
            "status": "whether your log can tell how often it was done",
            "missing": "what your log would have to say",
        },
        defaults={"within": None, "basis": None},
        bound_values=rules.chances,
        marks=("strategy",),
        number="possible",
    ),
    Question(
        key="tips_kept",
        estimate=scorecard.by_tip,
        verdict=scorecard.tips_verdict,
        method=(
            "Each tip is one yes or no for each message, interview, silence, event or opportunity it is about; what "
            "can't be told counts as neither. Words are looked for in your messages as whole words, capital or not; "
            "the messages themselves stay in the log. Ranges are Wilson's 95 %."
        ),
        out_of="the times when it can be told whether the tip was kept",
        left_out=("there is still time",),
        formulas={"share": "kept ÷ of"},
        columns={
            "strategy": "an entry of the playbook",
            "tip": "a tip of it",
            "kept": "how often it was kept",
            "of": "how often that could be told",
            "share": "kept over of",
            "low": "lower end of its 95 % range",
            "high": "upper end of its 95 % range",
            "open": "not kept yet, with time left: not counted",
            "days_between": "for tips on how often: median days between two of them",
            "status": "whether your log can tell",
            "missing": "what your log would have to say",
        },
        bound_values=rules.tips,
    ),
)
