"""LinkedIn's messages, joined by conversation into touches and the answers to them."""

from __future__ import annotations

from collections import defaultdict

from data.exports.export_dates import make_reader
from data.exports.linkedin_notes import Written, find_notes
from data.exports.linkedin_people import NOBODY, Invitation, Network, Person
from data.exports.row_builder import RowBuilder
from data.exports.table_rows import ExportRow
from data.schema.vocabulary import is_yes

SPONSORED = "spinmail"
"""In the first tag of every sponsored message."""


def enter(builder: RowBuilder, rows: list[ExportRow], network: Network) -> None:
    """Every message: one of the owner's is a touch, any other an answer to the last one before it.

    The note of an invitation is a touch already.
    """
    conversations = [(_other(messages, network), messages) for messages in _group_messages(builder, rows)]
    written = (
        (who, message)
        for who, messages in conversations
        for message in messages
        if _is_mine(message[1], network)
    )
    notes = find_notes(written, network)
    for number, (who, messages) in enumerate(conversations, start=1):
        with_whom = network.cells(who)
        cells = with_whom if who.name.casefold() not in NOBODY else {"opportunity": f"conversation {number}"}
        touch: int | None = None
        for place, (moment, row) in enumerate(messages):
            said = {"at": moment, "message": row["content"], "label": row["subject"], **cells}
            if not _is_mine(row, network):
                answered = touch or network.last_to(who, moment)
                builder.enter(row, event="reply", touch=str(answered or ""), **said)
            elif row.key in notes:
                touch = _count_with_invitation(builder, row, notes[row.key])
            else:
                strategy = "introduction" if place == 0 else ""
                touch = builder.enter(
                    row, event="touch", id=str(row.key), channel="linkedin", strategy=strategy, **said
                )


def _group_messages(builder: RowBuilder, rows: list[ExportRow]) -> list[list[Written]]:
    """The messages of each conversation in time; drafts and sponsored mail are skipped."""
    at = make_reader((row["date"] for row in rows), "mdy")
    grouped: dict[str, list[Written]] = defaultdict(list)
    for row in rows:
        if reason := _no_message(row):
            builder.skip(row, reason)
        else:
            grouped[_conversation(row)].append((at(row["date"]), row))
    # The archive has the newest first; of two at the same second the lower one is the older.
    return [
        sorted(messages, key=lambda message: (message[0], -message[1].key)) for messages in grouped.values()
    ]


def _count_with_invitation(builder: RowBuilder, row: ExportRow, invitation: Invitation) -> int:
    """Skip a note for its invitation, which says it from now on if it did not; the number of the invitation."""
    builder.skip(row, "the note of your invitation, counted there")
    if not invitation.note:
        builder.amend(invitation.key, personalised="yes", message=row["content"])
    return invitation.key


def _is_mine(row: ExportRow, network: Network) -> bool:
    return network.owner.is_(row["from"], row["sender profile url"])


def _other(messages: list[Written], network: Network) -> Person:
    """With whom a conversation is: to whom the owner wrote, else who wrote to the owner."""
    written_to = (
        network.person(row["to"], row["recipient profile urls"])
        for _, row in messages
        if _is_mine(row, network)
    )
    writers = (
        network.person(row["from"], row["sender profile url"])
        for _, row in messages
        if not _is_mine(row, network)
    )
    return next(written_to, None) or next(writers, None) or Person("")


def _no_message(row: ExportRow) -> str:
    """Why a row is no message that was sent, or ""."""
    drafts = (row["is message draft"], row["is conversation draft"])
    if any(is_yes(text) for text in drafts) or row["folder"].casefold().startswith("draft"):
        return "a draft, never sent"
    opening = row["content"][:200].casefold()
    if opening.startswith("<") and SPONSORED in opening and not row["sender profile url"]:
        return "sponsored mail"
    return ""


def _conversation(row: ExportRow) -> str:
    return row["conversation id"] or " and ".join(sorted((row["from"], row["to"])))
