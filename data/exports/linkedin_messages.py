"""LinkedIn's messages, joined by conversation into touches and the answers to them."""

from __future__ import annotations

from collections import defaultdict

from data.exports.export_dates import make_reader
from data.exports.linkedin_people import NOBODY, Network, Person
from data.exports.row_builder import RowBuilder
from data.exports.table_rows import ExportRow
from data.schema.vocabulary import is_yes

SPONSORED = "spinmail"
"""In the first tag of every sponsored message."""


def enter(builder: RowBuilder, rows: list[ExportRow], network: Network) -> None:
    """Every message: one of the owner's is a touch, any other an answer to the last one before it."""
    at = make_reader((row["date"] for row in rows), "mdy")
    conversations: dict[str, list[ExportRow]] = defaultdict(list)
    for row in rows:
        if reason := _no_message(row):
            builder.skip(row, reason)
        else:
            conversations[_conversation(row)].append(row)
    for number, messages in enumerate(conversations.values(), start=1):
        # The archive has the newest first; of two at the same second the lower one is the older.
        in_time = sorted(messages, key=lambda row: (at(row["date"]), -row.key))
        _enter_conversation(
            builder, [(at(row["date"]), row) for row in in_time], network, f"conversation {number}"
        )


def _enter_conversation(
    builder: RowBuilder, messages: list[tuple[str, ExportRow]], network: Network, number: str
) -> None:
    who = _other(messages, network)
    cells = network.cells(who) if who.name.casefold() not in NOBODY else {"opportunity": number}
    touch: int | None = None
    for place, (at, row) in enumerate(messages):
        said = {"at": at, "message": row["content"], "label": row["subject"], **cells}
        if not network.owner.is_(row["from"], row["sender profile url"]):
            answered = touch or network.last_to(who, at)
            builder.enter(row, event="reply", touch=str(answered or ""), **said)
        elif network.has_sent(who, row["content"]) and place == 0:
            builder.skip(row, "the note of your invitation, counted there")
        else:
            strategy = "introduction" if place == 0 else ""
            touch = builder.enter(
                row, event="touch", id=str(row.key), channel="linkedin", strategy=strategy, **said
            )


def _other(messages: list[tuple[str, ExportRow]], network: Network) -> Person:
    """With whom a conversation is: to whom the owner wrote, else who wrote to the owner."""
    mine = network.owner.is_
    written_to = (
        network.person(row["to"], row["recipient profile urls"])
        for _, row in messages
        if mine(row["from"], row["sender profile url"])
    )
    writers = (
        network.person(row["from"], row["sender profile url"])
        for _, row in messages
        if not mine(row["from"], row["sender profile url"])
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
