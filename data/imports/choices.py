"""What a person said about a file: columns, words, dates, corrections and entries of their own."""

from __future__ import annotations

from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class ManualEntry:
    """A touch that the person added manually; "" where they said nothing, and no reply so far.

    `outcome`: what the reply was. `personalised`: yes or no.
    """

    sent_at: date
    channel: str = ""
    strategy: str = ""
    company: str = ""
    contact: str = ""
    role: str = ""
    client: str = ""
    replied_at: date | None = None
    outcome: str = ""
    personalised: str = ""
    notes: str = ""


RULES = 3
"""The version of the rules by which files are read; what an older one read differently is listed (`rule_changes`)."""

FIRST_RULES = 1
"""The rules under which all was said that names none."""


@dataclass(frozen=True)
class Choices:
    """What the person said about a file: column meanings, the order of its dates, what its words mean.

    `chosen`: the answers to the other questions, by the key of each. `read_text`: the texts of a mailbox may be read.
    `part`: the sheet of a workbook, or the file of an archive, that is the log.

    What they put right in its rows, in the order in which they did it: `cells`, the text of one cell (its line and
    header); `texts`, of all cells of a column that said the same (header and what they said); `merged`, the first lines
    of the groups of identical rows that count once (`drop_identical`: all of them do); `added`, touches of their own.

    `rules`: the version of the rules under which all this was said.
    """

    columns: Pairs[str, str] = field(default_factory=dict)
    dates: str | None = None
    words: Pairs[tuple[str, str], str] = field(default_factory=dict)
    drop_identical: bool = False
    chosen: Pairs[str, str] = field(default_factory=dict)
    read_text: bool = False
    part: str | None = None
    cells: Pairs[tuple[int, str], str] = field(default_factory=dict)
    texts: Pairs[tuple[str, str], str] = field(default_factory=dict)
    merged: tuple[int, ...] = ()
    added: tuple[ManualEntry, ...] = ()
    rules: int = RULES
