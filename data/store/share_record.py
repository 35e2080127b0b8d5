"""What is written down about a share, and under which names: format 2, all of it in the folder v2.

    v2/shares/<share>/payload           the snapshot, sealed if there is a password
    v2/shares/<share>/record            written after it; while it is there, the share is up
    v2/shares/<share>/until/<moment>    an extension; the latest counts
    v2/shares/<share>/views/…           how often it was opened, see `data.store.share_views`
    v2/shares/<share>/tries/<moment>-…  a password that was tried and not right
    v2/shares/<share>/damaged           somebody found the payload changed
    v2/owners/<owner>/<share>           the record again, written last; stays when the share is taken down

<share> is the SHA-256 of the token, <owner> that of the owner's key; neither key is stored. Whatever changes is an
empty object whose name says it: it cannot be torn, lost to a second writer, or fail for want of space for bytes.
A record carries its checksum and that of the payload: they find damage, and are no defence against someone who
can write here. Another format is another folder, which this one never reads, writes or sweeps.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256

ROOT = "v2"
FORMAT = 2
_MOMENT = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Record:
    """One share: `sha256` and `size` are those of the payload as it is stored."""

    share: str
    sha256: str
    size: int
    level: str
    label: str
    created: datetime
    expires: datetime
    protected: bool


def write_record(record: Record) -> bytes:
    """A line with the checksum of the rest, and the rest as JSON."""
    times = {"created": record.created.isoformat(), "expires": record.expires.isoformat()}
    body = json.dumps({"format": FORMAT, **asdict(record), **times}).encode()
    return sha256(body).hexdigest().encode() + b"\n" + body


def read_record(content: bytes | None) -> Record | None:
    """The record, or None when it is missing, of another format, or one of its bytes is not as written."""
    checksum, _, body = (content or b"").partition(b"\n")
    if checksum != sha256(body).hexdigest().encode():
        return None
    fields = json.loads(body)
    if fields.pop("format") != FORMAT:
        return None
    times = {name: datetime.fromisoformat(fields[name]) for name in ("created", "expires")}
    return Record(**{**fields, **times})


def is_key(text: str) -> bool:
    """Whether it has the form of a token or an owner's key: nothing else is ever hashed or looked up."""
    return re.fullmatch(r"[A-Za-z0-9_-]{43}", text) is not None


def is_name(text: str) -> bool:
    """Whether it has the form of the name under which a share or an owner is kept."""
    return re.fullmatch(r"[0-9a-f]{64}", text) is not None


def name_of(key: str) -> str:
    """The name under which what belongs to a key is kept."""
    return sha256(key.encode()).hexdigest()


def folder(share: str) -> str:
    """Where everything about a share is, but the owner's record."""
    return f"{ROOT}/shares/{share}"


def owner_folder(owner: str) -> str:
    """Where an owner's records are."""
    return f"{ROOT}/owners/{owner}"


def moment(at: datetime) -> str:
    """A moment as part of a name, to the second."""
    return f"{at.astimezone(UTC):{_MOMENT}}"


def moment_of(name: str) -> datetime | None:
    """The moment that a name begins with; None for a name that is not ours."""
    try:
        return datetime.strptime(name.partition("-")[0], _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None


def end(record: Record, names: Iterable[str]) -> datetime:
    """When the share ends, given the names of what is in its folder."""
    until = (moment_of(name.removeprefix("until/")) for name in names if name.startswith("until/"))
    return max([record.expires, *filter(None, until)])
