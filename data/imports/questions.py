"""Questions about the rows of a file that only the person can answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.imports.report import OpenQuestion

SENT = "sent"
"""The key of the question whether something was sent at all."""
NONE_OF_THESE = "none of these"
MOST_COLUMNS = 6
MOST_EXAMPLES = 5


def ask_whether_sent(words: Mapping[str, int]) -> OpenQuestion:
    """The question whether rows with some words (word → rows) were sent; they are skipped until it is answered."""
    rows = sum(words.values())
    named = ", ".join(f"“{word}”" for word in words)
    return OpenQuestion(
        key=SENT,
        columns=(),
        question=f"{rows:,} {'row says' if rows == 1 else 'rows say'} {named}. Were these sent?",
        choices=("yes", "no"),
        examples=tuple({"as written": word, "rows": f"{words[word]:,}"} for word in [*words][:MOST_EXAMPLES]),
    )


def ask_for_job(columns: Mapping[str, Sequence[str]]) -> OpenQuestion:
    """The question which column (name → texts that differ) is the job; two jobs at one company are two searches."""
    names = [*columns][:MOST_COLUMNS]
    quoted = " or ".join(f"“{name}”" for name in names)
    return OpenQuestion(
        key="job",
        columns=tuple(names),
        question=f"Some rows about one company on one day differ in {quoted}. Does it say which job?",
        choices=(*names, NONE_OF_THESE),
        examples=tuple(
            {name: columns[name][number] if number < len(columns[name]) else "" for name in names}
            for number in range(min(3, max(len(columns[name]) for name in names)))
        ),
    )
