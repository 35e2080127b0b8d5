"""Exports of programs for selling, used for a job search: HubSpot, Salesforce, Apollo, lemlist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from data.exports.export import Export, adapt_sheet
from data.exports.export_dates import to_iso
from data.exports.registry import has_headers, single_table
from data.exports.row_builder import RowBuilder
from data.exports.table_rows import ExportRow, headers_of
from data.files.sheet import Sheet
from data.imports.report import Oddity
from data.schema.vocabulary import is_yes, normalise

NAMES = ("first name", "last name")
BOUNCED = "the e-mail bounced, so it reached nobody"
NOT_WRITTEN = "a person to whom nothing was sent, as far as this list says"
TWICE = "The same e-mail address stands in several rows"
WRITTEN_TO = {"attempted to contact", "connected", "in progress", "open deal"}
"""The states of a HubSpot lead that say that somebody was written to."""
NOT_DONE = {
    *("not started", "in progress", "waiting on someone else", "deferred", "open"),
    *("nicht begonnen", "in bearbeitung", "zuruckgestellt", "non commence", "en cours", "no iniciado"),
}
SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def hubspot_contacts(sheet: Sheet) -> Export:
    """HubSpot's list of people: one touch a person, on the day of the last contact."""
    builder = RowBuilder([sheet])
    read = (*NAMES, "last contacted", "last activity date", "associated company")
    for row in builder.rows(sheet, read):
        last = to_iso(row.first("last contacted", "last activity date"))
        state = normalise(row["lead status"])
        if not last and state not in WRITTEN_TO:
            builder.skip(row, NOT_WRITTEN)
            continue
        company, _, others = row["associated company"].partition(";")
        builder.enter(
            row,
            sent_at=last,
            replied="yes" if state == "connected" else "",
            contact=_name(row),
            company=company,
            notes=f"Further companies: {others}" if others else "",
        )
    return builder.export(
        "HubSpot contacts",
        shape="touch rows",
        about=[
            "HubSpot's list of people keeps the day of the last activity with each, not every message: it makes one "
            "touch a person. It doesn't say through which channel, and not when somebody answered."
        ],
        oddities=_twice(builder, sheet),
    )


def hubspot_deals(sheet: Sheet) -> Export:
    """HubSpot's list of deals: one application each, with the stage in which it stands."""
    return adapt_sheet(
        sheet,
        "HubSpot deals",
        columns={
            "deal name": "opportunity",
            "deal stage": "status",
            "date entered current stage": "status_at",
            "lead source": "channel",
        },
        shape="wide rows",
        about=[
            "HubSpot's list of deals says where each stands and since when. It doesn't say what was sent, or when: "
            "nothing in it can be timed."
        ],
    )


def salesforce_report(sheet: Sheet) -> Export:
    """A Salesforce report of activities: one touch each; its closing lines are no rows."""
    headers = headers_of(sheet)
    channel = next((name for name in ("task subtype", "type") if name in headers), "")
    return adapt_sheet(
        sheet,
        "Salesforce activities",
        columns={"date": "sent_at", channel: "channel", "contact": "contact", "company account": "company"},
        rewrite={channel: _subtype},
        skip=_why_not_done,
        about=[
            "A Salesforce report of activities doesn't say who wrote to whom: each activity is read as something you "
            "did, and no answer is known."
        ],
        shape="touch rows",
    )


def salesforce_tasks(sheet: Sheet) -> Export:
    """Tasks out of Salesforce's Data Loader: people and companies are ids."""
    return adapt_sheet(
        sheet,
        "Salesforce tasks",
        columns={
            "activitydate": "sent_at",
            "tasksubtype": "channel",
            "whoid": "contact",
            "whatid": "opportunity",
        },
        rewrite={"tasksubtype": _subtype, "whoid": full_id, "whatid": full_id},
        skip=_why_not_done,
        about=[
            "Salesforce's Data Loader gives ids for people and companies, not names, and doesn't say who wrote to "
            "whom: each task is read as something you did, and no answer is known."
        ],
        shape="touch rows",
    )


def apollo(sheet: Sheet) -> Export:
    """Apollo's list of people: whether each was written to and answered, and no day of either."""
    builder = RowBuilder([sheet])
    read = (*NAMES, "company", "replied")
    for row in builder.rows(sheet, read):
        if is_yes(row["email bounced"]) and not is_yes(row["replied"]):
            builder.skip(row, BOUNCED)
        elif not is_yes(row["email sent"]) and not is_yes(row["replied"]):
            builder.skip(row, NOT_WRITTEN)
        else:
            builder.enter(
                row, channel="email", contact=_name(row), company=row["company"], replied=row["replied"]
            )
    return builder.export(
        "Apollo contacts",
        shape="touch rows",
        about=[
            "Apollo has flags only: whether somebody was written to, and whether they answered, but not when. So "
            "nothing in it can be timed, and replies are counted without a time limit."
        ],
        oddities=_twice(builder, sheet),
    )


def lemlist(sheet: Sheet) -> Export:
    """lemlist's list of people: the first and the last contact with each, and the last answer."""
    builder = RowBuilder([sheet])
    read = (*(*NAMES, "company name", "first contacted date", "last contacted date", "last replied date"),)
    for row in builder.rows(sheet, read):
        if "bounced" in normalise(row["lead status"]):
            builder.skip(row, BOUNCED)
        elif not row.first("first contacted date", "last contacted date"):
            builder.skip(row, NOT_WRITTEN)
        else:
            _enter_lead(builder, row)
    return builder.export(
        "lemlist contacts",
        about=[
            "lemlist keeps the first and the last contact with each person, and the last answer. What was sent or "
            "answered in between is not in the file."
        ],
        oddities=_twice(builder, sheet),
    )


def _enter_lead(builder: RowBuilder, row: ExportRow) -> None:
    status = normalise(row["lead status"])
    channel = "linkedin" if "linkedin" in status else "email" if "email" in status else ""
    person = {
        "contact": _name(row),
        "company": row["company name"],
        "opportunity": row["email"] or _name(row),
    }
    stop = "yes" if "unsubscribed" in status else ""
    days = [to_iso(row[f"{which} contacted date"]) for which in ("first", "last")]
    for day in dict.fromkeys(filter(None, days)):
        builder.enter(row, event="touch", at=day, channel=channel, do_not_contact=stop, **person)
    if row["last replied date"]:
        builder.enter(row, event="reply", at=to_iso(row["last replied date"]), **person)


def full_id(text: str) -> str:
    """A Salesforce id of 15 characters, in which case counts, as the one of 18, in which it does not.

    The last three characters say of each five which are capitals (Salesforce help, "ID field types").
    """
    if len(text) != 15 or not text.isalnum():
        return text
    fives = (text[start : start + 5] for start in (0, 5, 10))
    return text + "".join(
        SUFFIX[sum(letter.isupper() << place for place, letter in enumerate(five))] for five in fives
    )


def _subtype(text: str) -> str:
    """How a task travelled; a plain task does not say."""
    return "" if normalise(text) == "task" else text.removeprefix("List ")


def _why_not_done(row: Mapping[str, str]) -> str:
    return "a task that is not done yet" if normalise(row.get("status", "")) in NOT_DONE else ""


def _twice(builder: RowBuilder, sheet: Sheet) -> list[Oddity]:
    """The people who stand in several rows, by their e-mail address."""
    lines: dict[str, list[int]] = defaultdict(list)
    for row in builder.rows(sheet):
        if row["email"]:
            lines[row["email"].casefold()].append(row.key)
    found = sorted(line for rows in lines.values() if len(rows) > 1 for line in rows)
    return [Oddity(TWICE, tuple(found))] if found else []


def _name(row: ExportRow) -> str:
    return " ".join(filter(None, (row[part] for part in NAMES))) or row["email"]


def _is_report(sheet: Sheet) -> bool:
    headers = headers_of(sheet)
    return {"date", "subject"} <= headers and bool(headers & {"task subtype", "company account", "assigned"})


def _is_hubspot(sheet: Sheet) -> bool:
    headers = headers_of(sheet)
    return {"record id", "email"} <= headers and bool(
        headers & {"lead status", "contact owner", "associated company"}
    )


FAMILIES = (
    single_table(has_headers("record id", "deal name", "deal stage"), hubspot_deals),
    single_table(_is_hubspot, hubspot_contacts),
    single_table(has_headers("whoid", "activitydate"), salesforce_tasks),
    single_table(_is_report, salesforce_report),
    single_table(has_headers("apollo contact id", "replied"), apollo),
    single_table(has_headers("lead status", "campaigns", "first contacted date"), lemlist),
)
