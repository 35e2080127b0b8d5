"""A log with a word in every place where a person can write, and a scanner that finds those words again."""

from __future__ import annotations

import base64
import binascii
import csv
import io
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote_to_bytes

PLACES = (
    "Company",
    "Contact",
    "Role",
    "Opportunity",
    "Client",
    "Channel",
    "Strategy",
    "Stage",
    "Outcome",
    "Personalised",
    "Message",
    "Notes",
    "Source",
)
"""Columns of a log, the last one unknown to us; each gets a word of its own, and one more column a header."""

RUN = re.compile(rb"[A-Za-z0-9+/_-]{16,}")
PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
ESCAPE = re.compile(rb"\\u([0-9a-fA-F]{4})")


def log(words: Sequence[str], header: str) -> bytes:
    """A CSV log of 24 touches of one client with answers; every second row holds `words`, one for each of PLACES."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["Date sent", *PLACES, "Replied at", header])
    for day in range(1, 25):
        plain = [
            "Acme",
            f"Ada {day}",
            "Engineer",
            "",
            words[PLACES.index("Client")],
            "email",
            "thank_you",
            "",
            "reply",
            "yes",
            "Hello",
            "",
            "Web",
        ]
        table.writerow(
            [
                f"2026-03-{day:02}",
                *(plain if day % 2 else words),
                f"2026-03-{day + 2:02}",
                words[-1] if day % 3 else "",
            ]
        )
    return out.getvalue().encode()


def found(words: Iterable[str], content: bytes) -> list[str]:
    """The words that `content` holds in any case: as they are, escaped, or inside base64, zlib or gzip."""
    layers = [layer.lower() for layer in _layers(content, depth=3)]
    return [word for word in words if any(form in layer for form in _forms(word) for layer in layers)]


def _forms(word: str) -> set[bytes]:
    return {
        text.encode(code) for text in (word.lower(), word.upper().lower()) for code in ("utf-8", "utf-16-le")
    }


def _layers(content: bytes, depth: int) -> Iterator[bytes]:
    yield content
    yield unquote_to_bytes(content)
    yield ESCAPE.sub(lambda escape: chr(int(escape[1], 16)).encode(errors="replace"), content)
    if depth:
        for inner in (*_decoded(content), *_unpacked(content)):
            yield from _layers(inner, depth - 1)


def _decoded(content: bytes) -> Iterator[bytes]:
    """Every long run of base64, read from each of its first four letters."""
    for run in RUN.findall(content):
        plain = run.translate(bytes.maketrans(b"-_", b"+/"))
        for start in range(4):
            part = plain[start:]
            try:
                yield base64.b64decode(part[: len(part) // 4 * 4])
            except binascii.Error:
                continue


def _unpacked(content: bytes) -> Iterator[bytes]:
    """Whatever unpacks from where a zlib or gzip header could begin."""
    for header in PACKED.finditer(content):
        try:
            yield zlib.decompressobj(wbits=47).decompress(content[header.start() :], 10_000_000)
        except zlib.error:
            continue
