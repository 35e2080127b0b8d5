"""What came before offers, and how it may be counted."""

from __future__ import annotations

from analysis.figures import paths as path_figures
from analysis.missing_data import STRATEGY
from analysis.question import Question
from analysis.questions import credit, paths, rules

ALL = (
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
        out_of="nothing: these are the touches before each offer",
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
        shareable=False,
        marks=("offer",),
        points=("strategy",),
        number=None,
    ),
    Question(
        key="credit_for_offers",
        requires=(STRATEGY,),
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
        out_of="opportunities that came as far as the stage",
        left_out=("no touch says what it was for",),
        formulas={
            "offer_share": "offers ÷ all_offers",
            "opportunity_share": "n ÷ opportunities",
            "index": "credit_share ÷ use_share, drawn to 1",
        },
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
        bound_values=rules.any_strategy,
        marks=("strategy", "stage"),
    ),
    Question(
        key="ways_to_count",
        requires=(STRATEGY,),
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
        out_of="all offers whose path is known",
        left_out=("its touches or its offer have no date", "no touch says what it was for"),
        formulas={
            "linear_share": "∑ over offers of its touches ÷ all touches before the offer",
            "equal_split_share": "∑ over offers of 1 ÷ the different kinds before the offer",
            "markov_share": "offers lost without it ÷ all that is lost by leaving out each kind in turn",
        },
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
        bound_values=rules.any_strategy,
        marks=("strategy",),
    ),
)
