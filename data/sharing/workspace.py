"""A workspace: all that a new session needs to go on where another one stood, and its form as bytes."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from data.errors import LogError
from data.understanding import Choices

FORMAT = 1


class NewerWorkspace(LogError):
    """It was written by a version of the app that knows more than this one."""

    def __init__(self) -> None:
        super().__init__("This log was kept by a newer version of the app. Open it where you kept it.")


@dataclass(frozen=True)
class Workspace:
    """A file as it was brought, and what the person said and did besides.

    `filters`, the saved `views` (name → filters) and the `cells` of a notebook are plain JSON; their meaning is the
    business of the pages.
    """

    content: bytes = field(repr=False)
    name: str
    choices: Choices = field(default_factory=Choices)
    as_of: date | None = None
    filters: Mapping[str, Any] = field(default_factory=dict)
    cells: tuple[Mapping[str, Any], ...] = ()
    views: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def pack(workspace: Workspace) -> bytes:
    """One line of JSON with everything said, then the file as it was brought; compressed."""
    choices = workspace.choices
    said = {
        "format": FORMAT,
        "name": workspace.name,
        "choices": {**vars(choices), "words": [[*of, means] for of, means in choices.words.items()]},
        "as_of": workspace.as_of.isoformat() if workspace.as_of else None,
        "filters": workspace.filters,
        "cells": workspace.cells,
        "views": workspace.views,
    }
    return zlib.compress(json.dumps(said).encode() + b"\n" + workspace.content)


def unpack(packed: bytes) -> Workspace:
    """The inverse of `pack`. Raises NewerWorkspace."""
    line, _, content = zlib.decompress(packed).partition(b"\n")
    said = json.loads(line)
    if said["format"] != FORMAT:
        raise NewerWorkspace
    words = {(column, text): means for column, text, means in said["choices"].pop("words")}
    return Workspace(
        content=content,
        name=said["name"],
        choices=Choices(**said["choices"], words=words),
        as_of=date.fromisoformat(said["as_of"]) if said["as_of"] else None,
        filters=said["filters"],
        cells=tuple(said["cells"]),
        views=said["views"],
    )
