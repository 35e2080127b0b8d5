"""The ten ways in which `job_seeker.csv` is messy: each takes rows of text and returns new ones."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import cycle

Cells = Mapping[str, str]
Table = Sequence[Cells]
Way = Callable[[Table], Table]

DAY_FIRST = "%d/%m/%Y"


def channel_spellings(table: Table) -> Table:
    """LinkedIn is spelled in five ways, one with a space behind it."""
    spellings = cycle(("LinkedIn", "Linkedin ", "linked in", "LINKEDIN", "linkedin"))
    return [{**row, "Channel": next(spellings)} if row["Channel"] == "LinkedIn" else row for row in table]


def trailing_spaces(table: Table) -> Table:
    """Every ninth company and every ninth outcome that is filled in end in a space."""
    return [
        {**row, "Company": f"{row['Company']} ", "Outcome": row["Outcome"] and f"{row['Outcome']} "}
        if number % 9 == 0
        else row
        for number, row in enumerate(table, start=1)
    ]


def mixed_yes(table: Table) -> Table:
    """Yes and no are written in several ways."""
    ways = {"Yes": cycle(("Yes", "yes", "y", "YES")), "No": cycle(("No", "no", "n"))}
    return [
        {**row, "Personalised?": next(ways[row["Personalised?"]])} if row["Personalised?"] else row
        for row in table
    ]


def unknown_channel(table: Table) -> Table:
    """One touch by another channel went by carrier pigeon."""
    place = _first(table, lambda row: row["Channel"] == "Other")
    return _replace_row(table, place, {"Channel": "carrier pigeon"})


def multi_line_message(table: Table) -> Table:
    """One letter has its message in three lines within one cell, with a comma and quotation marks."""
    place = _first(table, lambda row: row["Follow-up type"] == "Letter")
    return _replace_row(table, place, {"Message": 'Dear all,\n"thank you" for the interview.\nBest wishes'})


def reply_before_touch(table: Table) -> Table:
    """One reply is dated the day before the touch it answers."""
    place = _first(table, lambda row: row["Outcome"] == "Reply")
    day = datetime.strptime(table[place]["Date sent"], DAY_FIRST) - timedelta(days=1)
    text = day.strftime(DAY_FIRST)
    return _replace_row(table, place, {"Reply date": text, "Outcome date": text})


def identical_rows(table: Table) -> Table:
    """One application stands there twice, row below row, alike in every cell."""
    place = _first(table, lambda row: row["Channel"] == "Company website" and row["Outcome"] == "No reply")
    return [*table[: place + 1], table[place], *table[place + 1 :]]


def unreadable_date(table: Table) -> Table:
    """One more row, whose date nobody can read."""
    row = _empty(table) | {
        "Date sent": "2?/05/2026",
        "Channel": "Email",
        "Follow-up type": "Introduction",
        "Company": "Smudged Inkwells",
        "Contact": "Otto Blotson",
        "Role": "Archivist",
        "Stage": "Prospect",
    }
    return [*table[:90], row, *table[90:]]


def wish_list_row(table: Table) -> Table:
    """One more row for a job never applied for: no date, no channel."""
    row = _empty(table) | {
        "Company": "Someday Cloudworks",
        "Role": "Balloon Pilot",
        "Stage": "Wish list",
        "Notes": "apply one day?",
    }
    return [*table[:120], row, *table[120:]]


def footer_line(table: Table) -> Table:
    """A last line that adds up."""
    return [*table, _empty(table) | {"Date sent": "Total", "Outcome": "3 offers"}]


TEN_WAYS: tuple[Way, ...] = (
    channel_spellings,
    trailing_spaces,
    mixed_yes,
    unknown_channel,
    multi_line_message,
    reply_before_touch,
    identical_rows,
    unreadable_date,
    wish_list_row,
    footer_line,
)


def messy(table: Table) -> Table:
    """The table after all ten ways."""
    for way in TEN_WAYS:
        table = way(table)
    return table


def _first(table: Table, wanted: Callable[[Cells], bool]) -> int:
    return next(number for number, row in enumerate(table) if wanted(row))


def _replace_row(table: Table, place: int, cells: Cells) -> Table:
    return [*table[:place], {**table[place], **cells}, *table[place + 1 :]]


def _empty(table: Table) -> dict[str, str]:
    return dict.fromkeys(table[0], "")
