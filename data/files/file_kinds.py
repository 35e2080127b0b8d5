"""Which kind of file some bytes are: their own start says so, whatever the file is called."""

import re

CSV, XLSX, XLSB, XLS, ODS = "csv", "xlsx", "xlsb", "xls", "ods"
PARQUET, JSON, JSON_LINES, ZIP, MARKDOWN = "parquet", "json", "json lines", "zip", "markdown"

ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06")  # a ZIP file: workbooks are such files too
COMPOUND = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Microsoft's older container: .xls, and any encrypted workbook
)
PARQUET_MARKS = (b"PAR1", b"PARE")  # Parquet, at its start and at its end; the second is encrypted
OBJECTS = re.compile(rb'\s*(?:\[\s*(?:\{\s*["}]|\[|\]\s*\Z)|\{\s*["}])')
SURELY_OBJECTS = re.compile(rb'\s*(?:\[\s*)?\{\s*"[^"\\]*"\s*:')
BYTES_OF_OBJECTS = 1 << 10
BELOW_A_HEADER = re.compile(rb"^[ \t>]*(?:\|[ \t]*:?-+:?|:?-+:?[ \t]*\|)[-:| \t]*\r?$", re.MULTILINE)
BYTES_OF_MARKDOWN = 1 << 18


def is_packed(content: bytes) -> bool:
    """Whether a file has to be unpacked to be read: a workbook, an archive, Parquet or JSON."""
    return is_archive(content) or is_compound(content) or is_columns(content) or may_be_objects(content)


def is_archive(content: bytes) -> bool:
    """A ZIP file, or what is made of one."""
    return content.startswith(ARCHIVE)


def is_compound(content: bytes) -> bool:
    """An old workbook, or an encrypted one."""
    return content.startswith(COMPOUND)


def is_columns(content: bytes) -> bool:
    """Parquet."""
    return content.startswith(PARQUET_MARKS) and content.endswith(PARQUET_MARKS)


def may_be_objects(content: bytes) -> bool:
    """JSON, one or line by line; a CSV file may begin like it."""
    return OBJECTS.match(_start(content)) is not None


def is_objects(content: bytes) -> bool:
    """JSON without a doubt: no CSV file begins like it."""
    return SURELY_OBJECTS.match(_start(content)) is not None


def may_be_markdown(content: bytes) -> bool:
    """Whether a text has a line of dashes between pipes near its start, as stands below the header of a table."""
    return BELOW_A_HEADER.search(content[:BYTES_OF_MARKDOWN].replace(b"\0", b"")) is not None


def _start(content: bytes) -> bytes:
    """The first bytes, without a byte-order mark; of UTF-16, every second one."""
    start = content[:BYTES_OF_OBJECTS].replace(b"\0", b"")
    return start.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
