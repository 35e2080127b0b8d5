"""An answer on the screen: on every page and in every share, the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import plotly.graph_objects as go
import streamlit as st

from analysis import drilldown, export, wording
from analysis.answer import Answer
from analysis.basis import RECORDED, WITHIN
from analysis.missing_data import ANSWERS, STEPS_REACHED
from analysis.question import Row
from pages import session
from pages.components.answers import add_to_notebook, drilldown_panel, tables

CHART_CONFIG = {
    "displaylogo": False,
    "showSendToCloud": False,
    "displayModeBar": True,
    "modeBarButtons": [["toImage"]],
}
"""A camera above every chart, always visible: with a finger or a keyboard nobody can hover first."""
PICTURE_FORMATS = ("PNG", "SVG")


def show_answer(
    answer: Answer, *, key: str | None = None, expanded: bool = False, in_notebook: bool = False
) -> None:
    """Question, verdict, figure, and under "How do we know?" the table with its counts, the method and the SQL.

    `key` distinguishes two answers to one question on one page.
    `expanded`: for a table that shows more than the figure. `in_notebook`: for an answer of a cell.
    """
    key = key or answer.question.key
    with st.container(border=True):
        st.subheader(answer.question.title, anchor=False)
        st.text(answer.verdict)
        _show_week_note([answer])
        chart, place = answer.figure, st.container()
        drilldown_panel.show_drilldown(answer, key)
        with st.expander("How do we know?", expanded=expanded):
            picture = _show_evidence(answer, key, has_chart=chart is not None)
        if not in_notebook:
            add_to_notebook.show_button(answer, key)
        if chart is not None:
            with place:
                _show_chart(chart, answer, f"chart {key}", picture, clickable=not in_notebook)


def show_four_numbers(summary: Answer, replies: Answer) -> None:
    """Touches, response rate, interviews and offers, each with what it is out of."""
    [totals] = summary.rows
    rate: Row = replies.rows[0] if replies.rows else {"rate": None, "low": 0.0, "high": 1.0, "n": 0}
    numbers = (
        ("Sent", f"{totals['touches']:,}", f"to {wording.count(totals['opportunities'], 'opportunity')}"),
        (
            f"Response rate per {wording.UNITS[replies.parameters['per']]}",
            wording.percent(rate["rate"]),
            range_text(rate, replies),
        ),
        (
            "Had an interview",
            _reached_text(totals, "interviews", summary),
            _soon_text(totals, summary),
        ),
        (
            "Had an offer",
            _reached_text(totals, "offers", summary),
            f"of {wording.count(totals['opportunities'], 'opportunity')}",
        ),
    )
    show_metrics(numbers)
    _show_week_note([summary, replies])
    drilldown_panel.show_drilldown(summary, "totals")


def _reached_text(totals: Row, name: str, summary: Answer) -> str:
    """How many reached something; a dash where nobody noted what came back."""
    unknown = not totals[name] and {ANSWERS, STEPS_REACHED} & {*summary.missing}
    return "–" if unknown else f"{totals[name]:,}"


def _soon_text(totals: Row, summary: Answer) -> str:
    """How many interviews came soon; where they have no days, that they are those so far."""
    if {ANSWERS, STEPS_REACHED} & {*summary.missing}:
        return "so far" if totals["interviews"] else "not recorded"
    soon = totals["interviews_within"]
    return "so far" if soon is None else f"{soon:,} in {summary.parameters['within']} days"


def show_metrics(
    numbers: Sequence[tuple[str, str, str | None]], *, height: Literal["content", "stretch"] = "content"
) -> None:
    """Titles with their numbers, and a line below each."""
    with st.grid(4, min_column_width=200):  # beside each other on a phone, they would be cut off
        for title, number, line in numbers:
            st.metric(title, number, line, delta_color="off", delta_arrow="off", border=True, height=height)


def range_text(rate: Row, replies: Answer) -> str:
    """The text below a response rate: its range, what counts as a reply, and the number it is based on."""
    if replies.unmet_requirements:
        return "not recorded"
    within = replies.parameters["within"]
    in_time = wording.reach(rate.get("through"), within) or f"in {within} days"
    counted = in_time if replies.basis == WITHIN else "so far"
    older = f" sent {within} days ago or earlier" if replies.basis == RECORDED else ""
    return f"{wording.span(rate['low'], rate['high'])} {counted}, n {rate['n']:,}{older}"


def show_figure(
    chart: go.Figure, key: str, alt: str, name: str, picture: str = PICTURE_FORMATS[0], **click: Any
) -> None:
    """A chart with a camera that saves it as `name`; `alt` is its description in words, `click` what a click does."""
    # Streamlit replaces ten colours, the theme names fewer, and one missing colour costs Plotly all of them.
    colours = len(st.get_option("theme.light.chartCategoricalColors") or range(10))
    chart.update_layout(colorway=chart.layout.template.layout.colorway[:colours])
    _set_text_colour(chart)
    image = {"toImageButtonOptions": {"filename": name, "format": picture.lower(), "scale": 2}}
    st.plotly_chart(chart, key=key, config=CHART_CONFIG | image, alt=alt, **click)


def _set_text_colour(chart: go.Figure) -> None:
    """Set the text of a chart in the page's colour: Streamlit's own grey is too pale for small letters."""
    ink = {"color": st.get_option(f"theme.{st.context.theme.type or 'light'}.textColor")}
    chart.update_layout(font=ink, legend_font=ink)
    for axes in (chart.update_xaxes, chart.update_yaxes):
        axes(tickfont=ink, title_font=ink)


def _show_week_note(answers: Sequence[Answer]) -> None:
    """Where a coded log is explored: which answers are counted by week, and which are those that were published."""
    if any(map(session.answers.is_by_week, answers)):
        st.caption("Counted by week: this log tells no days, so it can differ from what its owner sees.")
    elif session.answers.has_weeks_only() and all(each.counts for each in answers):
        st.caption("As it was published: counted by day.")


def _show_chart(chart: go.Figure, answer: Answer, key: str, picture: str, *, clickable: bool) -> None:
    """The figure; `clickable`: a click on a mark sets filters, where the answer came with its log."""
    if not (clickable and answer.counts and drilldown.is_clickable(answer)):
        show_figure(chart, key, answer.verdict, answer.question.key, picture)
        return
    click = {
        "on_select": lambda: session.filters.filter_by_click(
            key, lambda point: drilldown.filters_at(answer, point)
        ),
        "selection_mode": "points",
    }
    # Each click makes a new chart: in the same one the mark would still be selected, and the next click deselect it.
    chart.update_layout(meta=session.filters.clicks())
    show_figure(chart, key, answer.verdict, answer.question.key, picture, **click)
    st.caption("Click a mark, or tap it twice, to see only this on every page; once more, to see everything.")


def _show_evidence(answer: Answer, key: str, *, has_chart: bool) -> str:
    """The evidence for an answer; returns the format to save its chart in."""
    titles = ["The numbers", "The method", "The SQL", *(["The picture"] if has_chart else [])]
    numbers, method, sql, *picture = st.tabs(titles)
    with numbers:
        tables.show_table(answer.rows, answer.question.meanings)
        for sentence in answer.left_out:
            st.text(sentence)
        st.caption(f"Data up to {wording.day(answer.as_of)}.")
        st.download_button(
            "Download this table",
            export.write_csv(answer.rows),
            f"{answer.question.key}-{session.current_upload.fingerprint(answer.to_json())}.csv",
            "text/csv",
            key=f"table {key}",
            icon=":material/download:",
            on_click="ignore",
        )
    with method:
        st.text(answer.question.method)
    with sql:
        st.caption("This counts what is shown. The method turns the counts into rates.")
        st.code(answer.sql, language=None)
    if not has_chart:
        return PICTURE_FORMATS[0]
    with picture[0]:
        return _choose_picture_format(key)


def _choose_picture_format(key: str) -> str:
    return st.segmented_control(
        "The camera above the chart saves it as",
        PICTURE_FORMATS,
        default=PICTURE_FORMATS[0],
        required=True,
        key=f"picture {key}",
        help="A PNG suits a text or a slide. An SVG can be made as large as one likes, and be edited.",
    )
