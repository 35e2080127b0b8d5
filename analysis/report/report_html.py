"""All answers in one HTML file that opens anywhere, without a network and without a server."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from typing import Any

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from analysis import wording
from analysis.answer import Answer
from analysis.ask import ask
from analysis.filters import Filters
from analysis.question import Question
from analysis.questions import QUESTIONS
from analysis.report.answer_table import render_table
from analysis.report.markup import Html, join_markup, tag
from analysis.report.page_footer import footer_css
from data.errors import LogError
from data.imports.log import MeasuredLog

HERE = Path(__file__).parent


@dataclass(frozen=True)
class UnansweredQuestion:
    """A question that this log can't answer, and why, in a sentence."""

    question: Question
    why: str


def render_report(
    log: MeasuredLog, filters: Filters | None = None, *, private: bool = True, basis: str | None = None
) -> str:
    """Every question of the catalogue put to a measured log, as one self-contained page.

    `private`: the file is for the log's owner. Otherwise the questions whose rows hold names or texts stay out, and
    so does the name of the file. `basis`: what reply rates count (`analysis.basis`), or None for the log's own.
    """
    filters = filters or Filters()
    questions = [question for question in QUESTIONS.values() if private or question.shareable]
    report = log.report
    about = [f"{wording.count(report.rows_in, 'row')} in the log, {report.accepted:,} of them used."]
    if private:
        about.insert(0, f"Made from {report.name}.")
    return render_page(
        [_answer(log, question, filters, basis) for question in questions], log.as_of, filters, about
    )


def render_page(
    answers: Iterable[Answer | UnansweredQuestion], as_of: date, filters: Filters, about: Iterable[str] = ()
) -> str:
    """The page that shows these answers; `about`: sentences about the log they come from."""
    answers = list(answers)
    return render_document(
        f"Top of Mind, data up to {as_of.isoformat()}",
        f"Top of Mind. Data up to {wording.day(as_of)}. {filters_text(filters)}",
        [
            _head(answers, as_of, filters, about),
            tag("main", *(render_section(each, each.question.key) for each in answers)),
        ],
        {
            each.question.key: each.figure
            for each in answers
            if isinstance(each, Answer) and each.figure is not None
        },
    )


def render_document(title: str, foot: str, body: Iterable[Html], figures: Mapping[str, go.Figure]) -> str:
    """A self-contained page. `foot` is below each printed page; figure `name` is drawn in `figure_place(name, …)`."""
    plotly, script = get_plotlyjs(), _file("report.js")
    return Template(_file("report.html")).substitute(
        policy=_policy(plotly, script),
        title=escape(title),
        style=_file("report.css"),
        paper=footer_css(foot),
        body=join_markup(*body, _foot()),
        figures=_json({name: _figure_json(figure) for name, figure in figures.items()}),
        # The whole of Plotly, 4.8 MB: a report has to open in ten years, on a train, from a mail attachment.
        plotly=plotly,
        script=script,
    )


def filters_text(filters: Filters) -> str:
    """The filters in words."""
    chosen = filters.to_json()
    if not chosen:
        return "Nothing is filtered: the whole log is counted."
    parts = [f"{name} {_values_text(value)}" for name, value in chosen.items()]
    return f"Counted only: {'; '.join(parts)}."


def _values_text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else wording.join_words([wording.name(key) for key in value])


def _answer(
    log: MeasuredLog, question: Question, filters: Filters, basis: str | None
) -> Answer | UnansweredQuestion:
    chosen = {"basis": basis} if "basis" in question.defaults else {}
    try:
        return ask(log, question.key, filters, **chosen)
    except LogError as why:
        return UnansweredQuestion(question, str(why))


def _head(
    answers: list[Answer | UnansweredQuestion], as_of: date, filters: Filters, about: Iterable[str]
) -> Html:
    links = [tag("li", tag("a", each.question.title, href=f"#{each.question.key}")) for each in answers]
    return tag(
        "header",
        tag("h1", "Top of Mind: what the log says"),
        tag("p", f"Data up to {wording.day(as_of)}. {filters_text(filters)}"),
        *(tag("p", sentence) for sentence in about),
        tag("nav", tag("ol", *links), aria_label="Questions"),
    )


def _foot() -> Html:
    return tag(
        "footer",
        tag("p", "Made by Top of Mind. This file holds everything it shows and asks nothing of any network."),
    )


def render_section(answer: Answer | UnansweredQuestion, name: str) -> Html:
    """An answer with its evidence; `name` is its id on the page."""
    title = tag("h2", answer.question.title)
    if isinstance(answer, UnansweredQuestion):
        why = tag("p", f"This log can't answer that. {answer.why}", class_="verdict")
        return tag("section", title, why, id=name)
    return tag(
        "section",
        title,
        tag("p", answer.verdict, class_="verdict"),
        *([figure_place(name, answer.verdict)] if answer.figure is not None else []),
        tag("details", tag("summary", "How do we know?"), *_evidence(answer)),
        id=name,
    )


def figure_place(name: str, description: str) -> Html:
    """Where a figure is drawn; `description` is what it shows in words."""
    without = tag("p", "The chart needs JavaScript. The table below holds the same numbers.", class_="quiet")
    return tag("div", without, id=f"figure-{name}", class_="figure", role="img", aria_label=description)


def _figure_json(figure: go.Figure) -> dict[str, Any]:
    """Data and layout of a figure without its template: the colours are the page's, in the light and in the dark."""
    drawn: dict[str, Any] = json.loads(figure.to_json())
    drawn["layout"].pop("template", None)
    return drawn


def _evidence(answer: Answer) -> list[Html]:
    return [
        *render_table(answer),
        *(tag("p", sentence, class_="held") for sentence in answer.left_out),
        tag("p", answer.question.method),
        tag(
            "p",
            f"Data up to {wording.day(answer.as_of)}. {filters_text(answer.filters)} {_parameters_text(answer)}",
            class_="quiet",
        ),
        tag(
            "div",
            tag("h3", "The SQL that counted"),
            tag("pre", tag("code", answer.sql), tabindex="0"),
            class_="code",
        ),
    ]


def _parameters_text(answer: Answer) -> str:
    chosen = [f"{name} = {value}" for name, value in answer.parameters.items() if value is not None]
    return f"Asked with {', '.join(chosen)}." if chosen else ""


def _json(value: Mapping[str, Any]) -> str:
    """JSON that can't end the element it is in."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).replace("<", r"\u003c")


def _policy(*scripts: str) -> str:
    """What the page may do: run exactly these scripts and style itself; nothing from anywhere else.

    Plotly writes its styles while it runs, so styles can't be held to a hash.
    """
    hashes = [f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts]
    return (
        f"default-src 'none'; script-src {' '.join(hashes)}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _file(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
