"""The touches that were added by hand: to be completed, when an answer comes, or taken away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from analysis import wording
from data.database import ENUMS
from data.imports.choices import ManualEntry
from data.imports.log import Log
from pages import session
from pages.components.log.manual_entries import DAY, WHAT, WITH_WHOM, has

DAYS = {"sent_at": "Day", "replied_at": "Answered on"}


def listed(log: Log) -> None:
    """Each of them, every part of which can be changed in place."""
    shown = [*DAYS, *WHAT, *(field for field in WITH_WHOM if has(log, field))]
    key = f"added {session.current.fingerprint()}"
    st.data_editor(
        pd.DataFrame([vars(touch) | {"gone": False} for touch in log.choices.added]).replace("", None),
        hide_index=True,
        column_order=[*shown, "gone"],
        column_config={
            **{
                day: st.column_config.DateColumn(title, format=DAY, max_value=date.today())
                for day, title in DAYS.items()
            },
            **{
                field: st.column_config.SelectboxColumn(
                    title, options=ENUMS[field], format_func=lambda key: wording.name(str(key))
                )
                for field, title in WHAT.items()
            },
            **{field: st.column_config.TextColumn(title) for field, title in WITH_WHOM.items()},
            "gone": st.column_config.CheckboxColumn("Take away", width="small"),
        },
        placeholder="",
        key=key,
        on_change=_change,
        args=(key,),
    )
    st.caption("They stand in no file, and are in your clean log.")


def _change(key: str) -> None:
    """Read the log anew with what was changed."""
    now = session.current.current_upload()
    if now is not None:
        edited = session.widgets.said(key)["edited_rows"]
        changed = [_changed(touch, edited.get(place, {})) for place, touch in enumerate(now.choices.added)]
        session.uploads.choose(replace(now.choices, added=tuple(touch for touch in changed if touch)))


def _changed(touch: ManualEntry, said: Mapping[str, Any]) -> ManualEntry | None:
    """The touch with what was typed into its row; None where it was taken away. A touch keeps its day."""
    if said.get("gone"):
        return None
    sent, answered = (said.get(day, getattr(touch, day)) for day in DAYS)
    return replace(
        touch,
        **{field: said[field] or "" for field in (*WHAT, *WITH_WHOM) if field in said},
        sent_at=_day(sent) or touch.sent_at,
        replied_at=_day(answered),
    )


def _day(said: str | date | None) -> date | None:
    return date.fromisoformat(said) if isinstance(said, str) else said
