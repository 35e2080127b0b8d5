"""The note of an invitation, which LinkedIn lists among the messages as well once the invitation is accepted."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from difflib import SequenceMatcher

from data.exports.linkedin_people import Invitation, Network, Person, keys_of
from data.exports.table_rows import ExportRow
from data.schema.dates import parse_moment
from data.schema.vocabulary import normalise

TOLERANCE = timedelta(days=1)
"""The two files may be written in different time zones."""
MINUTE = len("2026-01-02 14:37")
LONGEST = 500
"""LinkedIn takes notes of at most 300 characters; with a signature a longer text can't be one."""
SHORTEST = 20
"""Shorter texts (a greeting) begin many messages."""
CUT_OFF = 40
"""So many characters at the start of both make the shorter one the beginning of the longer, however much it lacks."""
MOST_ADDED = 1.5
"""Up to so many times as long, a text is another one with a greeting or a signature."""
ALIKE = 0.9
"""From this share of words in common (difflib's ratio) on, two texts differ by a slip."""

Written = tuple[str, ExportRow]
"""A message behind its moment."""


def find_notes(written: Iterable[tuple[Person, Written]], network: Network) -> dict[int, Invitation]:
    """The number of each message that is the note of an invitation, with that invitation.

    `written`: the messages of the owner, and to whom. Only the first to somebody since they were invited can be it.
    """
    messages: dict[str, list[tuple[Person, Written]]] = defaultdict(list)
    for who, message in sorted(written, key=lambda each: (each[1][0], -each[1][1].key)):
        for known in keys_of(who):
            messages[known].append((who, message))
    found = {}
    for invitation in network.invitations:
        accepted_on = network.accepted_on.get(invitation.key, "")
        for message in _first_since(invitation, _messages_to(invitation.who, messages)):
            if _is_note(message, invitation, accepted_on):
                found[message[1].key] = invitation
                break
    return found


def _messages_to(who: Person, messages: Mapping[str, list[tuple[Person, Written]]]) -> Iterator[Written]:
    """The messages to a person in time; by name only where no profile says that it is another of that name."""
    for known in keys_of(who)[:1] if who.profile in messages else keys_of(who):
        for to, message in messages.get(known, ()):
            if to.profile == who.profile or not (to.profile and who.profile):
                yield message


def _first_since(invitation: Invitation, messages: Iterable[Written]) -> Iterator[Written]:
    """The first message since the invitation, and those before it that may be younger in another time zone."""
    day = _day(invitation.at)
    since = str(day - TOLERANCE) if day else ""
    for message in messages:
        if message[0] >= since:
            yield message
            if message[0] >= invitation.at:
                return


def _is_note(message: Written, invitation: Invitation, accepted_on: str) -> bool:
    """Whether a message says what the invitation said, or was sent in the minute of one whose note is not listed."""
    at, row = message
    text, note = normalise(html.unescape(row["content"])), normalise(html.unescape(invitation.note))
    if not note:
        return bool(text) and len(at) >= MINUTE and at[:MINUTE] == invitation.at[:MINUTE]
    days = filter(None, (_day(invitation.at), _day(accepted_on)))
    day = _day(at)
    return text == note or (
        day is not None and any(abs(day - each) <= TOLERANCE for each in days) and _are_alike(text, note)
    )


def _are_alike(one: str, other: str) -> bool:
    """Whether two texts in normal form differ by a cut-off end, a greeting, a signature or a slip only."""
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST or len(long) > LONGEST:
        return False
    if len(short) >= CUT_OFF and long.startswith(short):
        return True
    if len(long) > MOST_ADDED * len(short):
        return False
    return short in long or SequenceMatcher(None, short.split(), long.split()).ratio() >= ALIKE


def _day(at: str) -> date | None:
    moment = parse_moment(at)
    return moment.at.date() if moment else None
