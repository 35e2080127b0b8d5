"""Response rates, and groups beside each other."""

from __future__ import annotations

from analysis import figures
from analysis.catalogue.common import (
    FAIR_FORMULAS,
    POOLED,
    POOLED_FORMULAS,
    RATE,
    RATE_FORMULAS,
    RESPONSE,
    RESPONSE_METHOD,
    UNITS,
    UNTIMED,
    YOUNG,
)
from analysis.figures import paths as path_figures
from analysis.missing_data import ANSWERS
from analysis.question import Question
from analysis.questions import personalised, response

ALL = (
    Question(
        key="response_by_channel",
        requires=(ANSWERS,),
        rows_without=response.unanswered,
        estimate=response.by_name,
        verdict=response.channels_verdict,
        figure=figures.rates,
        method=RESPONSE_METHOD,
        out_of=UNITS,
        left_out=(*UNTIMED, YOUNG, "no contact named"),
        formulas={**RATE_FORMULAS, **POOLED_FORMULAS},
        columns={"name": "the channel, or the value of the column in `by`", **RATE, **POOLED},
        defaults={"by": "channel", "split": None, **RESPONSE},
        marks=("name",),
    ),
    Question(
        key="response_by_strategy",
        requires=(ANSWERS,),
        estimate=response.by_name_and_stage,
        verdict=response.strategies_verdict,
        figure=figures.rates_by_stage,
        method=RESPONSE_METHOD,
        out_of=UNITS,
        left_out=(*UNTIMED, YOUNG, "no contact named"),
        formulas=RATE_FORMULAS,
        columns={
            "name": "the strategy",
            "stage": "where the opportunity stood when it was sent, or the value of the column in `split`",
            **RATE,
        },
        defaults={"by": "strategy", "split": "stage", **RESPONSE},
        marks=("name", "stage"),
    ),
    Question(
        key="personalised",
        requires=(ANSWERS,),
        estimate=personalised.estimate,
        verdict=personalised.told,
        figure=path_figures.personalised,
        method=(
            "Messages noted as personalised against those noted as not, at the same stage and in the same channel "
            "(Mantel–Haenszel, the wider of two 95 % ranges); at the same stage only, where both share too few "
            "channels. Messages too young to judge count as far as they have matured. Overlap is how much both "
            "share: below 5 nothing is compared, below 10 there is no verdict. Messages without a note are left "
            "out. " + RESPONSE_METHOD
        ),
        out_of="messages noted as personalised, or as not",
        left_out=(*UNTIMED, YOUNG, "not noted whether it was personalised"),
        formulas={**RATE_FORMULAS, **FAIR_FORMULAS},
        columns={
            "name": "personalised or not",
            **RATE,
            "fair_rate": "the rate over the same mix of stages and channels",
            "difference": "personalised less the others, compared fairly",
            "difference_low": "lower end of its 95 % range",
            "difference_high": "upper end of its 95 % range",
            "overlap": "how much both share stages and channels",
            "same_channel": "whether channels are compared like with like too",
            "verdict": "what may be said",
        },
        defaults={"within": None, "basis": None},
        bound_values=personalised.by_note,
        marks=("name",),
    ),
)
