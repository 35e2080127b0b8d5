"""Upload a file, or try a made-up one: the first thing a stranger sees."""

from __future__ import annotations

import streamlit as st

from data.combine.bundle import bundle_files
from data.errors import LogError
from pages import session
from pages.components.answers import guards
from pages.components.log import corrections, manual_entry_form, mapping, save, upload_field


def show_welcome() -> None:
    """What the app is for, and the two ways in."""
    st.title("Which follow-ups get answers?", anchor=False)
    st.markdown(
        "Keep a list of what you did to find work: messages, letters, calls, events. Bring it here and see which of "
        "it gets answers, what came before your offers, and how sure one can be."
    )
    bring, sample = st.columns(2, border=True, gap="medium")
    with bring:
        st.subheader("Bring your list", anchor=False)
        upload_log("first file")
        st.caption(
            "A spreadsheet, a CSV file, or what LinkedIn, a tracker, a calendar or a mailbox exports; your own column "
            "names are fine. It stays in this browser session, nobody else can see it, and it is gone when you reload "
            "or close the page."
        )
    with sample:
        st.subheader("No list yet?", anchor=False)
        st.text("Look around in half a year of a made-up job search, a little messy on purpose.")
        guards.show_sample_button()
        st.text("Or start your own list:")
        with st.container(horizontal=True):
            manual_entry_form.show_button(None)
            show_template()
    save.show_invitation_to_restore()


def upload_log(key: str) -> None:
    """The field for one or more files, which replace the log of this session."""
    files = upload_field.accept_files("A file of your activity, or several", key)
    if files:
        session.uploads.set_files_to_merge(bundle_files(files))
        st.rerun()


def show_template() -> None:
    """An empty log to fill in."""
    st.download_button(
        "Download an empty template",
        session.uploads.template(),
        "top-of-mind-template.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def show_error(error: LogError) -> None:
    """Why a file can't be used, and what to do about it."""
    st.title("Your log", anchor=False)
    st.error("This file can't be used yet.", icon=":material/error:")
    st.text(str(error))
    corrections.show_undo_all()
    try:
        mapping.show_columns_of_unusable()
    except LogError:
        st.text("The template shows what a list can look like.")
    show_template()
    show_replace_or_delete()


def show_replace_or_delete() -> None:
    """Upload another file, or delete this log."""
    with st.expander("Start over with another file, or delete this one"):
        upload_log("another file")
        save.show_restore("another key")
        with st.popover("Delete my log", icon=":material/delete:"):
            st.text("With it goes what you said about it, and your notebook.")
            st.button("Yes, delete it", on_click=session.answers.delete_log)
        st.caption(
            "This deletes your log from this browser session, as reloading the page does. A kept copy stays where it "
            "is until you delete that too, above or with its key file."
            if session.saved_log.current()
            else "Your log is in this browser session only. Reloading the page deletes it too."
        )
