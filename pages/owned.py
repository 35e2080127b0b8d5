"""The shares whose owner keys this visitor holds: what became of each, and the way to take it down."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Literal

import streamlit as st

from analysis import words
from data import shares
from data.errors import LogError
from data.shares import ShareError, State, Status
from pages import published, session
from pages.session import Owned

STATES: dict[State, tuple[str, Literal["green", "gray", "red"]]] = {
    "live": ("Online", "green"),
    "expired": ("Expired", "gray"),
    "revoked": ("Taken down", "gray"),
    "damaged": ("Damaged", "red"),
}
KEY = re.compile(r"^owner key: ([A-Za-z0-9_-]{43})\s*$", re.MULTILINE)


def listed() -> None:
    """One card a share, newest first, and a place to bring the key of an older one."""
    st.subheader("Your shares", anchor=False)
    held = session.owned()
    for share in held:
        _card(share, len(held) - held.index(share))
    if not held:
        st.text("None in this session. A share from another day comes back with its key file.")
    with st.expander("Bring the key file of an earlier share", expanded=not held):
        _bring_key()


def key_file(share: Owned, status: Status) -> str:
    """What the owner keeps: the one key that takes the share down. It does not hold the link."""
    return (
        "Top of Mind: the owner's key to one share.\n"
        "Bring this file to the Share page to take the share down. Whoever has it can do that, so keep it to "
        "yourself.\n\n"
        f"name: {status.label or 'none'}\n"
        f"published: {status.created:%Y-%m-%d}\n"
        f"works until: {status.expires:%Y-%m-%d}\n"
        f"owner key: {share.owner_key}\n"
    )


def key_in(content: bytes) -> str:
    """The owner key of a key file. Raises ShareError."""
    found = KEY.search(content.decode(errors="replace"))
    if found is None:
        raise ShareError("This file holds no owner key. Bring the file that the Share page gave you.")
    return found[1]


def _card(share: Owned, number: int) -> None:
    with st.container(border=True):
        try:
            status = shares.status(session.store(), share.owner_key, now=datetime.now(UTC))
        except LogError as error:
            st.error(str(error))
            return
        with st.container(horizontal=True, vertical_alignment="center"):
            told, colour = STATES[status.state]
            st.badge(told, color=colour)
            st.text(status.label or f"Share of {words.day(status.created)}")
        level = published.LEVELS.get(status.level, status.level)
        until = f" · works until {words.day(status.expires)}, {status.expires:%H:%M} UTC"
        st.caption(
            f"{level} · published on {words.day(status.created)}{until if status.state == 'live' else ''}"
        )
        if status.state in ("live", "damaged"):
            _while_up(share, status, number)


def _while_up(share: Owned, status: Status, number: int) -> None:
    if share.link:
        st.code(share.link, language=None, wrap_lines=True)
    with st.container(horizontal=True):
        if share.link:
            st.link_button("Open it", share.link)
        st.download_button(
            "Download the owner's key",
            lambda: key_file(share, status),
            f"top-of-mind-key-{status.created:%Y-%m-%d-%H%M%S}.txt",
            "text/plain",
            key=f"key {number}",
            on_click="ignore",
        )
        if st.button("Take it down", key=f"revoke {number}"):
            _take_down(share)
    if share.link:
        st.caption(
            "Keep the key: once this tab is closed, only it can take the share down. The link does not hold it."
        )


def _take_down(share: Owned) -> None:
    try:
        shares.revoke(session.store(), share.owner_key)
    except LogError as error:
        st.error(str(error))
        return
    st.rerun()


def _bring_key() -> None:
    file = st.file_uploader("The key file", type=["txt"], key="key file", max_upload_size=1)
    if file is None:
        return
    try:
        key = key_in(file.getvalue())
        shares.status(session.store(), key, now=datetime.now(UTC))
    except LogError as error:
        st.error(str(error))
        return
    if key not in {held.owner_key for held in session.owned()}:
        session.own(Owned(key))
        st.rerun()
