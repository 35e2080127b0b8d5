"""Credit for offers: what was on the way to them more than its use."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

import plotly.graph_objects as go

from analysis import stages, wording
from analysis.charts import layout
from analysis.domains import NUMBER, STAGE_NAMES, STRATEGY_LIST, STRATEGY_NAMES
from analysis.missing_data import STEPS_REACHED, STRATEGY
from analysis.question import Column, Question, Row
from analysis.questions import (
    column_texts,
    offer_cells,
    response_rates,
    tip_rules,
    touch_kinds,
)
from analysis.statistics import attribution, gates
from analysis.statistics.attribution import Path
from analysis.statistics.client_credit import ClientIndex
from analysis.statistics.thresholds import MIN_CLIENTS, MIN_OFFERS_COUNTED, MIN_OFFERS_CREDITED
from analysis.statistics.verdict import Verdict
from data import playbook

if TYPE_CHECKING:
    from analysis.answer import Answer

STEPS = ("prospect", "applied", "screen", "interview", "final")

NOT_PROOF = "That is a pattern, not proof: stronger leads may both get it and become offers."

REACHED = {
    "prospect": "there were",
    "applied": "came as far as an application",
    "screen": "came as far as a phone screen",
    "interview": "came as far as an interview",
    "final": "came as far as a final round",
}

AXIS = "credit over use; at 1 just as much"
AXIS_OF_CLIENTS = "credit over what chance would give within clients; at 1 just as much"

NO_FOLLOW_UPS = ("application", "introduction", "other")
"""They share in the credit, since they were on the way, and are no follow-ups to be judged."""

NOTHING_TO_JUDGE = "There is no follow-up here to judge: applications and first messages are none."


Within: TypeAlias = Mapping[tuple[str, str], ClientIndex]
"""The indices of a log of several clients, by strategy and stage."""

INDEX_COLUMNS = (
    *("credit_share", "use_share", "expected_share", "index", "index_from", "index_to"),
    *("raw_index", "clients", "agreeing", "spread", "verdict"),
)


def estimate_credit(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each kind of follow-up: how often it was on the way to offers, and how often at all.

    Each is judged at the stage at which it is mostly used: among all opportunities that came as far, by what had been
    done up to and including that stage. Otherwise those who come further collect touches, and every late one looks
    like a way to offers. No rows below 5 offers, no index below 10. Sorted by how often it was used.
    In a log of several clients, the credit is compared with what each client's own opportunities let expect.
    """
    sets = [row for row in counts if row["touches"] is None]
    if gates.attribution_level(_count_offers(sets)) == "paths":
        return []
    usual = find_usual_stages([row for row in counts if row["touches"] is not None])
    cells = parameters.get("cells")
    within = None if cells is None else offer_cells.index_by_stage(cells, set(usual.values()))
    rows = [
        _credit_row(kind, stage, sets, within) for kind, stage in usual.items() if kind not in NO_FOLLOW_UPS
    ]
    return sorted((row for row in rows if row["n"]), key=lambda row: (-row["n"], row["strategy"]))


def find_usual_stages(uses: list[Row]) -> dict[str, str]:
    """For each kind of touch the stage that half of its uses had reached; none before it is possible at all."""
    by_kind: dict[str, Counter[int]] = {}
    for row in uses:
        by_kind.setdefault(row["strategies"], Counter())[stages.stage_order(row["stage"])] += row["touches"]
    return {
        kind: STEPS[max(_median_step(steps), _first_steps().get(kind, 0))]
        for kind, steps in sorted(by_kind.items())
    }


def _median_step(steps: Counter[int]) -> int:
    return next(
        step for step in sorted(steps) if 2 * sum(n for at, n in steps.items() if at <= step) >= steps.total()
    )


@cache
def _first_steps() -> dict[str, int]:
    """The first stage at which the playbook says that a strategy can be used."""
    return {each.key: min(map(stages.stage_order, each.stages)) for each in playbook.load()}


def _credit_row(kind: str, stage: str, sets: list[Row], within: Within | None) -> Row:
    among = [row for row in sets if row["stage"] == stage]
    using = [row for row in among if kind in touch_kinds.split_kinds(row["strategies"])]
    n, opportunities = (sum(row["units"] for row in rows) for rows in (using, among))
    offers, all_offers = _count_offers(using, stage), _count_offers(among, stage)
    return {
        "strategy": kind,
        "stage": stage,
        "offers": offers,
        "all_offers": all_offers,
        "n": n,
        "opportunities": opportunities,
        "offer_share": offers / all_offers if all_offers else None,
        "opportunity_share": n / opportunities if opportunities else None,
        **dict.fromkeys(INDEX_COLUMNS),
        **(
            _stacked_columns(kind, among)
            if within is None
            else _client_columns(within.get((kind, stage)), all_offers)
        ),
    }


def _stacked_columns(kind: str, among: list[Row]) -> Row:
    """Credit against use with its range, and what may be claimed; nothing where offers are too few."""
    offers = sum(row["offers"] for row in among)
    indices = [each for each in _estimate_indices(_build_paths(among)) if each.strategy == kind]
    if offers < MIN_OFFERS_CREDITED or not indices:
        return {}
    [index] = indices
    return {
        "credit_share": index.credit_share,
        "use_share": index.use_share,
        "expected_share": index.use_share,
        "index": index.index,
        "index_from": index.low,
        "index_to": index.high,
        "verdict": gates.judge_credit(offers, index.index, index.low).value,
    }


def _client_columns(index: ClientIndex | None, offers: int) -> Row:
    """The same within clients; how many contribute is said of any number of offers."""
    clients = index.spread.clusters if index else 0
    if offers < MIN_OFFERS_CREDITED or not index:
        return {"clients": clients}
    return {
        "credit_share": index.credit_share,
        "use_share": index.use_share,
        "expected_share": index.expected_share,
        "index": index.index,
        "index_from": index.low,
        "index_to": index.high,
        "raw_index": index.raw_index,
        "clients": clients,
        "agreeing": index.spread.agreeing,
        "spread": index.spread.deviation,
        "verdict": gates.judge_credit(offers, index.index, index.low, clients).value,
    }


@lru_cache(maxsize=50)
def _estimate_indices(paths: tuple[Path, ...]) -> list[attribution.CreditIndex]:
    return attribution.credit_index(paths)


def _build_paths(among: list[Row]) -> tuple[Path, ...]:
    return tuple(
        Path(touch_kinds.split_kinds(row["strategies"]), row["offers"], row["units"] - row["offers"])
        for row in sorted(among, key=lambda row: str(row["strategies"]))
    )


def _count_offers(sets: list[Row], stage: str = STEPS[0]) -> int:
    """Offers among the opportunities that came as far as a stage; every offer came through all of them."""
    return sum(row["offers"] for row in sets if row["stage"] == stage)


def describe_credit(answer: Answer) -> str:
    """What was on the way to offers more than its use, or how many offers it takes to know."""
    sets = [row for row in answer.counted if row["touches"] is None]
    if not sets:
        return response_rates.NOTHING
    offers = _count_offers(sets)
    gate = gates.attribution_level(offers)
    if gate == "paths":
        return _too_few_text(offers)
    if not answer.rows:
        return NOTHING_TO_JUDGE
    return _counts_text(answer.rows, offers) if gate == "counts" else _indices_text(answer.rows, offers)


def _too_few_text(offers: int) -> str:
    if not offers:
        return f"No offer yet. From {MIN_OFFERS_COUNTED} on, what came before them is counted here."
    return (
        f"{Verdict.TOO_EARLY}: {wording.count(offers, 'offer')}. With fewer than {MIN_OFFERS_COUNTED} offers, "
        "counts are mostly luck; see what came before each instead."
    )


def _counts_text(rows: list[Row], offers: int) -> str:
    lead = f"{Verdict.TOO_EARLY} for more than counts: {offers} offers, and an index needs {MIN_OFFERS_CREDITED}."
    most = sorted(rows, key=lambda row: (-row["offers"], -row["n"], row["strategy"]))[:3]
    texts = [
        f"{touch_kinds.kind_text(row['strategy'])} before {row['offers']} of {row['all_offers']} "
        f"({wording.percent(row['opportunity_share'])} of all {_reached_text(row['stage'])})"
        for row in most
    ]
    return f"{lead} {_capitalise(wording.join_words(texts))}. {NOT_PROOF.replace('it and', 'more follow-ups and')}"


def _indices_text(rows: list[Row], offers: int) -> str:
    several = is_of_clients(rows)
    clear = [row for row in rows if row["verdict"] == Verdict.CLEAR]
    if clear:
        texts = map(_client_index_text if several else _index_text, clear)
        return f"{Verdict.CLEAR}: {' '.join(texts)} {NOT_PROOF}"
    if several:
        return _no_client_index_text(rows, offers)
    return (
        f"{Verdict.TOO_EARLY}: no follow-up is clearly on the way to your {offers:,} offers more than its use. "
        "That is also what you would see if none of them mattered."
    )


def is_of_clients(rows: Iterable[Row]) -> bool:
    """Whether the rows are of a log of several clients."""
    return any(row.get("clients") is not None for row in rows)


def _index_text(row: Row) -> str:
    return (
        f"{wording.name(row['strategy'])} takes {wording.percent(row['credit_share'])} of the credit for your offers "
        f"and is only {wording.percent(row['use_share'])} of what you did{_among_text(row)} "
        f"(index {row['index']:.1f}, range {row['index_from']:.1f}–{row['index_to']:.1f})."
    )


def _client_index_text(row: Row) -> str:
    """The same of several clients: what chance would give it within each, and in how many it goes the same way."""
    parts = (
        f"{wording.name(row['strategy'])} takes {response_rates.percent(row['credit_share'])} of the credit for your "
        f"clients' offers{_among_text(row)}. By chance it would be {response_rates.percent(row['expected_share'])}, if "
        f"each client's offers came from any of their own opportunities (index {row['index']:.1f}, range "
        f"{row['index_from']:.1f}–{row['index_to']:.1f}).",
        f"It goes the same way in {row['agreeing']:,} of {wording.count(row['clients'], 'client')}.",
        _raw_text(row) if _contradicts(row) else "",
    )
    return " ".join(part for part in parts if part)


def _no_client_index_text(rows: list[Row], offers: int) -> str:
    """That nothing is clear within clients, and what the raw index would have said."""
    lead = (
        f"{Verdict.TOO_EARLY}: in your clients' {offers:,} offers, no follow-up clearly has more of the credit than "
        "chance would give it within each client."
    )
    if all(row["clients"] < MIN_CLIENTS for row in rows):
        return f"{lead} That takes {MIN_CLIENTS} clients to judge."
    apart = [row for row in rows if row["index"] is not None and _contradicts(row)]
    furthest = max(apart, key=lambda row: row["raw_index"] / row["index"], default=None)
    return f"{lead} {_raw_text(furthest)}" if furthest else lead


def _contradicts(row: Row) -> bool:
    """Whether the raw index says the opposite of a claim, or would have been one beyond the range within clients."""
    if row["verdict"] == Verdict.CLEAR:
        return bool(row["raw_index"] <= 1)
    return bool(row["raw_index"] > max(1, row["index_to"]))


def _raw_text(row: Row) -> str:
    return (
        f"The raw index of {touch_kinds.kind_text(row['strategy'])} says otherwise: it is {row['raw_index']:.1f}, and "
        f"{row['index']:.1f} within clients. It compares clients with each other."
    )


def _among_text(row: Row) -> str:
    return "" if row["stage"] == "prospect" else f" among opportunities that {REACHED[row['stage']]}"


def _reached_text(stage: str) -> str:
    return "opportunities" if stage == "prospect" else f"that {REACHED[stage]}"


def _capitalise(text: str) -> str:
    return text[0].upper() + text[1:]


def draw_credit(answer: Answer) -> go.Figure | None:
    """With 10 offers, each kind's index with its range beside 1; before, its share of offers beside that of all."""
    rows = [row for row in answer.rows if row["index"] is not None]
    return _draw_indices(rows) if rows else _draw_counts(answer.rows)


def _draw_indices(rows: list[Row]) -> go.Figure:
    """On a scale of doublings: half as much is as far from 1 as twice as much."""
    clear = [row["verdict"] == Verdict.CLEAR for row in rows]
    dots = go.Scatter(
        x=[row["index"] for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        marker={
            "size": 11,
            "symbol": ["circle" if each else "circle-open" for each in clear],
            "line": {"width": 2},
        },
        error_x=layout.whiskers(rows, "index", "index_from", "index_to"),
        customdata=[[*_mark_data(row), row["index_from"], row["index_to"]] for row in rows],
        hovertemplate="%{customdata[2]}: %{x:.1f} (range %{customdata[3]:.1f} to %{customdata[4]:.1f})<extra></extra>",
    )
    figure = go.Figure(dots, layout.row_layout(layout.ROW_HEIGHT * len(rows)))
    figure.add_vline(x=1, line_color=layout.GREY, line_width=1, line_dash="dot")
    widest = max(row["index_to"] for row in rows)
    return layout.name_rows(figure, rows, [f"{row['index']:.1f}" for row in rows]).update_xaxes(
        type="log",
        range=[-1.1, math.log10(max(4, widest)) + 0.05],
        dtick=None,
        tickformat="~r",
        tickvals=[0.1, 0.5, 1, 2, 4, 8],
        title={"text": AXIS_OF_CLIENTS if is_of_clients(rows) else AXIS},
    )


def _draw_counts(rows: list[Row]) -> go.Figure:
    """Two dots a kind: how many of the offers had it, and how many of all opportunities that came as far."""
    everything = _share_dots(rows, "opportunity_share", "n", "opportunities", "of all that came as far")
    offers = _share_dots(rows, "offer_share", "offers", "all_offers", "of those with an offer")
    figure = go.Figure(
        [offers, everything.update(marker_color=layout.GREY)],
        layout.row_layout(layout.ROW_HEIGHT * len(rows)),
    )
    for place, row in enumerate(rows):
        layout.draw_span(figure, place, row["opportunity_share"], row["offer_share"])
    texts = [f"{row['offers']} of {row['all_offers']}" for row in rows]
    return layout.name_rows(figure, rows, texts).update_xaxes(range=layout.SHARE_RANGE)


def _share_dots(rows: list[Row], share: str, some: str, of_all: str, name: str) -> go.Scatter:
    return go.Scatter(
        x=[row[share] for row in rows],
        y=list(range(len(rows))),
        customdata=[[*_mark_data(row), row[some], row[of_all]] for row in rows],
        name=name,
        mode="markers",
        marker={"size": 11},
        hovertemplate="%{customdata[2]}: %{customdata[3]} of %{customdata[4]}<extra>" + name + "</extra>",
    )


def _mark_data(row: Row) -> list[str]:
    """What tells a mark of the credit for offers apart, and what it is called."""
    return [row["strategy"], row["stage"], layout.label(row["strategy"])]


QUESTION = Question(
    key="credit_for_offers",
    requires=(STRATEGY, STEPS_REACHED),
    estimate=estimate_credit,
    verdict=describe_credit,
    figure=draw_credit,
    method=(
        "Each kind of follow-up is judged at the stage at which it is mostly used: among the opportunities "
        "that came as far, by what had been done in them up to and including that stage. Below 5 offers "
        "nothing is counted, below 10 there are counts only. The index is a kind's share of the credit for "
        "offers (each offer shared equally by the different kinds before it) over its share of all use; 1 is "
        "as much as its use. It is drawn to 1 by as many made-up offers as there are kinds, and its 95 % "
        "range comes from the Bayesian bootstrap by opportunity. In a log of several clients, clients are never "
        "compared with each other: its share of use is replaced by the share of the credit that it would have if each "
        "client's offers came from any of their own opportunities by chance (indirect standardisation), and the "
        "bootstrap is by client. The raw index treats all clients as one. Clear so far needs an index half as far "
        "again from 1 as from the lower end of its range, on the log scale (further above 100 offers). Then at most 5 "
        "of 100 logs without any effect call something clear, even if you look every second day for 60 days (by "
        "simulation). In a log of "
        "several clients it also takes ten whose own offers could have given it more or less credit. A filter on "
        "kinds of follow-up changes nothing here: it would leave only the opportunities "
        "that used it."
    ),
    out_of="opportunities that came as far as the stage",
    left_out=("no touch says what it was for",),
    formulas={
        "offer_share": "offers ÷ all_offers",
        "opportunity_share": "n ÷ opportunities",
        "expected_share": "∑ offers × share of use ÷ ∑ offers, over clients; use_share in a log of one person",
        "index": "(offers × credit_share + kinds × expected_share) ÷ ((offers + kinds) × expected_share), of all "
        "opportunities that came as far with anything done, kinds = different kinds done there",
        "raw_index": "the same with use_share in place of expected_share",
    },
    columns={
        "strategy": Column("kind of follow-up", STRATEGY_NAMES),
        "stage": Column("the stage at which it is mostly used", STAGE_NAMES),
        "offers": Column("offers that it came before, by that stage", NUMBER),
        "all_offers": Column("all offers of opportunities that are not left out", NUMBER),
        "n": Column("opportunities in which it had been used by that stage", NUMBER),
        "opportunities": Column("opportunities that came as far", NUMBER),
        "offer_share": Column("offers over all_offers", NUMBER),
        "opportunity_share": Column("n over opportunities", NUMBER),
        "credit_share": Column("its share of the credit; empty below 10 offers", NUMBER),
        "use_share": Column("its share of use", NUMBER),
        "expected_share": Column(
            "its share of the credit if each client's offers came from any of their opportunities by chance; its share "
            "of use where the log is about one person",
            NUMBER,
        ),
        "index": Column("credit over what is expected by chance, drawn to 1", NUMBER),
        "index_from": Column("lower end of its 95 % range", NUMBER),
        "index_to": Column("upper end of its 95 % range", NUMBER),
        "raw_index": Column(
            "credit over use in all clients as if they were one, drawn to 1; empty where the log is about one person",
            NUMBER,
        ),
        "clients": Column(
            "clients whose own offers could have given it more or less credit; empty where the log is about one person",
            NUMBER,
        ),
        "agreeing": Column("in how many of these its credit is on the same side of what is expected", NUMBER),
        "spread": Column(
            "standard deviation between clients of its credit less what is expected, for each offer, beyond chance",
            NUMBER,
        ),
        "verdict": Column("what may be said, however often you look", column_texts.VERDICT),
    },
    client_cells="offers",
    counts={"strategies": STRATEGY_LIST},
    bound_values=tip_rules.unset_strategies,
    marks=("strategy", "stage"),
)
