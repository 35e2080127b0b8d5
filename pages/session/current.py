"""The file that a visitor brought, and the share that they look at: where the log of a session comes from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import streamlit as st

from analysis.privacy import redaction
from analysis.snapshot import Snapshot
from data.imports.choices import Choices
from data.imports.upload import File
from pages.session.filters import set_view


@dataclass(frozen=True)
class Brought:
    """A file as it was brought, and what the person said about it."""

    content: bytes
    name: str
    choices: Choices = field(default_factory=Choices)
    as_of: date | None = None

    @classmethod
    def of(cls, file: File) -> Brought:
        """The file, with what was said about it."""
        return cls(file.content, file.name, file.choices)

    @property
    def file(self) -> File:
        """The file, and what was said about it."""
        return File(self.content, self.name, self.choices)

    @cached_property
    def key(self) -> str:
        """What its database is cached by: the bytes and everything said about them."""
        said = [
            sorted(what.items()) if isinstance(what, dict) else what for what in vars(self.choices).values()
        ]
        told = repr((self.name, said, self.as_of))
        return hashlib.sha256(self.content + told.encode()).hexdigest()


@dataclass(frozen=True)
class Viewed:
    """The share that this session looks at, and its log to explore where it holds one."""

    token: str = field(repr=False)
    snapshot: Snapshot
    brought: Brought | None


def brought() -> Brought | None:
    """The file of this session, if there is one; for a viewer, the log of the share."""
    if (shared := viewed()) is not None:
        return shared.brought
    found: Brought | None = st.session_state.get("brought")
    return found


def log_key() -> str:
    """What tells this log apart from any other, and from itself as it was read before."""
    now = brought()
    return now.key if now else ""


def fingerprint(*besides: object) -> str:
    """Part of a download's name, for this log and what else it depends on.

    Streamlit tells large files apart by their name and a sample of their bytes.
    """
    told = log_key() + "".join(map(repr, besides))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def look_at(token: str, snapshot: Snapshot) -> None:
    """Show this share in this session, and nothing else; it is explored from the filters that it was published with."""
    brought = None
    if (log := snapshot.log) is not None:
        brought = Brought(log.encode(), "shared.csv", redaction.choices(log), snapshot.as_of)
    st.session_state["viewing"] = Viewed(token, snapshot, brought)
    if snapshot.view.to_json():
        set_view(snapshot.view)


def viewed() -> Viewed | None:
    """The share that this session looks at, if it does."""
    found: Viewed | None = st.session_state.get("viewing")
    return found
