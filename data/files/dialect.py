"""How a file was written: the dialect that makes the most regular table of it.

After van den Burg, Nazábal and Sutton, "Wrangling messy CSV files by detecting row and type patterns", Data
Mining and Knowledge Discovery 33 (2019): a wrong delimiter or quote gives rows of many widths and cells that
look like nothing in particular. Every candidate reads a bounded sample; the product of both scores decides.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from data.files.tolerant_csv import Dialect, Record, read_records

SAMPLE_CHARACTERS = 1 << 15
MOST_SAMPLE_CHARACTERS = 1 << 21  # where lines are so long that the usual sample holds hardly any
SAMPLE_LINES = 10
SAMPLE_RECORDS = 400
USUAL = (",", ";", "\t", "|")  # in the order they win a draw
UNUSUAL = (":", "^", "~", "#", "&", "*", "!", "\x01", "\x1f", "\x1e", "¦", "§", "·", "；", "，", " ")
TWINS = ("|", ":", "~")  # where doubling the delimiter is a habit, and not an empty column
RELUCTANCE = 0.75  # how much less an unusual delimiter is believed than a usual one
LONELY = 0.2  # the row score of one cell per row, where (width - 1) / width would be nothing
DECLARED = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)  # Excel's own first line

NUMBER = re.compile(r"[-+(]?\s?[$€£¥]?\s?\d[\d.,'’ \u00a0]*\s?[%$€£¥)]?(?:[eE][-+]?\d+)?")
MOMENT = re.compile(
    r"[\d]{1,4}[-/.:][\d]{1,2}(?:[-/.:][\d]{1,4})?(?:[T ]+[\d:.,]+ ?(?:[AaPp][Mm])?)?(?:Z|[-+ ][\d:]+)?"
)
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
UNTIDY = re.compile(r"[,;](?! )|[\t|\"]|^'.*'$", re.DOTALL)  # a comma before a space is prose


def sample_of(text: str) -> str:
    """The start of a file that is enough to judge it by: some records, whole but for the last."""
    sample = text[:SAMPLE_CHARACTERS]
    few = sample.count("\n") + sample.count("\r") < SAMPLE_LINES
    return text[:MOST_SAMPLE_CHARACTERS] if few else sample


def detect(sample: str, cut: bool = False) -> Dialect:
    """The dialect that makes the most regular table of the sample; `cut`: its last record may not be whole."""
    declared = DECLARED.match(sample)
    delimiters = [declared[1]] if declared else list(_delimiters(sample))
    candidates = [
        dialect
        for delimiter in delimiters
        for returns in _returns(sample)
        for dialect in _with_quotes(sample, delimiter, returns)
    ]
    best = max(candidates, key=lambda dialect: _score(sample, dialect, cut))
    return _widen_delimiter(sample, _double_delimiter(sample, best))


def _delimiters(sample: str) -> Iterator[str | None]:
    yield from (d for d in USUAL if d in sample)
    yield None
    yield from (d for d in UNUSUAL if d in sample)


def _returns(sample: str) -> list[bool]:
    """Whether a carriage return alone may end a line, the likelier first."""
    lone = len(re.findall(r"\r(?!\n|\Z)", sample))
    if lone and "\n" not in sample:
        return [True]
    return sorted([True, False], reverse=lone > sample.count("\n")) if lone else [False]


def _with_quotes(sample: str, delimiter: str | None, returns: bool) -> Iterator[Dialect]:
    yield Dialect(delimiter, '"', returns=returns)
    if '\\"' in sample or (delimiter and "\\" + delimiter in sample):
        yield Dialect(delimiter, '"', "backslash", returns=returns)
    if re.search(r"\w\"\w|\w\" |\"\"", sample):
        yield Dialect(delimiter, '"', "none", returns=returns)
    if re.search(rf"(?:^|{re.escape(delimiter or ',')}|\s)'", sample, re.MULTILINE):
        yield Dialect(delimiter, "'", returns=returns)
        if "\\'" in sample:
            yield Dialect(delimiter, "'", "backslash", returns=returns)


def _score(sample: str, dialect: Dialect, cut: bool) -> float:
    table = list(islice(read_records(sample, dialect), SAMPLE_RECORDS))
    if cut and len(table) > 1:
        table.pop()  # the sample ends in the middle of it
    if dialect.delimiter == " " and not _has_values(table):
        return 0  # any two words would make two columns
    belief = RELUCTANCE if dialect.delimiter in UNUSUAL else 1
    return belief * _regularity(table) * _tidiness(table, dialect)


def _regularity(table: list[Record]) -> float:
    """The chance that two rows are equally wide; width w weighs (w - 1) / w: many columns are no accident."""
    widths = Counter(len(record.cells) for record in table)
    return sum((n / len(table)) ** 2 * ((width - 1) / width or LONELY) for width, n in widths.items())


def _tidiness(table: list[Record], dialect: Dialect) -> float:
    """The share of cells that look like something: in sound quotes, empty, a value of a kind, or words."""
    cells = tidy = 0
    for record in table:
        cells += len(record.cells)
        if record.sound and not (dialect.escape == "none" and _doubles(record)):
            pairs = zip(record.cells, record.quoted, strict=True)
            tidy += sum(quoted or is_tidy(cell) for cell, quoted in pairs)
    return max(tidy / cells, 1e-9) if cells else 0


def _doubles(record: Record) -> bool:
    """Whether doubling is how quotes are marked in the record, so that it is not true that they are not."""
    return any(quoted and '""' in cell for cell, quoted in zip(record.cells, record.quoted, strict=True))


def _has_values(table: list[Record]) -> bool:
    """At least one cell in four is a value or stands in quotes."""
    cells = [pair for record in table for pair in zip(record.cells, record.quoted, strict=True)]
    return 4 * sum(quoted or is_value(cell) for cell, quoted in cells) >= len(cells)


def is_tidy(cell: str) -> bool:
    """A value of a known kind, or words with no delimiter or quote among them."""
    return not UNTIDY.search(cell) or is_value(cell.strip())


def is_value(cell: str) -> bool:
    """A number, a date or time, or an address: what a header seldom is."""
    return any(kind.fullmatch(cell) for kind in (NUMBER, MOMENT, ADDRESS))


def _double_delimiter(sample: str, dialect: Dialect) -> Dialect:
    """The same dialect, with the delimiter doubled when it never stands alone."""
    single = dialect.delimiter or ""
    if single not in TWINS or 2 * sample.count(single * 2) != sample.count(single):
        return dialect
    return replace(dialect, delimiter=single * 2)


def _widen_delimiter(sample: str, dialect: Dialect) -> Dialect:
    """The same dialect, with spaces that every delimiter has after it, or around it, belonging to it."""
    if dialect.delimiter is None or dialect.delimiter.isspace():
        return dialect
    for spaces in ("around", "after"):
        spaced = replace(dialect, spaced=spaces)
        gaps = [gap for line in dialect.line_end.split(sample)[:-1] for gap in _gaps(line, spaced)]
        if gaps and all(len(gap) == len(dialect.delimiter) + 1 + (spaces == "around") for gap in gaps):
            return spaced
    return dialect


def _gaps(line: str, dialect: Dialect) -> list[str]:
    """The delimiters of a line with the spaces that are theirs, the ends of the line left out."""
    return [gap[0] for gap in dialect.separator.finditer(line) if gap.start() > 0 and gap.end() < len(line)]
