"""What the cells of a column usually look like, to tell whether a row stands under its headers."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import inf, log
from typing import NamedTuple

from data.files.dialect import ADDRESS, is_value

FEWEST = 8  # filled cells that show a habit
FEWEST_WORDS = 12  # filled cells that show a list of words
MOST_OUTLINES = 3  # ways to write the values of one kind
LONGEST = 40  # characters looked at
ALWAYS = 0.98  # the share of filled cells from which an empty one is odd
ALMOST = 0.95  # the share of values from which a column holds values
ADDRESS_SIGN = "@"  # the shape of a link or of an e-mail address, which are all alike


class Habit(NamedTuple):
    """How one column is written.

    `known`: the outlines that its values have, or its words; empty for a column of free text, where anything fits.
    """

    filled: float
    known: frozenset[str]
    words: bool
    shapes: dict[str, float]
    first: dict[str, float]
    last: dict[str, float]

    def fits(self, cell: str) -> bool:
        """Whether the cell could stand in the column."""
        if not cell:
            return self.filled < ALWAYS or not self.known
        return not self.known or (cell if self.words else _outline(cell)) in self.known

    def chance(self, cell: str) -> float:
        """How usual the cell is in the column, as the logarithm of a share; of what was never seen, minus infinity."""
        if not cell:
            return _log(1 - self.filled)
        if self.known:
            return _log(self.shapes.get(cell if self.words else _shape(cell), 0))
        return _log(self.first.get(_edge(cell[0]), 0)) + _log(self.last.get(_edge(cell[-1]), 0))


def _log(share: float) -> float:
    return log(share) if share else -inf


def habits_of(rows: Sequence[Sequence[str]], width: int) -> list[Habit]:
    """The habit of each column of rows that are all `width` wide."""
    return [_habit([row[index].strip() for row in rows]) for index in range(width)]


def _habit(cells: list[str]) -> Habit:
    filled = [cell for cell in cells if cell]
    outlines = {_outline(cell) for cell in filled}
    words = _are_words(filled)
    values = not words and _are_values(filled, outlines)
    known = frozenset(filled) if words else frozenset(outlines) if values else frozenset[str]()
    return Habit(
        len(filled) / max(len(cells), 1),
        known,
        words,
        _shares(filled if words else list(map(_shape, filled))),
        _shares([_edge(cell[0]) for cell in filled]),
        _shares([_edge(cell[-1]) for cell in filled]),
    )


def _are_words(filled: Sequence[str]) -> bool:
    """A few words that come again and again, such as those of a status."""
    several = 1 < len(set(filled)) <= len(filled) / 4
    return several and len(filled) >= FEWEST_WORDS and not all(map(is_value, filled))


def _are_values(filled: Sequence[str], outlines: set[str]) -> bool:
    """Numbers, days, addresses, or what is always written in the same way and not with letters alone."""
    if len(filled) < FEWEST:
        return False
    alike = len(outlines) <= MOST_OUTLINES and not any(
        outline.replace(" ", "").isalpha() for outline in outlines
    )
    return alike or sum(map(is_value, filled)) >= ALMOST * len(filled)


def _shares(signs: Sequence[str]) -> dict[str, float]:
    return {sign: count / len(signs) for sign, count in Counter(signs).items()}


def _sign(character: str) -> str:
    """The kind of a character: a digit, a large or a small letter; any other is itself."""
    if character.isdigit():
        return "9"
    if character.isalpha():
        return "a" if character.islower() else "A"
    return character


def _edge(character: str) -> str:
    """The kind of the first or last character of a text, in which a letter may be large or small."""
    return _sign(character).lower()


@lru_cache(1 << 12)
def _shape(cell: str) -> str:
    """Each character's kind: `28/01/2018` is `99/99/9999`. No address has a quote in it."""
    return (
        ADDRESS_SIGN if '"' not in cell and ADDRESS.fullmatch(cell) else "".join(map(_sign, cell[:LONGEST]))
    )


@lru_cache(1 << 12)
def _outline(cell: str) -> str:
    """The kinds of characters, each run of letters or of digits as one: `MG-8769` is `a-9`."""
    outline = ""
    for sign in _shape(cell).replace("A", "a"):
        if sign not in "a9" or not outline.endswith(sign):
            outline += sign
    return outline
