"""Save a log beyond this session: encrypted, under a key that only the person's own file holds."""

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
from pages.session.saved_log import SaveState

RENEW_AFTER = timedelta(days=1)
"""A copy that was written longer ago is written anew when it is restored, so that it does not expire."""


def show_save() -> None:
    """The offer to save the log; once it is saved: until when, its key file, and the button to delete it."""
    if not host_settings.current().keep:
        return
    save_changes()
    saved = session.saved_log.current()
    with st.container(border=True):
        try:
            if saved is None:
                _show_offer()
            else:
                _show_saved(saved)
        except LogError as error:
            st.error(str(error))


def show_invitation_to_restore() -> None:
    """The way back to a saved log, for a visitor without a log."""
    if host_settings.current().keep:
        with st.expander("Have a log back that you kept here"):
            show_restore("first key")


def show_restore(key: str) -> None:
    """The field for the key file of a saved log, to restore or delete that log."""
    if not host_settings.current().keep:
        return
    file = st.file_uploader("The key file of a log that you kept", type=["txt"], key=key, max_upload_size=1)
    if file is None:
        return
    try:
        log = saved_log.read_key_file(file.getvalue())
        with st.container(horizontal=True):
            back = st.button("Bring it back", key=f"back {key}", type="primary")
            gone = st.button("Delete it for good", key=f"gone {key}", icon=":material/delete:")
        if back:
            _restore_log(log)
            st.rerun()
        if gone:
            _show_receipt(_delete_saved_log(log), key)
    except LogError as error:
        st.error(str(error))


def save_changes() -> None:
    """Write what has changed since the copy was written. Called after a page is drawn, so that nobody waits for it."""
    saved, now = session.saved_log.current(), session.saved_log.workspace()
    if saved is None or saved.error or now is None or now == saved.content:
        return
    try:
        written = saved_log.update_log(session.server.store(), saved.log, now)
    except LogError as error:
        session.saved_log.remember(replace(saved, error=str(error)))
        st.toast("Your latest changes are not kept. The Log page says why.", icon=":material/warning:")
    else:
        session.saved_log.remember(SaveState(written, datetime.now(UTC), content=now))


def _show_offer() -> None:
    st.subheader("Keep this log", anchor=False)
    st.text(
        "A reload, or a server that goes to sleep, loses what you brought. Keep it here, encrypted: you get a small "
        "key file, and what is stored opens to nobody without it, not even to whoever runs this site. It is deleted "
        f"when you say so, or after {KEPT_DAYS} days without use."
    )
    now = session.saved_log.workspace()
    if st.button("Keep this log", icon=":material/lock:") and now is not None:
        session.saved_log.remember(
            SaveState(saved_log.save_log(session.server.store(), now), datetime.now(UTC), content=now)
        )
        st.rerun()


def _show_saved(saved: SaveState) -> None:
    text, buttons = st.container(), st.empty()
    with buttons.container(horizontal=True):
        delete = _show_key_and_delete(saved.log)
    if delete:
        receipt = _delete_saved_log(saved.log)
        buttons.empty()
        with text:
            _show_receipt(receipt, "kept")
        return
    with text:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader("This log is kept", anchor=False, width="content")
            st.badge("Encrypted", icon=":material/lock:", color="green")
        if saved.error:
            _warn_not_saved(saved, saved.error)
        until = (saved.written + timedelta(days=KEPT_DAYS)).date()
        st.text(
            "What you change is kept as well, a new file in place of the old one. It stays until "
            f"{wording.day(until)}, "
            "and longer each time you use it. Without its key file it opens to nobody, not even to you: download that "
            "now."
        )


def _show_key_and_delete(log: SavedLog) -> bool:
    """The key file to download, and the button to delete the copy; returns whether it was clicked."""
    st.download_button(
        "Download the key file",
        saved_log.write_key_file(log),
        "top-of-mind-kept-log-key.txt",
        "text/plain",
        icon=":material/key:",
        type="primary",
        on_click="ignore",
    )
    return st.button("Delete the kept copy", icon=":material/delete:")


def _warn_not_saved(saved: SaveState, why: str) -> None:
    st.warning(why, title="Your latest changes are not kept")
    with st.container(horizontal=True):
        st.button("Try again", on_click=session.saved_log.remember, args=(replace(saved, error=None),))
        st.button("Keep it under a new key", on_click=session.saved_log.remember, args=(None,))


def _restore_log(log: SavedLog) -> None:
    """Put the saved log in place of this session's. Raises LogError, and then the session stays as before."""
    now = datetime.now(UTC)
    latest, content, written = saved_log.restore_log(session.server.store(), log, now=now)
    session.saved_log.resume(content)
    session.saved_log.remember(
        SaveState(latest, written, content=content if now - written < RENEW_AFTER else None)
    )


def _delete_saved_log(log: SavedLog) -> Receipt:
    """Delete a saved log; the log of this session stays. Raises LogError."""
    receipt = saved_log.delete_log(session.server.store(), log, now=datetime.now(UTC))
    saved = session.saved_log.current()
    if saved is not None and saved.log.place == log.place:
        session.saved_log.remember(None)
    return receipt


def _show_receipt(receipt: Receipt, key: str) -> None:
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
