"""How an answer is drawn: on every page, in every share, the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from analysis import drilldown, export, wording
from analysis.answer import WITHIN, Answer
from analysis.question import Row
from pages import session
from pages.components.answers import add_to_notebook, drilldown_panel, tables

CONFIG = {
    "displaylogo": False,
    "showSendToCloud": False,
    "displayModeBar": True,
    "modeBarButtons": [["toImage"]],
}
"""A camera above every chart, always in sight: who comes to it with a finger or a keyboard can't hover first."""
PICTURES = ("PNG", "SVG")


def answer(
    given: Answer,
    *,
    key: str | None = None,
    expanded: bool = False,
    noted: bool = False,
) -> None:
    """Question, verdict, figure, and under "How do we know?" the table with its counts, the method and the SQL.

    `key` tells two answers to one question on one page apart.
    `expanded`: where the table says more than the figure. `noted`: it stands in the notebook already.
    """
    key = key or given.question.key
    with st.container(border=True):
        st.subheader(given.question.title, anchor=False)
        st.text(given.verdict)
        _by_week_or_day([given])
        drawn, place = given.figure, st.container()
        drilldown_panel.choice(given, key)
        with st.expander("How do we know?", expanded=expanded):
            picture = _evidence(given, key, drawn=drawn is not None)
        if not noted:
            add_to_notebook.offered(given, key)
        if drawn is not None:
            with place:
                _chart(drawn, given, f"chart {key}", picture, clicked=not noted)


def four_numbers(summary: Answer, replies: Answer) -> None:
    """Touches, response rate, interviews and offers, each with what it is out of."""
    [totals] = summary.rows
    rate: Row = replies.rows[0] if replies.rows else {"rate": None, "low": 0.0, "high": 1.0, "n": 0}
    numbers = (
        ("Sent", f"{totals['touches']:,}", f"to {wording.count(totals['opportunities'], 'opportunity')}"),
        (
            f"Response rate per {wording.UNITS[replies.parameters['per']]}",
            wording.percent(rate["rate"]),
            range_told(rate, replies),
        ),
        (
            "Had an interview",
            f"{totals['interviews']:,}",
            f"{totals['interviews_within']:,} in {summary.parameters['within']} days",
        ),
        (
            "Had an offer",
            f"{totals['offers']:,}",
            f"of {wording.count(totals['opportunities'], 'opportunity')}",
        ),
    )
    with st.grid(4, min_column_width=200):  # beside each other on a phone, they would be cut off
        for title, number, beside in numbers:
            st.metric(title, number, delta=beside, delta_color="off", delta_arrow="off", border=True)
    _by_week_or_day([summary, replies])
    drilldown_panel.choice(summary, "totals")


def range_told(rate: Row, replies: Answer) -> str:
    """What stands below a response rate: its range, what counts as an answer, and how many it rests on."""
    if replies.unmet_requirements:
        return "not recorded"
    within = f"in {replies.parameters['within']} days" if replies.basis == WITHIN else "recorded"
    return f"{wording.span(rate['low'], rate['high'])} {within}, n {rate['n']:,}"


def figure(drawn: go.Figure, key: str, alt: str, name: str, picture: str = PICTURES[0], **click: Any) -> None:
    """A chart with the camera that saves it as `name`; `alt` says in words what it shows, `click` what a click does."""
    # Streamlit stands in for ten colours, the theme names fewer, and one missing colour costs Plotly all of them.
    colours = len(st.get_option("theme.light.chartCategoricalColors") or range(10))
    drawn.update_layout(colorway=drawn.layout.template.layout.colorway[:colours])
    _inked(drawn)
    image = {"toImageButtonOptions": {"filename": name, "format": picture.lower(), "scale": 2}}
    st.plotly_chart(drawn, key=key, config=CONFIG | image, alt=alt, **click)


def _inked(drawn: go.Figure) -> None:
    """Letters of a chart in the colour of the page's text: Streamlit's own grey is too pale for small ones."""
    ink = {"color": st.get_option(f"theme.{st.context.theme.type or 'light'}.textColor")}
    drawn.update_layout(font=ink, legend_font=ink)
    for axes in (drawn.update_xaxes, drawn.update_yaxes):
        axes(tickfont=ink, title_font=ink)


def _by_week_or_day(given: Sequence[Answer]) -> None:
    """Where a coded log is explored: which answers it tells by week, and which are those that were published."""
    if any(map(session.answers.by_week, given)):
        st.caption("Counted by week: this log tells no days, so it can differ from what its owner sees.")
    elif session.answers.tells_weeks() and all(each.counts for each in given):
        st.caption("As it was published: counted by day.")


def _chart(drawn: go.Figure, given: Answer, key: str, picture: str, *, clicked: bool) -> None:
    """The figure; `clicked`: a click on a mark filters, where its answer came with the log that filters choose from."""
    if not (clicked and given.counts and drilldown.is_clickable(given)):
        figure(drawn, key, given.verdict, given.question.key, picture)
        return
    click = {
        "on_select": lambda: session.filters.pick(key, lambda point: drilldown.filters_at(given, point)),
        "selection_mode": "points",
    }
    # Each click makes it another chart: in the same one, the mark would still be chosen, and the next click undo that.
    drawn.update_layout(meta=session.filters.picks())
    figure(drawn, key, given.verdict, given.question.key, picture, **click)
    st.caption("Click a mark, or tap it twice, to see only this on every page; once more, to see everything.")


def _evidence(given: Answer, key: str, *, drawn: bool) -> str:
    """What stands behind an answer; returns as what its chart is to be saved."""
    titles = ["The numbers", "The method", "The SQL", *(["The picture"] if drawn else [])]
    numbers, method, counted, *picture = st.tabs(titles)
    with numbers:
        tables.shown(given.rows, given.question.meanings)
        for sentence in given.left_out:
            st.text(sentence)
        st.caption(f"Data up to {wording.day(given.as_of)}.")
        st.download_button(
            "Download this table",
            export.csv(given.rows),
            f"{given.question.key}-{session.current.fingerprint(given.to_json())}.csv",
            "text/csv",
            key=f"table {key}",
            icon=":material/download:",
            on_click="ignore",
        )
    with method:
        st.text(given.question.method)
    with counted:
        st.caption("This counts what is shown. The method turns the counts into rates.")
        st.code(given.sql, language=None)
    if not drawn:
        return PICTURES[0]
    with picture[0]:
        return _picture(key)


def _picture(key: str) -> str:
    return st.segmented_control(
        "The camera above the chart saves it as",
        PICTURES,
        default=PICTURES[0],
        required=True,
        key=f"picture {key}",
        help="A PNG suits a text or a slide. An SVG can be made as large as one likes, and be edited.",
    )
