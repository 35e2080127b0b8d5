"""What became of each row of a file, what was understood of it, and what is still open."""

from __future__ import annotations

from collections.abc import Mapping as Pairs
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from data.schema.mapping import EXTRA

MOST_LINES = 30
"""Lines that are named in one sentence."""
MOST_WORDS = 5
"""Words that are named before the others are counted."""
ADDED_MANUALLY = "added by hand"
"""The line of a touch that stands in no file."""

PUBLISHED = {"open_questions": "needs", "missing": "lacks"}
"""The keys of `understand --json` that differ from the names here: what is published stays."""

LACKING = {
    "channel": "Nothing here says by which way you wrote (e-mail, letter …).",
    "strategy": "Nothing here says what each message was for (a thank-you note, asking about next steps …).",
    "answers": "Nothing here says whether anybody answered.",
}
"""What a log can lack, as the person is told."""


@dataclass(frozen=True)
class Reject:
    """A row that could not be used, given back with where and why."""

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Skip:
    """A row that is no touch: a footer, filler, a wish that was never sent."""

    line: int
    reason: str


@dataclass(frozen=True)
class UnknownWord:
    """A word outside the vocabulary: kept, counted, with a near miss proposed if there is one."""

    column: str
    field: str
    text: str
    rows: int
    proposed: str | None


@dataclass(frozen=True)
class WordReading:
    """A text in no list, all of whose words are: what it was read as, and the milestones that it names besides."""

    column: str
    field: str
    text: str
    rows: int
    key: str
    named: tuple[str, ...]


@dataclass(frozen=True)
class RuleChange:
    """A rule that reads some rows differently than before: why, and the lines of these rows."""

    why: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class RuleChanges:
    """What is read differently: rule by rule, and how many activities there were before, and are now."""

    rules: tuple[RuleChange, ...]
    activities_before: int
    activities: int


@dataclass(frozen=True)
class Oddity:
    """Something worth a look that changes no row: kept as it is, counted, with its lines."""

    what: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class MissingField:
    """What answers rest on and no row says: `channel`, `strategy` or `answers`. `columns`: where it may stand."""

    field: str
    columns: tuple[str, ...]

    def as_text(self) -> str:
        """What is lacking in a sentence, and which columns it may be in or what to add."""
        if not self.columns:
            return f"{LACKING[self.field]} Add a column that does."
        one = len(self.columns) == 1
        asked = f"Is it the column {self.columns[0]}?" if one else "Is it one of these columns: "
        return f"{LACKING[self.field]} {asked}{'' if one else ', '.join(self.columns) + '?'}"


@dataclass(frozen=True)
class OpenQuestion:
    """A question to the person: the answers that fit, shown on rows of their own.

    `key`: `dates` where the answer is an order of dates (`Choices.dates`), `column` where it says what a column means
    (`Choices.columns`: whether the first of `columns` is `meaning`, or another one), else its name in `Choices.chosen`.
    """

    columns: tuple[str, ...]
    question: str
    choices: tuple[str, ...]
    examples: tuple[dict[str, str], ...]
    key: str = "dates"
    meaning: str = ""

    def columns_with(self, choice: str) -> dict[str, str]:
        """What an answer says that columns mean (header → column of the log), where the question is about one."""
        [name, *_] = self.columns
        said = {"yes": {name: self.meaning}, "no": {name: EXTRA}}
        return said.get(choice, {name: EXTRA, choice: self.meaning})


@dataclass(frozen=True)
class UnusedColumn:
    """A column with cells of meaning that nothing is made of, and why."""

    column: str
    why: str


@dataclass(frozen=True)
class ImportReport:
    """What was understood of a file. rows_in = accepted + duplicates + skipped + number of rejects.

    `format`: the known export that it is, else its shape; `about`: what such an export can and what it can't tell.
    `places`: for rows that are named here by a number which is not their line, the line and the file. `parts`: the
    tables that the file holds, where there are several; `part`: the one that was read. Nothing can be measured while
    one of `open_questions` is open; the `optional_questions` are about rows that are left out until they are answered.
    `plans`: rows that say that nothing was sent. `unused`: columns with cells of meaning that nothing is made of.
    `changes`: what is read differently than under the rules by which the choices about this file were made.
    """

    name: str
    format: str
    shape: str
    encoding: str
    delimiter: str | None
    mapping: dict[str, str | None]
    rows_in: int
    accepted: int
    duplicates: int
    skipped: int
    rejects: tuple[Reject, ...]
    made: dict[str, int]
    open_questions: tuple[OpenQuestion, ...]
    skips: tuple[Skip, ...]
    unknown: tuple[UnknownWord, ...]
    oddities: tuple[Oddity, ...]
    preamble: tuple[str, ...]
    notes: tuple[str, ...]
    about: tuple[str, ...] = ()
    missing: tuple[MissingField, ...] = ()
    places: Pairs[int, str] = field(default_factory=dict)
    part: str | None = None
    parts: tuple[str, ...] = ()
    optional_questions: tuple[OpenQuestion, ...] = ()
    readings: tuple[WordReading, ...] = ()
    plans: int = 0
    changes: RuleChanges | None = None
    unused: tuple[UnusedColumn, ...] = ()

    def place_of(self, line: int) -> str:
        """Where a row stands, for the person: its line, and its file where there are several."""
        return self.places.get(line, f"{line:,}")

    @property
    def questions(self) -> tuple[OpenQuestion, ...]:
        """All questions, the most important first: those without which nothing can be measured, then the others."""
        return (*self.open_questions, *self.optional_questions)

    def name_lines(self, lines: Sequence[int]) -> str:
        """Where some rows stand, in words: "line 3", "lines 3, 5", and how many more where there are many."""
        shown = ", ".join(self.place_of(line) for line in lines[:MOST_LINES])
        more = f" and {len(lines) - MOST_LINES:,} more" if len(lines) > MOST_LINES else ""
        return f"{'line' if len(lines) == 1 else 'lines'} {shown}{more}"

    def to_json(self) -> dict[str, Any]:
        """The same as plain lists and numbers, with the keys documented in the README."""
        plain = asdict(self)
        return {PUBLISHED.get(name, name): value for name, value in plain.items()}

    def as_text(self) -> str:
        """The same in a few plain sentences."""
        made = self.made
        lines = [
            f"{self.rows_in:,} rows, read as {self.format}: {self.accepted:,} used, {self.skipped:,} skipped, "
            f"{len(self.rejects):,} set aside, {self.duplicates:,} removed as duplicates.",
            f"They make {made['touches']:,} touches in {made['opportunities']:,} opportunities, "
            f"with {made['replies']:,} replies and {made['milestones']:,} milestones.",
            *self.about,
            *self.notes,
            *(need.question for need in self.questions),
            *(lack.as_text() for lack in self.missing if not self.about),
            *self.describe_changes(),
            *self._worth_a_look(),
        ]
        return "\n".join(lines)

    def describe_changes(self) -> list[str]:
        """What is read differently since the choices about this file were made, in a sentence each."""
        if self.changes is None:
            return []
        before, now = self.changes.activities_before, self.changes.activities
        activities = f"{now:,} {'activity' if now == 1 else 'activities'}"
        count = f"{activities}, as before" if now == before else f"{activities} now, {before:,} before"
        return [
            f"The rules by which files are read have changed since this was saved: {count}.",
            *(f"{change.why} ({self.name_lines(change.lines)})" for change in self.changes.rules),
        ]

    def _worth_a_look(self) -> list[str]:
        """What is worth a look: columns without a meaning, unknown words, oddities, and no dates at all."""
        kept = [name for name, meaning in self.mapping.items() if meaning is None]
        lines = [f"Kept as they are: {', '.join(kept)}."] if kept else []
        lines += [f"“{unused.column}” isn't used: {unused.why}" for unused in self.unused]
        lines += [
            f"Read in “{word.column}”: {word.text} as {', '.join(dict.fromkeys((word.key, *word.named)))}."
            for word in self.readings[:5]
        ]
        lines += [
            f"Not understood in “{word.column}”: {word.text} ({'once' if word.rows == 1 else f'{word.rows:,} times'})."
            for word in self.unknown[:MOST_WORDS]
        ]
        if len(self.unknown) > MOST_WORDS:
            lines.append(f"And {len(self.unknown) - MOST_WORDS:,} more words were not understood.")
        lines += [f"{oddity.what}: {self.name_lines(oddity.lines)}." for oddity in self.oddities]
        if self.made["touches"] and not self.made["dated"]:
            lines.append(
                "No column was read as the day you did something, so nothing can be timed: say which with --map."
            )
        return lines
