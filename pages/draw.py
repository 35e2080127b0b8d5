"""How an answer is drawn: on every page, in every share, the same."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pandas as pd
import streamlit as st

from analysis import export, words
from analysis.answer import Answer
from pages import session

CONFIG = {"displaylogo": False, "showSendToCloud": False, "modeBarButtonsToRemove": ["select2d", "lasso2d"]}


def answer(given: Answer, *, pick: str | None = None) -> None:
    """Question, verdict, figure, and under "How do we know?" the table with its counts, the method and the SQL.

    `pick`: the filter that a click on a mark sets.
    """
    key = given.question.key
    with st.container(border=True):
        st.subheader(given.question.title)
        st.text(given.verdict)
        figure = given.figure
        if figure is not None:
            chart = f"chart {key}"
            clicks = (
                {"on_select": lambda: session.filter_by(pick, chart), "selection_mode": "points"}
                if pick
                else {}
            )
            st.plotly_chart(figure, key=chart, config=CONFIG, alt=given.verdict, **clicks)
        with st.expander("How do we know?"):
            _evidence(given)


def four_numbers(summary: Answer, replies: Answer) -> None:
    """Touches, response rate, interviews and offers, each with what it is out of."""
    [totals] = summary.rows
    rate = replies.rows[0] if replies.rows else {"rate": None, "low": 0, "high": 1, "n": 0}
    within = f"within {replies.parameters['within']} days" if replies.basis == "within" else "recorded"
    numbers = (
        ("Touches", f"{totals['touches']:,}", f"to {words.count(totals['opportunities'], 'opportunity')}"),
        ("Response rate", words.percent(rate["rate"]), f"{words.span(rate['low'], rate['high'])}, {within}"),
        (
            "Interviews",
            f"{totals['interviews']:,}",
            f"{totals['interviews_within']:,} within {summary.parameters['within']} days",
        ),
        ("Offers", f"{totals['offers']:,}", f"of {words.count(totals['opportunities'], 'opportunity')}"),
    )
    with st.container(horizontal=True):
        for title, number, beside in numbers:
            st.metric(
                title, number, delta=beside, delta_color="off", delta_arrow="off", border=True, width=230
            )


def _evidence(given: Answer) -> None:
    table = pd.DataFrame(given.rows)
    st.dataframe(table, hide_index=True, column_config=_columns(given, table))
    for reason, number in given.held_out.items():
        st.text(f"Left out: {words.count(number, 'row')}, {reason}.")
    st.text(given.question.method)
    st.text(f"Data up to {given.as_of:%d %B %Y}.")
    st.code(given.sql, language="sql")
    name = f"{given.question.key}-{_fingerprint(given)}.csv"
    st.download_button(
        "Download this table",
        export.csv(given.rows),
        name,
        "text/csv",
        key=f"table {name}",
        on_click="ignore",
    )


def _columns(given: Answer, table: pd.DataFrame) -> dict[str, Any]:
    shares = [column for column in table if column.endswith(("rate", "low", "high", "share"))]
    formats: dict[str, Any] = {
        column: st.column_config.NumberColumn(help=given.question.columns.get(column), format="percent")
        for column in shares
    }
    rest = [column for column in table if column not in formats]
    return formats | {
        column: st.column_config.Column(help=given.question.columns.get(column)) for column in rest
    }


def _fingerprint(given: Answer) -> str:
    """Part of a download's name: Streamlit tells large files apart by name and a sample of their bytes only."""
    return hashlib.sha256(json.dumps(given.to_json(), sort_keys=True).encode()).hexdigest()[:12]
