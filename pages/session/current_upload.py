"""Where the log of a session comes from: a file that was uploaded, or the share that a viewer looks at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import streamlit as st

from analysis.privacy import redaction
from analysis.share_snapshot import Snapshot
from data.imports.upload import Upload
from pages.session.filters import apply_filters


@dataclass(frozen=True)
class ViewedShare:
    """The share that this session looks at, and its log to explore where it holds one."""

    token: str = field(repr=False)
    snapshot: Snapshot
    upload: Upload | None


def current_upload() -> Upload | None:
    """The file of this session, if there is one; for a viewer, the log of the share."""
    if (shared := viewed_share()) is not None:
        return shared.upload
    found: Upload | None = st.session_state.get("upload")
    return found


def log_key() -> str:
    """The key of this log: another one for other bytes, and for other choices about the same bytes."""
    now = current_upload()
    return now.key if now else ""


def fingerprint(*besides: object) -> str:
    """Part of a download's name: another one for every log, and for everything else that it depends on.

    Streamlit distinguishes large files by their name and a sample of their bytes.
    """
    text = log_key() + "".join(map(repr, besides))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def open_share(token: str, snapshot: Snapshot) -> None:
    """Show only this share in this session, beginning with the filters that it was published with."""
    upload = None
    if (log := snapshot.log) is not None:
        upload = Upload(log.encode(), "shared.csv", redaction.choices_for(log), snapshot.as_of)
    st.session_state["viewing"] = ViewedShare(token, snapshot, upload)
    if snapshot.filters.to_json():
        apply_filters(snapshot.filters)


def viewed_share() -> ViewedShare | None:
    """The share that this session looks at, if any."""
    found: ViewedShare | None = st.session_state.get("viewing")
    return found
