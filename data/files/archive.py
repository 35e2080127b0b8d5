"""What is in a ZIP archive, and workbooks are archives too: unpacked within bounds, whatever its own list says."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from data.errors import UnreadableFile
from data.files.distinct_name import distinct_name
from data.files.limits import MOST_UNPACKED, TooLarge, in_megabytes

MOST_MEMBERS = 10_000
AT_A_TIME = 1 << 20
ENCRYPTED = 0x1  # the flag of a member behind a password


def members(content: bytes, name: str) -> dict[str, bytes]:
    """Every file in the archive by its path in it. Raises UnreadableFile: too large, encrypted, damaged."""
    with _explain_damage(name), ZipFile(BytesIO(content)) as archive:
        listed = [member for member in archive.infolist() if not member.filename.endswith("/")]
        if len(listed) > MOST_MEMBERS:
            raise TooLarge(
                f"{name} holds {len(listed):,} files, more than can be looked through. Bring one of them."
            )
        if any(member.flag_bits & ENCRYPTED for member in listed):
            raise UnreadableFile(f"{name} is protected with a password; unpack it and bring what is inside.")
        left, found = MOST_UNPACKED, dict[str, bytes]()
        for member in listed:
            unpacked = b"".join(_unpack(archive, member, left, name))
            left -= len(unpacked)
            found[distinct_name(member.filename, found)] = unpacked
    return found


def _unpack(archive: ZipFile, member: ZipInfo, most: int, name: str) -> Iterator[bytes]:
    """The bytes of a member, a piece at a time, so that no claim of its size has to be believed."""
    with archive.open(member) as source:
        while piece := source.read(AT_A_TIME):
            most -= len(piece)
            if most < 0:
                raise TooLarge(
                    f"{name} unpacks to more than {in_megabytes(MOST_UNPACKED)}, far more than a log holds. "
                    "Save the part that you need as CSV and bring that."
                )
            yield piece


@contextmanager
def _explain_damage(name: str) -> Iterator[None]:
    """What a damaged archive, or one of an unusual kind, raises, as one sentence."""
    try:
        yield
    except NotImplementedError:  # a way of packing, or a version, that Python does not know
        raise UnreadableFile(
            f"{name} is packed in an unusual way; unpack it and bring what is inside."
        ) from None
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise UnreadableFile(
            f"{name} is damaged or incomplete, so it can't be unpacked ({error}). Download or save it once more."
        ) from None
