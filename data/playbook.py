"""The playbook: what to do after a first contact, why, and how each tip is measured."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).with_name("playbook.toml")

CHANNELS = (
    "email",
    "linkedin",
    "letter",
    "event",
    "phone",
    "referral",
    "social",
    "in_person",
    "job_board",
    "website",
    "other",
)
STAGES = ("prospect", "applied", "screen", "interview", "final", "offer")
STARTS = ("interview", "silence", "event", "reply")
RULE_COLUMNS = (
    "sent_at",
    "channel",
    "strategy",
    "company",
    "contact",
    "role",
    "stage",
    "personalised",
    "message",
    "outcome",
    "outcome_at",
    "arrived_at",
    "accepted_at",
    "promised_by",
    "milestones.at",
    "milestones.with_whom",
    "replies.received_at",
)

Parameter = int | tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """A way to measure a tip: one yes or no for each `unit`. What a rule cannot tell counts as neither."""

    key: str
    unit: str
    measured: str
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tip:
    """One piece of advice, the key of the rule that measures it, and what the log must hold for that."""

    key: str
    text: str
    rule: str
    parameters: Mapping[str, Parameter] = field(hash=False)
    required_columns: tuple[str, ...]


@dataclass(frozen=True)
class Clock:
    """When a strategy is due, in days after the latest `after`; `until_days` is None where it has no end.

    `after` is "interview" (a milestone of kind interview or final), "silence" (the latest touch, reply or
    milestone of the thread), "event" (a touch by the channel event) or "reply" (their latest message).
    """

    after: str
    from_days: int
    until_days: int | None


@dataclass(frozen=True)
class Strategy:
    """One strategy: when it is possible (`stages`), how it travels (`channels`), when it is due, its tips."""

    key: str
    title: str
    why: str
    stages: tuple[str, ...]
    channels: tuple[str, ...]
    clock: Clock | None
    tips: tuple[Tip, ...]


RULES: Mapping[str, Rule] = {
    rule.key: rule
    for rule in (
        Rule(
            "hours_since_interview_at_most",
            "touch",
            "For each touch of the strategy with an interview or final of its opportunity before it: yes if"
            " it was sent at most `hours` after the latest of these. Where either has a date and no time, "
            "24 hours reads 'same or next day': the dates differ by at most `hours` / 24, rounded up.",
            ("hours",),
        ),
        Rule(
            "days_since_interview_at_most",
            "touch",
            "As hours_since_interview_at_most, in whole days between the two dates.",
            ("days",),
        ),
        Rule(
            "each_interview",
            "interview",
            "For each dated interview or final: yes if a touch of the strategy in the same opportunity was "
            "sent after it, within `days` and before the opportunity's next interview. One without such a "
            "touch that is younger than `days` on the as-of date is not counted yet.",
            ("days",),
        ),
        Rule(
            "each_interviewer",
            "interviewer",
            "As each_interview, once for each person named as having held it: the touch's contact must be "
            "that person (compared without case or outer spaces).",
            ("days",),
        ),
        Rule(
            "arrives_within_days",
            "touch",
            "For each touch of the strategy with an arrival date and an interview or final before it was "
            "sent: yes if it arrived at most `days` after the latest of these, in whole days.",
            ("days",),
        ),
        Rule(
            "personalised",
            "touch",
            "For each touch of the strategy whose `personalised` is filled in: yes if it says yes.",
        ),
        Rule(
            "says_thanks",
            "touch",
            "For each touch of the strategy with a message: yes if the message has one of `words` as whole "
            "words, without case.",
            ("words",),
        ),
        Rule(
            "says_any",
            "touch",
            "For each touch of the strategy with a message: yes if the message has one of `words` as whole "
            "words, without case.",
            ("words",),
        ),
        Rule(
            "asks_question",
            "touch",
            "For each touch of the strategy with a message: yes if the message has a question mark.",
        ),
        Rule(
            "mentions_company",
            "touch",
            "For each touch of the strategy with a message and a company: yes if the company's name is in "
            "the message, without case.",
        ),
        Rule(
            "mentions_contact",
            "touch",
            "For each touch of the strategy with a message and a contact: yes if a word of the contact's "
            "name is in the message as a whole word, without case.",
        ),
        Rule(
            "mentions_role",
            "touch",
            "For each touch of the strategy with a message and a role: yes if the role's name is in the "
            "message, without case.",
        ),
        Rule(
            "length",
            "touch",
            "For each touch of the strategy with a message: yes if it has from `words_at_least` to "
            "`words_at_most` words, both included (words are what spaces part).",
            ("words_at_least", "words_at_most"),
        ),
        Rule(
            "note_or_none",
            "touch",
            "For each touch of the strategy, where the log has a message column: yes if the cell is filled,"
            " no if it is empty.",
        ),
        Rule(
            "accepted",
            "touch",
            "For each touch of the strategy: yes if it was accepted at most `days` after it was sent. One "
            "not accepted that is younger than `days` on the as-of date is not counted yet.",
            ("days",),
        ),
        Rule(
            "spacing_days_at_least",
            "touch",
            "For each touch of the strategy (of any strategy, for professionalism) that has a touch before "
            "it in its thread, with no answer between the two: yes if at least `days` lie between their "
            "dates.",
            ("days",),
        ),
        Rule(
            "spacing_weeks_between",
            "touch",
            "For each touch of the strategy that has a touch before it in its thread, with no answer "
            "between the two: yes if from `at_least` to `at_most` weeks of 7 days lie between their dates.",
            ("at_least", "at_most"),
        ),
        Rule(
            "count_before_reply",
            "thread",
            "For each stretch of a thread up to its next answer (or to the end of the log) that has a touch"
            " of the strategy: yes if it has from `at_least` to `at_most` of them. The rhythm shown beside "
            "it is the median number of days between them.",
            ("at_least", "at_most"),
        ),
        Rule(
            "after_promised_date",
            "touch",
            "For each touch of the strategy whose opportunity has a `promised_by` recorded on that touch or"
            " on an earlier one: yes if it was sent after the latest such date, not on it.",
        ),
        Rule(
            "after_silence_days_at_least",
            "touch",
            "For each touch of the strategy that has anything before it in its opportunity: yes if at least"
            " `days` lie between it and the latest earlier touch, answer or milestone.",
            ("days",),
        ),
        Rule(
            "done_after_silence",
            "silence",
            "For each time an opportunity in one of the strategy's stages, neither rejected nor withdrawn, "
            "went `days` without a touch of any other strategy, an answer or a milestone: yes if a touch of"
            " the strategy was sent between the start of that silence and its end (the next answer or "
            "milestone, or the as-of date).",
            ("days",),
        ),
        Rule(
            "done_when_possible",
            "opportunity",
            "For each opportunity that reached one of the strategy's stages: yes if it has a touch of the "
            "strategy sent in such a stage.",
        ),
        Rule(
            "at_the_start",
            "opportunity",
            "For each opportunity with a touch of the strategy: yes if the first of these is the "
            "opportunity's first touch, or was sent no later than its application.",
        ),
        Rule(
            "after_event_within_days",
            "event",
            "For each touch by the channel event: yes if another touch, not itself an event, went to the "
            "same contact (to the same company where no contact is known) at most `days` later. One without"
            " such a touch that is younger than `days` on the as-of date is not counted yet.",
            ("days",),
        ),
        Rule(
            "answer_time",
            "answer",
            "For each dated answer that is not a rejection or a withdrawal: yes if your next touch in the "
            "thread came at most `hours` later (by date where either has no time: `hours` / 24 days, "
            "rounded up). One without a touch after it that is younger than `hours` on the as-of date is "
            "not counted yet.",
            ("hours",),
        ),
        Rule(
            "respects_no",
            "opportunity",
            "For each opportunity with a rejection, a withdrawal or a do-not-contact: yes if at most one "
            "touch came after the first of these, and that one a thank-you note.",
        ),
    )
}


@cache
def load() -> tuple[Strategy, ...]:
    """All strategies, in the order of `data/playbook.toml`. ValueError if that file is wrong."""
    return parse(PATH.read_text(encoding="utf-8"))


def parse(text: str) -> tuple[Strategy, ...]:
    """The strategies that a TOML text describes. ValueError, naming the strategy, if one is wrong."""
    strategies = tuple(_strategy(key, entry) for key, entry in tomllib.loads(text).items())
    if not strategies:
        raise ValueError("The playbook has no strategies.")
    return strategies


def _strategy(key: str, entry: dict[str, Any]) -> Strategy:
    check_names(key, entry, required={"title", "why", "stages", "channels", "tips"}, optional={"clock"})
    tips = tuple(_tip(f"{key}, tip {number}", tip) for number, tip in enumerate(entry["tips"], start=1))
    if not tips or len({tip.key for tip in tips}) < len(tips):
        raise ValueError(f"{key}: needs tips, each with a key of its own.")
    return Strategy(
        key=key,
        title=entry["title"],
        why=entry["why"],
        stages=_check_known(key, "stages", entry["stages"], STAGES),
        channels=_check_known(key, "channels", entry["channels"], CHANNELS),
        clock=_clock(key, entry["clock"]) if "clock" in entry else None,
        tips=tips,
    )


def _tip(where: str, entry: dict[str, Any]) -> Tip:
    check_names(where, entry, required={"key", "text", "rule", "needs"}, optional={"parameters"})
    (rule,) = _check_known(where, "rule", [entry["rule"]], RULES)
    parameters = {name: _parameter(where, name, value) for name, value in entry.get("parameters", {}).items()}
    if set(parameters) != set(RULES[rule].parameters):
        raise ValueError(
            f"{where}: {rule} takes {RULES[rule].parameters}, but the tip gives {tuple(parameters)}."
        )
    needs = _check_known(where, "needs", entry["needs"], RULE_COLUMNS)
    return Tip(entry["key"], entry["text"], rule, parameters, needs)


def _clock(where: str, entry: dict[str, Any]) -> Clock:
    check_names(f"{where}, clock", entry, required={"after", "from_days"}, optional={"until_days"})
    (after,) = _check_known(where, "clock.after", [entry["after"]], STARTS)
    return Clock(after, entry["from_days"], entry.get("until_days"))


def _parameter(where: str, name: str, value: object) -> Parameter:
    """A whole number of at least 1, or a list of texts."""
    if isinstance(value, int) and value >= 1:
        return value
    if isinstance(value, list) and value and all(isinstance(word, str) for word in value):
        return tuple(value)
    raise ValueError(f"{where}: {name} should be a whole number from 1 or a list of words, not {value!r}.")


def _check_known(where: str, name: str, found: list[str], known: Any) -> tuple[str, ...]:
    unknown = [value for value in found if value not in known]
    if unknown or not found:
        raise ValueError(
            f"{where}: {name} has {unknown or 'nothing'}; it may have {', '.join(sorted(known))}."
        )
    return tuple(found)


def check_names(where: str, entry: dict[str, Any], required: set[str], optional: set[str]) -> None:
    """Refuse an entry of a TOML file that lacks a name, or has one that is unknown. Raises ValueError."""
    missing, unknown = required - set(entry), set(entry) - required - optional
    if missing or unknown:
        raise ValueError(f"{where}: missing {sorted(missing)}, unknown {sorted(unknown)}.")
