"""The shares of this visitor: the state of each, and the button to take it down."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Literal

import streamlit as st

from analysis import wording
from data.errors import LogError
from data.store import shares
from data.store.share_status import State, Status
from data.store.shares import ShareError
from pages import session
from pages.components.sharing import dashboard, publish_form
from pages.host import host_settings

STATE_BADGES: dict[State, tuple[str, Literal["green", "gray", "red"]]] = {
    "live": ("Online", "green"),
    "expired": ("Expired", "gray"),
    "revoked": ("Taken down", "gray"),
    "damaged": ("Damaged", "red"),
}
EXTENSION_DAYS = 30  # days from now for which a share is kept up at a click
NO_LINK = (
    "Its link can't be shown again: it is stored nowhere, only a hash of it. If you no longer have it, publish anew, "
    "and take this one down."
)
KEY_LINE = re.compile(r"^owner key: ([A-Za-z0-9_-]{43})\s*$", re.MULTILINE)


def list_shares() -> None:
    """Every share of this visitor, newest first, and a field for the key file of earlier ones."""
    st.subheader("Your shares", anchor=False)
    keys = session.shares.owner_keys()
    for key in keys:
        _list_shares_of(key)
    if not keys:
        st.text("None in this session. Shares from another day come back with their key file.")
    with st.expander("Bring the key file of earlier shares", expanded=not keys):
        _upload_key()


def key_file(owner_key: str) -> str:
    """The text of the key file: the one key that takes an owner's shares down. It holds no link."""
    return (
        "Top of Mind: the owner's key to your shares.\n"
        "Bring this file to the Share page to see your shares and to take them down. Whoever has it can do that, so "
        "keep it to yourself.\n\n"
        f"owner key: {owner_key}\n"
    )


def read_key_file(content: bytes) -> str:
    """The owner's key in a key file. Raises ShareError."""
    match = KEY_LINE.search(content.decode(errors="replace"))
    if match is None:
        raise ShareError("This file holds no owner key. Bring the file that the Share page gave you.")
    return match[1]


def _list_shares_of(key: str) -> None:
    try:
        statuses = _find_shares(key)
    except LogError as error:
        st.error(str(error))
        return
    for status in statuses:
        _show_share(key, status)
    st.download_button(
        "Download the owner's key",
        lambda: key_file(key),
        "top-of-mind-owner-key.txt",
        "text/plain",
        key=f"key {statuses[0].share}",
        on_click="ignore",
    )
    st.caption("Keep it: once this tab is closed, only it can take your shares down. No link holds it.")


def _find_shares(key: str) -> tuple[Status, ...]:
    """The shares of an owner. Raises LogError for a key that owns none."""
    return shares.list_shares(session.server.store(), key, now=datetime.now(UTC))


def _show_share(key: str, status: Status) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            text, colour = STATE_BADGES[status.state]
            st.badge(text, color=colour)
            st.text(status.label or f"Share of {wording.day(status.created)}")
        st.caption(" · ".join(_share_details(status)))
        if status.state in ("live", "damaged"):
            _show_link_and_actions(key, status)


def _share_details(status: Status) -> list[str]:
    """The level of a share, when it was published, until when it works and how often it was opened."""
    level = dashboard.LEVEL_NAMES.get(status.level, status.level)
    until = f"works until {wording.day(status.expires)}, {status.expires:%H:%M} UTC"
    return [
        f"{level}, with a password" if status.protected else level,
        f"published on {wording.day(status.created)}",
        *([until] if status.state == "live" else []),
        wording.count(status.views, "view"),
    ]


def _show_link_and_actions(key: str, status: Status) -> None:
    link = publish_form.share_link(token) if (token := session.shares.share_token(status.share)) else None
    if link:
        st.code(link, language=None, wrap_lines=True)
        _show_embedding(link, status)
    else:
        st.caption(NO_LINK)
    with st.container(horizontal=True):
        if link:
            st.link_button("Open it", link)
        take_down = _ask_to_take_down(status)
        longer = min(EXTENSION_DAYS, session.shares.limits().days)
        extend = status.state == "live" and st.button(
            f"Keep it for {longer} days from now", key=f"extend {status.share}"
        )
    try:
        if take_down:
            shares.revoke(session.server.store(), key, status.share)
        if extend:
            shares.extend(
                session.server.store(), key, status.share, longer, datetime.now(UTC), session.shares.limits()
            )
    except LogError as error:
        st.error(str(error))
        return
    if take_down or extend:
        st.rerun()


def _show_embedding(link: str, status: Status) -> None:
    """The HTML that embeds the share in another page, where the host lets it be framed."""
    if host_settings.current().frame_ancestors == "'none'":
        return
    place = st.expander("Show it inside another page", key=f"embed {status.share}", on_change="rerun")
    if place.open:
        with place:
            st.code(f'<iframe src="{link}&embed=true" width="100%" height="900"></iframe>', language="html")
            st.caption("Whoever sees that page finds the link in it, and can pass it on.")


def _ask_to_take_down(status: Status) -> bool:
    """Whether to take a share down; asked twice, since this can't be undone."""
    with st.popover("Take it down", icon=":material/delete:"):
        st.text("Whoever looks at it loses it within seconds, and it can't be put up again.")
        return st.button("Yes, take it down", key=f"revoke {status.share}", type="primary")


def _upload_key() -> None:
    file = st.file_uploader("The key file", type=["txt"], key="key file", max_upload_size=1)
    if file is None:
        return
    try:
        key = read_key_file(file.getvalue())
        _find_shares(key)
    except LogError as error:
        st.error(str(error))
        return
    if key not in session.shares.owner_keys():
        session.shares.add_owner_key(key)
        st.rerun()
