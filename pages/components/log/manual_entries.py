"""The activities that were added manually: to complete when a reply comes, or to delete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analysis import wording
from data.imports.choices import Choices, ManualEntry
from data.imports.log import ImportedLog, MeasuredLog
from pages import session
from pages.components.log.manual_entry_form import (
    DAY_FORMAT,
    NOTES_TITLE,
    OPTIONS,
    REPLY_TITLES,
    WHAT_TITLES,
    WHOM_TITLES,
    has_field,
    option_name,
)

DAY_TITLES = {"sent_at": "Day", "replied_at": "Replied on"}
TEXT_TITLES = {**WHAT_TITLES, **WHOM_TITLES, **REPLY_TITLES, "notes": NOTES_TITLE}


def show_entries(log: ImportedLog) -> None:
    """All manual entries in a table, edited in place."""
    shown = [field for field in TEXT_TITLES if field not in WHOM_TITLES or has_field(log, field)]
    key = f"added {session.current_upload.fingerprint()}"
    st.data_editor(
        pd.DataFrame([vars(touch) | {"gone": False} for touch in log.choices.added]).replace("", None),
        hide_index=True,
        column_order=[*DAY_TITLES, *shown, "gone"],
        column_config={
            **{
                day: st.column_config.DateColumn(title, format=DAY_FORMAT, max_value=date.today())
                for day, title in DAY_TITLES.items()
            },
            **{
                field: st.column_config.SelectboxColumn(
                    title, options=OPTIONS[field], format_func=lambda option: option_name(str(option))
                )
                if field in OPTIONS
                else st.column_config.TextColumn(title)
                for field, title in TEXT_TITLES.items()
            },
            "gone": st.column_config.CheckboxColumn("Delete", width="small"),
        },
        placeholder="",
        key=key,
        on_change=_apply_edits,
        args=(key,),
    )
    st.caption("Not in your original file, but included in the clean log.")


def show_late_entries(log: MeasuredLog) -> None:
    """How many manual entries don't count yet, since they are later than the data date."""
    if number := count_late_entries(log):
        st.caption(
            f"{wording.count(number, 'activity')} that you added: later than the day above, so not counted yet."
        )


def count_late_entries(log: MeasuredLog) -> int:
    """How many manual entries are later than the data date."""
    return sum(touch.sent_at > log.as_of for touch in log.choices.added)


def _apply_edits(key: str) -> None:
    """Read the log anew with the edited entries."""
    session.uploads.change_choices(
        partial(_edit_entries, edited=session.widgets.value_of(key)["edited_rows"])
    )


def _edit_entries(choices: Choices, edited: Mapping[int, Mapping[str, Any]]) -> Choices:
    changed = [_edited_entry(touch, edited.get(place, {})) for place, touch in enumerate(choices.added)]
    return replace(choices, added=tuple(touch for touch in changed if touch))


def _edited_entry(touch: ManualEntry, cells: Mapping[str, Any]) -> ManualEntry | None:
    """The entry with the edited cells of its row; None where it was deleted. It can't lose its day."""
    if cells.get("gone"):
        return None
    sent, answered = (cells.get(day, getattr(touch, day)) for day in DAY_TITLES)
    return replace(
        touch,
        **{field: cells[field] or "" for field in TEXT_TITLES if field in cells},
        sent_at=_as_day(sent) or touch.sent_at,
        replied_at=_as_day(answered),
    )


def _as_day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
