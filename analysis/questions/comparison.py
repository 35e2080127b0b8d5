"""Groups against each other: which is best, how sure one can be, and what it would take to know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from analysis import wording
from analysis.basis import RECORDED, SO_FAR
from analysis.domains import UNKNOWN
from analysis.question import Row
from analysis.questions import column_texts, response_rates
from analysis.statistics import ranking
from analysis.statistics.ranking import ComparedGroup, Comparison
from analysis.statistics.thresholds import MIN_CLEAR, MIN_CLIENTS, MIN_COMPARED
from analysis.statistics.verdict import Verdict
from data.schema.vocabulary import normalise

if TYPE_CHECKING:
    from analysis.answer import Answer

AUDIT_ONLY = "For audit only. It shows how employers responded; don't base decisions on it."

NOT_COMPARED = "These can't be compared: some messages may have been sent too recently for a reply."
NOT_ASSIGNED = "These can't be compared: for some replies, nobody can tell which message was answered."

IF_LEFT_ALONE = "A message that you followed up, or sent recently, counts only for the days it was waiting."
IF_CLIENTS_LEFT_ALONE = (
    "A message that your clients followed up, or sent recently, counts only for the days it was waiting."
)

RECENT = "are recent"
"""Why messages were not watched for all the days, where nobody wrote again."""

VISIBLE = 0.05
"""Points between a rate and its replies out of n from which the difference is explained."""

MOST_NAMED = 4
"""Groups that a sentence goes through where none is first; the table has the others."""

PROTECTED = (
    *("race", "ethnicity", "ethnic group", "gender", "sex", "age", "religion", "disability", "nationality"),
    *("citizenship", "veteran", "marital status", "sexual orientation", "pregnancy", "skin colour", "caste"),
    *(
        "geschlecht",
        "alter",
        "staatsangehorigkeit",
        "behinderung",
        "herkunft",
        "familienstand",
        "sexe",
        "genre",
    ),
    *("nationalite", "handicap", "genero", "edad", "sexo", "raza", "etnia", "nacionalidad", "discapacidad"),
    *(
        "idade",
        "raca",
        "nacionalidade",
        "deficiencia",
        "religiao",
        "性别",
        "年龄",
        "种族",
        "民族",
        "国籍",
        "宗教",
    ),
)
"""Attributes of people that are shown for audit only: nobody is advised by them."""


def judge_rows(rows: Sequence[Row], parameters: Mapping[str, Any], together: int = 1) -> Comparison | None:
    """The comparison of groups by the rates that their rows show; None where they must not or can't be compared.

    `together`: how many comparisons are on one screen, so that each takes more to be clear.

    The rate is the one within clients (`adjusted`) where a row has one. What is not recorded is no group, and one that
    was measured for fewer days than the others can't be held against them.
    """
    if is_audit(parameters) or parameters["basis"] == SO_FAR:
        return None
    compared = [
        row
        for row in rows
        if row["name"] != UNKNOWN
        and response_rates.is_compared(row, parameters["within"])
        and not (has_clients(rows) and row.get("adjusted", row["rate"]) is None)
    ]
    judged = judge_trials({row["name"]: count_trials(row) for row in compared}, together)
    if judged and has_clients(rows) and count_clients(rows) < MIN_CLIENTS:
        return replace(judged, verdict=Verdict.TOO_EARLY, more_needed=None)
    return judged


def has_clients(rows: Sequence[Row]) -> bool:
    """Whether the groups were compared within several clients."""
    return any(row.get("clients") is not None for row in rows)


def count_clients(rows: Sequence[Row]) -> int:
    """How many clients have several of the groups, as far as one group tells."""
    return max((row["clients"] or 0 for row in rows), default=0)


def count_trials(row: Row) -> tuple[float, float]:
    """Replies and trials that give a row's rate, and as wide a range: the rate times its effective n, and that n."""
    adjusted = row.get("adjusted")
    rate, n = (row["rate"], row["effective_n"]) if adjusted is None else (adjusted, row["adjusted_n"])
    n = n or 0.0
    return (rate or 0.0) * n, n


def find_shown_rate(row: Row) -> float:
    """The rate that a chart shows for a row: within clients where there is one; 0 where there is none at all."""
    adjusted = row.get("adjusted")
    return float((row["rate"] if adjusted is None else adjusted) or 0)


def judge_trials(counts: Mapping[str, tuple[float, float]], together: int = 1) -> Comparison | None:
    """The comparison of groups with these replies and trials; None with only one."""
    if len(counts) < 2:
        return None
    return _judge(tuple((name, *pair) for name, pair in sorted(counts.items())), together)


def add_pooled(rows: Sequence[Row], judged: Comparison | None) -> list[Row]:
    """The rows with what their rates are once they have learned from each other; empty where nothing is compared."""
    beside = {group.name: group for group in judged.groups} if judged else {}
    return [row | list_pooled(beside.get(row["name"])) for row in rows]


def list_pooled(group: ComparedGroup | None) -> Row:
    """What a group's rate is once it has learned from the others, and its chance of being the highest."""
    if group is None:
        return dict.fromkeys(column_texts.POOLED)
    return {
        "pooled": group.pooled.value,
        "pooled_low": group.pooled.low,
        "pooled_high": group.pooled.high,
        "p_best": group.p_best,
    }


def is_protected(by: str) -> bool:
    """Whether a column describes what a person is, not what was done."""
    return any(f" {attribute} " in f" {normalise(by)} " for attribute in PROTECTED)


def is_audit(parameters: Mapping[str, Any]) -> bool:
    """Whether an answer is broken down by what a person is, as groups or as parts of them."""
    return any(is_protected(str(parameters.get(name))) for name in ("by", "split"))


def describe_comparison(answer: Answer, comparison: Comparison | None) -> str:
    """The verdict with its numbers, what it is not, and what it would take to know."""
    if is_audit(answer.parameters):
        return AUDIT_ONLY
    if answer.basis == SO_FAR:
        unassigned = column_texts.UNASSIGNED in answer.held_out
        return f"{_so_far_text(answer.rows)} {NOT_ASSIGNED if unassigned else NOT_COMPARED}"
    short = _short_text(answer.rows, answer.parameters["within"])
    if comparison is None or comparison.best is None or comparison.p_best is None:
        counted = _counts_text(answer)
        text = f"{Verdict.TOO_EARLY} to compare: at least two groups of five are needed. {counted} {short}"
        return text.rstrip()
    rows = {row["name"]: {**row, "within": answer.parameters["within"]} for row in answer.rows}
    unit = wording.UNITS[answer.parameters.get("per") or "message"]
    text = _verdict_text(rows, comparison, unit).rstrip()
    if has_clients(answer.rows):
        text = f"{text} {_clients_text(rows[comparison.best])}".rstrip()
    if answer.basis == RECORDED:
        return f"{text} {response_rates.explain_counts(answer)}"
    left_alone = IF_CLIENTS_LEFT_ALONE if has_clients(answer.rows) else IF_LEFT_ALONE
    alone = left_alone if any(map(_is_above_its_count, rows.values())) else ""
    return " ".join(filter(None, (text, short, alone, response_rates.explain_undated(answer.rows))))


def _short_text(rows: Sequence[Row], within: int) -> str:
    """Which groups are not compared because they were not watched for all the days, and why; empty where none is."""
    large = [row for row in rows if row["name"] != UNKNOWN and row["n"] >= MIN_COMPARED]
    short = [row for row in large if not response_rates.is_compared(row, within)]
    if not short:
        return ""
    names = [wording.name(row["name"]) for row in short]
    who = "your clients" if has_clients(rows) else "you"
    if len(names) == 1:
        return f"{names[0]} isn't compared yet: {_reason_text(short[0], within, who)}."
    listed = wording.join_words(names) if len(names) <= MOST_NAMED else f"{len(names)} groups"
    return (
        f"{listed} aren't compared yet: most of their unanswered messages {RECENT}, or {who} wrote again within "
        "days."
    )


def _reason_text(row: Row, within: int, who: str) -> str:
    """Why most of what a group has without an answer was not watched any longer."""
    silent, by = row["n"] - row["replies"] - row["undated"], response_rates.reach_text(row, within)
    if row["waiting"] > silent / 2:
        return f"most of its unanswered messages {RECENT}"
    if row["waiting"] < silent / 4:
        return f"{who} followed up most of its unanswered messages {by}"
    return f"most of its unanswered messages {RECENT}, or {who} wrote again {by}"


def _so_far_text(rows: list[Row]) -> str:
    """Replies so far, in no order that says anything: some groups have had less time."""
    named = [row for row in rows if row["n"]][:MOST_NAMED]
    listed = wording.join_words(
        [f"{wording.name(row['name'])} {response_rates.describe_so_far(row)}" for row in named]
    )
    return f"Replies so far: {listed}."


def _verdict_text(rows: Mapping[str, Row], comparison: Comparison, unit: str) -> str:
    """One of the four verdicts, with its numbers; `unit` is what the rates are of."""
    best, sure = _group_text(rows[str(comparison.best)]), float(comparison.p_best or 0)
    if comparison.verdict is Verdict.CLEAR:
        return (
            f"{Verdict.CLEAR}: {best}, more than the others here. The chance that it is the highest is "
            f"{wording.chance(sure)}. It's a pattern in this log, not proof of a cause."
        )
    if comparison.verdict is Verdict.SAME:
        return f"{Verdict.SAME}: all of these are answered about equally often, within five points."
    if not any(row["replies"] + row["undated"] for row in rows.values()):
        return "No replies in time yet, so there is nothing to compare."
    price = "" if has_clients([*rows.values()]) else _price_text(rows, comparison, unit)
    if comparison.verdict is Verdict.LEANING:
        return f"{Verdict.LEANING} towards {best}. The chance that it is the highest is {wording.chance(sure)}. {price}"
    return f"{Verdict.TOO_EARLY} to say which is answered most. {_leaders_text(rows, comparison)} {price}"


def _is_above_its_count(row: Row) -> bool:
    """Whether the rate is visibly more than its replies out of n, so that a reader would wonder."""
    if not row["n"] or row["rate"] is None:
        return False
    return bool(row["rate"] - (row["replies"] + row["undated"]) / row["n"] >= VISIBLE)


def _leaders_text(rows: Mapping[str, Row], comparison: Comparison) -> str:
    """The two highest of those that are compared, in the order of the chart."""
    judged = {group.name for group in comparison.groups if group.p_best is not None}
    leaders = [row for name, row in rows.items() if name in judged][:2]
    return f"So far: {wording.join_words([_group_text(row) for row in leaders])}."


def _group_text(row: Row) -> str:
    """One group: name, rate, range, n; in a log of several clients the rate within them, and the raw one."""
    name = wording.name(row["name"])
    if row.get("adjusted") is None:
        return f"{name} {response_rates.describe_rate(row, row['within'])}"
    within = {"rate": row["adjusted"], "low": row["adjusted_low"], "high": row["adjusted_high"]}
    raw = f"raw {response_rates.percent(row['rate'])} of {row['n']:,}"
    return f"{name} {response_rates.percent_text(within)} within clients; {raw}"


def _clients_text(best: Row) -> str:
    """In how many clients the first is first there too, or that clients are too few."""
    if (best["clients"] or 0) < MIN_CLIENTS:
        return f"It takes {MIN_CLIENTS} clients who used several of these to compare them."
    higher = f"It's above the rest for {best['agreeing']:,} of {wording.count(best['clients'], 'client')}"
    apart = round(100 * best["spread"])
    return (
        f"{higher}."
        if not apart
        else f"{higher}, and varies by about {wording.count(apart, 'point')} between them."
    )


def _counts_text(answer: Answer) -> str:
    """Replies so far of the largest groups, where they can't be compared."""
    listed = list_counts([row for row in answer.rows if row["name"] != UNKNOWN], MOST_NAMED)
    return f"Replies so far: {listed}." if listed else ""


def list_counts(rows: Sequence[Row], most: int) -> str:
    """The replies of so many of the largest groups, in words: "Email 3 of 22 and LinkedIn 2 of 12"."""
    largest = sorted(rows, key=lambda row: -row["n"])[:most]
    return wording.join_words(
        [
            f"{wording.name(row['name'])} {row['replies'] + row['undated']:,} of {row['n']:,}"
            for row in largest
        ]
    )


def _price_text(rows: Mapping[str, Row], comparison: Comparison, unit: str) -> str:
    """What it would take to know, and the smallest difference that these numbers could show."""
    compared = [count_trials(rows[row.name]) for row in comparison.groups if row.p_best is not None]
    price = describe_price(comparison.more_needed)
    if min(n for _, n in compared) < MIN_CLEAR:
        return f"{price} A winner is named only from {wording.count(MIN_CLEAR, unit)} each."
    apart = _smallest_difference(tuple(compared))
    if apart is None:
        return price
    points = wording.count(round(100 * apart), "point")
    return f"{price} With these numbers, it takes a lead of about {points} to be clear."


@lru_cache(maxsize=200)
def _smallest_difference(groups: tuple[tuple[float, float], ...]) -> float | None:
    return ranking.smallest_clear_lead(groups)


def describe_price(more: int | None) -> str:
    """What it would take to know: so many more of each group, or more than one search gives."""
    if more is None:
        return "Even 200 more of each might not settle it, so use whichever suits you."
    return f"About {more} more of each would probably settle it."


@lru_cache(maxsize=200)
def _judge(groups: tuple[tuple[str, float, float], ...], together: int) -> Comparison:
    return ranking.compare_groups(groups, together)
