"""Names for the columns of a table without a header, from what is in them."""

import re
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from data.files.hints import Hints

SAMPLE = 20_000  # rows that are looked at
MOST_WORDS = 50  # distinct values above which a column holds texts, and no words of a list
WORD_COLUMNS_BY_PRIORITY = (
    "channel",
    "status",
    "outcome",
    "stage",
    "strategy",
)  # in the order they win a draw
A_LINK = re.compile(r"(?:https?://|www\.)\S+")
AN_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def name_columns(cells: pa.Table, hints: Hints) -> tuple[str, ...]:
    """One name per column: date, channel, status …, numbered where it comes again; "column 3" says nothing."""
    names: list[str] = []
    for index, column in enumerate(cells.columns):
        name = _kind(column, hints) or f"column {index + 1}"
        again = sum(each.rstrip(" 0123456789") == name for each in names)
        names.append(f"{name} {again + 1}" if again else name)
    return tuple(names)


def _kind(column: pa.ChunkedArray, hints: Hints) -> str | None:
    """What most distinct values of a column are."""
    distinct = pc.unique(pc.utf8_trim_whitespace(column.slice(0, SAMPLE)).drop_null()).to_pylist()
    texts = [text for text in distinct if text]
    if _are_most(map(hints.is_date, texts)):
        return "date"
    for pattern, name in ((A_LINK, "link"), (AN_ADDRESS, "email address")):
        if _are_most(pattern.fullmatch(text) is not None for text in texts):
            return name
    return _words(texts, hints) if len(texts) <= MOST_WORDS else None


def _words(texts: list[str], hints: Hints) -> str | None:
    """The kind of words that has most of these."""
    known = {kind: [hints.is_word_of(kind, text) for text in texts] for kind in WORD_COLUMNS_BY_PRIORITY}
    best = max(WORD_COLUMNS_BY_PRIORITY, key=lambda kind: sum(known[kind]))
    return best if _are_most(known[best]) else None


def _are_most(said: Iterable[bool]) -> bool:
    found = list(said)
    return 2 * sum(found) > len(found)
