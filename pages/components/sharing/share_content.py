"""The bytes of a share: its answers, its log and its notebook, made for the options that were chosen."""

from __future__ import annotations

from contextlib import closing
from datetime import date

from analysis.answer import Answer
from analysis.filters import Filters
from analysis.notebook.document import shared_notebook
from analysis.notebook.document.cells import SQL
from analysis.notebook.document.shared_notebook import SharedCell, Unshareable
from analysis.privacy import hidden_answers, redaction
from analysis.questions import QUESTIONS
from analysis.share_snapshot import CODED, NUMBERS, pack
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from pages import session
from pages.components.sharing.share_options import ShareOptions


def make_content(log: MeasuredLog, filters: Filters, options: ShareOptions) -> bytes:
    """The bytes that are previewed and published, the same for the same options. Raises LogError."""
    today = date.today()
    return session.answers.make_once(
        repr((filters, options, session.filters.chosen_basis(), today)),
        lambda: _make_snapshot(log, filters, options, today),
    )


def _make_snapshot(log: MeasuredLog, filters: Filters, options: ShareOptions, today: date) -> bytes:
    answers, fewest, redacted = _ask_questions(filters, options), None, _redact_log(log, filters, options)
    if options.fewest:
        answers = list(hidden_answers.protect_answers(log, answers, options.fewest))
        fewest = (hidden_answers.counting_unit(log), options.fewest)
    return pack(
        answers,
        published_on=today,
        level=options.level,
        log=None if options.locked else redacted,
        fewest=fewest,
        notebook=_run_notebook(log, redacted, options, today) if redacted is not None else (),
    )


def _redact_log(log: MeasuredLog, filters: Filters, options: ShareOptions) -> str | None:
    """The log as viewers may have it at this level; None where they neither explore it nor get a notebook."""
    if options.level == NUMBERS or (options.locked and not options.notebook):
        return None
    return (
        redaction.write_coded_log(log, filters)
        if options.level == CODED
        else redaction.write_full_log(log, filters, options.extra)
    )


def _run_notebook(
    log: MeasuredLog, redacted: str, options: ShareOptions, today: date
) -> tuple[SharedCell, ...]:
    """The notebook, run on the log that viewers get. Raises LogError."""
    if not options.notebook:
        return ()
    if (why_off := session.notebook_state.why_sql_is_off()) and any(
        cell.kind == SQL for cell in options.notebook
    ):
        raise Unshareable(f"{why_off} Leave your notebook out.")
    as_of = redaction.monday_of(log.as_of) if options.level == CODED else log.as_of
    withheld = redaction.list_withheld_columns(coded=options.level == CODED, extra=bool(options.extra))
    with closing(
        import_log(Upload(redacted.encode(), "shared.csv", redaction.choices_for(redacted)))
    ) as leaves:
        cells = shared_notebook.make_shared(
            options.notebook, leaves.measure(today=today, as_of=as_of), withheld
        )
    if options.level == CODED:
        shared_notebook.refuse_names(cells, log)
    return cells


def _ask_questions(filters: Filters, options: ShareOptions) -> list[Answer]:
    """The totals, then the chosen questions, each with the parameters that it has."""
    counting = {"per": options.per, "within": options.within}
    parameters_of = {
        key: {name: counting[name] for name in counting if name in QUESTIONS[key].defaults}
        for key in options.questions
    }
    return [
        session.answers.ask("summary", filters, **counting),
        session.answers.ask("response_by_channel", filters, by="all", **counting),
        *(session.answers.ask(key, filters, **parameters) for key, parameters in parameters_of.items()),
    ]
