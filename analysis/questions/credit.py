"""Credit for offers: what was on the way more than its use, and how far the ways of counting it disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from analysis import wording
from analysis.question import Row
from analysis.questions.paths import in_a_sentence
from analysis.questions.response import NOTHING, stage_order
from analysis.statistics import attribution, verdict
from analysis.statistics.attribution import Credit, Path
from analysis.statistics.gates import OFFERS_COUNTED, OFFERS_CREDITED
from analysis.statistics.verdict import Verdict
from data import playbook

if TYPE_CHECKING:
    from analysis.answer import Answer

WAYS: Mapping[str, Callable[[Sequence[Path]], Credit]] = {
    "first": attribution.first,
    "last": attribution.last,
    "linear": attribution.linear,
    "position": attribution.position,
    "time_decay": attribution.time_decay,
    "markov": attribution.markov,
    "equal_split": attribution.equal_split,
}
"""Ways to share out an offer among the touches before it."""

WAY_NAMES = {
    "first": "first touch",
    "last": "last touch",
    "linear": "every touch alike",
    "position": "first and last most",
    "time_decay": "later counts more",
    "markov": "Markov",
    "equal_split": "every kind alike",
}
STEPS = ("prospect", "applied", "screen", "interview", "final")
NOT_PROOF = "That is a pattern, not proof: stronger leads may both get it and become offers."
REACHED = {
    "prospect": "there were",
    "applied": "came as far as an application",
    "screen": "came as far as a phone screen",
    "interview": "came as far as an interview",
    "final": "came as far as a final round",
}
NOT_LED = (
    "All of them share out what was on the way, and none says what led to offers; only the fair comparison, at the "
    "same stage, comes near to that."
)
NO_FOLLOW_UPS = ("application", "introduction", "other")
"""They share in the credit, since they were on the way, and are no follow-ups to be judged."""

NOTHING_TO_JUDGE = "There is no follow-up here to judge: applications and first messages are none."


def for_offers(counts: list[Row], _asked: Mapping[str, Any]) -> list[Row]:
    """One row for each kind of follow-up: how often it was on the way to offers, and how often at all.

    Each is judged at the stage at which it is mostly used: among all opportunities that came as far, by what had been
    done up to and including that stage. Otherwise those who come further collect touches, and every late one looks
    like a way to offers. No rows below 5 offers, no index below 10. Sorted by how often it was used.
    """
    sets = [row for row in counts if row["touches"] is None]
    if verdict.attribution(_offers(sets)) == "paths":
        return []
    usual = usual_stages([row for row in counts if row["touches"] is not None])
    rows = [_against_use(kind, stage, sets) for kind, stage in usual.items() if kind not in NO_FOLLOW_UPS]
    return sorted((row for row in rows if row["n"]), key=lambda row: (-row["n"], row["strategy"]))


def usual_stages(uses: list[Row]) -> dict[str, str]:
    """For each kind of touch the stage that half of its uses had reached; none before it is possible at all."""
    by_kind: dict[str, Counter[int]] = {}
    for row in uses:
        by_kind.setdefault(row["strategies"], Counter())[stage_order(row["stage"])] += row["touches"]
    return {
        kind: STEPS[max(_median(steps), _possible().get(kind, 0))] for kind, steps in sorted(by_kind.items())
    }


def _median(steps: Counter[int]) -> int:
    return next(
        step for step in sorted(steps) if 2 * sum(n for at, n in steps.items() if at <= step) >= steps.total()
    )


@cache
def _possible() -> dict[str, int]:
    """The first stage at which the playbook says that a strategy can be used."""
    return {each.key: min(map(stage_order, each.stages)) for each in playbook.load()}


def _against_use(kind: str, stage: str, sets: list[Row]) -> Row:
    among = [row for row in sets if row["stage"] == stage]
    using = [row for row in among if kind in _kinds(row["strategies"])]
    n, opportunities = (sum(row["units"] for row in rows) for rows in (using, among))
    offers, all_offers = _offers(using, stage), _offers(among, stage)
    return {
        "strategy": kind,
        "stage": stage,
        "offers": offers,
        "all_offers": all_offers,
        "n": n,
        "opportunities": opportunities,
        "offer_share": offers / all_offers if all_offers else None,
        "opportunity_share": n / opportunities if opportunities else None,
        **_index(kind, among),
    }


def _index(kind: str, among: list[Row]) -> Row:
    """Credit against use with its range, and what may be claimed; nothing where offers are too few."""
    offers = sum(row["offers"] for row in among)
    found = [each for each in _indices(_paths(among)) if each.strategy == kind]
    if offers < OFFERS_CREDITED or not found:
        return dict.fromkeys(("credit_share", "use_share", "index", "index_from", "index_to", "verdict"))
    [index] = found
    return {
        "credit_share": index.credit_share,
        "use_share": index.use_share,
        "index": index.index,
        "index_from": index.low,
        "index_to": index.high,
        "verdict": verdict.credit(offers, index.low).value,
    }


@lru_cache(maxsize=50)
def _indices(paths: tuple[Path, ...]) -> list[attribution.Index]:
    return attribution.credit_index(paths)


def _paths(among: list[Row]) -> tuple[Path, ...]:
    return tuple(
        Path(_kinds(row["strategies"]), row["offers"], row["units"] - row["offers"])
        for row in sorted(among, key=lambda row: str(row["strategies"]))
    )


def _kinds(listed: str) -> tuple[str, ...]:
    return tuple(listed.split(", ")) if listed else ()


def _offers(sets: list[Row], stage: str = STEPS[0]) -> int:
    """Offers among the opportunities that came as far as a stage; every offer came through all of them."""
    return sum(row["offers"] for row in sets if row["stage"] == stage)


def for_offers_verdict(answer: Answer) -> str:
    """What was on the way to offers more than its use, or how many offers it takes to know."""
    sets = [row for row in answer.counted if row["touches"] is None]
    if not sets:
        return NOTHING
    offers = _offers(sets)
    gate = verdict.attribution(offers)
    if gate == "paths":
        return _too_few(offers)
    if not answer.rows:
        return NOTHING_TO_JUDGE
    return _counts_told(answer.rows, offers) if gate == "counts" else _indices_told(answer.rows, offers)


def _too_few(offers: int) -> str:
    if not offers:
        return f"No offer yet. From {OFFERS_COUNTED} on, what came before them is counted here."
    return (
        f"{Verdict.TOO_EARLY}: {wording.count(offers, 'offer')}. Below {OFFERS_COUNTED} a count says more about luck "
        "than about you; see what came before each instead."
    )


def _counts_told(rows: list[Row], offers: int) -> str:
    lead = f"{Verdict.TOO_EARLY} for more than counts: {offers} offers, and an index needs {OFFERS_CREDITED}."
    most = sorted(rows, key=lambda row: (-row["offers"], -row["n"], row["strategy"]))[:3]
    told = [
        f"{in_a_sentence(row['strategy'])} before {row['offers']} of {row['all_offers']} "
        f"({wording.percent(row['opportunity_share'])} of all {_came_as_far(row['stage'])})"
        for row in most
    ]
    return f"{lead} {_upper(wording.listed(told))}. {NOT_PROOF.replace('it and', 'more follow-ups and')}"


def _indices_told(rows: list[Row], offers: int) -> str:
    clear = [row for row in rows if row["verdict"] == Verdict.CLEAR]
    if not clear:
        return (
            f"{Verdict.TOO_EARLY}: no follow-up is clearly on the way to your {offers:,} offers more than its use. "
            "That is what one would see as well if none of them mattered."
        )
    return f"{Verdict.CLEAR}: {' '.join(map(_index_told, clear))} {NOT_PROOF}"


def _index_told(row: Row) -> str:
    among = "" if row["stage"] == "prospect" else f" among opportunities that {REACHED[row['stage']]}"
    return (
        f"{wording.name(row['strategy'])} takes {wording.percent(row['credit_share'])} of the credit for "
        "your offers and "
        f"is only {wording.percent(row['use_share'])} of what you did{among} (index {row['index']:.1f}, range "
        f"{row['index_from']:.1f}–{row['index_to']:.1f})."
    )


def _came_as_far(stage: str) -> str:
    return "opportunities" if stage == "prospect" else f"that {REACHED[stage]}"


def ways(counts: list[Row], _asked: Mapping[str, Any]) -> list[Row]:
    """One row for each kind of touch: its share of the offers under each way of counting, beside how much it is used.

    No rows below 5 offers. Sorted by use, never by credit.
    """
    paths = [Path(_kinds(row["path"]), row["offers"], row["units"] - row["offers"]) for row in counts]
    offers = sum(path.offers for path in paths)
    if offers < OFFERS_COUNTED:
        return []
    credits = {way: count(paths) for way, count in WAYS.items()}
    rows = [_shares(kind, paths, credits, offers) for kind in attribution.strategies(paths)]
    return sorted(rows, key=lambda row: (-row["n"], row["strategy"]))


def _shares(kind: str, paths: list[Path], credits: Mapping[str, Credit], offers: float) -> Row:
    ranks = [1 + sum(other > share[kind] + 1e-9 for other in share.values()) for share in credits.values()]
    return {
        "strategy": kind,
        "n": int(sum(path.offers + path.others for path in paths if kind in path.states)),
        "offers": int(sum(path.offers for path in paths if kind in path.states)),
        **{f"{way}_share": share[kind] / offers for way, share in credits.items()},
        "highest_place": min(ranks),
        "lowest_place": max(ranks),
    }


def ways_verdict(answer: Answer) -> str:
    """Whether the ways of counting agree on what comes first, and that none of them says what led to offers."""
    if not answer.counted:
        return NOTHING
    offers = sum(row["offers"] for row in answer.counted)
    if not answer.rows:
        had = wording.count(offers, "offer") if offers else "no offer"
        return (
            f"{Verdict.TOO_EARLY}: {had} with a known order of touches. Below {OFFERS_COUNTED} every way of counting "
            "would share out luck."
        )
    heads, most = leaders(answer.rows), answer.rows[0]["strategy"]
    if len(heads) == 1:
        [head] = heads
        used = " It is also what you use most, which is enough to put it there." if head == most else ""
        return f"All {len(WAYS)} ways of counting put {in_a_sentence(head)} first.{used} {NOT_LED}"
    told = [f"by {wording.listed(counted)} it is {in_a_sentence(kind)}" for kind, counted in heads.items()]
    return f"It depends how you count: {'; '.join(told)}. {NOT_LED}"


def leaders(rows: list[Row]) -> dict[str, list[str]]:
    """Which kinds come first, each with the ways of counting that put it there."""
    heads: dict[str, list[str]] = {}
    for way, said in WAY_NAMES.items():
        heads.setdefault(max(rows, key=lambda row: row[f"{way}_share"])["strategy"], []).append(said)
    return heads


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]
