"""Rows as a table on the screen: titles, shares as per cents, and words of the vocabulary as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analysis import wording
from analysis.question import Row

WIDTHS = {"hidden": 240}
"""Pixels for columns that hold a sentence and are read for it."""

NOTHING_TOLD: Mapping[str, str] = {}


def shown(rows: Sequence[Row], told: Mapping[str, str] = NOTHING_TOLD) -> None:
    """Draw the rows; `told` says what the columns mean. Only what is drawn is sent to the browser."""
    table = pd.DataFrame([{key: _said(key, value) for key, value in row.items()} for row in rows])
    titles = {
        key: _column(key, told.get(key), share=any(wording.is_share(key, row.get(key)) for row in rows))
        for key in table.columns
    }
    st.dataframe(table, hide_index=True, column_config=titles)


def _said(key: str, value: Any) -> Any:
    if isinstance(value, str):
        return wording.said(key, value)
    return 100 * value if wording.is_share(key, value) else value


def _column(key: str, told: str | None, *, share: bool) -> Any:
    title = wording.column(key)
    if share:
        return st.column_config.NumberColumn(title, help=told, format="%.0f %%")
    return st.column_config.Column(title, help=told, width=WIDTHS.get(key))
