"""From the columns of a file to the columns of a log: the only SQL that is written by code.

Every identifier in it is `c` and a number, or a constant of this package; no text of a file is ever put into it.
"""

from __future__ import annotations

from data.mapping import DATES, EVENT_ROWS, FLAGS, TEXTS, WIDE_ROWS, WORDS, Mapping

BLANK = ("", "-", "–", "—", "?", "n/a", "#n/a", "na", "null", "nan")
"""What people write where they have nothing to write."""


def cells_sql(mapping: Mapping) -> str:
    """One row for each row of `sheet`, one text column for each column of a log (null where there is nothing).

    `filled` counts the cells that say anything (a template's FALSE does not); `opening` is the first of them.
    """
    everything = ", ".join(f"c{index}" for index in range(len(mapping.header)))
    columns = [
        f'{_cell(mapping.columns.get(name, ()), name)} as "{name}"' for name in TEXTS + WORDS + FLAGS + DATES
    ]
    return f"""
        create table cells as select
            line,
            {", ".join(columns)},
            {mapping.format == WIDE_ROWS} as own_row,
            {mapping.format == EVENT_ROWS} as event_rows,
            len(said) as filled,
            said[1] as opening,
            row_number() over same_row as repetition,
            min(line) over same_row as repetition_of,
            {_extra(mapping)} as extra
        from (
            select *, list_filter([{everything}], lambda text: lower(trim(text)) not in {(*BLANK, "false")}) as said
            from sheet
        )
        window same_row as (partition by [{everything}] order by line)"""


def stage_cells_sql(mapping: Mapping) -> str:
    """One row for each filled date column of a stage: line, kind, number of the column, its label, text."""
    selects = [
        f"select line, '{stage.kind}' as kind, {stage.index} as place, {_cell((stage.index,), 'at')} as text from sheet"
        for stage in mapping.stages
    ] or ["select 0::bigint as line, '' as kind, 0 as place, null::varchar as text where false"]
    return f"""
        create table stage_cells as
        select line, kind, place, $labels[place + 1] as label, text
        from ({" union all ".join(selects)})
        where text is not null"""


def _cell(indexes: tuple[int, ...], name: str) -> str:
    """The text of one column of the log; several columns of the file are joined by a space."""
    if not indexes:
        return "null::varchar"
    parts = [_text(index) for index in indexes]
    text = parts[0] if len(parts) == 1 else f"concat_ws(' ', {', '.join(parts)})"
    blank = ("", "-", "n/a", "#n/a") if name in TEXTS else BLANK
    return f"case when lower({text}) not in {blank} then {text} end"


def _extra(mapping: Mapping) -> str:
    """Every other column, kept as text under its header."""
    if not mapping.extra:
        return "map([]::varchar[], []::varchar[])"
    return f"map($extra, [{', '.join(map(_text, mapping.extra))}])"


def _text(index: int) -> str:
    """The text of a cell without spaces around it; an apostrophe that only says "no formula" is no part of it."""
    return rf"nullif(regexp_replace(trim(c{index}), '^''+([=+\-@\t\r])', '\1'), '')"
