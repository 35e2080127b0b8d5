"""When answers come, and when to write again."""

from __future__ import annotations

from analysis import figures
from analysis.catalogue.common import (
    ALIKE,
    ALIKE_FORMULAS,
    ALIKE_METHOD,
    EARLY,
    POOLED,
    POOLED_FORMULAS,
    RATE,
    TRIES,
    UNITS,
    UNTIMED,
    YOUNG,
)
from analysis.figures import timing as timing_figures
from analysis.missing_data import ANSWERS
from analysis.question import Question
from analysis.questions import hours, tries, waits
from analysis.statistics.waiting import FOLLOW_UP, STOP

ALL = (
    Question(
        key="reply_curve",
        requires=(ANSWERS,),
        estimate=waits.curve,
        verdict=waits.curve_verdict,
        figure=timing_figures.curves,
        method=(
            "The share answered by each day after sending (Kaplan–Meier): a message counts as watched until the log "
            "ends or you send the next one to the same person. A line needs 15 replies and is drawn as far as ten "
            "messages were still watched. The ranges of days are 90 % ranges (Bayesian bootstrap), those of shares "
            "95 %. Replies without a date are left out; with more than one in ten of them nothing is shown."
        ),
        out_of=UNITS,
        left_out=(*UNTIMED, YOUNG, "answered on an unknown day", "no contact named"),
        formulas={"replied": "1 − ∏ (1 − replies ÷ at_risk), over the days so far"},
        columns={
            "name": "the channel, or the value of the column in `by`; all together first",
            "day": "days after sending",
            "at_risk": "still silent, and watched, when that day began",
            "replies": "replies that came on that day",
            "replied": "share answered by the end of that day",
            "low": "lower end of its 95 % range",
            "high": "upper end of its 95 % range",
        },
        defaults={"by": "channel", "split": None, "per": "message", "within": None, "basis": "within"},
        marks=("name",),
        number="at_risk",
    ),
    Question(
        key="follow_up",
        requires=(ANSWERS,),
        anyway=waits.rule_of_thumb(FOLLOW_UP, STOP),
        estimate=waits.follow_up,
        verdict=waits.follow_up_verdict,
        figure=timing_figures.silence,
        method=(
            "The chance of an answer among the messages still silent after so many days (Kaplan–Meier among those "
            "still watched then, range Wilson's on the effective number). The day to follow up is the one by which "
            "80 % of the replies have come, never before 3 days or after 14; the day to stop is the first after which "
            "fewer than 2 % still answer. Both take 15 dated replies and ten messages watched through all the days "
            "chosen; else they are rules of thumb: 7 and 30 days."
        ),
        out_of="messages watched for longer than t days, and silent then",
        left_out=(*UNTIMED, "answered on an unknown day"),
        formulas={"chance": "1 − ∏ (1 − replies on day d ÷ still silent on day d), over the days after t"},
        columns={
            "t": "days of silence",
            "at_risk": "messages watched for longer than that, still silent then",
            "chance": "share of these answered afterwards, by the day in `until`",
            "low": "lower end of its 95 % range",
            "high": "upper end of its 95 % range",
            "until": "the last day that counts: as far as ten messages were watched; empty where too few were",
            "follow_up": "on the day to follow up: true where measured, false for a rule of thumb",
            "stop": "on the day to stop waiting: true where measured, false for a rule of thumb",
        },
        defaults={"within": None, "basis": "within"},
        marks=("t",),
        number="at_risk",
    ),
    Question(
        key="replies_by_touch_number",
        requires=(ANSWERS,),
        estimate=tries.by_touch_number,
        verdict=tries.by_touch_number_verdict,
        figure=timing_figures.by_touch,
        method=(
            "Of the people still silent who got a first, second or third message, how many answered it. A message sent "
            "after an answer is no further try and is left out. Those who answer easily answer first, so a falling "
            "share is what one would see even if every message had the same effect. Ranges are Wilson's 95 %."
        ),
        out_of="people still silent who got the message",
        left_out=(*UNTIMED, *TRIES),
        formulas={
            "hazard": "replies ÷ at_risk",
            "cumulative": "1 − ∏ (1 − hazard), over the messages so far",
        },
        columns={
            "touch": "first message, second message …",
            "at_risk": "people still silent who got it",
            "replies": "how many of them then answered",
            "hazard": "replies over at_risk",
            "low": "lower end of its 95 % range",
            "high": "upper end of its 95 % range",
            "cumulative": "share answered by this message, if all of them are sent; empty where fewer than ten got it",
            "waiting": "of those without an answer, how many are still too young to judge",
        },
        defaults={"within": None, "basis": "within"},
        marks=("touch",),
        number="at_risk",
    ),
    Question(
        key="gaps_between_touches",
        requires=(ANSWERS,),
        estimate=tries.gaps,
        verdict=tries.gaps_verdict,
        figure=figures.rates,
        method=(
            "Second and later messages to people still silent, by the days since the one before, and the share "
            "answered within 14 days of sending (or the days in `within`). "
            + ALIKE_METHOD
            + " A gap is only clear "
            "where it has a 90 % chance of being the highest and chance alone would give such differences in fewer "
            "than one log of 20 (Mantel–Haenszel, replies dealt out by chance within each stage and channel). Messages "
            "still too young count for the part of the replies that usually has come by then; the range is wider where "
            "several messages went to the same person."
        ),
        out_of="second and later messages to people still silent, before any interview",
        left_out=(*UNTIMED, *TRIES, EARLY, YOUNG),
        formulas={**ALIKE_FORMULAS, **POOLED_FORMULAS},
        columns={"name": "days since the message before", **RATE, **ALIKE, **POOLED},
        defaults={"within": 14, "basis": "within"},
        marks=("name",),
    ),
    Question(
        key="best_time",
        requires=(ANSWERS,),
        estimate=hours.times,
        verdict=hours.times_verdict,
        figure=timing_figures.times,
        method=(
            "Messages to people still silent, by the day and time you sent them, in your own time zone as written. "
            "Below 300 messages only the halves of the week and of the day are compared, since the highest of many "
            "small groups is high by luck. "
            + ALIKE_METHOD
            + " Whether parts differ more than chance gives is one test over all of them (Mantel–Haenszel, against "
            "replies dealt out by chance within each stage and channel); parts with fewer than five messages are grey "
            "and left out of it."
        ),
        out_of="messages to people still silent, before any interview",
        left_out=(*UNTIMED, *TRIES, EARLY, YOUNG),
        formulas={**ALIKE_FORMULAS, "pooled": POOLED_FORMULAS["pooled"]},
        columns={
            "name": "the part of the week",
            "day": "day, or half of the week; empty for any day",
            "time": "time of day; empty for any time",
            "n": "how many were measured",
            "replies": "replies that came in time",
            **ALIKE,
            "low": "lower end of its 95 % range",
            "high": "upper end of its 95 % range",
            "pooled": "the rate drawn towards the others, as far as its own data are few",
            "pooled_low": "lower end of its range",
            "pooled_high": "upper end of its range",
        },
        defaults={"within": None, "basis": "within"},
        marks=("name",),
    ),
)
