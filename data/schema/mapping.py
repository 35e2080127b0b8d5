"""Which column of a file means what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field, replace
from functools import cached_property

from data.errors import LogError, list_names
from data.schema import follow_ups
from data.schema.headers import (
    ACTS,
    are_channels,
    are_ids,
    column_by_words,
    column_for,
    columns_for,
    fits_guess,
    holds_more,
    may_be_events,
    name_of_action,
    settle_column,
    tell_acts,
)
from data.schema.vocabulary import normalise

TEXT_COLUMNS = (
    "company",
    "contact",
    "role",
    "opportunity",
    "client",
    "message",
    "notes",
    "label",
    "with_whom",
    "touch",
    "id",
)
WORD_COLUMNS = ("channel", "strategy", "action", "stage", "outcome", "status", "event", "kind", "precision")
FLAG_COLUMNS = ("personalised", "replied", "do_not_contact")
DATE_COLUMNS = (
    "sent_at",
    "replied_at",
    "outcome_at",
    "status_at",
    "changed_at",
    "arrived_at",
    "accepted_at",
    "promised_by",
    "at",
)
PARTS = ("first_name", "last_name")
STAGE_DATES = {
    "applied_at": "applied",
    "screen_at": "screen",
    "interview_at": "interview",
    "final_at": "final",
    "offer_at": "offer",
    "rejected_at": "rejected",
    "withdrawn_at": "withdrawn",
}
CLEAN_COLUMNS = (
    *("event", "id", "touch", "at", "precision", "kind", "label", "with_whom"),
    *("client", "company", "contact", "role", "opportunity"),
    *("channel", "strategy", "stage", "outcome", "status", "personalised", "message", "notes"),
    *("arrived_at", "accepted_at", "promised_by", "do_not_contact", "changed_at"),
)
"""The header of a clean log, as `ImportedLog.clean_table` writes it; every column behind these is extra."""
FIRST_CLEAN_COLUMNS = CLEAN_COLUMNS[:-1]
"""The header of a clean log that was made before the last update of a row was kept."""
OF_EVENTS = {"id", "touch", "kind", "label", "with_whom", "precision"}
OF_OTHERS = {"replied", "replied_at", "outcome_at", "status_at"}
CANONICAL = (*TEXT_COLUMNS, *WORD_COLUMNS, *FLAG_COLUMNS, *DATE_COLUMNS, *PARTS, *STAGE_DATES)
REPLY_COLUMNS = {"replied", "replied_at", "outcome", "outcome_at", "status"}
"""Columns that a log has only where its rows are no events."""
MOST_COLUMNS = 1_000
"""Of a file; a clean log has its own besides, and what was written where it was not understood."""
OTHER_MEANINGS = {"applied_at": "opportunity", "outcome": "replied_at"}
"""What a header means if what stands below it does not fit: numbers of applications, days of replies."""
SWAPPED = {"strategy": "channel", "channel": "strategy"}
"""Columns whose headers people take for each other."""
OF_AN_APPLICATION = re.compile(r"\bappl|bewerb|beworb|candidat|postul|solicit|aplic|申请|投递|申請|投遞")
"""What only the status of an application holds."""
EXTRA = "extra"
OF_OWN_MESSAGE = ("channel", "strategy", "action", "status", "message")
"""Columns that say that a row is about a message of its own."""
FIRST_STRATEGIES = (None, "introduction", "connect")
"""What the first message to somebody may be for."""
AS_TEXT = re.compile(r"^'+(?=[=+\-@\t\r])")
"""The apostrophe by which a spreadsheet is told that a text is no formula; it is no part of the text."""

TOUCH_ROWS, WIDE_ROWS, EVENT_ROWS = "touch rows", "wide rows", "event rows"


class TooManyColumns(LogError):
    """More columns than the rows of a log can be kept with."""

    def __init__(self, columns: int) -> None:
        super().__init__(
            f"This file has {columns:,} columns; a log can have {MOST_COLUMNS:,} at most. "
            "Delete those that say nothing of your search, empty ones too, and bring it again."
        )


class UnknownColumn(LogError):
    """A mapping names a column that the file or the log does not have."""


@dataclass(frozen=True)
class StageColumn:
    """A column of a wide file that holds the date of one stage."""

    index: int
    kind: str
    label: str


@dataclass(frozen=True)
class FollowUpColumn:
    """A column in which the follow-ups to its row are noted, with the strategy and channel that all of them have."""

    index: int
    strategy: str | None
    channel: str | None


@dataclass(frozen=True)
class Mapping:
    """What each column of a file means.

    `columns` gives, for a column of the log, the columns of the file whose texts make it (first and last name
    make one contact); `stages` are the date columns of a wide file; every other column is kept as extra. `shape`: what
    a known export says of its own rows, "" where the columns tell it. `by_words`: the columns of which the header tells
    nothing, and the words below it all. `tracker`: the statuses are those of applications. `follow_ups`: the columns in
    which follow-ups are noted that were sent, `doubtful_follow_ups` those that may hold plans instead.
    """

    header: tuple[str, ...]
    columns: Pairs[str, tuple[int, ...]] = field(default_factory=dict)
    stages: tuple[StageColumn, ...] = ()
    shape: str = ""
    by_words: tuple[int, ...] = ()
    tracker: bool = False
    follow_ups: tuple[FollowUpColumn, ...] = ()
    doubtful_follow_ups: tuple[FollowUpColumn, ...] = ()

    @property
    def rows_begin_with_follow_up(self) -> bool:
        """Whether the first message that a row notes in its columns of follow-ups is what the row is about.

        It is where nothing else on the row says that anything was sent.
        """
        own_day = {"sent_at", "at"} & set(self.columns) or self.stages
        firsts = any(column.strategy in FIRST_STRATEGIES for column in self.follow_ups)
        bare = bool(self.follow_ups) and {*OF_OWN_MESSAGE}.isdisjoint(self.columns)
        return (firsts or bare) and not own_day and self.format == TOUCH_ROWS

    @property
    def format(self) -> str:
        """Touch rows, wide rows or event rows (design: the three shapes of a log)."""
        if self.shape:
            return self.shape
        if "event" in self.columns:
            return EVENT_ROWS
        bare = not {"channel", "contact", "strategy"} & set(self.columns)
        tracker = "status" in self.columns and (bare or self.tracker)
        return WIDE_ROWS if self.stages or tracker else TOUCH_ROWS

    @property
    def has_results(self) -> bool:
        """Whether rows say when and what came of it, and nothing of who or how: one with neither says nothing."""
        bare = not {"channel", "contact", "strategy", "message"} & set(self.columns)
        return bare and {"sent_at", "outcome"} <= set(self.columns)

    @property
    def has_reply_column(self) -> bool:
        """Whether a column is for who answered, or how it ended; that none did, rows of events can't say."""
        return self.format != EVENT_ROWS and not REPLY_COLUMNS.isdisjoint(self.columns)

    @cached_property
    def meanings(self) -> dict[str, str | None]:
        """For each header of the file, the column of the log it fills, or None where it is kept as extra."""
        # A column of what was done comes first: it may be notes besides.
        columns = sorted(self.columns.items(), key=lambda column: column[0] != "action")
        meant: dict[int, str] = {index: name for name, indexes in columns for index in indexes}
        meant |= {stage.index: f"{stage.kind}_at" for stage in self.stages}
        meant |= {
            column.index: follow_ups.write_meaning(column.strategy, column.channel)
            for column in self.follow_ups
        }
        return {name: meant.get(index) for index, name in enumerate(self.names)}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The headers made distinct."""
        return unique_names(self.header)

    @cached_property
    def extra(self) -> tuple[int, ...]:
        """The columns of the file that mean nothing to the log and are kept as they are."""
        return tuple(index for index, name in enumerate(self.names) if self.meanings[name] is None)


def unique_names(header: tuple[str, ...]) -> tuple[str, ...]:
    """Headers made distinct: an empty one is numbered, a repeated one says which it is."""
    names: dict[str, int] = {}
    for index, text in enumerate(header):
        name = AS_TEXT.sub("", text.strip()) or f"column {index + 1}"
        while name in names:
            name = f"{name} ({index + 1})"
        names[name] = index
    return tuple(names)


def is_clean(header: tuple[str, ...]) -> bool:
    """Whether this is the header of a clean log, with or without further columns."""
    return header[: len(FIRST_CLEAN_COLUMNS)] == FIRST_CLEAN_COLUMNS


def refuse_wide(header: tuple[str, ...]) -> None:
    """Raise TooManyColumns for more of them than a log has; a clean log has those that the app adds besides."""
    if len(header) > MOST_COLUMNS + (2 * len(CLEAN_COLUMNS) if is_clean(header) else 0):
        raise TooManyColumns(len(header))


def propose_mapping(
    header: tuple[str, ...],
    choices: Pairs[str, str] | None = None,
    shape: str = "",
    values: Callable[[int], Iterable[str]] | None = None,
) -> Mapping:
    """Guess what each column means from its header; `choices` (header → column of the log, or "extra") win.

    What a doubtful header means is settled by the `values` below it (number of the column → texts). Raises
    UnknownColumn when a choice names a header or a column that does not exist, and TooManyColumns.
    """
    refuse_wide(header)
    empty = Mapping(header, shape=shape)
    chosen = _check_choices(empty.names, choices or {})
    mapping = empty
    for index, column in chosen.items():
        mapping = _with(mapping, index, column)
    guesses = _guesses(header)
    for index, guess in enumerate(guesses):
        if guess and values and not is_clean(header):
            guess = _check_guess(guess, [*values(index)], guesses)
        if guess and index not in chosen and guess not in mapping.columns:
            mapping = _with(mapping, index, guess)
    if values and not is_clean(header):
        mapping = _add_follow_ups(mapping, chosen, values)
        mapping = _settle_by_values(mapping, chosen, values)
        doubtful = _read_follow_ups(mapping, chosen, values, doubtful=True)
        mapping = replace(mapping, doubtful_follow_ups=tuple(doubtful))
        mapping = _read_acts_in_notes(mapping, values)
        mapping = replace(mapping, tracker=_holds_applications(mapping, values))
    return _join_columns(mapping)


def _add_follow_ups(
    mapping: Mapping, chosen: Pairs[int, str], values: Callable[[int], Iterable[str]]
) -> Mapping:
    """The same with the columns of follow-ups. A message on a day of its own is one of them where there are others."""
    read = _read_follow_ups(mapping, chosen, values, doubtful=False)
    days = mapping.columns.get("sent_at", ())
    own = [
        FollowUpColumn(index, said.strategy, said.channel)
        for index in days
        if index not in chosen and read and (said := follow_ups.read_header(mapping.header[index]))
    ]
    if own:
        rest = {name: indexes for name, indexes in mapping.columns.items() if name != "sent_at"}
        mapping = replace(mapping, columns=rest)
    columns = sorted([*mapping.follow_ups, *own, *read], key=lambda column: column.index)
    return replace(mapping, follow_ups=tuple(columns))


def _read_follow_ups(
    mapping: Mapping, chosen: Pairs[int, str], values: Callable[[int], Iterable[str]], *, doubtful: bool
) -> list[FollowUpColumn]:
    """The unused columns whose headers and cells are those of follow-ups. Event rows have none: each is one act."""
    free = [] if "event" in mapping.columns else [index for index in mapping.extra if index not in chosen]
    return [
        FollowUpColumn(index, said.strategy, said.channel)
        for index in free
        if (said := follow_ups.read_header(mapping.header[index]))
        and said.doubtful == doubtful
        and follow_ups.holds_follow_ups(values(index), said.needs_days)
    ]


def _check_guess(guess: str, texts: list[str], guesses: Sequence[str | None]) -> str | None:
    """A guess from a header if what stands below it fits; else what that says, or None.

    Numbers under "Application" count applications; channels under "Contact" are no people, under "Comment" no comments
    (but French) and under "Outreach type" no purposes; an "Action" beside what was answered is what the person did.
    """
    if guess == "event":
        meant = guess if may_be_events(texts, {*guesses}) else name_of_action(texts)
        return None if meant == "action" and "applied_at" in guesses else meant
    if guess in SWAPPED and SWAPPED[guess] not in guesses and holds_more(SWAPPED[guess], guess, texts):
        return SWAPPED[guess]
    if not fits_guess(guess, texts):
        other = OTHER_MEANINGS.get(guess)
        fits = other is not None and other not in guesses and (other != "opportunity" or are_ids(texts))
        return other if fits else None
    named = guess in ("contact", "notes") and "channel" not in guesses and are_channels(texts)
    return "channel" if named else guess


def _read_acts_in_notes(mapping: Mapping, values: Callable[[int], Iterable[str]]) -> Mapping:
    """The same where notes are what was done: nothing else says it, and most of them do."""
    said = {"strategy", "action", "event"} & set(mapping.columns)
    notes = mapping.columns.get("notes", ())
    acts = not said and mapping.format == TOUCH_ROWS and all(tell_acts(values(index)) for index in notes)
    return replace(mapping, columns={**mapping.columns, "action": notes}) if notes and acts else mapping


def _holds_applications(mapping: Mapping, values: Callable[[int], Iterable[str]]) -> bool:
    """Whether a status says of some row that it is an application, where no column says what was sent."""
    columns = mapping.columns.get("status", ()) if "strategy" not in mapping.columns else ()
    return any(OF_AN_APPLICATION.search(normalise(text)) for index in columns for text in values(index))


def _settle_by_values(
    mapping: Mapping, chosen: Pairs[int, str], values: Callable[[int], Iterable[str]]
) -> Mapping:
    """The same with the headers that what stands below them settles: first the doubtful ones, then all others."""
    for settles in (settle_column, column_by_words):
        for index, header in enumerate(mapping.header):
            if index in chosen or mapping.meanings[mapping.names[index]] or column_for(header):
                continue
            # Whether rows can be events is a question for headers that may name one; words alone never do.
            taken = _used_columns(mapping) if settles is settle_column else set(mapping.columns)
            column = settles(header, values(index), taken)
            if column == "status" and ACTS.intersection(taken):
                column = "outcome"  # a row that says what was done is no application that stands somewhere
            if column and column not in mapping.columns:
                by_words = (index,) if settles is column_by_words else ()
                mapping = replace(_with(mapping, index, column), by_words=(*mapping.by_words, *by_words))
    return mapping


def _used_columns(mapping: Mapping) -> set[str]:
    """The columns of a log that the file has already, or that would not go with those it has."""
    taken = {*mapping.columns, *(["contact"] if "first_name" in mapping.columns else [])}
    taken |= {"event"} if REPLY_COLUMNS & set(mapping.columns) else set()
    taken |= {"sent_at"} if mapping.stages else set()
    # A row with the day of an application is about that, whatever else was done.
    taken |= {"action"} if any(stage.kind == "applied" for stage in mapping.stages) else set()
    return taken


def _guesses(header: tuple[str, ...]) -> tuple[str | None, ...]:
    if is_clean(header):
        own = CLEAN_COLUMNS if header[: len(CLEAN_COLUMNS)] == CLEAN_COLUMNS else FIRST_CLEAN_COLUMNS
        return own + (None,) * (len(header) - len(own))
    return columns_for(header)


def _check_choices(names: tuple[str, ...], choices: Pairs[str, str]) -> dict[int, str]:
    """The choices by column number, with each name checked."""
    places = {normalise(name): index for index, name in reversed(list(enumerate(names)))}
    places |= {name: index for index, name in enumerate(names)}
    checked: dict[int, str] = {}
    for name, column in choices.items():
        place = places.get(name, places.get(normalise(name)))
        if place is None:
            raise UnknownColumn(f"Your file has no column “{name}”. It has: {list_names(names)}.")
        if column not in CANONICAL and column != EXTRA and not follow_ups.read_meaning(column):
            known = ", ".join((*CANONICAL, follow_ups.FOLLOW_UP, EXTRA))
            raise UnknownColumn(f"A log has no column “{column}”. Choose one of: {known}.")
        checked[place] = column
    return checked


def _with(mapping: Mapping, index: int, column: str) -> Mapping:
    if column == EXTRA:
        return mapping
    if follow_up := follow_ups.read_meaning(column):
        return replace(mapping, follow_ups=(*mapping.follow_ups, FollowUpColumn(index, *follow_up)))
    if column in STAGE_DATES:
        stage = StageColumn(index, STAGE_DATES[column], mapping.names[index])
        return replace(mapping, stages=(*mapping.stages, stage))
    return replace(mapping, columns={**mapping.columns, column: (index,)})


def _join_columns(mapping: Mapping) -> Mapping:
    """First and last name make a contact; a status beside touches is the outcome of each.

    What only event rows use, or only the other shapes, is extra elsewhere.
    """
    columns = dict(mapping.columns)
    parts = tuple(index for part in PARTS for index in columns.pop(part, ()))
    if parts and "contact" not in columns:
        columns["contact"] = parts
    joined = replace(mapping, columns=columns)
    if joined.format == TOUCH_ROWS and "status" in columns and "outcome" not in columns:
        columns["outcome"] = columns.pop("status")
    unused = OF_OTHERS if joined.format == EVENT_ROWS else OF_EVENTS
    return replace(joined, columns={k: v for k, v in columns.items() if k not in unused})
