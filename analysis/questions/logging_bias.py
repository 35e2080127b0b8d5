"""Logging bias: signs that a message was logged because a reply came, which makes its reply rate too high."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis import wording
from analysis.domains import ALL, NUMBER, UNKNOWN, YES_NO
from analysis.question import Row
from analysis.questions import response_rates
from analysis.statistics.thresholds import MIN_LOGGED, NEARLY_ALL

if TYPE_CHECKING:
    from analysis.answer import Answer

COUNTS = {"several_clients": YES_NO, "fields_with": NUMBER, "fields_without": NUMBER}
"""What the counts of a reply rate hold for it (`sql/steps/reply_days.sql`)."""

METHOD = (
    "Where more than nine in ten of at least ten messages have a reply, or messages with a reply have at least "
    "one more detail filled in of those known when it was sent (role, text, whether it was personalised) than those "
    "without (ten of both), replies may have decided what was logged, and the sentence says so."
)

PLURALS = {
    "email": "emails",
    "linkedin": "LinkedIn messages",
    "letter": "letters",
    "event": "contacts at events",
    "phone": "phone calls",
    "referral": "referrals",
    "social": "messages on social media",
    "in_person": "contacts in person",
    "job_board": "messages through job boards",
    "website": "messages through websites",
    "thank_you": "thank-you notes",
    "next_steps": "messages asking about next steps",
    "materials": "messages with work samples",
    "connect": "requests to connect",
    "engage": "messages engaging online",
    "conversation": "follow-up conversations",
    "news": "messages sharing news",
    "introduction": "introductions",
    "application": "applications",
}
"""What several of a channel, or of a kind of follow-up, are called in a sentence."""

NOUNS_OF_UNKNOWN = {ALL: "", "channel": " without a channel", "strategy": " without a kind"}
"""What can be broken down by for this, and what those are called beside other groups that the log doesn't tell."""

MOST_NAMED = 3
"""Groups that the sentence goes through; the table has the others."""


def describe_bias(answer: Answer) -> str:
    """What makes it look as if replies decided what was logged, with its numbers; empty where nothing does."""
    if not answer.counted:
        return ""
    first = answer.counted[0]
    you = "your clients" if first["several_clients"] else "you"
    if nearly := _list_nearly_all(answer):
        because = f"Perhaps {you} log them when one comes, so their rate may be too high."
        return f"{wording.join_words(nearly)} have a reply. {because}"
    if first["fields_with"] is None:
        return ""
    return (
        f"Messages with a reply have {first['fields_with']:.1f} details filled in on average, those without "
        f"{first['fields_without']:.1f}. Perhaps {you} log some only when a reply comes, so the rates may be too high."
    )


def _list_nearly_all(answer: Answer) -> list[str]:
    """The groups in which nearly every message has a reply: "19 of 20 thank-you notes"."""
    by, per = str(answer.parameters["by"]), str(answer.parameters["per"])
    if by not in NOUNS_OF_UNKNOWN:
        return []
    groups = response_rates.group_by_name(answer.counted)
    listed = [
        f"{replies:,} of {units:,} {_plural(name, per, NOUNS_OF_UNKNOWN[by] if len(groups) > 1 else '')}"
        for name, group in groups.items()
        for replies, units in [_count_answered(group)]
        if units >= MIN_LOGGED and replies > NEARLY_ALL * units
    ]
    more = [f"nearly all of {len(listed) - MOST_NAMED} more groups"] if len(listed) > MOST_NAMED else []
    return [*listed[:MOST_NAMED], *more]


def _count_answered(group: Sequence[Row]) -> tuple[int, int]:
    """Replies so far, whenever they came, and all of a group."""
    return response_rates.sum_column(group, "replies"), response_rates.sum_column(group, "units")


def _plural(name: str, per: str, unknown: str) -> str:
    """What is counted, in the plural: "letters", "people with letters"."""
    units = wording.count(2, wording.UNITS[per]).removeprefix("2 ")
    if name in (ALL, UNKNOWN):
        return f"{units}{unknown}"
    return PLURALS.get(name, units) if per == "message" else f"{units} with {PLURALS.get(name, 'others')}"
