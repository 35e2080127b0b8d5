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
from data.schema.phrases import MEETINGS
from data.schema.vocabulary import normalise

LONGEST_NAME = 40
CLOCK = re.compile(r"\d{1,2}[:h.]\d{2}(?:am|pm)?|\d{1,2}(?:am|pm|h)", re.IGNORECASE)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SIGNS = re.compile(
    r"[|｜·•()（）【】\[\]、]|\s[-–—/]+\s|\s?[–—]\s?|(?<!\d)[:：]|[:：](?!\d)|@|(?<=[\u4e00-\u9fff])[-_]|[-_](?=[\u4e00-\u9fff])"
)
"""What stands between the parts of a title: no hyphen within a word, and no colon of a time."""
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
    title = normalise(appointment.title)
    if _has_word(title, "preparing"):
        return ""
    texts = (title, *map(normalise, split_title(appointment.title)), normalise(appointment.categories))
    return next((kind for text in texts for kind, says in _patterns().items() if says.search(text)), "")


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """For each kind, what its words look like from the beginning of a word; Chinese has no spaces between words."""
    return {
        kind: re.compile("|".join(word if CHINESE.search(word) else rf"\b(?:{word})" for word in listed))
        for kind, listed in load_words()["calendar"].items()
    }


def names_in(title: str) -> tuple[str, str, str]:
    """The company and the role that the title of an interview names, and the part of it that says what it is.

    Names are what is left beside the words that say what it is; a role is known by its words. "" for one that is not
    there; a title of one part says what it is as a whole.
    """
    parts = split_title(title)
    names = [name for part in parts if (name := _name_in(part))]
    roles = [name for name in names if _has_word(normalise(name), "role")]
    company, *more = [name for name in names if name not in roles] or (names[:1] if len(names) > 1 else [""])
    role = next((name for name in (*roles, *more) if name != company), "")
    said = next((part for part in parts if _matches(normalise(part))), title) if len(parts) > 1 else title
    return company if len(company) <= LONGEST_NAME else "", role, said


def split_title(title: str) -> list[str]:
    """The parts of a title, between signs or, where it says what it is, words such as "at"; without a person."""
    parts = [
        piece
        for part in SIGNS.split(_pattern_of("phrases").sub(" ", title))
        for piece in (_split_said(part) if _matches(normalise(part)) else [part])
    ]
    return [plain for part in parts if (plain := part.strip(" ,;.-–—"))]


def _split_said(part: str) -> list[str]:
    """What stands before and after words such as "at", and "for" where it is for a role; without a person."""
    pieces = list[str]()
    for piece in _pattern_of("at").split(part):
        halves = _pattern_of("as").split(piece, maxsplit=1)
        pieces += halves if any(_has_word(normalise(half), "role") for half in halves) else [piece]
    return [_pattern_of("with").split(piece)[0] for piece in pieces]


@cache
def _pattern_of(words: str) -> re.Pattern[str]:
    """The words of a list as they stand in a title: whole ones, with a space on each side or at its beginning."""
    listed = "|".join(words_of("titles", words))
    return re.compile(rf"(?:^|(?<=\s))(?:{listed})(?=[\s/]|$)", re.IGNORECASE)


def _matches(plain: str) -> list[tuple[int, int]]:
    """From where to where a text in normal form says what an entry is."""
    return [found.span() for says in _patterns().values() for found in says.finditer(plain)]


def _name_in(part: str) -> str:
    """A part of a title without the words that say what it is."""
    words = [(word, normalise(word)) for word in part.split()]
    said, place, kept = _matches(" ".join(plain for _, plain in words)), 0, list[str]()
    nameless = words_of("titles", "nameless")
    for word, plain in words:
        spans = [
            (start - place, end - place) for start, end in said if start < place + len(plain) and end > place
        ]
        left = _cut(plain, spans) if spans and CHINESE.search(plain) else "" if spans else word.strip(",;")
        if not ((said or len(words) == 1) and (normalise(left) in nameless or CLOCK.fullmatch(left))):
            kept.append(left)
        place += len(plain) + 1
    return " ".join(filter(None, kept))


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text without some of its parts."""
    return "".join(
        sign for place, sign in enumerate(text) if not any(start <= place < end for start, end in spans)
    )


def _has_word(plain: str, list_: str) -> bool:
    """Whether a text in normal form has a word of a list; a Chinese one may stand anywhere in it."""
    words = set(plain.split())
    return any(
        word in words or (CHINESE.search(word) and word in plain) for word in words_of("titles", list_)
    )


def _enter(builder: RowBuilder, each: Appointment, kind: str) -> None:
    people = "; ".join(each.people)
    if kind in MEETINGS:
        company, role, said = names_in(each.title)
        whom = {"with_whom": people, "company": company, "role": role}
        builder.enter(
            each.row, event="milestone", kind=kind, at=each.at, label=said, notes=each.notes, **whom
        )
    else:
        whom = {"channel": "event" if kind == "event" else "", "contact": people, "outcome": "unasked"}
        builder.enter(
            each.row, event="touch", strategy=kind, at=each.at, label=each.title, notes=each.notes, **whom
        )


def _ask(appointments: Sequence[Appointment]) -> OpenQuestion:
    entries = f"{len(appointments):,} entries" if len(appointments) > 1 else "one entry"
    return OpenQuestion(
        key="calendar",
        columns=("Subject",),
        question=QUESTION.format(entries=entries),
        choices=("yes", "no"),
        examples=tuple({"on": each.at, "entry": each.title} for each in appointments[:3]),
    )
