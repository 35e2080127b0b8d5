"""Proof of search: what a person did in each week to find work, for the office that asks for it.

The fields are those that the work search records of the Nebraska Department of Labor, of North Carolina's Division
of Employment Security and of the Texas Workforce Commission ask for: date, what was done, employer, position, person
contacted, how, contact details, result. It is made of the whole log, filters or not, and is never part of a share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from analysis import wording
from analysis.question import Row
from data.errors import LogError
from data.imports.log import MeasuredLog
from data.imports.report import ImportReport
from data.sql_files import read_sql

ACTIVITIES_QUERY = Path(__file__).with_name("activities.sql")

Begins = Literal["monday", "saturday", "sunday"]
Counts = Literal["activities", "employers"]

FIRST_DAYS: dict[Begins, int] = {"monday": 0, "saturday": 5, "sunday": 6}
"""The days on which the weeks of an office may begin, as `date.weekday` numbers them."""

ACTIVITY_LABELS = wording.KEY_LABELS | {
    "touch": "Contact",
    "interview": "Interview",
    "screen": "Phone screen",
}
RESULT_LABELS = {
    "none": "No answer yet",
    "reply": "Answered",
    "positive": "Positive answer",
    "interview": "Interview",
    "offer": "Offer",
    "accepted": "Offer accepted",
    "rejection": "Rejected",
    "rejected": "Rejected",
    "withdrawn": "Withdrawn",
    "screen": "Phone screen",
    "final": "Final round",
    None: "Not recorded",
}
TARGET_LABELS = {True: "met", False: "not met", None: "not over yet"}
"""Whether a week met its target, in words."""


class WhoseSearch(LogError):
    """A log of several people, of whom one has to be named; or a name that is not in it."""


@dataclass(frozen=True)
class Activity:
    """One thing that was done on a day; what the log does not say is empty. `details`: address, phone, link."""

    day: date
    what: str
    company: str
    role: str
    contact: str
    how: str
    result: str
    details: str = ""


@dataclass(frozen=True)
class Week:
    """What was done in seven days. `met` is None while the week is not over and its target not met."""

    first: date
    activities: tuple[Activity, ...]
    number: int
    met: bool | None

    @property
    def last(self) -> date:
        """Its seventh day."""
        return self.first + timedelta(days=6)


@dataclass(frozen=True)
class SearchActivities:
    """One person's activities up to the data date, in order; and those in no week: reason → lines of the file."""

    activities: tuple[Activity, ...]
    left_out: dict[str, tuple[int, ...]]

    def left_out_sentences(self, report: ImportReport) -> list[str]:
        """How many activities are in no week, why, and on which lines: a sentence for each reason."""
        return [
            f"Not in it: {wording.count(len(lines), 'activity')} {why}, in {report.name_lines(sorted({*lines}))}."
            for why, lines in self.left_out.items()
        ]


@dataclass(frozen=True)
class Proof:
    """The proof itself: whole weeks from the one of `since` to the one of `until`, and whether each met the target.

    `counts`: what the target counts, every activity or every employer once a week. `begins`: the first day of a week.
    """

    activities: tuple[Activity, ...]
    since: date
    until: date
    as_of: date
    target: int
    counts: Counts = "activities"
    begins: Begins = "monday"

    @property
    def weeks(self) -> list[Week]:
        """Every week of the period, also one without any activity."""
        first, last = (self.first_day(day) for day in (self.since, self.until))
        return [self._week(first + timedelta(days=day)) for day in range(0, (last - first).days + 1, 7)]

    def first_day(self, day: date) -> date:
        """The first day of the week in which a day is."""
        return day - timedelta(days=(day.weekday() - FIRST_DAYS[self.begins]) % 7)

    def summary(self) -> str:
        """How many of the weeks met the target, in a sentence."""
        weeks = self.weeks
        met = sum(week.met is True for week in weeks)
        running = sum(week.met is None for week in weeks)
        left = f", {running} not over yet" if running else ""
        return f"{wording.count(len(weeks), 'week')}, the target of {self.target_text()} met in {met}{left}."

    def target_text(self) -> str:
        """The weekly target in words."""
        return wording.count(self.target, "activity" if self.counts == "activities" else "different employer")

    def _week(self, first: date) -> Week:
        inside = tuple(each for each in self.activities if 0 <= (each.day - first).days < 7)
        number = len(inside) if self.counts == "activities" else len(list_employers(inside))
        over = first + timedelta(days=6) <= self.as_of
        return Week(first, inside, number, number >= self.target if over or number >= self.target else None)


def list_employers(activities: Sequence[Activity]) -> set[str]:
    """The different employers, however their names were capitalised."""
    return {each.company.casefold() for each in activities if each.company}


def list_clients(log: MeasuredLog) -> list[str]:
    """Whose log it is, where it names people at all."""
    rows = log.records("select distinct client from keyed where client is not null order by client")
    return [str(row["client"]) for row in rows]


def find_activities(log: MeasuredLog, client: str | None = None) -> SearchActivities:
    """The activities of a person in a measured log. Raises WhoseSearch where it is of several and none is named."""
    people = list_clients(log)
    if client not in (people if len(people) > 1 or client else [None, *people]):
        raise WhoseSearch(
            "A proof of search is one person's. This log is of "
            f"{wording.join_words(people) if people else 'one person'}."
        )
    rows = log.records(read_sql(ACTIVITIES_QUERY), {"as_of": log.as_of, "client": client})
    known = [row for row in rows if row["day"] and row["day"] <= log.as_of]
    undated = tuple(row["line"] for row in rows if row["day"] is None)
    later = tuple(row["line"] for row in rows if row["day"] and row["day"] > log.as_of)
    reasons = {"without a date": undated, "after the data date": later}
    return SearchActivities(
        tuple(map(_activity, known)), {why: lines for why, lines in reasons.items() if lines}
    )


def list_rows(proof: Proof) -> list[Row]:
    """Every activity with its week, as a table to download."""
    return [
        {
            "week from": week.first.isoformat(),
            "week to": week.last.isoformat(),
            **activity_fields(each),
            "weekly target": proof.target_text(),
            "done that week": week.number,
            "target": TARGET_LABELS[week.met],
            "source": "self-reported",
        }
        for week in proof.weeks
        for each in week.activities or (None,)
    ]


def activity_fields(activity: Activity | None) -> dict[str, str]:
    """The fields of an activity under their titles; a week without one has them empty."""
    fields = vars(activity) if activity else dict.fromkeys(FIELD_TITLES, "")
    return {title: str(fields[name]) for name, title in FIELD_TITLES.items()}


FIELD_TITLES = {
    "day": "date",
    "what": "activity",
    "company": "employer",
    "role": "position",
    "contact": "person contacted",
    "how": "how",
    "details": "contact details",
    "result": "result",
}


def _activity(row: dict[str, Any]) -> Activity:
    texts = {name: row[name] or "" for name in ("company", "role", "contact")}
    how = wording.name(row["how"]) if row["how"] else ""
    return Activity(
        row["day"], ACTIVITY_LABELS[row["what"]], how=how, result=RESULT_LABELS[row["result"]], **texts
    )
