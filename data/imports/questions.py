"""Questions about the rows of a file that only the person can answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from data.database import Database, read_query
from data.exports.export import Export
from data.imports.choices import Choices
from data.imports.report import OpenQuestion, UnusedColumn
from data.schema import date_columns, headers
from data.schema.follow_ups import write_meaning
from data.schema.mapping import EVENT_ROWS
from data.schema.mapping import Mapping as ColumnMapping

DAY, JOB, SENT, COLUMN = "date", "job", "sent", "column"
"""The keys of these questions: which column is the day, which the job, whether something was sent at all, and what a
column means."""
MOST_EXAMPLES = 5
MOST_OTHERS = 3
"""Other columns that are offered in place of one."""
MOST_READ = 200
"""Texts of a column that are read for what they may mean."""
MOST_NAMED = 3
"""Texts that a question names."""
READ_AS = {
    "outcome": "what came of it",
    "status": "where it stands today",
    "channel": "the channel",
    "strategy": "what each message was for",
}
"""What a column is asked about that was known by its words alone, the most important first."""
YES_OR_NO = ("yes", "no")


def ask_for_day(
    export: Export, choices: Choices, mapping: ColumnMapping, unused: Mapping[str, Sequence[str]]
) -> Iterator[OpenQuestion]:
    """Ask which column is the day, where none was read as it and some could be (`unused`: name → texts)."""
    days = {"sent_at", "at"} & set(mapping.columns) or mapping.stages
    if not days and not export.name and DAY not in choices.chosen:
        yield from filter(None, [date_columns.ask_for_day_column(unused)])


def knows_job(export: Export, choices: Choices, mapping: ColumnMapping) -> bool:
    """Whether it is clear which column is the job, if any.

    A known export says itself what its jobs are; files that were joined were asked about before.
    """
    named = {"role", "opportunity"} & set(mapping.columns)
    return bool(named or export.name or export.files or JOB in choices.chosen)


def ask_for_job(
    export: Export, choices: Choices, mapping: ColumnMapping, database: Database
) -> Iterator[OpenQuestion]:
    """Ask which column is the job, where rows of one company and day would be taken for one."""
    if knows_job(export, choices, mapping):
        return
    found = database.records(read_query("same_day_jobs"))
    columns = {row["name"]: row["texts"] for row in found if headers.may_be_jobs(row["texts"])}
    if columns:
        yield _question_for_job(columns)


def ask_whether_sent(choices: Choices, database: Database) -> Iterator[OpenQuestion]:
    """Ask once about all words by which something may have been sent or not; their rows are skipped until then."""
    words = database.records(read_query("perhaps_sent")) if SENT not in choices.chosen else ()
    if not words:
        return
    rows = sum(each["rows"] for each in words)
    named = ", ".join(f"“{each['word']}”" for each in words)
    yield OpenQuestion(
        key=SENT,
        columns=(),
        question=f"{rows:,} {'row says' if rows == 1 else 'rows say'} {named}. Were these sent?",
        choices=YES_OR_NO,
        examples=tuple(
            {"as written": each["word"], "rows": f"{each['rows']:,}"} for each in words[:MOST_EXAMPLES]
        ),
    )


def ask_about_columns(
    mapping: ColumnMapping, texts: Callable[[str], Sequence[str]], choices: Choices
) -> Iterator[OpenQuestion]:
    """Ask about each column whose meaning is a guess that changes a number, the most important first.

    `texts`: of a column, by its header; what the person said of a column is never asked.
    """
    free = {name for name, meaning in mapping.meanings.items() if meaning in (None, "notes")}
    unused = [name for name in mapping.names if name in free and name not in choices.columns]
    if "outcome" not in mapping.columns and mapping.format != EVENT_ROWS:
        yield from filter(None, (_ask_for_outcome(name, texts(name)) for name in unused))
    known = {mapping.names[index]: str(mapping.meanings[mapping.names[index]]) for index in mapping.by_words}
    for name in sorted(known, key=lambda name: [*READ_AS].index(known[name])):
        others = headers.columns_that_may_hold(
            known[name], {other: texts(other) for other in unused if mapping.meanings[other] is None}
        )
        yield _ask_for_meaning(
            name, known[name], f"Is “{name}” {READ_AS[known[name]]}?", others[:MOST_OTHERS]
        )
    for column in mapping.doubtful_follow_ups:
        name = mapping.names[column.index]
        question = f"“{name}” says {_quote(texts(name))}. Are these follow-ups that you sent, or plans?"
        yield _ask_for_meaning(name, write_meaning(column.strategy, column.channel), question)


def _ask_for_outcome(name: str, texts: Sequence[str]) -> OpenQuestion | None:
    """Ask whether a column with words of interviews, offers or refusals says what came of each row."""
    said = [] if headers.is_look_alike(name) else headers.results_in(texts)
    if not said:
        return None
    return _ask_for_meaning(name, "outcome", f"“{name}” says {_quote(said)}. Is it what came of it?")


def _ask_for_meaning(name: str, meaning: str, question: str, others: Sequence[str] = ()) -> OpenQuestion:
    """Ask whether a column has a meaning, or one of the `others` has it."""
    return OpenQuestion(
        key=COLUMN,
        columns=(name,),
        question=question,
        choices=(*YES_OR_NO, *others),
        examples=(),
        meaning=meaning,
    )


def _quote(texts: Sequence[str]) -> str:
    quoted = ", ".join(f"“{text}”" for text in texts[:MOST_NAMED])
    return f"{quoted} …" if len(texts) > MOST_NAMED else quoted


def explain_unused(mapping: ColumnMapping, texts: Callable[[str], Sequence[str]]) -> Iterator[UnusedColumn]:
    """Each column with cells of meaning that nothing is made of, and why."""
    names = {column: mapping.names[indexes[0]] for column, indexes in mapping.columns.items()}
    for name in (mapping.names[index] for index in mapping.extra):
        if why := _why_unused(name, texts(name), names):
            yield UnusedColumn(name, why)


def _why_unused(name: str, texts: Sequence[str], names: Mapping[str, str]) -> str:
    if headers.hold_days(texts):
        if headers.is_look_alike(name):
            return "it has days of plans, or of the tool."
        return "it has days, but nothing says what was done on them."
    kind = next((kind for kind in READ_AS if headers.words_in(kind, texts[:MOST_READ])), "")
    if not kind:
        return ""
    alike = (kind, *(headers.RESULTS if kind in headers.RESULTS else ()))
    if taken := next((column for column in alike if column in names), None):
        return f"“{names[taken]}” is read as {READ_AS[taken]} already."
    return f"only some of its cells are words of {READ_AS[kind]}."


def _question_for_job(columns: Mapping[str, Sequence[str]]) -> OpenQuestion:
    """Which column (name → texts that differ) is the job; two jobs at one company are two opportunities."""
    names = [*columns][: date_columns.MOST_COLUMNS]
    quoted = " or ".join(f"“{name}”" for name in names)
    return OpenQuestion(
        key=JOB,
        columns=tuple(names),
        question=f"Some rows about one company on one day differ in {quoted}. Does it say which job?",
        choices=(*names, date_columns.NONE_OF_THESE),
        examples=tuple(
            {name: columns[name][number] if number < len(columns[name]) else "" for name in names}
            for number in range(min(3, max(len(columns[name]) for name in names)))
        ),
    )
