"""LinkedIn: the archive or its single files, joined into what was sent, what was answered and what was reached."""

from __future__ import annotations

from collections.abc import Mapping

from data.exports import linkedin_messages
from data.exports.export import Export
from data.exports.export_dates import make_reader
from data.exports.linkedin_people import Invitation, Network, find_owner
from data.exports.registry import Family, Tables, has_headers
from data.exports.row_builder import RowBuilder
from data.exports.table_rows import ExportRow
from data.imports.choices import Choices

TABLE_KINDS = {
    "invitations": has_headers("from", "to", "sent at", "message", "direction"),
    "connections": has_headers("first name", "last name", "company", "position", "connected on"),
    "messages": has_headers("from", "to", "date", "content", "folder"),
    "applications": has_headers("application date", "company name", "job title", "job url", "resume name"),
    "saved jobs": has_headers("saved date", "job url", "job title", "company name"),
    "notes": has_headers("connection first name", "connection last name", "note", "created on"),
    "profile": has_headers("first name", "last name", "maiden name", "headline"),
}
READ = {
    "invitations": ("from", "to", "sent at", "message", "direction"),
    "connections": ("first name", "last name", "company", "connected on"),
    "messages": ("from", "to", "date", "content", "subject"),
    "applications": ("application date", "company name", "job title"),
    "saved jobs": (),
    "notes": (),
    "profile": (),
}
"""The headers of each kind that become columns of a log; the others go along unread."""

HIDDEN = "a member who shows no name"
ABOUT = {
    "invitations": "An invitation that you sent is a connection request. LinkedIn's list of them may not reach back "
    "to the first.",
    "connections": "A connection is the yes to your request where the archive has the request; the list itself "
    "doesn't say who asked, you or they.",
    "messages": "Messages are joined by conversation: yours are what you sent, theirs are the answers. LinkedIn "
    "doesn't say what a message was for; the first to somebody counts as an introduction. Companies are those for "
    "which your connections work today.",
    "applications": "LinkedIn says when you applied, not what came of it.",
    "saved jobs": "A saved job is a wish: nothing was sent.",
    "notes": "Notes about people say nothing of what was sent.",
}
CONNECTIONS_ALONE = (
    "This list says with whom you are connected and since when, not who asked. Bring the whole archive, or "
    "Invitations.csv and messages.csv with it, to see what was answered."
)


def read(tables: Tables, choices: Choices) -> Export:
    """Every table of the archive that says anything about outreach, as one log."""
    builder = RowBuilder([sheet for kind in TABLE_KINDS for sheet in tables.get(kind, ())])
    rows = {
        kind: [row for sheet in tables.get(kind, ()) for row in builder.rows(sheet, READ[kind])]
        for kind in TABLE_KINDS
    }
    owner = find_owner(rows, choices)
    network = Network(rows["connections"], owner)
    _enter_invitations(builder, rows["invitations"], network)
    _enter_connections(builder, rows["connections"], network)
    linkedin_messages.enter(builder, rows["messages"], network)
    _enter_applications(builder, rows["applications"])
    _skip(builder, rows)
    present = [kind for kind in tables if kind != "profile"]
    alone = present == ["connections"]
    about = [CONNECTIONS_ALONE] if alone else [ABOUT[kind] for kind in TABLE_KINDS if kind in present]
    name = present[0] if len(present) == 1 else "archive"
    return builder.export(f"LinkedIn {name}", about=about, open_questions=owner.open_questions)


def _enter_invitations(builder: RowBuilder, rows: list[ExportRow], network: Network) -> None:
    written = make_reader((row["sent at"] for row in rows), "mdy")
    for row in rows:
        if row["direction"].casefold() != "outgoing":
            network.note_invitation(row)
            builder.skip(row, "an invitation to you, not one of yours")
            continue
        who = network.person(row["to"], row.first("invitee profile url", "invitee profile urn"))
        key = builder.enter(
            row,
            event="touch",
            id=str(row.key),
            at=written(row["sent at"]),
            channel="linkedin",
            strategy="connect",
            personalised="yes" if row["message"] else "no",
            message=row["message"],
            **network.cells(who),
        )
        network.invite(Invitation(written(row["sent at"]), key, who, row["message"]))


def _enter_connections(builder: RowBuilder, rows: list[ExportRow], network: Network) -> None:
    """A connection answers the invitation that came before it."""
    written = make_reader((row["connected on"] for row in rows), "mdy")
    for row in rows:
        name, on = network.name_of(row), written(row["connected on"])
        if not name:
            builder.skip(row, HIDDEN)
            continue
        who = network.person(name, row["url"])
        invitation = network.last_to(who, on)
        if invitation is None:
            asked = "they asked you" if network.has_invited(who) else "the archive doesn't say who asked"
            builder.skip(row, f"a connection without a request of yours: {asked}")
            continue
        network.accepted_on[invitation] = on
        builder.amend(invitation, accepted_at=on)
        builder.enter(row, event="reply", kind="positive", at=on, touch=str(invitation), **network.cells(who))


def _enter_applications(builder: RowBuilder, rows: list[ExportRow]) -> None:
    written = make_reader((row["application date"] for row in rows), "mdy")
    for row in rows:
        builder.enter(
            row,
            event="touch",
            id=str(row.key),
            at=written(row["application date"]),
            channel="job_board",
            strategy="application",
            company=row["company name"],
            role=row["job title"],
            opportunity=row["job url"].rpartition("/")[2] or f"{row['company name']}, {row['job title']}",
        )


def _skip(builder: RowBuilder, rows: Mapping[str, list[ExportRow]]) -> None:
    for kind, reason in (
        ("saved jobs", "a saved job: a wish, never sent"),
        ("notes", "a note about a person"),
        ("profile", "your own profile"),
    ):
        for row in rows[kind]:
            builder.skip(row, reason)


FAMILIES = (Family(TABLE_KINDS, read),)
