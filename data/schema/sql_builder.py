"""From the columns of a file to the columns of a log: the only SQL that is written by code.

Every identifier in it is `c` and a number, or a constant of this package; no text of a file is ever put into it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from collections.abc import Mapping as Pairs

from data.schema.mapping import (
    DATE_COLUMNS,
    EVENT_ROWS,
    FLAG_COLUMNS,
    TEXT_COLUMNS,
    WIDE_ROWS,
    WORD_COLUMNS,
    Mapping,
)
from data.schema.untidy_columns import BLANK, LONGEST
from data.schema.worded_dates import is_any_interview

NO_REPLY_ASKED = ("-", "–", "—", "n/a", "na")

LOG_COLUMNS = TEXT_COLUMNS + WORD_COLUMNS + FLAG_COLUMNS + DATE_COLUMNS
MANUAL_COLUMNS = (
    *("channel", "strategy", "company", "contact", "role", "client"),
    *("outcome", "personalised", "notes"),
)
"""What a touch that was added by hand may say beside its days."""
ALWAYS = (
    *("line", "own_row", "strategy", "sent_at", "timed", "written_at", "extra"),
    *("replied_timed", "outcome_timed", "status_timed", "reply_note", "plan"),
    *("skipped_because", "rejected_because", "fate"),
)
"""The columns of `entries` that any file fills."""
OF_FOLLOW_UPS = ("client", "company", "contact", "role", "opportunity")
"""What the follow-ups to a row share with it."""
NAMED_ELSE = ("id", "touch", "at", "sent_at")
SOURCES: dict[str, tuple[str, ...]] = {
    **{
        name: (name,)
        for name in (*TEXT_COLUMNS, *FLAG_COLUMNS, *DATE_COLUMNS, "precision")
        if name not in NAMED_ELSE
    },
    "stage": ("stage",),
    **dict.fromkeys(("outcome", "outcome_steps"), ("outcome", "replied", "replied_at")),
    "replied": ("replied", "replied_at"),
    "own_id": ("id",),
    "own_touch": ("touch",),
    **dict.fromkeys(("event", "event_rows", "kind"), ("event",)),
    "channel": ("channel", "strategy", "action"),
    "source": ("channel",),
    **dict.fromkeys(("status", "status_steps", "proves", "status_reply", "ended"), ("status",)),
}
"""The other columns of `entries`, and the columns of a log that each comes from: any one of them fills it."""


def filled_cells_sql(mapping: Mapping, untidy: Collection[int]) -> str:
    """A view of `sheet`: one row for each of its rows, one text column for each column of a log that the file has.

    A column of dates has the moments of those written the ISO way (`sent_at_iso`), and the texts of the others. Where
    a row has no date, or one that is still to be read, `said` are its cells that say anything (a template's FALSE does
    not). The headers of the other columns are those of the fields of the variable `extra`. `untidy`: what
    `find_untidy_columns` finds.
    """
    width = range(len(mapping.header))
    cells = {
        name: _cell(mapping.columns[name], name, untidy) for name in LOG_COLUMNS if name in mapping.columns
    }
    dates = [name for name in DATE_COLUMNS if name in cells]
    plain = [f'"{name}"' for name in cells if name not in DATE_COLUMNS]
    moments = [f'iso("{name}") as "{name}_iso"' for name in dates]
    unread = [f'case when "{name}_iso" is null then "{name}" end as "{name}"' for name in dates]
    known = [f'"{name}_iso" is not null' for name in dates if name in ("sent_at", "at")] or ["false"]
    read = [f'("{name}" is null or "{name}_iso" is not null)' for name in dates]
    return f"""
        create temp view filled_cells as
        with texts as (
            select line, {", ".join(f"{_text(index, untidy)} as c{index}" for index in width)} from sheet
        ),
        named as (
            select {", ".join(["*", *(f'{cell} as "{name}"' for name, cell in cells.items())])} from texts
        ),
        dated as (
            select {", ".join(["*", *moments])} from named
        )
        select
            {", ".join(["line", *plain, *unread, *(f'"{name}_iso"' for name in dates)])},
            {_extra(mapping)} as extra,
            {_reply_unasked(mapping)} as reply_unasked,
            case
                when not ({" and ".join([*known, *read])})
                    then list_filter({_list(width)}, lambda text: lower(text) not in {(*BLANK, "false")})
            end as said
        from dated"""


def cells_sql(mapping: Mapping, added: bool) -> str:
    """The same with every column of a log, empty where the file has none, and the shape of the file.

    Behind them, if there are any, the cells of `added`.
    """
    lacks = [name for name in LOG_COLUMNS if name not in mapping.columns]
    empty = [f'null::varchar as "{name}"' for name in lacks]
    empty += [f'null::timestamp as "{name}_iso"' for name in lacks if name in DATE_COLUMNS]
    return f"""
        create temp view cells as
        select
            {", ".join(["*", *empty])},
            {mapping.format == WIDE_ROWS} as own_row,
            {mapping.format == EVENT_ROWS} as event_rows
        from filled_cells
        {"union all by name select * from added" if added else ""}"""


def added_sql(mapping: Mapping) -> str:
    """The touches of `by_hand` as cells, whatever shape the rows of the file have.

    Where the file numbers its touches, they are numbered on.
    """
    numbered = "max(try_cast(id as bigint)) as number from filled_cells"
    texts = [f"nullif(trim({name}), '') as {name}" for name in MANUAL_COLUMNS]
    return f"""
        create table added as
        with last as (select {numbered if "id" in mapping.columns else "null::bigint as number"})
        select
            line::bigint as line,
            (last.number + row_number() over (order by line::bigint))::varchar as id,
            sent_at::timestamp as sent_at_iso,
            nullif(replied_at, '')::timestamp as replied_at_iso,
            {", ".join(texts)},
            map([]::varchar[], []::varchar[]) as extra,
            false as own_row,
            false as event_rows
        from by_hand cross join last"""


def filled_columns(mapping: Mapping, added: bool) -> list[str]:
    """The columns of `entries` that can differ from row to row; no row holds the others."""
    there = _there(mapping, added)
    own = [name for name, sources in SOURCES.items() if there.intersection(sources)]
    further = [name for name in ("home", "begins", "channel") if mapping.follow_ups and name not in own]
    return [*ALWAYS, *own, *further]


def word_columns(mapping: Mapping, added: bool) -> list[str]:
    """The columns of `cells` that say something in words of a vocabulary."""
    there = _there(mapping, added)
    return [name for name in (*WORD_COLUMNS, *FLAG_COLUMNS) if name in there]


def entries_sql(mapping: Mapping, added: bool) -> str:
    """All columns of `entries`: what asks for one that is the same in every row is answered before it is run."""
    same = {"home", "begins", *SOURCES} - {*filled_columns(mapping, added)}
    values = [f"{_without_source(name)} as {name}" for name in sorted(same)]
    return f"create view entries as select {', '.join(['*', *values])} from filled_entries"


def stage_cells_sql(mapping: Mapping, untidy: Collection[int]) -> str:
    """One row for each filled date column of a stage: line, kind, number of the column, its label, text.

    `any_interview`: the column is of interviews of any kind, as no other is of phone screens.
    """
    screens = any(stage.kind == "screen" for stage in mapping.stages)
    columns = {
        stage.index: f"'{stage.kind}' as kind, {stage.index} as place, "
        f"{stage.kind == 'interview' and is_any_interview(stage.label) and not screens} as any_interview"
        for stage in mapping.stages
    }
    return _cells_table("stage_cells", columns, untidy, "'' as kind, 0 as place, false as any_interview")


def follow_up_cells_sql(mapping: Mapping, untidy: Collection[int]) -> str:
    """One row for each filled cell in a column of follow-ups: line, number of the column, its label, text."""
    columns = {column.index: f"'{column.index}' as place" for column in mapping.follow_ups}
    return _cells_table("follow_up_cells", columns, untidy, "'' as place")


def _cells_table(name: str, columns: Pairs[int, str], untidy: Collection[int], none: str) -> str:
    """A table of the filled cells of some columns, with what is said of each column; `none`: the same of no column."""
    selects = [
        f"select line, {said}, {_cell((index,), 'at', untidy)} as text from texts"
        for index, said in columns.items()
    ] or [f"select line, {none}, '' as text from texts where false"]
    texts = ", ".join(["line", *(f"{_text(index, untidy)} as c{index}" for index in columns)])
    return f"""
        create table {name} as
        with texts as (select {texts} from sheet)
        select *, $labels[place::integer + 1] as label
        from ({" union all ".join(selects)})
        where text is not null"""


def follow_up_entries_sql(mapping: Mapping, added: bool) -> str:
    """The follow-ups of the accepted rows, and of those that were only planned, as rows of `filled_entries`.

    They are numbered on behind `$last`; `home` is the row that they follow.
    """
    filled = filled_columns(mapping, added)
    shared = [name for name in OF_FOLLOW_UPS if name in filled]
    there = ", ".join(f"filled_entries.{name}" for name in ("own_row", *shared))
    same = {"event": "'touch'", "event_rows": "false"}
    further = "".join(f", {value} as {name}" for name, value in same.items() if name in filled)
    return f"""
        insert into filled_entries by name
        select
            $last + row_number() over (order by follow_ups.line, turn) as line,
            follow_ups.line as home,
            {there}{further},
            follow_ups.strategy, follow_ups.channel, follow_ups.sent_at, follow_ups.timed,
            case when reply_note = 'unknown' then reply_note end as reply_note,
            map([]::varchar[], []::varchar[]) as extra,
            'accepted'::fate as fate
        from follow_ups
        join filled_entries using (line)
        where not (begins and turn = 1) and (fate = 'accepted' or (fate = 'skipped' and plan is not null))"""


def repetitions_sql(mapping: Mapping, made_up: Collection[str] = ()) -> str:
    """The rows of `sheet` that are identical to others but for columns that are `made_up`, numbered among their like.

    Each row is known by a number made from its cells; only rows with the same number are compared.
    """
    apart = {index for name in made_up for index in mapping.columns.get(name, ())}
    apart |= {index for index, name in enumerate(mapping.names) if name in made_up}
    everything = ", ".join(f"c{index}" for index in range(len(mapping.header)) if index not in apart)
    return f"""
        create table repetitions as
        with repeated as (
            select hash({everything}) as number from sheet group by number having count(*) > 1
        ),
        alike as (
            select * from sheet where hash({everything}) in (select number from repeated)
        )
        select line, row_number() over same_row as repetition, min(line) over same_row as repetition_of
        from alike
        window same_row as (partition by [{everything}] order by line)"""


def _there(mapping: Mapping, added: bool) -> set[str]:
    """The columns of a log that the file, or a row added by hand, can fill."""
    return {*mapping.columns, *((*MANUAL_COLUMNS, "replied_at") if added else ())}


def _without_source(name: str) -> str:
    """What a column of `entries` says where no column of the file fills it."""
    if name == "event":
        return "'touch'"
    if name in ("event_rows", "begins"):
        return "false"
    if name == "home":
        return "null::bigint"
    kind = "boolean" if name in FLAG_COLUMNS else "timestamp" if name in DATE_COLUMNS else "varchar"
    return f"null::{kind}"


def _cell(indexes: tuple[int, ...], name: str, untidy: Collection[int]) -> str:
    """One column of the log: the text of a column of the file, or of several, joined by a space."""
    if len(indexes) == 1 and indexes[0] not in untidy:
        return f"c{indexes[0]}"
    texts = ", ".join(f"c{index}" for index in indexes)
    text = texts if len(indexes) == 1 else f"concat_ws(' ', {texts})"
    blank = ("", "-", "n/a", "#n/a") if name in TEXT_COLUMNS else BLANK
    # A list of so many words would become a join, for each column one, even where nobody asks for the column.
    filled = f"not regexp_full_match({text}, '{'|'.join(map(re.escape, blank))}', 'i')"
    return f"case when strlen({text}) > {LONGEST} then {text} when {filled} then {text} end"


def _reply_unasked(mapping: Mapping) -> str:
    """Whether somebody put a dash where a reply would be noted, as one does beside what asks for none."""
    indexes = [index for name in ("replied", "outcome") for index in mapping.columns.get(name, ())]
    return " or ".join(f"coalesce(c{index} in {NO_REPLY_ASKED}, false)" for index in indexes) or "false"


def _extra(mapping: Mapping) -> str:
    """Every other column, kept as text under its header.

    A map is made of the fields of a struct, which takes a third of the time that `map` takes; these get the headers as
    names from the type of the variable.
    """
    if not mapping.extra:
        return "map([]::varchar[], []::varchar[])"
    cells = ", ".join(f"c{index}" for index in mapping.extra)
    return f"cast_to_type(row({cells}), getvariable('extra'))::map(varchar, varchar)"


def _list(indexes: Iterable[int]) -> str:
    return f"[{', '.join(f'c{index}' for index in indexes)}]::varchar[]"


def _text(index: int, untidy: Collection[int]) -> str:
    """The text of a cell without spaces around it; an apostrophe that only says "no formula" is no part of it."""
    cell = f"c{index}"
    if index in untidy:
        plain = rf"regexp_replace(trim({cell}), '^''+([=+\-@\t\r])', '\1')"
        odd = f"{cell} like ' %' or {cell} like '% ' or {cell} like '''%'"
        cell = f"case when {odd} then {plain} else {cell} end"
    return f"nullif({cell}, '')"
