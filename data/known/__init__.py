"""The exports of known tools, recognised by what is in them and never by a file's name alone.

One module for each family; what a tool can't tell is said in plain sentences (`Export.about`).
"""

from __future__ import annotations

from collections.abc import Sequence

from data.known import crm, huntr, ics, linkedin, mailbox, mbox, outlook, trackers
from data.known.export import Export
from data.known.family import Family
from data.sheet import Sheet, read
from data.understanding import Choices

FAMILIES: tuple[Family, ...] = (
    *linkedin.FAMILIES,
    *huntr.FAMILIES,
    *outlook.FAMILIES,
    *crm.FAMILIES,
    *trackers.FAMILIES,
)
"""In the order in which they are tried."""


def brought(content: bytes, name: str, choices: Choices) -> Export:
    """What a file holds, as one table of rows of a log; without a name where it comes from no known tool.

    Raises LogError for a file that can't be read.
    """
    if ics.is_calendar(content):
        return ics.read(content, name, choices)
    if mbox.is_mailbox(content):
        return mailbox.read(content, name, choices)
    sheet = read(content, name)
    return recognise([sheet], choices) or Export("", sheet)


def recognise(sheets: Sequence[Sheet], choices: Choices) -> Export | None:
    """The tables of a file as one table of rows of a log, if they come from a known tool; else None."""
    for family in FAMILIES:
        found = {
            kind: tables
            for kind, knows in family.kinds.items()
            if (tables := [sheet for sheet in sheets if knows(sheet)])
        }
        if found:
            return family.read(found, choices)
    return None
