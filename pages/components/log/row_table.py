"""Rows of the file in a table on the page, whatever the names of its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

Rows = Sequence[Mapping[str, str]]


def make_table(beside: Mapping[str, Sequence[object]], rows: Rows, names: Sequence[str]) -> pd.DataFrame:
    """Some columns of the app's own, then the cells of some rows: column i of `names` is `c{i}`."""
    cells = {f"c{place}": [row[name] for row in rows] for place, name in enumerate(names)}
    return pd.DataFrame({**beside, **cells})


def column_titles(names: Sequence[str]) -> dict[str, ColumnConfig]:
    """The headers of the file over its cells."""
    return {f"c{place}": st.column_config.TextColumn(name) for place, name in enumerate(names)}
