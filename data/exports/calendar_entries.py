"""What the entries of a calendar say about a job search: interviews are steps, events and talks are touches."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from data.exports.entry_words import load_words, words_of
from data.exports.row_builder import RowBuilder
from data.exports.table_rows import ExportRow
from data.imports.choices import Choices
from data.imports.report import OpenQuestion
from data.schema.vocabulary import normalise

LONGEST_NAME = 40
SKIPPED = "nothing in it says job search"
ABOUT = (
    "A calendar says which interviews and events there were, not what was sent or answered: an interview is a step "
    "that was reached, an event a touch. The other entries are left out."
)
QUESTION = "Nothing in this calendar says job search. Is all of it ({entries}) about yours?"


@dataclass(frozen=True)
class Appointment:
    """An entry of a calendar: when, what about, with whom, where it was noted."""

    row: ExportRow
    at: str
    title: str
    categories: str = ""
    people: tuple[str, ...] = ()
    notes: str = ""
    cancelled: bool = False


def enter(
    builder: RowBuilder, appointments: Sequence[Appointment], choices: Choices
) -> tuple[OpenQuestion, ...]:
    """Enter what is about the search, skip the rest; ask if nothing says so."""
    kinds = [kind_of(each) for each in appointments]
    open_questions: tuple[OpenQuestion, ...] = ()
    answer = choices.chosen.get("calendar", "")
    if appointments and not any(kinds):
        kinds = ["conversation" if answer == "yes" and not each.cancelled else "" for each in appointments]
        open_questions = () if answer else (_ask(appointments),)
    for each, kind in zip(appointments, kinds, strict=True):
        if each.cancelled:
            builder.skip(each.row, "cancelled")
        elif kind:
            _enter(builder, each, kind)
        else:
            builder.skip(each.row, SKIPPED)
    return open_questions


def kind_of(appointment: Appointment) -> str:
    """The kind of step or of touch that an entry is, "" if nothing says job search."""
    title, categories = normalise(appointment.title), normalise(appointment.categories)
    if title.startswith(words_of("titles", "preparing")):
        return ""
    return next(
        (kind for text in (title, categories) for kind, says in _patterns().items() if says.search(text)), ""
    )


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """For each kind, what its words look like from the beginning of a word."""
    return {
        kind: re.compile(rf"\b(?:{'|'.join(listed)})") for kind, listed in load_words()["calendar"].items()
    }


def company_in(title: str) -> str:
    """The company that the title of an interview names: what is left beside the words that say what it is.

    "" where that is long, or where the title says with whom: what follows is a person then.
    """
    parts = [(word.strip(",;:()[]|–—-@"), normalise(word)) for word in title.split()]
    if any(plain in words_of("titles", "with") for _, plain in parts):
        return ""
    name = " ".join(word for word, plain in parts if word and plain not in words_of("titles", "nameless"))
    return name if len(name) <= LONGEST_NAME else ""


def _enter(builder: RowBuilder, each: Appointment, kind: str) -> None:
    people = "; ".join(each.people)
    said = {"at": each.at, "label": each.title, "notes": each.notes}
    if kind in ("screen", "interview", "final"):
        builder.enter(
            each.row,
            event="milestone",
            kind=kind,
            with_whom=people,
            company=company_in(each.title),
            **said,
        )
    else:
        channel = "event" if kind == "event" else ""
        builder.enter(each.row, event="touch", strategy=kind, channel=channel, contact=people, **said)


def _ask(appointments: Sequence[Appointment]) -> OpenQuestion:
    entries = f"{len(appointments):,} entries" if len(appointments) > 1 else "one entry"
    return OpenQuestion(
        key="calendar",
        columns=("Subject",),
        question=QUESTION.format(entries=entries),
        choices=("yes", "no"),
        examples=tuple({"on": each.at, "entry": each.title} for each in appointments[:3]),
    )
