"""What leaves with a share: the level, the questions, the columns; made into the very bytes that viewers get."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from analysis import wording
from analysis.answer import Answer
from analysis.filters import Filters
from analysis.notebook.document import shared_notebook
from analysis.notebook.document.cells import SQL, Notebook
from analysis.notebook.document.shared_notebook import Shown, Unshareable
from analysis.privacy import hidden_answers, redaction
from analysis.privacy.hidden_answers import CLIENT, FEWEST
from analysis.questions import QUESTIONS
from analysis.questions.comparison import is_protected
from analysis.snapshot import CODED, FULL, LEVELS, NUMBERS, Snapshot, pack
from data.imports.log import Log
from pages import session
from pages.components.answers import filter_bar
from pages.components.sharing import dashboard

OFFERED = [
    question.key for question in QUESTIONS.values() if question.shareable and question.key != "summary"
]
USUAL = [
    "journey",
    "weekly_activity",
    "response_by_channel",
    "response_by_strategy",
    "offers_by_strategy",
    "fair_comparison",
    "reply_curve",
]
"""What is published unless one chooses otherwise: what fits on a few screens."""

HOLDS = {
    NUMBERS: "The answers that you choose, as they are now. No rows, no names. Anyone with the link can look.",
    CODED: "Viewers explore with filters of their own: weeks for days, codes for companies and people, no job titles.",
    FULL: "For your coach: names, days and job titles too, but never messages or notes.",
}
CODE_OF_A_NAME = ("client", "company", "contact", "with_whom", "opportunity")


@dataclass(frozen=True)
class Wanted:
    """What the owner chose to publish. `fewest`: below how many people a number is hidden; 0 hides none."""

    level: str
    questions: tuple[str, ...]
    per: str
    within: int | None
    fewest: int = 0
    locked: bool = False
    extra: tuple[str, ...] = ()
    notebook: Notebook = ()


def chosen(log: Log) -> Wanted:
    """The choices: who gets what, which questions, counted how."""
    level = st.radio(
        "What viewers get",
        LEVELS,
        key="level",
        format_func=lambda level: dashboard.LEVELS[level],
        captions=[HOLDS[level] for level in LEVELS],
    )
    fewest = _fewest(hidden_answers.counted_by(log)) if level == NUMBERS else 0
    locked = level != NUMBERS and st.toggle(
        "Only the answers that I choose: no log, no filters for viewers", key="locked"
    )
    extra = _extra(redaction.extras(log)) if level == FULL and not locked else ()
    notebook = _notebook(level)
    questions = _questions()
    with st.container(horizontal=True):
        per = "message" if fewest else filter_bar.denominator()
        within = filter_bar.horizon()
    return Wanted(level, tuple(questions), per, within, fewest, locked, extra, notebook)


def content(log: Log, view: Filters, wanted: Wanted) -> bytes:
    """The bytes that are previewed and published, the same ones for the same choices. Raises LogError."""
    today = date.today()
    return session.answers.made(repr((view, wanted, today)), lambda: _made(log, view, wanted, today))


def told(snapshot: Snapshot, wanted: Wanted) -> None:
    """Every column that leaves, read from what was made."""
    tables = [answer for answer in snapshot.answers if answer.parameters.get("by") != "all"]
    columns = [
        {"On the dashboard": answer.question.title, "Column": wording.column(name), "Holds": meaning}
        for answer in tables
        for name, meaning in _meanings(answer)
    ]
    columns += [
        {"On the dashboard": "The log to explore", "Column": name, "Holds": _holds(name, snapshot.level)}
        for name in redaction.header(snapshot.log or "")
    ]
    columns += [
        {"On the dashboard": "Your notebook", "Column": cell.name or "A text", "Holds": _holds_of(cell)}
        for cell in snapshot.notebook
    ]
    parts = wording.listed(
        [
            wording.count(len(tables), "answer"),
            *(["a log"] if snapshot.log is not None else []),
            *(["your notebook"] if snapshot.notebook else []),
        ]
    )
    with st.expander(f"Exactly what leaves: {parts}; {wording.count(len(columns), 'column')} in all"):
        st.dataframe(pd.DataFrame(columns), hide_index=True)
    st.caption(_never(snapshot))
    if snapshot.notebook:
        st.caption("The SQL of your notebook stays here.")
        _not_seen(snapshot.notebook)
    _left_out(tables, wanted)


def _not_seen(notebook: Sequence[Shown]) -> None:
    """Name the results that viewers see less of than their owner does."""
    for cell in notebook:
        if cell.rows is not None and cell.without:
            number = wording.count(cell.rows.num_rows, "row")
            st.text(f"“{cell.name}” reads {cell.lacks}, which don't leave: viewers get {number} of it.")


def _fewest(by: str) -> int:
    """Below how many people numbers are hidden: always in a group, by choice (0: none) in one's own log."""
    group_of_people = by == CLIENT
    choices = FEWEST[by] if group_of_people else (0, *FEWEST[by])
    chosen: int = st.segmented_control(
        "Your log is about several people: hide what only few of them are behind"
        if group_of_people
        else "Hide small numbers: what is behind only few opportunities",
        choices,
        default=choices[0],
        required=True,
        key=f"fewest {by}",
        format_func=lambda k: (
            f"fewer than {k} {'people' if group_of_people else 'opportunities'}" if k else "none"
        ),
        help="Hidden together with what would tell it: nobody can work it out from sums or per cents.",
    )
    return chosen


def _extra(names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        return ()
    found = st.multiselect(
        "Columns of your own that leave too",
        names,
        key="extra",
        format_func=lambda name: f"{name} (says what a person is)" if is_protected(name) else name,
        placeholder="None, unless you choose some",
    )
    return tuple(found)


def _notebook(level: str) -> Notebook:
    """The notebook, where it may leave and its owner wants it to."""
    cells = session.notebook_state.book().cells
    if not cells:
        return ()
    if level == NUMBERS:
        st.caption(
            "Your notebook stays out: its texts and results can hold names. A coded or a full share can carry it."
        )
        return ()
    wanted = st.toggle(
        "My notebook too",
        key="with notebook",
        help="What you wrote leaves as you wrote it. Results are made anew from what viewers get; your SQL stays here.",
    )
    return cells if wanted else ()


def _questions() -> list[str]:
    with st.expander(f"Choose among {wording.count(len(OFFERED), 'question')}"):
        return st.multiselect(
            "Questions on the dashboard",
            OFFERED,
            default=USUAL,
            format_func=lambda key: QUESTIONS[key].title,
            key="published questions",
            help="The totals of the search are always there.",
        )


def _made(log: Log, view: Filters, wanted: Wanted, today: date) -> bytes:
    answers, fewest, made = _answers(view, wanted), None, _redacted(log, view, wanted)
    if wanted.fewest:
        answers = list(hidden_answers.protected(log, answers, wanted.fewest))
        fewest = (hidden_answers.counted_by(log), wanted.fewest)
    return pack(
        answers,
        published_on=today,
        level=wanted.level,
        log=None if wanted.locked else made,
        fewest=fewest,
        notebook=_shown(log, made, wanted, today) if made is not None else (),
    )


def _redacted(log: Log, view: Filters, wanted: Wanted) -> str | None:
    """The log as its level has it, where viewers explore it or the notebook is run on it."""
    if wanted.level == NUMBERS or (wanted.locked and not wanted.notebook):
        return None
    return redaction.coded(log, view) if wanted.level == CODED else redaction.full(log, view, wanted.extra)


def _shown(log: Log, made: str, wanted: Wanted, today: date) -> tuple[Shown, ...]:
    """The notebook, run on the log as it leaves. Raises LogError."""
    if not wanted.notebook:
        return ()
    if (off := session.notebook_state.sql_off()) and any(cell.kind == SQL for cell in wanted.notebook):
        raise Unshareable(f"{off} Leave your notebook out.")
    as_of = redaction.monday(log.as_of) if wanted.level == CODED else log.as_of
    withheld = redaction.withheld(coded=wanted.level == CODED, extra=bool(wanted.extra))
    with closing(Log(made.encode(), "shared.csv", redaction.choices(made))) as leaves:
        found = shared_notebook.made(wanted.notebook, leaves.measure(today=today, as_of=as_of), withheld)
    if wanted.level == CODED:
        shared_notebook.check_names(found, log)
    return found


def _answers(view: Filters, wanted: Wanted) -> list[Answer]:
    """The totals, and the chosen questions with those of the parameters that each of them has."""
    given = {"per": wanted.per, "within": wanted.within}
    asked = {
        key: {name: given[name] for name in given if name in QUESTIONS[key].defaults}
        for key in wanted.questions
    }
    return [
        session.answers.ask("summary", view, within=wanted.within),
        session.answers.ask("response_by_channel", view, by="all", **given),
        *(session.answers.ask(key, view, **parameters) for key, parameters in asked.items()),
    ]


def _meanings(answer: Answer) -> list[tuple[str, str]]:
    columns = {**answer.question.meanings, "hidden": "whether something of the row is hidden"}
    return [(name, columns[name]) for name in (answer.rows[0] if answer.rows else answer.question.columns)]


def _holds(name: str, level: str) -> str:
    if level == CODED and name in redaction.DAYS:
        return f"{wording.meaning(name)}: the Monday of its week"
    if level == CODED and name in CODE_OF_A_NAME:
        return f"{wording.meaning(name)}: a code, dealt out by chance"
    return wording.meaning(name) if name in redaction.FULL else "your own column, as it is"


def _holds_of(cell: Shown) -> str:
    if cell.rows is None:
        return cell.answer.question.title if cell.answer else "what you wrote"
    return f"{wording.count(cell.rows.num_rows, 'row')}: {', '.join(cell.rows.column_names)}"


def _never(snapshot: Snapshot) -> str:
    if snapshot.level == FULL:
        return "The messages, notes and other columns of your log never leave. Neither does the name of your file."
    if snapshot.level == CODED:
        return (
            "Names, days, job titles, messages, notes, columns of your own and the name of your file never leave. "
            "Which code is whose is kept nowhere."
        )
    return (
        "These hold numbers, days and the names of channels, strategies and stages. Companies, people, job titles, "
        "messages, notes, your own columns, the name of your file and single rows of your log never leave."
    )


def _left_out(tables: Sequence[Answer], wanted: Wanted) -> None:
    """Name the questions whose answers can't be protected."""
    shown = {answer.question.key for answer in tables}
    missing = [f"“{QUESTIONS[key].title}”" for key in wanted.questions if key not in shown]
    if missing:
        st.info(
            f"{wording.listed(missing)}: days and single steps open one another, so these answers can't be protected.",
            title="Left out",
        )
