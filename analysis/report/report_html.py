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
from analysis.report.answer_table import table
from analysis.report.markup import Html, tag, together
from analysis.report.page_footer import running
from data.errors import LogError
from data.imports.log import Log

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Unanswered:
    """A question that this log can't answer, and why, in a sentence."""

    question: Question
    why: str


def html(log: Log, view: Filters | None = None, *, private: bool = True) -> str:
    """Every question of the catalogue put to a measured log, as one self-contained page.

    `private`: the file is for the log's owner. Otherwise the questions whose rows hold names or texts stay out, and
    so does the name of the file.
    """
    view = view or Filters()
    asked = [question for question in QUESTIONS.values() if private or question.shareable]
    found = log.report
    about = [f"{wording.count(found.rows_in, 'row')} in the log, {found.accepted:,} of them used."]
    if private:
        about.insert(0, f"Made from {found.name}.")
    return page([_answer(log, question, view) for question in asked], log.as_of, view, about)


def page(
    answers: Iterable[Answer | Unanswered], as_of: date, view: Filters, about: Iterable[str] = ()
) -> str:
    """The page that shows these answers; `about`: sentences about the log they come from."""
    answers = list(answers)
    return document(
        f"Top of Mind, data up to {as_of.isoformat()}",
        f"Top of Mind. Data up to {wording.day(as_of)}. {filters_told(view)}",
        [
            _head(answers, as_of, view, about),
            tag("main", *(section(each, each.question.key) for each in answers)),
        ],
        {
            each.question.key: each.figure
            for each in answers
            if isinstance(each, Answer) and each.figure is not None
        },
    )


def document(title: str, foot: str, body: Iterable[Html], figures: Mapping[str, go.Figure]) -> str:
    """A self-contained page. `foot` stands below each printed page; the figure `name` is drawn in `place(name, …)`."""
    plotly, script = get_plotlyjs(), _file("report.js")
    return Template(_file("report.html")).substitute(
        policy=_policy(plotly, script),
        title=escape(title),
        style=_file("report.css"),
        paper=running(foot),
        body=together(*body, _foot()),
        figures=_json({name: _drawn(figure) for name, figure in figures.items()}),
        # The whole of Plotly, 4.8 MB: a report has to open in ten years, on a train, from a mail attachment.
        plotly=plotly,
        script=script,
    )


def filters_told(view: Filters) -> str:
    """The filters in words."""
    chosen = view.to_json()
    if not chosen:
        return "Nothing is filtered: the whole log is counted."
    told = [f"{name} {_list(value)}" for name, value in chosen.items()]
    return f"Counted only: {'; '.join(told)}."


def _list(value: str | list[str]) -> str:
    return value if isinstance(value, str) else wording.listed([wording.name(key) for key in value])


def _answer(log: Log, question: Question, view: Filters) -> Answer | Unanswered:
    try:
        return ask(log, question.key, view)
    except LogError as why:
        return Unanswered(question, str(why))


def _head(answers: list[Answer | Unanswered], as_of: date, view: Filters, about: Iterable[str]) -> Html:
    links = [tag("li", tag("a", each.question.title, href=f"#{each.question.key}")) for each in answers]
    return tag(
        "header",
        tag("h1", "Top of Mind: what the log says"),
        tag("p", f"Data up to {wording.day(as_of)}. {filters_told(view)}"),
        *(tag("p", sentence) for sentence in about),
        tag("nav", tag("ol", *links), aria_label="Questions"),
    )


def _foot() -> Html:
    return tag(
        "footer",
        tag("p", "Made by Top of Mind. This file holds everything it shows and asks nothing of any network."),
    )


def section(given: Answer | Unanswered, name: str) -> Html:
    """An answer with its evidence; `name` tells it apart from all else on the page."""
    title = tag("h2", given.question.title)
    if isinstance(given, Unanswered):
        why = tag("p", f"This log can't answer that. {given.why}", class_="verdict")
        return tag("section", title, why, id=name)
    return tag(
        "section",
        title,
        tag("p", given.verdict, class_="verdict"),
        *([place(name, given.verdict)] if given.figure is not None else []),
        tag("details", tag("summary", "How do we know?"), *_evidence(given)),
        id=name,
    )


def place(name: str, said: str) -> Html:
    """Where a figure is drawn; `said` tells in words what it shows."""
    without = tag("p", "The chart needs JavaScript. The table below holds the same numbers.", class_="quiet")
    return tag("div", without, id=f"figure-{name}", class_="figure", role="img", aria_label=said)


def _drawn(figure: go.Figure) -> dict[str, Any]:
    """Data and layout of a figure without its template: the colours are the page's, in the light and in the dark."""
    drawn: dict[str, Any] = json.loads(figure.to_json())
    drawn["layout"].pop("template", None)
    return drawn


def _evidence(given: Answer) -> list[Html]:
    return [
        *table(given),
        *(tag("p", sentence, class_="held") for sentence in given.left_out),
        tag("p", given.question.method),
        tag(
            "p",
            f"Data up to {wording.day(given.as_of)}. {filters_told(given.filters)} {_parameters_told(given)}",
            class_="quiet",
        ),
        tag(
            "div",
            tag("h3", "The SQL that counted"),
            tag("pre", tag("code", given.sql), tabindex="0"),
            class_="code",
        ),
    ]


def _parameters_told(given: Answer) -> str:
    chosen = [f"{name} = {value}" for name, value in given.parameters.items() if value is not None]
    return f"Asked with {', '.join(chosen)}." if chosen else ""


def _json(value: Mapping[str, Any]) -> str:
    """JSON that can't end the element it stands in."""
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
