"""Calendars as iCalendar files (RFC 5545)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping as Pairs
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import recurring_ical_events
from icalendar import Calendar
from icalendar.cal.component import Component
from icalendar.prop import vBroken, vDDDTypes, vRecur

from data.errors import UnreadableFile
from data.exports import calendar_entries
from data.exports.calendar_entries import Appointment, kind_of
from data.exports.export import Export
from data.exports.export_dates import in_zone
from data.exports.row_builder import RowBuilder
from data.exports.sheet_builder import build_sheet
from data.imports.choices import Choices
from data.schema.dates import FIRST_YEAR

START = b"BEGIN:VCALENDAR"
BEGINNING = re.compile(rb"^BEGIN:VEVENT\s*$", re.MULTILINE | re.IGNORECASE)
HEADER = ("Subject", "Start", "With", "Description", "Status")
MOST_SERIES, MOST_REPEATS = 1_000, 366
"""Repeated entries that are followed, and days of each that are counted."""
HORIZON = timedelta(days=366)
"""So far into the future an entry is repeated."""
PLAIN_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST", "BYMONTHDAY"}
"""What a rule may say to be followed: with more, it can be made to run for hours and name no day."""
PLAIN_RATES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
IN_UTC = {"UTC", "Etc/UTC", "Z"}
CONTRADICTIONS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What following a rule raises for entries without a start, or whose dates don't go together."""


class UnreadableCalendar(UnreadableFile):
    """An iCalendar file that can't be read as one."""


def is_calendar(content: bytes) -> bool:
    """Whether the bytes are an iCalendar file."""
    return content[:200].removeprefix(b"\xef\xbb\xbf").lstrip().upper().startswith(START)


def read(content: bytes, name: str, choices: Choices) -> Export:
    """The entries of a calendar; repeated ones once for each day. Raises UnreadableCalendar."""
    calendar = _parse_calendar(content, name)
    events = calendar.walk("VEVENT")
    zone = _zone(calendar, events)
    cells = [_cells(event, zone) for event in events]
    sheet = build_sheet(name, HEADER, cells, _lines(content, len(events)))
    builder = RowBuilder([sheet])
    entries = [
        Appointment(
            row=row,
            at=row["start"],
            title=row["subject"],
            people=tuple(row["with"].split("; ")) if row["with"] else (),
            notes=row["description"],
            cancelled=row["status"].casefold() == "cancelled",
        )
        for row in builder.rows(sheet, [header.casefold() for header in HEADER])
    ]
    spread, odd = _spread_series(entries, events, zone, choices)
    open_questions = calendar_entries.enter(builder, spread, choices)
    about = [calendar_entries.ABOUT, *_tell_zones(events, zone), *odd]
    return builder.export("iCalendar", about=about, open_questions=open_questions)


def _parse_calendar(content: bytes, name: str) -> Calendar:
    try:
        return Calendar.from_ical(content)
    except (ValueError, IndexError, KeyError) as error:
        raise UnreadableCalendar(
            f"{name} is a damaged calendar ({error}). Export it once more and bring that."
        ) from None


def _lines(content: bytes, events: int) -> Sequence[int]:
    """The line on which each entry begins; the numbers of the entries where a beginning is folded over lines."""
    lines = [content.count(b"\n", 0, found.start()) + 1 for found in BEGINNING.finditer(content)]
    return lines if len(lines) == events else range(1, events + 1)


def _zone(calendar: Calendar, events: Sequence[Component]) -> tzinfo | None:
    """The zone in which the owner of the calendar lives: as it says, else that of most entries, if they name any."""
    try:
        return ZoneInfo(str(calendar.get("X-WR-TIMEZONE", "")))
    except (ZoneInfoNotFoundError, ValueError, OSError):  # nobody knows it, or it is no name of a zone
        zones = Counter(zone for event in events if (zone := _own_zone(event)))
        return zones.most_common(1)[0][0] if zones else None


def _own_zone(event: Component) -> tzinfo | None:
    """The zone that an entry names; UTC is that of programs."""
    begin = _begin(event)
    zone = begin.tzinfo if isinstance(begin, datetime) else None
    return None if str(zone) in IN_UTC else zone


def _tell_zones(events: Sequence[Component], zone: tzinfo | None) -> list[str]:
    """That entries of other zones are told by the clock of one."""
    elsewhere = sum(own is not None and str(own) != str(zone) for own in map(_own_zone, events))
    entries = "1 entry" if elsewhere == 1 else f"{elsewhere:,} entries"
    return [f"Told by the clock of {zone}: {entries} in another time zone."] if elsewhere else []


def _cells(event: Component, zone: tzinfo | None) -> dict[str, str]:
    people = [event.get("ORGANIZER"), *_as_list(event.get("ATTENDEE"))]
    names = dict.fromkeys(_name_of_person(person) for person in people if person)
    return {
        "Subject": str(event.get("SUMMARY", "")),
        "Start": _start(event, zone),
        "With": "; ".join(names),
        "Description": str(event.get("DESCRIPTION", "")),
        "Status": str(event.get("STATUS", "")),
    }


def _as_list(found: object) -> Sequence[object]:
    return found if isinstance(found, list) else [found] if found else []


def _name_of_person(person: object) -> str:
    named = getattr(person, "params", {}).get("CN")
    return str(named or person).removeprefix("mailto:").removeprefix("MAILTO:")


def _start(event: Component, zone: tzinfo | None) -> str:
    """When an entry begins; what stands there, where that is no date."""
    given, begin = event.get("DTSTART"), _begin(event)
    return _format_moment(begin, zone) if begin else str(given) if isinstance(given, vBroken) else ""


def _begin(event: Component) -> date | None:
    given = event.get("DTSTART")
    return given.dt if isinstance(given, vDDDTypes) and isinstance(given.dt, date) else None


def _format_moment(moment: date, zone: tzinfo | None) -> str:
    """A day, or a moment as the clock showed it where the owner lives."""
    return in_zone(moment, zone) if isinstance(moment, datetime) else str(moment)


def _spread_series(
    entries: Sequence[Appointment], events: Sequence[Component], zone: tzinfo | None, choices: Choices
) -> tuple[list[Appointment], list[str]]:
    """The entries with the days of the repeated ones that count; and sentences about them."""
    everything = choices.chosen.get("calendar") == "yes"
    followed = set[str]()
    by_uid: dict[str, list[Component]] = defaultdict(list)
    for event in events:
        by_uid[_uid(event)].append(event)
    spread, odd = list[Appointment](), list[str]()
    for entry, event in zip(entries, events, strict=True):
        rule, uid = event.get("RRULE"), _uid(event)
        if not rule or not (everything or kind_of(entry)):
            spread.append(entry)
            continue
        new = uid not in followed and len(followed) < MOST_SERIES
        followed.add(uid)
        days = _days_by_rule(rule, by_uid[uid], zone) if new else []
        spread += [replace(entry, at=day) for day in days] or [entry]
        if days:
            odd.append(f"“{entry.title}” is a repeated entry: it counts on {len(days):,} days.")
        else:
            odd.append(f"“{entry.title}” repeats by an unusual rule: it counts once.")
    return spread, odd


def _uid(event: Component) -> str:
    """What the entries of one series have in common."""
    return str(event.get("UID", id(event)))


def _days_by_rule(rule: object, series: Sequence[Component], zone: tzinfo | None) -> list[str]:
    """The days of a repeated entry; none where its rule can't be followed."""
    if not (isinstance(rule, vRecur) and _is_plain(rule)):
        return []
    try:
        return _days(series, zone)
    except CONTRADICTIONS:
        return []


def _is_plain(rule: Pairs[str, list[object]]) -> bool:
    """Whether a rule names days in a bounded time."""
    numbers = [*rule.get("INTERVAL", [1]), *(abs(int(str(day))) for day in rule.get("BYMONTHDAY", []))]
    return (
        set(rule) <= PLAIN_PARTS
        and set(rule.get("FREQ", [])) <= PLAIN_RATES
        and all(1 <= int(str(number)) <= 31 for number in numbers)
    )


def _days(series: Sequence[Component], zone: tzinfo | None) -> list[str]:
    """The days of a repeated entry, changes of single ones included, up to a year from now; looked for year by year."""
    calendar = Calendar()
    for event in series:
        calendar.add_component(event)
    occurrences = recurring_ical_events.of(calendar, skip_bad_series=True)
    begins, end = map(_begin, series), date.today() + HORIZON
    begin, days = min(_date(each) for each in begins if each), dict[str, None]()
    while begin.year >= FIRST_YEAR and begin <= end and len(days) < MOST_REPEATS:
        found = (occurrence["DTSTART"].dt for occurrence in occurrences.between(begin, begin + HORIZON))
        days |= dict.fromkeys(
            sorted(_format_moment(moment, zone) for moment in found if _date(moment) <= end)
        )
        begin += HORIZON
    return [*days][:MOST_REPEATS]


def _date(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
