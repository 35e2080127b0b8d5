"""Questions about the rows of a file that only the person can answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from data.database import Database, read_query
from data.exports.export import Export
from data.imports.choices import Choices
from data.imports.report import OpenQuestion
from data.schema import date_columns, headers
from data.schema.mapping import Mapping as ColumnMapping

DAY, JOB, SENT = "date", "job", "sent"
"""The keys of these questions: which column is the day, which the job, and whether something was sent at all."""
MOST_EXAMPLES = 5


def ask_for_day(
    export: Export, choices: Choices, mapping: ColumnMapping, unused: Mapping[str, Sequence[str]]
) -> Iterator[OpenQuestion]:
    """Ask which column is the day, where none was read as it and some could be (`unused`: name → texts)."""
    days = {"sent_at", "at"} & set(mapping.columns) or mapping.stages
    if not days and not export.name and DAY not in choices.chosen:
        yield from filter(None, [date_columns.ask_for_day_column(unused)])


def ask_for_job(
    export: Export, choices: Choices, mapping: ColumnMapping, database: Database
) -> Iterator[OpenQuestion]:
    """Ask which column is the job, where rows of one company and day would be taken for one.

    A known export says itself what its jobs are; files that were joined were asked about before.
    """
    known = {"role", "opportunity"} & set(mapping.columns)
    if known or export.name or export.files or JOB in choices.chosen:
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
        choices=("yes", "no"),
        examples=tuple(
            {"as written": each["word"], "rows": f"{each['rows']:,}"} for each in words[:MOST_EXAMPLES]
        ),
    )


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
