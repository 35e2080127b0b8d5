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
    (b"%PDF", "This is a PDF; export the table it shows as CSV and try again."),
    (b"\x1f\x8b", "This is a compressed file (.gz); unpack it and bring what is inside."),
    (b"7z\xbc\xaf\x27\x1c", "This is a compressed file (.7z); unpack it and bring what is inside."),
    (b"Rar!\x1a\x07", "This is a compressed file (.rar); unpack it and bring what is inside."),
    (b"\x89PNG", "This is a picture; a log has to be a table, such as a CSV file or a workbook."),
    (b"\xff\xd8\xff", "This is a picture; a log has to be a table, such as a CSV file or a workbook."),
    (
        b"SQLite format 3\0",
        "This is a database (SQLite); export the table with your log as CSV and try again.",
    ),
    (b"{\\rtf", "This is a text document; export the table in it as CSV and try again."),
    (b"<!doctype html", "This is a web page; download the table itself as CSV and try again."),
    (b"<html", "This is a web page; download the table itself as CSV and try again."),
    (b"<?xml", "This is XML; open it in your spreadsheet, save it as a workbook or CSV and try again."),
)
PACKED = {
    **dict.fromkeys(("xlsx", "xlsm", "xlsb", "xls", "ods"), "workbook"),
    "parquet": "Parquet file",
    "zip": "ZIP archive",
}
"""What a file is that ends so, if its name tells the truth."""
INK = re.compile(rb"[^ \t\r\n]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c\x7f]")
ODD_BYTE = re.compile("[\udc80-\udcff]")  # how Python keeps a byte that is not UTF-8
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
LINE_END = re.compile(r"\r\n?|\n")
AS_WINDOWS = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
WESTERN = "cp1252"
OTHERS = [
    *("cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874"),
    *("iso8859-2", "iso8859-5", "koi8-r", "cp866", "cp850", "mac-roman", "mac-cyrillic"),
    *("gb18030", "big5", "cp932", "euc-jp", "cp949"),
]
"""What spreadsheets of other languages, and older ones, write."""
SURE, MARGIN = 0.035, 1.5
"""How sure the detector must be of one of them, and by how much surer than of Windows-1252. A list of names from all
over Western Europe looks a little Polish to it, by less; what looks Chinese in it is less sure."""
DAMAGED = "Some characters were damaged and show as \ufffd."
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
    decoded = _decode_marked(content)
    refuse_binary(decoded.text, name)
    return decoded


def refuse_other_kinds(content: bytes, name: str) -> None:
    """Raise for a file that is empty or that starts like a workbook, a PDF, a picture or an archive."""
    if not INK.search(content):
        raise UnreadableFile(f"{name} is empty; choose the file that holds your log.")
    start = content[:64].removeprefix(UTF8_MARK)
    for signature, sentence in SIGNATURES:
        if signature in (start[: len(signature)], start[: len(signature)].lower()):
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


def _decode_marked(content: bytes) -> Text:
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
        return Text(text, encoding, (DAMAGED,))


def _count(text: str, odd: re.Pattern[str]) -> str:
    """How many characters are odd, and on which line the first is."""
    places = [match.start() for match in odd.finditer(text)]
    line = 1 + len(LINE_END.findall(text, 0, places[0]))
    if len(places) == 1:
        return f"1 character (line {line})"
    return f"{len(places):,} characters (the first on line {line})"


def _eight_bit(content: bytes) -> Text:
    """UTF-8 when it is valid; mostly UTF-8 with a few odd bytes read one by one; else Windows-1252."""
    text = content.decode("utf-8", errors="surrogateescape")
    odd = len(ODD_BYTE.findall(text))
    if not odd:
        return Text(text, "utf-8")
    spent_on_wide_characters = len(content) - len(text)
    if spent_on_wide_characters > 2 * odd:
        note = f"{_count(text, ODD_BYTE)} outside UTF-8, read as Windows-1252."
        return Text(text.translate(AS_WINDOWS), "utf-8", (note,))
    return _other(content) or _windows(content)


def _other(content: bytes) -> Text | None:
    """The text in one of the other encodings, where its letters look like one of their languages; else None."""
    from chardet import detect_all

    guesses = detect_all(
        content[:SAMPLE], ignore_threshold=True, include_encodings=[WESTERN, *OTHERS], compat_names=False
    )
    sure = {guess["encoding"]: guess["confidence"] for guess in reversed(guesses) if guess["encoding"]}
    best = max(sure, key=lambda encoding: sure[encoding], default=WESTERN)
    if best == WESTERN or sure[best] < max(SURE, MARGIN * sure.get(WESTERN, 0)):
        return None
    text = _with_replacements(content, best)
    note = f"The file names no encoding and its letters look like {best}; check them in a few names."
    return text._replace(notes=(note, *text.notes))


def _windows(content: bytes) -> Text:
    """Windows-1252; Latin-1 where one of its five undefined bytes occurs."""
    try:
        text, encoding, name = content.decode("cp1252"), "cp1252", "Windows-1252"
    except UnicodeDecodeError:
        text, encoding, name = content.decode("latin-1"), "latin-1", "Latin-1"
    return Text(text, encoding, (f"{_count(text, NOT_ASCII)} outside UTF-8, read as {name}.",))


def refuse_binary(text: str, name: str) -> None:
    """Raise when more than one character in a hundred is a control character."""
    sample = text[:SAMPLE]
    if len(CONTROL.findall(sample)) > len(sample) / 100:
        raise UnreadableFile(_not_text(name))


def legible(text: str) -> str:
    """The text with a sign of damage for each control character: written to a file, many of them would be no text."""
    return CONTROL.sub("\ufffd", text)


def _not_text(name: str) -> str:
    """What bytes are that are no text, as far as the name of their file says what they should be."""
    kind = PACKED.get(name.rpartition(".")[2].lower())
    if kind is None:
        return f"{name} is not a text file; export your log as CSV and try again."
    return (
        f"{name} is called a {kind}, but what is in it is none and no text either: it is damaged, or another kind of "
        "file. Open it in the program that made it, save your list as a workbook or CSV and bring that."
    )
