"""Files that one tool exports side by side: they go back into the archive that they came in, and are read as one."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Sequence
from zipfile import ZIP_DEFLATED, ZipFile

from data.errors import UnreadableFile
from data.exports import detect
from data.exports.mbox import is_mailbox
from data.files.file_kinds import is_packed
from data.files.limits import MOST_PACKED
from data.imports.choices import Choices
from data.imports.tables import read_table
from data.imports.upload import Upload

MAILBOXES = "mailboxes"


def bundle_files(files: Sequence[Upload]) -> tuple[Upload, ...]:
    """The files; those that belong together, as one archive in the place of the first of them.

    Mailboxes belong together (what was sent in one is answered in another), and so do the tables of one tool. A file
    about which something was said already stays alone.
    """
    if len(files) == 1:
        return tuple(files)
    groups: dict[str, list[Upload]] = defaultdict(list)
    for number, file in enumerate(files):
        groups[_bundle_of(file) or str(number)].append(file)
    return tuple(each for group in groups.values() for each in _bundle(group))


def _bundle_of(file: Upload) -> str | None:
    """What a file is a part of, if it may be a part of anything."""
    if file.merged or file.choices != Choices():
        return None
    if is_mailbox(file.content):
        return MAILBOXES
    if is_packed(file.content):
        return None
    try:
        return detect.name_tool(read_table(file.content, file.name))
    except UnreadableFile:
        return None


def _bundle(group: Sequence[Upload]) -> Sequence[Upload]:
    """The archive of some files; each for itself where there is one alone, or more than an archive may hold."""
    if len(group) == 1 or sum(len(file.content) for file in group) > MOST_PACKED:
        return group
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for number, file in enumerate(group):
            again = any(file.name == other.name for other in group[:number])
            archive.writestr(f"{number + 1} {file.name}" if again else file.name, file.content)
    return [Upload(out.getvalue(), f"{len(group)} files.zip")]
