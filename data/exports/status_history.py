"""A history of status changes, one row for each: from which status, to which, when; with a header or without one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from data.exports.entry_words import words_of
from data.exports.export import Export
from data.exports.export_dates import is_readable, to_iso
from data.exports.registry import Family, Tables
from data.exports.row_builder import RowBuilder
from data.exports.status import REPLIED, read_status, was_sent
from data.exports.table_rows import ExportRow, rows_of
from data.files.sheet import Sheet
from data.imports.choices import Choices
from data.schema import vocabulary
from data.schema.headers import columns_for
from data.schema.mapping import DATE_COLUMNS, unique_names
from data.schema.phrases import STEPS
from data.schema.vocabulary import Meaning, normalise

LOOKED_AT = 500
"""Rows by which a table is judged."""
ABOUT = (
    "A history of status changes says when each step was noted. It doesn't say what you wrote in between, by which "
    "channel, or on which day before it was noted anything happened."
)
SECONDS = re.compile(r"\d{10}|\d{13}")
"""Seconds or thousandths of them since 1970; a shorter number is one of an application."""
BLANKS = {"", "-", "–", "—", "n/a", "null", "none", "(none)"}
STATE_COLUMNS = ("status", "stage", "outcome")
"""The columns of a log under which a history says what was changed."""
CARRIED = ("company", "role", "contact", "client", "channel", "notes")
WATCHED = ("no_answer", "closed")
"""Changes in which nothing was sent and nothing came, but somebody looked."""


@dataclass(frozen=True)
class Layout:
    """Under which headers (in normal form) a history says what: `columns` of the log, and what was changed at all."""

    before: str
    after: str
    at: str
    columns: Mapping[str, str]
    changed: str = ""

    @property
    def headers(self) -> tuple[str, ...]:
        """All headers that are read."""
        return (self.before, self.after, self.at, self.changed, *self.columns.values())


@dataclass
class Progress:
    """How far the rows of one opportunity have come: its application, whether it was answered, steps it reached."""

    sends: bool = False
    touch: int | None = None
    answered: bool = False
    reached: set[str] = field(default_factory=set)


def find_layout(sheet: Sheet) -> Layout | None:
    """Where a table is a history of status changes, under which headers it says what; None for any other table."""
    places = {name: place for place, name in enumerate(map(normalise, unique_names(sheet.header)))}
    names = list(places)
    before = next((name for name in names if name in words_of("history", "before")), None)
    if sheet.named and not before:
        return None
    texts = {name: _texts(sheet, place) for name, place in places.items()}
    if not sheet.named:
        return _without_header(sheet, texts)
    meant = dict(zip(names, columns_for(sheet.header), strict=True))
    today = [name for name, column in meant.items() if column in STATE_COLUMNS]
    named = [name for name in names if name in words_of("history", "after")]
    after = next((name for name in (*named, *today) if name != before), None)
    if not before or not after or not _are_states(texts[after]):
        return None
    dated = [name for name, column in meant.items() if column in DATE_COLUMNS]
    at = next((name for name in (*dated, *names) if _are_dates(texts[name])), None)
    changed = next((name for name in names if name in words_of("history", "changed")), "")
    if not at:
        return None
    columns = _find_columns(meant, texts, {before, after, at, changed})
    return Layout(before, after, at, columns, changed)


def _find_columns(
    meant: dict[str, str | None], texts: Mapping[str, Sequence[str]], used: set[str]
) -> dict[str, str]:
    """The headers that say whom a change is about, by column; the first one that is left where none does."""
    columns = {
        column: name for name, column in reversed(meant.items()) if column in CARRIED and name not in used
    }
    numbers = [name for name, column in meant.items() if column in ("opportunity", "id")]
    if numbers:
        columns["opportunity"] = numbers[0]
    free = [name for name in meant if name not in {*used, *columns.values()} and texts[name]]
    if free and not {"company", "opportunity"} & set(columns):
        columns["company"] = free[0]
    return columns


def _without_header(sheet: Sheet, texts: Mapping[str, Sequence[str]]) -> Layout | None:
    """Two columns of statuses and one of days; what stands to the left of them says for which company and role."""
    names = list(texts)
    states = [name for name in names if _are_states(texts[name])]
    at = next((name for name in names if _are_dates(texts[name])), None)
    if len(states) != 2 or not at:
        return None
    before, after = states
    numbers = [name for name in names if name != at and texts[name] and all(map(str.isdecimal, texts[name]))]
    words = [name for name in names if texts[name] and name not in {*states, *numbers, at}]
    left = [name for name in words if names.index(name) < names.index(before)]
    named = left or ([] if numbers else words)
    columns = dict(zip(("company", "role", "contact"), named, strict=False))
    if numbers:
        columns["opportunity"] = numbers[0]
    layout = Layout(before, after, at, columns)
    return layout if columns and _goes_on(sheet, layout) else None


def _goes_on(sheet: Sheet, layout: Layout) -> bool:
    """Whether rows without a header are changes: one begins where another ended, or before anything was sent."""
    rows = list(rows_of(sheet))[:LOOKED_AT]
    if any(_is_never_sent(row[layout.before]) for row in rows):
        return True
    by_name = defaultdict[tuple[str, ...], list[ExportRow]](list)
    for row in rows:
        by_name[_identity(row, layout)].append(row)
    return any(
        one[layout.after] == other[layout.before] or other[layout.after] == one[layout.before]
        for each in by_name.values()
        for one, other in pairwise(each)
    )


def read(tables: Tables, choices: Choices) -> Export:
    """Each change as what it says happened on its day; one to a status in which nothing is sent is skipped."""
    [sheet, *_] = tables["table"]
    layout = find_layout(sheet)
    if layout is None:
        raise AssertionError("only a history is read as one")
    builder = RowBuilder([sheet])
    enter_changes(builder, builder.rows(sheet, layout.headers), layout, choices)
    called = {normalise(name): name for name in unique_names(sheet.header)}
    return builder.export(
        "Status history",
        about=[ABOUT],
        headers={"event": called[layout.after], "at": called[layout.at]},
    )


def enter_changes(
    builder: RowBuilder,
    rows: Iterable[ExportRow],
    layout: Layout,
    choices: Choices,
    whom: Mapping[str, Mapping[str, str]] | None = None,
) -> None:
    """Enter what each change says; `whom`: for a number of an opportunity, what else is known of it."""
    ordered = _in_order(list(rows), layout)
    progress = defaultdict[tuple[str, ...], Progress](Progress)
    for row in ordered:
        if read_status(row[layout.after], choices).key == "applied":
            progress[_identity(row, layout)].sends = True
    for row in ordered:
        known = (whom or {}).get(row[layout.columns.get("opportunity", "")], {})
        said = {column: row[name] for column, name in layout.columns.items()} | dict(known)
        _enter_change(builder, row, layout, choices, said, progress[_identity(row, layout)])


def _enter_change(
    builder: RowBuilder,
    row: ExportRow,
    layout: Layout,
    choices: Choices,
    said: Mapping[str, str],
    progress: Progress,
) -> None:
    word, meant = row[layout.after], read_status(row[layout.after], choices)
    if reason := _why_nothing(row, layout, meant, progress):
        _skip_change(builder, row, layout, meant, progress, reason)
        return
    whom = {column: text for column, text in said.items() if column not in ("channel", "notes")}
    at, notes = to_iso(row[layout.at]), said.get("notes", "")
    if meant.key is None:
        builder.enter(row, event=word, at=at, notes=notes, **whom)
        return
    if meant.key in ("applied", "contacted"):
        strategy = "application" if meant.key == "applied" else ""
        touch = _enter_touch(builder, row, strategy, at, said)
        progress.touch = touch if strategy else progress.touch or touch
        return
    if progress.touch is None and not progress.sends and _proves_application(row, layout, meant, choices):
        progress.touch = _enter_touch(builder, row, "application", "", {**said, "notes": ""})
    for kind, day in {**dict.fromkeys(meant.named, ""), meant.key: at}.items():
        if kind in STEPS and (kind == meant.key or kind not in progress.reached):
            builder.enter(row, event="milestone", kind=kind, at=day, label=word, notes=notes, **whom)
            progress.reached.add(kind)
    answer = vocabulary.state(meant.key).answer
    if answer in REPLIED and (meant.key == "replied" or not progress.answered):
        builder.enter(row, event="reply", kind=answer, at=at, touch=str(progress.touch or ""), **whom)
        progress.answered = True


def _skip_change(
    builder: RowBuilder, row: ExportRow, layout: Layout, meant: Meaning, progress: Progress, reason: str
) -> None:
    """Leave a change out; one that says that nothing came shows until when somebody looked."""
    builder.skip(row, reason)
    if progress.touch is not None and meant.key in WATCHED:
        builder.amend(progress.touch, changed_at=to_iso(row[layout.at]))


def _enter_touch(builder: RowBuilder, row: ExportRow, strategy: str, at: str, said: Mapping[str, str]) -> int:
    key = builder.enter(row, event="touch", strategy=strategy, at=at, **said)
    builder.amend(key, id=str(key))
    return key


def _why_nothing(row: ExportRow, layout: Layout, meant: Meaning, progress: Progress) -> str:
    """Why a change is nothing that was sent, answered or reached; "" where it is."""
    word = row[layout.after]
    if layout.changed and not _is_of_status(row[layout.changed]):
        return f"a change of “{row[layout.changed]}”, not of the status"
    if _is_never_sent(word) or not was_sent(meant):
        return f"not sent: “{word}”" if word else "no status after the change"
    if normalise(word) == normalise(row[layout.before]):
        return f"no change: {word} as before"
    if meant.key == "applied" and progress.touch is not None:
        return f"back to {word}: sent only once"
    if meant.key and meant.key not in ("applied", "contacted", "replied", *STEPS):
        return f"nothing sent and no reply: {word}"
    return ""


def _proves_application(row: ExportRow, layout: Layout, meant: Meaning, choices: Choices) -> bool:
    """Whether a change proves that an application was sent before: by the status it begins with, or its own."""
    before = read_status(row[layout.before], choices)
    begun = before.key is not None and was_sent(before) and before.key not in ("contacted", "replied")
    return begun or vocabulary.state(meant.key or "").proves == "applied"


def _in_order(rows: list[ExportRow], layout: Layout) -> list[ExportRow]:
    """The rows by day; in the order of the file where a day can't be read without asking."""
    moments = [to_iso(row[layout.at]) for row in rows]
    if all(moment[:4].isdecimal() and moment[4:5] == "-" for moment in moments):
        return [rows[place] for place in sorted(range(len(rows)), key=lambda place: (moments[place], place))]
    return rows


def _identity(row: ExportRow, layout: Layout) -> tuple[str, ...]:
    """What the changes of one opportunity have in common; a row that names none is one of its own."""
    named = ("opportunity", "company", "role", "client")
    texts = tuple(normalise(row[layout.columns.get(column, "")]) for column in named)
    return texts if any(texts) else (str(row.key),)


def _is_of_status(text: str) -> bool:
    return columns_for([text])[0] in STATE_COLUMNS


def _is_never_sent(text: str) -> bool:
    """Whether a status is one in which nothing was sent, or none at all."""
    if normalise(text) in BLANKS:
        return True
    known = vocabulary.meaning("status", text)
    return not was_sent(known) if known.key else normalise(text) in words_of("history", "never_sent")


def _texts(sheet: Sheet, place: int) -> list[str]:
    """The distinct filled texts at the top of a column."""
    top = (text.strip() for text in sheet.cells[place].slice(0, LOOKED_AT).to_pylist() if text)
    return [text for text in dict.fromkeys(top) if normalise(text) not in BLANKS]


def _are_states(texts: Sequence[str]) -> bool:
    """Whether at least half of some texts are statuses."""
    known = [text for text in texts if vocabulary.is_known("status", text) or _is_never_sent(text)]
    return 2 * len(known) >= len(texts) > 0


def _are_dates(texts: Sequence[str]) -> bool:
    """Whether more than half of some texts are dates."""
    return 2 * sum(map(_is_date, texts)) > len(texts)


def _is_date(text: str) -> bool:
    """Whether a text is a date; a number is one only as seconds."""
    if text.isdecimal():
        return SECONDS.fullmatch(text) is not None and is_readable(to_iso(text))
    return is_readable(text)


def _is_history(sheet: Sheet) -> bool:
    return find_layout(sheet) is not None


FAMILIES = (Family({"table": _is_history}, read),)
