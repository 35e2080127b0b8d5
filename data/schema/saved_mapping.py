"""What a person said about a file, to be said again at once about the next file of the same columns."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from data.errors import LogError, list_names
from data.exports.export import Export
from data.imports.choices import FIRST_RULES, Choices
from data.schema.mapping import unique_names
from data.schema.vocabulary import normalise

KIND = "top-of-mind mapping"
VERSION = 1
OF_ONE_FILE = {"year"}
"""Answers that hold for one file only."""


class NoMapping(LogError):
    """A file that is no saved mapping."""

    def __init__(self) -> None:
        super().__init__("This is no saved mapping. Bring the small JSON file that you downloaded here.")


class OtherColumns(LogError):
    """A mapping that was saved for a file with other columns."""

    def __init__(self, header: tuple[str, ...]) -> None:
        super().__init__(
            "This mapping was saved for a file with other columns, so nothing of it was used. This file has: "
            f"{list_names(unique_names(header))}."
        )


def fingerprint(export: Export) -> str:
    """What the columns of a file are known by: its headers in order, or the tool that alone chooses them."""
    header = export.sheet.header
    its_own = bool(export.name) and set(header) <= set(export.columns)
    text = export.name if its_own else "\n".join(map(normalise, header))
    return hashlib.sha256(text.encode()).hexdigest()


def save_mapping(export: Export, choices: Choices) -> str:
    """What was said about a file, as JSON."""
    said = {
        KIND: VERSION,
        "columns of": fingerprint(export),
        "columns": dict(choices.columns),
        "dates": choices.dates,
        "words": [[*where, key] for where, key in choices.words.items()],
        "answers": {key: text for key, text in choices.chosen.items() if key not in OF_ONE_FILE},
        "read_text": choices.read_text,
        "rules": choices.rules,
    }
    return json.dumps(said, indent=2, ensure_ascii=False)


def restore_mapping(content: bytes, export: Export) -> Choices:
    """What was said, for a file of the same columns. Raises NoMapping, and OtherColumns for a file of others."""
    said = _read(content)
    if said["columns of"] != fingerprint(export):
        raise OtherColumns(export.sheet.header)
    present = set(map(normalise, unique_names(export.sheet.header)))
    columns = {name: column for name, column in _texts(said["columns"]).items() if normalise(name) in present}
    return Choices(
        columns=columns,
        dates=None if said["dates"] is None else str(said["dates"]),
        words={(str(field), str(text)): str(key) for field, text, key in said["words"]},
        chosen=_texts(said["answers"]),
        read_text=said["read_text"] is True,
        rules=said["rules"],
    )


def _read(content: bytes) -> dict[str, Any]:
    try:
        said = json.loads(content)
    except ValueError:  # no JSON, or no text
        raise NoMapping from None
    keys = {KIND, "columns of", "columns", "dates", "words", "answers", "read_text", "rules"}
    if not isinstance(said, dict) or {*said, "rules"} != keys or said[KIND] != VERSION:
        raise NoMapping
    if not isinstance(said.setdefault("rules", FIRST_RULES), int):
        raise NoMapping
    three = isinstance(said["words"], list) and all(
        isinstance(w, list) and len(w) == 3 for w in said["words"]
    )
    if not three or not all(isinstance(said[key], dict) for key in ("columns", "answers")):
        raise NoMapping
    return said


def _texts(said: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): str(text) for key, text in said.items()}
