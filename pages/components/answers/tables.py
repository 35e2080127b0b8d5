"""Rows as a table on the screen, with titles, per cents and the words of the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analysis import wording
from analysis.question import Row

WIDTHS = {"hidden": 240}
"""Pixels for columns that hold a sentence to read."""

NO_MEANINGS: Mapping[str, str] = {}


def show_table(rows: Sequence[Row], meanings: Mapping[str, str] = NO_MEANINGS) -> None:
    """Draw the rows; `meanings` are the help texts of the columns. Only what is drawn is sent to the browser."""
    table = pd.DataFrame([{key: _cell_value(key, value) for key, value in row.items()} for row in rows])
    titles = {
        key: _column_config(
            key, meanings.get(key), share=any(_is_number_of_hundred(key, row.get(key)) for row in rows)
        )
        for key in table.columns
    }
    st.dataframe(table, hide_index=True, column_config=titles)


def _is_number_of_hundred(key: str, value: Any) -> bool:
    """Whether a cell is drawn as a number of hundred; a chance is told in words."""
    return wording.is_share(key, value) and not wording.is_chance(key, value)


def _cell_value(key: str, value: Any) -> Any:
    if isinstance(value, str):
        return wording.value_text(key, value)
    if wording.is_chance(key, value):
        return wording.chance(value)
    return 100 * value if wording.is_share(key, value) else value


def _column_config(key: str, meaning: str | None, *, share: bool) -> Any:
    title = wording.column(key)
    if share:
        return st.column_config.NumberColumn(title, help=meaning, format="%.0f %%")
    return st.column_config.Column(title, help=meaning, width=WIDTHS.get(key))
