"""Every question that can be asked. Keys and columns are published in the README and stay stable."""

from __future__ import annotations

from typing import Any

from analysis import figures
from analysis.figures import paths as path_figures
from analysis.figures import scorecard as scorecard_figures
from analysis.figures import timing as timing_figures
from analysis.question import Question
from analysis.questions import (
    credit,
    fair,
    hours,
    offers,
    overview,
    paths,
    personalised,
    response,
    rules,
    scorecard,
    tries,
    waits,
)

RATE = {
    "n": "how many were measured",
    "replies": "replies that came in time",
    "rate": "share answered in time if left alone: those too young, or followed up before, count for the days watched",
    "low": "lower end of the 95 % range of the rate",
    "high": "upper end of the 95 % range of the rate",
    "positive": "positive replies in time (an interview or offer is positive)",
    "positive_rate": "share with a positive reply in time",
    "positive_low": "lower end of its range",
    "positive_high": "upper end of its range",
    "rejections": "rejections in time (an answer, and not a positive one)",
    "waiting": "still silent and too young to judge: counted for the days they were watched",
}
POOLED = {
    "pooled": "the rate drawn towards the others, as far as its own data are few",
    "pooled_low": "lower end of its range",
    "pooled_high": "upper end of its range",
    "p_best": "chance of being the highest of those compared; none with fewer than five",
}
ALIKE = {
    "expected": "replies in time if each had been answered as often as all of its stage and channel",
    "rate": "share answered in time, as if all had gone to the same stages by the same channels",
}
ALIKE_METHOD = (
    "What is sent when differs by stage and channel, so like is compared with like: each message is expected to be "
    "answered as often as all those of its stage and channel, and the rate shown is the overall rate times replies "
    "over expected replies. Where no other message was alike there is no rate. Messages sent after an interview are "
    "left out, because then the employer decides. Ranges are Wilson's 95 %, on as many messages as could be compared."
)
RESPONSE: dict[str, Any] = {"per": "message", "within": None, "basis": None}
RESPONSE_METHOD = (
    "A response rate is the share answered within the number of days chosen. Messages that are still too young count "
    "for the days they were watched (Kaplan–Meier), and a message stops being watched when you send the next one to "
    "the same person. The range is Wilson's 95 % interval on the effective number of messages; it is wider where "
    "several messages went to the same person. A rejection is an answer, but not a positive one; an interview counts "
    "as a positive answer. Where nothing was noted, a message counts as not answered yet."
)

_ALL = (
    Question(
        key="summary",
        estimate=overview.summary,
        verdict=overview.summary_verdict,
        method="Plain counts. An interview counts once per opportunity, whatever came after it.",
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
        estimate=offers.journey,
        verdict=offers.journey_verdict,
        figure=figures.journey,
        method="Each opportunity is followed through everything it ever reached, then to where it stands.",
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
        columns={
            "week": "the Monday on which the week begins",
            "channel": "how it travelled",
            "touches": "how many were sent",
            "answered": "how many of these were answered",
        },
        marks=("week", "channel"),
        number="touches",
    ),
    Question(
        key="response_by_channel",
        estimate=response.by_name,
        verdict=response.channels_verdict,
        figure=figures.rates,
        method=RESPONSE_METHOD,
        columns={"name": "the channel, or the value of the column in `by`", **RATE, **POOLED},
        defaults={"by": "channel", "split": None, **RESPONSE},
        marks=("name",),
    ),
    Question(
        key="response_by_strategy",
        estimate=response.by_name_and_stage,
        verdict=response.strategies_verdict,
        figure=figures.rates_by_stage,
        method=RESPONSE_METHOD,
        columns={
            "name": "the strategy",
            "stage": "where the opportunity stood when it was sent, or the value of the column in `split`",
            **RATE,
        },
        defaults={"by": "strategy", "split": "stage", **RESPONSE},
        marks=("name", "stage"),
    ),
    Question(
        key="offers_by_strategy",
        estimate=offers.by_strategy_and_stage,
        verdict=offers.strategy_verdict,
        figure=figures.offers_by_stage,
        method=(
            "For each strategy at each stage: the opportunities in which you used it there, and how many of them had "
            "an interview or an offer afterwards. Ranges are Wilson's 95 % intervals. This is what followed, not what "
            "it caused: stronger leads get more follow-ups."
        ),
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
        bound=rules.any_strategy,
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
        bound=rules.any_strategy,
        marks=("note",),
    ),
    Question(
        key="reply_curve",
        estimate=waits.curve,
        verdict=waits.curve_verdict,
        figure=timing_figures.curves,
        method=(
            "The share answered by each day after sending (Kaplan–Meier): a message counts as watched until the log "
            "ends or you send the next one to the same person. A line needs 15 replies and is drawn as far as ten "
            "messages were still watched. The ranges of days are 90 % ranges (Bayesian bootstrap), those of shares "
            "95 %. Replies without a date are left out; with more than one in ten of them nothing is shown."
        ),
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
        estimate=tries.by_touch_number,
        verdict=tries.by_touch_number_verdict,
        figure=timing_figures.by_touch,
        method=(
            "Of the people still silent who got a first, second or third message, how many answered it. A message sent "
            "after an answer is no further try and is left out. Those who answer easily answer first, so a falling "
            "share is what one would see even if every message had the same effect. Ranges are Wilson's 95 %."
        ),
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
        columns={"name": "days since the message before", **RATE, **ALIKE, **POOLED},
        defaults={"within": 14, "basis": "within"},
        marks=("name",),
    ),
    Question(
        key="best_time",
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
    Question(
        key="paths_to_offers",
        estimate=paths.to_offers,
        verdict=paths.to_offers_verdict,
        figure=path_figures.timelines,
        method=(
            "Every touch of an opportunity from the first until its first offer, whatever the filters: they only "
            "choose opportunities. A touch on the day of the offer counts where it was sent before it, or the "
            "offer answered it. Days count from the first touch. Nothing here is compared, so nothing here says "
            "what led to an offer."
        ),
        columns={
            "offer": "the offer's number, earliest first",
            "company": "who made it; empty where names are left out",
            "role": "for what; empty where names are left out",
            "offered_on": "day of the offer; empty where names are left out",
            "offer_day": "days from the first touch to the offer",
            "touch": "first touch, second touch …; empty where none came before",
            "sent_on": "day of the touch; empty where names are left out",
            "day": "days since the first touch; empty where the touch has no date",
            "channel": "how it travelled",
            "strategy": "what it was for",
            "stage": "where the opportunity stood when it was sent",
            "answered": "whether it was answered",
        },
        defaults={"names": "yes"},
        leaves=False,
        marks=("offer",),
        number=None,
    ),
    Question(
        key="credit_for_offers",
        estimate=credit.for_offers,
        verdict=credit.for_offers_verdict,
        figure=path_figures.against_use,
        method=(
            "Each kind of follow-up is judged at the stage at which it is mostly used: among the opportunities "
            "that came as far, by what had been done in them up to and including that stage. Below 5 offers "
            "nothing is counted, below 10 there are counts only. The index is a kind's share of the credit for "
            "offers (each offer shared equally by the different kinds before it) over its share of all use; 1 is "
            "as much as its use. It is drawn to 1 by as many made-up offers as there are kinds, and its 95 % "
            "range comes from the Bayesian bootstrap by opportunity. Something is said only where the whole range "
            "lies above 1. A filter on kinds of follow-up changes nothing here: it would leave only the opportunities "
            "that used it."
        ),
        columns={
            "strategy": "kind of follow-up",
            "stage": "the stage at which it is mostly used",
            "offers": "offers that it came before, by that stage",
            "all_offers": "all offers",
            "n": "opportunities in which it had been used by that stage",
            "opportunities": "opportunities that came as far",
            "offer_share": "offers over all_offers",
            "opportunity_share": "n over opportunities",
            "credit_share": "its share of the credit; empty below 10 offers",
            "use_share": "its share of use",
            "index": "credit over use, drawn to 1",
            "index_from": "lower end of its 95 % range",
            "index_to": "upper end of its 95 % range",
            "verdict": "what may be said",
        },
        bound=rules.any_strategy,
        marks=("strategy", "stage"),
    ),
    Question(
        key="ways_to_count",
        estimate=credit.ways,
        verdict=credit.ways_verdict,
        figure=path_figures.ways,
        method=(
            "Seven usual ways to share out offers among the touches before them: all to the first; all to the "
            "last; equally to every touch; 40 % to the first and to the last; each touch half as much as the "
            "next; by what is lost when a kind is taken away in a Markov chain (Anderl 2016); equally to the "
            "different kinds (which is the Shapley value, Zhao 2018). All of them follow use: what is always done "
            "gets much, whether or not it does anything. So kinds are sorted by use. Opportunities whose order is "
            "not known are left out. A filter on kinds of follow-up changes nothing here."
        ),
        columns={
            "strategy": "what the touch was for",
            "n": "opportunities in which it was used",
            "offers": "of these, how many had an offer afterwards",
            "first_share": "share of the offers if the first touch takes all",
            "last_share": "if the last touch takes all",
            "linear_share": "if every touch counts alike",
            "position_share": "if the first and the last take 40 % each",
            "time_decay_share": "if each touch counts half as much as the next",
            "markov_share": "if it counts what is lost without it (Markov removal effect)",
            "equal_split_share": "if every kind counts alike (Shapley)",
            "highest_place": "its best place under any of these",
            "lowest_place": "its worst place under any of these",
        },
        bound=rules.any_strategy,
        marks=("strategy",),
    ),
    Question(
        key="personalised",
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
        bound=personalised.by_note,
        marks=("name",),
    ),
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
        bound=rules.chances,
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
        bound=rules.tips,
    ),
)
QUESTIONS = {question.key: question for question in _ALL}
