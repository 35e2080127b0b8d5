"""A workspace: all that a new session needs to go on where another one stood, and its form as bytes."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from data.combine.merged_table import MergedTable
from data.errors import LogError, UnreadableFile
from data.imports.choices import FIRST_RULES, Choices, ManualEntry
from data.imports.tables import read_table
from data.imports.upload import Upload

FORMAT = 4
CSV_OF_FILES = 2
"""Up to this format, several files were kept as one CSV whose last columns say where each row comes from."""
STORED = {"chosen": "answers"}
"""What of the choices is stored under another name than it has here: logs that were saved before are read too."""
NAMED = {stored: name for name, stored in STORED.items()}
PAIRS = ("words", "cells", "texts")
"""What of the choices has two keys."""
DAYS = ("sent_at", "replied_at")
"""What of a touch by hand is a day."""


class NewerWorkspace(LogError):
    """It was written by a version of the app that knows more than this one."""

    def __init__(self) -> None:
        super().__init__("This log was kept by a newer version of the app. Open it where you kept it.")


@dataclass(frozen=True)
class Workspace:
    """An upload, and what the person did besides.

    `filters`, the saved `views` (name → filters) and the `cells` of a notebook are plain JSON; their meaning is the
    business of the pages.
    """

    upload: Upload
    filters: Mapping[str, Any] = field(default_factory=dict)
    cells: tuple[Mapping[str, Any], ...] = ()
    views: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def pack(workspace: Workspace) -> bytes:
    """One line of JSON with everything said, then the file as it was uploaded; compressed."""
    upload = workspace.upload
    said = {
        "format": FORMAT,
        "name": upload.name,
        "choices": _plain(upload.choices),
        "as_of": upload.as_of.isoformat() if upload.as_of else None,
        "merged": upload.merged,
        "filters": workspace.filters,
        "cells": workspace.cells,
        "views": workspace.views,
    }
    return zlib.compress(json.dumps(said).encode() + b"\n" + upload.content)


def unpack(packed: bytes) -> Workspace:
    """The inverse of `pack`. Raises NewerWorkspace."""
    line, _, content = zlib.decompress(packed).partition(b"\n")
    said = json.loads(line)
    if said["format"] > FORMAT:
        raise NewerWorkspace
    upload = Upload(
        content=content,
        name=said["name"],
        choices=_choices(said["choices"]),
        as_of=date.fromisoformat(said["as_of"]) if said["as_of"] else None,
        merged=said.get("merged", False),
    )
    return Workspace(
        upload=upload if said["format"] > CSV_OF_FILES else _as_a_table(upload),
        filters=said["filters"],
        cells=tuple(said["cells"]),
        views=said["views"],
    )


def _as_a_table(upload: Upload) -> Upload:
    """An upload as it was saved by an older version: several files become the table that they are now."""
    try:
        table = MergedTable.from_sheet(read_table(upload.content, upload.name, upload.choices.part))
    except UnreadableFile:  # a calendar, a mailbox: no table, so not several files
        return upload
    return replace(upload, content=table.to_bytes(), merged=True) if table else upload


def _plain(choices: Choices) -> dict[str, Any]:
    """What was said, as JSON takes it: what has two keys as lists of three."""
    pairs = {name: [[*key, text] for key, text in vars(choices)[name].items()] for name in PAIRS}
    added = [
        {name: said.isoformat() if isinstance(said, date) else said for name, said in vars(touch).items()}
        for touch in choices.added
    ]
    plain = {**vars(choices), **pairs, "added": added}
    return {STORED.get(name, name): said for name, said in plain.items()}


def _choices(said: dict[str, Any]) -> Choices:
    """The inverse of `_plain`; what an older version of the app did not know was not said."""
    pairs = {name: {(one, two): text for one, two, text in said.get(name, ())} for name in PAIRS}
    added = [
        ManualEntry(**{**touch, **{name: touch[name] and date.fromisoformat(touch[name]) for name in DAYS}})
        for touch in said.get("added", ())
    ]
    plain = {**said, **pairs, "added": tuple(added), "merged": tuple(said.get("merged", ()))}
    plain["rules"] = said.get("rules", FIRST_RULES)
    return Choices(**{NAMED.get(name, name): found for name, found in plain.items()})
