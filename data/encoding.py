"""Bytes to text: which encoding a file was written in, judged by its own bytes."""

import codecs
import re
from typing import NamedTuple

from data.errors import UnreadableFile

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark starts with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SIGNATURES = (
    (b"PK\x03\x04", "This looks like an Excel workbook; save it as CSV and try again."),
    (b"\xd0\xcf\x11\xe0", "This looks like an old Excel workbook (.xls); save it as CSV and try again."),
    (b"%PDF", "This is a PDF; export the table it shows as CSV and try again."),
    (b"\x1f\x8b", "This is a compressed file; unpack it and try again with the CSV inside."),
    (b"\x89PNG", "This is a picture; a log has to be a table of text, such as a CSV file."),
    (b"PAR1", "This is a Parquet file; save it as CSV and try again."),
    (b"<!doctype html", "This is a web page; download the table itself as CSV and try again."),
    (b"<html", "This is a web page; download the table itself as CSV and try again."),
    (b'{"', "This is JSON; export the same table as CSV and try again."),
    (b'[{"', "This is JSON; export the same table as CSV and try again."),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c\x7f]")
ODD_BYTE = re.compile("[\udc80-\udcff]")  # how Python keeps a byte that is not UTF-8
AS_WINDOWS = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
SCRIPTS = ["gb18030", "big5", "shift_jis", "euc_kr", "cp1251", "cp1253"]
HIGH, HIGH_RUN = re.compile(rb"[\x80-\xff]"), re.compile(rb"[\x80-\xff]{2,}")
FEWEST_HIGH = 12  # bytes above 127 without which the script is not guessed at
SAMPLE = 1 << 16
UTF8_MARK = codecs.BOM_UTF8


class Text(NamedTuple):
    """What the bytes say, the encoding that says so, and a sentence when some bytes did not fit it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(content: bytes, name: str) -> Text:
    """The whole file as text. Byte-order mark, valid UTF-8, UTF-16 by its zero bytes, else Windows-1252.

    Raises `UnreadableFile` for an empty file, for another kind of file, and for bytes that are no text.
    """
    refuse_other_kinds(content, name)
    decoded = _decoded(content)
    refuse_binary(decoded.text, name)
    return decoded


def refuse_other_kinds(content: bytes, name: str) -> None:
    """Raise for a file that is empty or that starts like a workbook, a PDF, a picture or an archive."""
    if not content.strip(b" \t\r\n"):
        raise UnreadableFile(f"{name} is empty; choose the file that holds your log.")
    for signature, sentence in SIGNATURES:
        if content.startswith(signature) or content[: len(signature)].lower() == signature:
            raise UnreadableFile(sentence)


def start_as_utf8(content: bytes, size: int) -> str | None:
    """The first `size` bytes as text, without the byte-order mark; None when they are not UTF-8."""
    if _marked_or_wide(content):
        return None
    decoder = codecs.getincrementaldecoder("utf-8")()
    start = content[:size].removeprefix(UTF8_MARK)
    try:
        return decoder.decode(start, final=size >= len(content))
    except UnicodeDecodeError:
        return None


def _marked_or_wide(content: bytes) -> bool:
    marked = any(content.startswith(bom) for bom, encoding in BOMS if encoding != "utf-8")
    return marked or _wide(content[:SAMPLE]) is not None


def _decoded(content: bytes) -> Text:
    for bom, encoding in BOMS:
        if content.startswith(bom):
            if encoding == "utf-8":
                return _eight_bit(content[len(bom) :])
            return _with_replacements(content, encoding)
    wide = _wide(content[:SAMPLE])
    return _with_replacements(content, wide) if wide else _eight_bit(content)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: in most scripts every second byte of most of a CSV's characters is zero."""
    pairs = len(sample) // 2
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if pairs and high > 0.4 * pairs and low < 0.05 * pairs:
        return "utf-16-le"
    if pairs and low > 0.4 * pairs and high < 0.05 * pairs:
        return "utf-16-be"
    return None


def _with_replacements(content: bytes, encoding: str) -> Text:
    try:
        return Text(content.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = content.decode(encoding, errors="replace")
        return Text(text, encoding, ("Some characters were damaged and show as \ufffd.",))


def _eight_bit(content: bytes) -> Text:
    """UTF-8 when it is valid; mostly UTF-8 with a few odd bytes read one by one; else Windows-1252."""
    text = content.decode("utf-8", errors="surrogateescape")
    odd = len(ODD_BYTE.findall(text))
    if not odd:
        return Text(text, "utf-8")
    spent_on_wide_characters = len(content) - len(text)
    if spent_on_wide_characters > 2 * odd:
        note = f"{odd} characters were not UTF-8 and were read as Windows-1252."
        return Text(text.translate(AS_WINDOWS), "utf-8", (note,))
    return _other_script(content) or _windows(content)


def _other_script(content: bytes) -> Text | None:
    """Chinese, Japanese, Korean, Cyrillic or Greek, where most bytes above 127 stand side by side.

    In the Western languages of Windows-1252 such a letter mostly stands alone between plain ones.
    """
    sample = content[:SAMPLE]
    high = sum(map(len, HIGH.findall(sample)))
    if high < FEWEST_HIGH or sum(map(len, HIGH_RUN.findall(sample))) < 0.5 * high:
        return None
    from charset_normalizer import from_bytes

    guess = from_bytes(sample, cp_isolation=SCRIPTS).best()
    if guess is None:
        return None
    text = _with_replacements(content, guess.encoding)
    note = (
        f"The file names no encoding and its letters look like {guess.encoding}; check them in a few names."
    )
    return text._replace(notes=(note, *text.notes))


def _windows(content: bytes) -> Text:
    """Windows-1252; Latin-1 where one of its five undefined bytes occurs."""
    try:
        return Text(content.decode("cp1252"), "cp1252")
    except UnicodeDecodeError:
        return Text(content.decode("latin-1"), "latin-1")


def refuse_binary(text: str, name: str) -> None:
    """Raise when more than one character in a hundred is a control character."""
    sample = text[:SAMPLE]
    if len(CONTROL.findall(sample)) > len(sample) / 100:
        raise UnreadableFile(f"{name} is not a text file; export your log as CSV and try again.")
