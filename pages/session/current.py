"""The upload of a visitor, and the share that they look at: where the log of a session comes from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import streamlit as st

from analysis.privacy import redaction
from analysis.snapshot import Snapshot
from data.imports.upload import Upload
from pages.session.filters import set_view


@dataclass(frozen=True)
class Viewed:
    """The share that this session looks at, and its log to explore where it holds one."""

    token: str = field(repr=False)
    snapshot: Snapshot
    upload: Upload | None


def current_upload() -> Upload | None:
    """The file of this session, if there is one; for a viewer, the log of the share."""
    if (shared := viewed()) is not None:
        return shared.upload
    found: Upload | None = st.session_state.get("upload")
    return found


def log_key() -> str:
    """What tells this log apart from any other, and from itself as it was read before."""
    now = current_upload()
    return now.key if now else ""


def fingerprint(*besides: object) -> str:
    """Part of a download's name, for this log and what else it depends on.

    Streamlit tells large files apart by their name and a sample of their bytes.
    """
    told = log_key() + "".join(map(repr, besides))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def look_at(token: str, snapshot: Snapshot) -> None:
    """Show this share in this session, and nothing else; it is explored from the filters that it was published with."""
    upload = None
    if (log := snapshot.log) is not None:
        upload = Upload(log.encode(), "shared.csv", redaction.choices(log), snapshot.as_of)
    st.session_state["viewing"] = Viewed(token, snapshot, upload)
    if snapshot.filters.to_json():
        set_view(snapshot.filters)


def viewed() -> Viewed | None:
    """The share that this session looks at, if it does."""
    found: Viewed | None = st.session_state.get("viewing")
    return found
