"""A mailbox (mbox): threads of what was sent and what was answered. Only headers are read, unless asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from data.exports.entry_words import begins_with_word, words_of
from data.exports.export import Export
from data.exports.export_dates import in_zone
from data.exports.mbox import Letter, read_letters
from data.exports.owner_question import ask_for_owner, most_frequent
from data.exports.row_builder import RowBuilder
from data.exports.sheet_builder import build_sheet
from data.exports.table_rows import ExportRow
from data.imports.choices import Choices
from data.imports.report import OpenQuestion
from data.schema.vocabulary import normalise

HEADER = ("Date", "From", "To", "Subject", "Labels")
ABOUT = (
    "A mailbox says who wrote to whom and when: what you sent are touches, what came back in the same thread are "
    "answers. It doesn't say which messages are about your search, so bring a label or a folder that holds only "
    "these. What a message was for is taken from its subject where that begins with it, companies from the addresses."
)
NO_TIME, SUMMER_TIME = timedelta(), timedelta(hours=1)
HEADERS_ONLY = "Only dates, people, subjects and labels were read. The texts of the messages were not."


def read(content: bytes, name: str, choices: Choices) -> Export:
    """Every message of a mailbox: a touch, an answer, or skipped with a reason."""
    mails = list(read_letters(content, choices.read_text))
    sheet = build_sheet(name, HEADER, [_cells(mail) for mail in mails], [mail.line for mail in mails])
    builder = RowBuilder([sheet])
    owners, open_questions = _owners(mails, choices)
    threads: dict[str, list[tuple[ExportRow, Letter]]] = {}
    roots = _roots(mails)
    for row, mail in zip(builder.rows(sheet, ("date", "from", "to", "subject")), mails, strict=True):
        if reason := _no_letter(mail, owners):
            builder.skip(row, reason)
        else:
            threads.setdefault(mail.thread or _root(mail, roots), []).append((row, mail))
    everybody = (person for mail in reversed(mails) for person in (mail.sender, *mail.recipients)[::-1])
    names = {address: name for address, name in everybody if name}  # the first that the mailbox has
    travelled = _has_travelled(mails, owners)
    for thread in threads.values():
        _enter_thread(builder, thread, owners, names, travelled=travelled)
    about = [ABOUT] if choices.read_text else [ABOUT, HEADERS_ONLY]
    return builder.export("Mailbox", about=about, open_questions=open_questions)


def _enter_thread(
    builder: RowBuilder,
    thread: list[tuple[ExportRow, Letter]],
    owners: frozenset[str],
    names: Mapping[str, str],
    *,
    travelled: bool,
) -> None:
    """A thread in the order of time; what comes before the owner's first message waits for no answer of theirs.

    Everything is told by the owner's clock; where that was set to other zones, with its offset.
    """
    if not any(mail.sender[0] in owners for _, mail in thread):
        for row, _ in thread:
            builder.skip(row, "a message that answers nothing you sent")
        return
    thread.sort(key=lambda pair: (pair[1].at is None, pair[1].at or datetime.min.replace(tzinfo=UTC)))
    zone = next((mail.at.tzinfo for _, mail in thread if mail.sender[0] in owners and mail.at), None)
    touch, whom = "", dict[str, str]()
    for row, mail in thread:
        mine = mail.sender[0] in owners
        others = [each for each in mail.recipients if each[0] not in owners] if mine else [mail.sender]
        whom = _whom(others[0][0], names) if mine or not whom else whom
        zone = mail.at.tzinfo if mine and mail.at else zone
        said = {
            "at": in_zone(mail.at, zone, named=travelled) if mail.at else "",
            "label": mail.subject,
            "message": mail.text,
            **whom,
        }
        if mine:
            touch = str(
                builder.enter(
                    row,
                    event="touch",
                    id=str(row.key),
                    channel="email",
                    strategy=_purpose(mail.subject),
                    **said,
                )
            )
        else:
            builder.enter(row, event="reply", touch=touch, **said)


def _has_travelled(mails: Sequence[Letter], owners: frozenset[str]) -> bool:
    """Whether the clock of the owner was set to another zone; an hour more or less is summer time."""
    offsets = {mail.at.utcoffset() or NO_TIME for mail in mails if mail.at and mail.sender[0] in owners}
    return len(offsets) > 1 and max(offsets) - min(offsets) > SUMMER_TIME


def _no_letter(mail: Letter, owners: frozenset[str]) -> str:
    """Why a message is none that counts, or ""."""
    labels = {normalise(label) for label in mail.labels}
    if not labels.isdisjoint(words_of("labels", "drafts")):
        return "a draft, never sent"
    if not labels.isdisjoint(words_of("labels", "unwanted")):
        return "spam or a chat"
    if mail.sender[0].startswith(words_of("addresses", "failures")):
        return "a notice that something could not be delivered"
    if mail.sender[0] not in owners and (mail.automatic or _purpose(mail.subject) == "automatic"):
        return "an automatic message"
    if mail.sender[0] in owners and all(address in owners for address, _ in mail.recipients):
        return "a message to yourself, or to nobody"
    return ""


def _owners(mails: Sequence[Letter], choices: Choices) -> tuple[frozenset[str], tuple[OpenQuestion, ...]]:
    """The addresses of whose mailbox it is: those that sent what is labelled as sent, else the one in most messages.

    Where two are in as many, the person is asked.
    """
    if said := choices.chosen.get("owner", ""):
        return frozenset({said}), ()
    sent = {
        mail.sender[0]
        for mail in mails
        if {normalise(label) for label in mail.labels} & {*words_of("labels", "sent")}
    }
    present = Counter(
        address
        for mail in mails
        for address in dict.fromkeys((mail.sender[0], *(to for to, _ in mail.recipients)))
    )
    most = most_frequent(present)
    if sent or len(most) <= 1:
        return frozenset(sent or most), ()
    examples = (
        {"from": mail.sender[0], "to": ", ".join(to for to, _ in mail.recipients)} for mail in mails[:3]
    )
    return frozenset(most[:1]), (ask_for_owner("Whose mailbox is this", most, ("From", "To"), examples),)


def _roots(mails: Sequence[Letter]) -> dict[str, str]:
    """For each message the first of those that it goes back to."""
    return {mail.id: mail.parents[0] for mail in mails if mail.id and mail.parents}


def _root(mail: Letter, roots: Mapping[str, str]) -> str:
    """The message with which a thread began, as far as the mailbox tells."""
    root, seen = mail.parents[0] if mail.parents else mail.id or f"line {mail.line}", set[str]()
    while root in roots and root not in seen:
        seen.add(root)
        root = roots[root]
    return root


def _whom(address: str, names: Mapping[str, str]) -> dict[str, str]:
    domain = address.rpartition("@")[2]
    company = "" if domain in words_of("addresses", "free") else domain
    return {"contact": names.get(address, address), "company": company, "opportunity": company or address}


def _purpose(subject: str) -> str:
    return begins_with_word("subjects", normalise(subject))


def _cells(mail: Letter) -> dict[str, str]:
    return {
        "Date": str(mail.at or ""),
        "From": mail.sender[0],
        "To": ", ".join(address for address, _ in mail.recipients),
        "Subject": mail.subject,
        "Labels": ", ".join(mail.labels),
    }
