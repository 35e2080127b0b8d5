"""Which columns of a table have cells that stand for nothing, or have something around their text.

Most have none, and it is quicker to look once than to tidy each cell whenever it is read.
"""

from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pyarrow.compute as pc

BLANK = ("", "-", "–", "—", "?", "n/a", "#n/a", "na", "null", "nan")
"""What people write where they have nothing to write, in small letters."""
THREADS = 2
"""As many as the database of a log has."""
LONGEST = max(len(blank.encode()) for blank in BLANK)


def find_untidy_columns(table: pa.Table) -> frozenset[int]:
    """The numbers of the columns with a cell that begins or ends with a space, begins with an apostrophe, or is blank.

    An empty cell is no such one.

    >>> find_untidy_columns(pa.table({"c0": ["a b", None], "c1": ["a", "b "], "c2": ["'=1", ""], "c3": ["x", "N/A"]}))
    frozenset({1, 2, 3})
    """
    with ThreadPoolExecutor(THREADS) as threads:
        untidy = threads.map(_is_untidy, table.columns)
    return frozenset(index for index, is_untidy in enumerate(untidy) if is_untidy)


def _is_untidy(column: pa.ChunkedArray) -> bool:
    tests = ((pc.starts_with, " "), (pc.ends_with, " "), (pc.starts_with, "'"))
    return any(pc.any(test(column, sign)).as_py() for test, sign in tests) or _has_blanks(column)


def _has_blanks(column: pa.ChunkedArray) -> bool:
    """Whether any of the short texts of a column is one of `BLANK`, but for the empty one."""
    short = (part.filter(pc.less_equal(pc.binary_length(part), LONGEST)).unique() for part in column.chunks)
    return any(text.as_py().lower() in BLANK for texts in short for text in texts if text.as_py())
