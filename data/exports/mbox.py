"""The messages of an mbox file, one after the other, with nothing read but their headers unless asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import default
from email.utils import getaddresses, parsedate_to_datetime

from data.files.encoding import legible
from data.schema import dates

SEPARATOR = re.compile(
    rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From \S+ +[A-Z][a-z]{2} [A-Z][a-z]{2} [^\r\n]*\d{4}[ \t]*"
    rb"(?=\r?\n[!-9;-~]+:)"
)
"""The line above each message: after a blank line, before a header. In a text such a line is written ">From "."""
END_OF_HEADER = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True)
class Letter:
    """A message as its headers tell it: addresses in lower case, names beside them."""

    line: int
    at: datetime | None
    sender: tuple[str, str]
    recipients: tuple[tuple[str, str], ...]
    subject: str
    id: str
    parents: tuple[str, ...]
    thread: str
    labels: tuple[str, ...]
    automatic: bool
    text: str = ""


def is_mailbox(content: bytes) -> bool:
    """Whether the bytes are an mbox file: the line that separates messages, and a header below it."""
    return SEPARATOR.match(content) is not None


def read_letters(content: bytes, read_text: bool = False) -> Iterator[Letter]:
    """Every message in the order of the file; its text only with `read_text`."""
    starts = list(SEPARATOR.finditer(content))
    line, counted = 1, 0
    ends = [*(found.start() for found in starts[1:]), len(content)]
    for found, end in zip(starts, ends, strict=False):
        line += content.count(b"\n", counted, found.start())
        counted = found.start()
        message = content[content.index(b"\n", found.end()) + 1 : end]
        yield _letter(line, found[0].decode("latin-1"), message, read_text)


def _letter(line: int, separator: str, content: bytes, read_text: bool) -> Letter:
    head = END_OF_HEADER.split(content, 1)[0] + b"\n\n"
    message = BytesHeaderParser().parsebytes(head)
    senders = _people(message, "From")
    return Letter(
        line=line,
        at=_moment(message, separator),
        sender=senders[0] if senders else ("", ""),
        recipients=_people(message, "To", "Cc", "Bcc"),
        subject=_decode_header(message, "Subject"),
        id=_decode_header(message, "Message-ID"),
        parents=tuple(re.findall(r"<[^<>]+>", f"{message['References']} {message['In-Reply-To']}")),
        thread=_decode_header(message, "X-GM-THRID"),
        labels=tuple(label.strip() for label in _decode_header(message, "X-Gmail-Labels").split(",")),
        automatic=_is_automatic(message),
        text=_text(content) if read_text else "",
    )


def _people(message: Message, *headers: str) -> tuple[tuple[str, str], ...]:
    """Address and name of each; the name is "" where only the address is given."""
    people = [
        each for header in headers if message[header] for each in _addresses(_decode_header(message, header))
    ]
    return tuple((address.casefold(), name) for name, address in people if "@" in address)


def _addresses(written: str) -> list[tuple[str, str]]:
    try:
        return getaddresses([written])
    except RecursionError:  # brackets within brackets
        return []


def _decode_header(message: Message, header: str) -> str:
    """A header as text, whatever it was encoded in; as it stands where its encoding is unknown."""
    raw = message.get(header, "")
    try:
        return legible(" ".join(str(make_header(decode_header(raw))).split()))
    except (HeaderParseError, LookupError, UnicodeError):
        return legible(str(raw))


def _moment(message: Message, separator: str) -> datetime | None:
    """When it was sent, with the sender's zone; else when it was filed; None where neither can be read."""
    try:
        moment = parsedate_to_datetime(str(message["Date"]))
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # no date, or none that can be read
        filed = dates.parse_moment(separator.split(maxsplit=2)[-1].strip())
        return filed.at.replace(tzinfo=UTC) if filed else None


def _is_automatic(message: Message) -> bool:
    """Whether a program wrote it (RFC 3834), or it went to a list."""
    written = str(message.get("Auto-Submitted", "no")).split(";")[0].strip().casefold()
    bulk = str(message.get("Precedence", "")).casefold() in {"bulk", "junk", "list", "auto_reply"}
    marked = any(
        message[header] for header in ("X-Autoreply", "X-Autorespond", "List-Unsubscribe", "List-Id")
    )
    return written != "no" or bulk or marked


def _text(content: bytes) -> str:
    """The plain text of a message; "" where it has none, or none that can be read."""
    try:
        message = BytesParser(_class=EmailMessage, policy=default).parsebytes(content)
        body = message.get_body(("plain",))
        said = body.get_content() if body else ""
    except (LookupError, ValueError, RecursionError):  # no character set that is known, or parts within parts
        return ""
    return legible(re.sub(r"(?m)^>(>*From )", r"\1", str(said)).strip())
