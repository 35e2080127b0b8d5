"""What a person said about a file, and what was understood of it."""

from __future__ import annotations

from collections.abc import Mapping as Pairs
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

MOST_LINES = 30
"""Lines that are named in one sentence."""
BY_HAND = "added by hand"
"""The line of a touch that stands in no file."""

LACKING = {
    "channel": "Nothing here says by which way you wrote (e-mail, letter …).",
    "strategy": "Nothing here says what each message was for (a thank-you note, asking about next steps …).",
    "answers": "Nothing here says whether anybody answered.",
}
"""What a log can lack, as the person is told."""


@dataclass(frozen=True)
class Added:
    """A touch that the person added by hand; "" where they said nothing, and no answer so far."""

    sent_at: date
    channel: str = ""
    strategy: str = ""
    company: str = ""
    contact: str = ""
    role: str = ""
    client: str = ""
    replied_at: date | None = None


@dataclass(frozen=True)
class Choices:
    """What the person said about a file: column meanings, the order of its dates, what its words mean.

    `answers`: to the other questions, by the key of each. `read_text`: the texts of a mailbox may be read. `part`: the
    sheet of a workbook, or the file of an archive, that is the log.

    What they put right in its rows, in the order in which they did it: `cells`, the text of one cell (its line and
    header); `texts`, of all cells of a column that said the same (header and what they said); `merged`, the first lines
    of the groups of identical rows that count once (`drop_identical`: all of them do); `added`, touches of their own.
    """

    columns: Pairs[str, str] = field(default_factory=dict)
    dates: str | None = None
    words: Pairs[tuple[str, str], str] = field(default_factory=dict)
    drop_identical: bool = False
    answers: Pairs[str, str] = field(default_factory=dict)
    read_text: bool = False
    part: str | None = None
    cells: Pairs[tuple[int, str], str] = field(default_factory=dict)
    texts: Pairs[tuple[str, str], str] = field(default_factory=dict)
    merged: tuple[int, ...] = ()
    added: tuple[Added, ...] = ()


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
class Oddity:
    """Something worth a look that changes no row: kept as it is, counted, with its lines."""

    what: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Lack:
    """What answers rest on and no row says: `channel`, `strategy` or `answers`. `columns`: where it may stand."""

    field: str
    columns: tuple[str, ...]

    def told(self) -> str:
        """What is lacking in a sentence, and which columns it may be in or what to add."""
        if not self.columns:
            return f"{LACKING[self.field]} Add a column that does."
        one = len(self.columns) == 1
        asked = f"Is it the column {self.columns[0]}?" if one else "Is it one of these columns: "
        return f"{LACKING[self.field]} {asked}{'' if one else ', '.join(self.columns) + '?'}"


@dataclass(frozen=True)
class Need:
    """A question to the person: the answers that fit, shown on rows of their own.

    `key`: `dates` where the answer is an order of dates (`Choices.dates`), else its name in `Choices.answers`.
    """

    columns: tuple[str, ...]
    question: str
    choices: tuple[str, ...]
    examples: tuple[dict[str, str], ...]
    key: str = "dates"


@dataclass(frozen=True)
class Understanding:
    """What was understood of a file. rows_in = accepted + duplicates + skipped + number of rejects.

    `format`: the known export that it is, else its shape; `about`: what such an export can and what it can't tell.
    `places`: for rows that are named here by a number which is not their line, the line and the file. `parts`: the
    tables that the file holds, where there are several; `part`: the one that was read.
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
    needs: tuple[Need, ...]
    skips: tuple[Skip, ...]
    unknown: tuple[UnknownWord, ...]
    oddities: tuple[Oddity, ...]
    preamble: tuple[str, ...]
    notes: tuple[str, ...]
    about: tuple[str, ...] = ()
    lacks: tuple[Lack, ...] = ()
    places: Pairs[int, str] = field(default_factory=dict)
    part: str | None = None
    parts: tuple[str, ...] = ()

    def where(self, line: int) -> str:
        """Where a row stands, for the person: its line, and its file where there are several."""
        return self.places.get(line, f"{line:,}")

    def lines(self, lines: Sequence[int]) -> str:
        """Where some rows stand, in words: "line 3", "lines 3, 5", and how many more where there are many."""
        shown = ", ".join(self.where(line) for line in lines[:MOST_LINES])
        more = f" and {len(lines) - MOST_LINES:,} more" if len(lines) > MOST_LINES else ""
        return f"{'line' if len(lines) == 1 else 'lines'} {shown}{more}"

    def to_json(self) -> dict[str, Any]:
        """The same as plain lists and numbers, with the keys documented in the README."""
        return asdict(self)

    def told(self) -> str:
        """The same in a few plain sentences."""
        made = self.made
        lines = [
            f"{self.rows_in:,} rows, read as {self.format}: {self.accepted:,} used, {self.skipped:,} skipped, "
            f"{len(self.rejects):,} set aside, {self.duplicates:,} removed as duplicates.",
            f"They make {made['touches']:,} touches in {made['opportunities']:,} opportunities, "
            f"with {made['replies']:,} replies and {made['milestones']:,} milestones.",
            *self.about,
            *(need.question for need in self.needs),
            *(lack.told() for lack in self.lacks if not self.about),
            *self._beside(),
        ]
        return "\n".join(lines)

    def _beside(self) -> list[str]:
        """What is worth a look: columns without a meaning, unknown words, oddities, and no dates at all."""
        kept = [name for name, meaning in self.mapping.items() if meaning is None]
        lines = [f"Kept as they are: {', '.join(kept)}."] if kept else []
        lines += [
            f"Not understood in “{word.column}”: {word.text} ({'once' if word.rows == 1 else f'{word.rows:,} times'})."
            for word in self.unknown[:5]
        ]
        lines += [f"{oddity.what}: {self.lines(oddity.lines)}." for oddity in self.oddities]
        if self.made["touches"] and not self.made["dated"]:
            lines.append(
                "No column was read as the day you did something, so nothing can be timed: say which with --map."
            )
        return lines
