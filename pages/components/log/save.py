"""Keep a log beyond this session: encrypted, under a key that only the person's own file holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import streamlit as st

from analysis import wording
from data.errors import LogError
from data.store import saved_log
from data.store.saved_log import KEPT_DAYS, Receipt, SavedLog
from pages import session
from pages.host import host_settings
from pages.session.saved_log import Keeping

RENEWED = timedelta(days=1)
"""A copy that was written longer ago is written anew when it is brought back, so that it stays."""


def controls() -> None:
    """The offer to keep the log; once it is kept: until when, its key file, and the way to delete it."""
    if not host_settings.settings().keep:
        return
    up_to_date()
    held = session.saved_log.keeping()
    with st.container(border=True):
        try:
            if held is None:
                _offer()
            else:
                _kept(held)
        except LogError as error:
            st.error(str(error))


def invite() -> None:
    """For a stranger who is none: the way back to a log that was kept."""
    if host_settings.settings().keep:
        with st.expander("Have a log back that you kept here"):
            bring_back("first key")


def bring_back(key: str) -> None:
    """A place for the key file of a kept log, to have that log back or to delete it."""
    if not host_settings.settings().keep:
        return
    file = st.file_uploader("The key file of a log that you kept", type=["txt"], key=key, max_upload_size=1)
    if file is None:
        return
    try:
        brought = saved_log.read_key_file(file.getvalue())
        with st.container(horizontal=True):
            back = st.button("Bring it back", key=f"back {key}", type="primary")
            gone = st.button("Delete it for good", key=f"gone {key}", icon=":material/delete:")
        if back:
            _resume(brought)
            st.rerun()
        if gone:
            _gone(_delete(brought), key)
    except LogError as error:
        st.error(str(error))


def up_to_date() -> None:
    """Write what has changed since the copy was written. Called after a page is drawn, so that nobody waits for it."""
    held, now = session.saved_log.keeping(), session.saved_log.workspace()
    if held is None or held.fault or now is None or now == held.saved:
        return
    try:
        written = saved_log.update_log(session.server.store(), held.kept, now)
    except LogError as error:
        session.saved_log.hold(replace(held, fault=str(error)))
        st.toast("Your latest changes are not kept. The Log page says why.", icon=":material/warning:")
    else:
        session.saved_log.hold(Keeping(written, datetime.now(UTC), saved=now))


def _offer() -> None:
    st.subheader("Keep this log", anchor=False)
    st.text(
        "A reload, or a server that goes to sleep, loses what you brought. Keep it here, encrypted: you get a small "
        "key file, and what is stored opens to nobody without it, not even to whoever runs this site. It is deleted "
        f"when you say so, or after {KEPT_DAYS} days without use."
    )
    now = session.saved_log.workspace()
    if st.button("Keep this log", icon=":material/lock:") and now is not None:
        session.saved_log.hold(
            Keeping(saved_log.save_log(session.server.store(), now), datetime.now(UTC), saved=now)
        )
        st.rerun()


def _kept(held: Keeping) -> None:
    told, buttons = st.container(), st.empty()
    with buttons.container(horizontal=True):
        delete = _key_and_end(held.kept)
    if delete:
        receipt = _delete(held.kept)
        buttons.empty()
        with told:
            _gone(receipt, "kept")
        return
    with told:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader("This log is kept", anchor=False, width="content")
            st.badge("Encrypted", icon=":material/lock:", color="green")
        if held.fault:
            _not_up_to_date(held, held.fault)
        until = (held.written + timedelta(days=KEPT_DAYS)).date()
        st.text(
            "What you change is kept as well, a new file in place of the old one. It stays until "
            f"{wording.day(until)}, "
            "and longer each time you use it. Without its key file it opens to nobody, not even to you: download that "
            "now."
        )


def _key_and_end(held: SavedLog) -> bool:
    """The key file to download, and whether the copy is to be deleted."""
    st.download_button(
        "Download the key file",
        saved_log.write_key_file(held),
        "top-of-mind-kept-log-key.txt",
        "text/plain",
        icon=":material/key:",
        type="primary",
        on_click="ignore",
    )
    return st.button("Delete the kept copy", icon=":material/delete:")


def _not_up_to_date(held: Keeping, why: str) -> None:
    st.warning(why, title="Your latest changes are not kept")
    with st.container(horizontal=True):
        st.button("Try again", on_click=session.saved_log.hold, args=(replace(held, fault=None),))
        st.button("Keep it under a new key", on_click=session.saved_log.hold, args=(None,))


def _resume(brought: SavedLog) -> None:
    """Put the kept log in place of what this session holds. Raises LogError; the session is as before then."""
    now = datetime.now(UTC)
    latest, found, written = saved_log.restore_log(session.server.store(), brought, now=now)
    session.saved_log.resume(found)
    session.saved_log.hold(Keeping(latest, written, saved=found if now - written < RENEWED else None))


def _delete(gone: SavedLog) -> Receipt:
    """Delete a kept log; what this session holds stays. Raises LogError."""
    receipt = saved_log.delete_log(session.server.store(), gone, now=datetime.now(UTC))
    held = session.saved_log.keeping()
    if held is not None and held.kept.place == gone.place:
        session.saved_log.hold(None)
    return receipt


def _gone(receipt: Receipt, key: str) -> None:
    st.success(receipt.as_text(), icon=":material/check:")
    st.download_button(
        "Download this receipt",
        receipt.as_text(),
        "top-of-mind-receipt.txt",
        "text/plain",
        key=f"receipt {key}",
        icon=":material/download:",
        on_click="ignore",
    )
