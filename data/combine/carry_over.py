"""What a person put right in the rows of a file, said again about the same rows of a newer version of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from data.imports.choices import Choices


@dataclass(frozen=True)
class LostCorrection:
    """Something that was put right and can't be said again: its row left, or says something else by now.

    `line`: in the older file. `column` and `text`: of the cell; both are "" where identical rows counted once.
    """

    line: int
    column: str
    text: str


def renumber(choices: Choices, moved: Mapping[int, int]) -> Choices:
    """The choices with other lines of the same rows (line before → line now), without those about any other row."""
    return carry_over(choices, moved, {}, ())[0]


def carry_over(
    choices: Choices,
    moved: Mapping[int, int],
    changed: Mapping[int, Mapping[str, str]],
    columns: Collection[str],
) -> tuple[Choices, tuple[LostCorrection, ...]]:
    """The choices with the lines of a newer version of the file, and what could not go along.

    `moved`: line before → line now, of the rows that are still there. `changed`: for the lines before of those that
    changed, the columns that did → what they say now. `columns`: those whose changes are known.
    """
    cells, merged, lost = dict[tuple[int, str], str](), list[int](), list[LostCorrection]()
    for (line, column), text in choices.cells.items():
        says = changed.get(line, {}).get(column)
        if line in moved and says is None and (line not in changed or column in columns):
            cells[moved[line], column] = text
        elif says is None or says.strip() != text.strip():
            lost.append(LostCorrection(line, column, text))
    for line in choices.merged:
        if line in moved and line not in changed:
            merged.append(moved[line])
        else:
            lost.append(LostCorrection(line, "", ""))
    return replace(choices, cells=cells, merged=tuple(merged)), tuple(lost)
