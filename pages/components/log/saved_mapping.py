"""The choices about a file as a file of their own, to apply to the next file at once."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data.errors import LogError
from data.exports.export import Export
from data.imports.choices import Choices
from data.schema.saved_mapping import restore_mapping, save_mapping
from pages import session


def show_saved_mapping(export: Export, choices: Choices) -> None:
    """Download the choices, or apply those that were saved for a file of the same columns."""
    st.text(
        "Save what you said here, and bring it with the next version of your list: nothing is asked twice. It holds "
        "the names of your columns and the words that you explained, and no row."
    )
    st.download_button(
        "Save what you said",
        save_mapping(export, choices),
        "top-of-mind-mapping.json",
        "application/json",
        disabled=choices == Choices(),
        icon=":material/download:",
        on_click="ignore",
    )
    file = st.file_uploader("What you saved", type=["json"], key="saved mapping", max_upload_size=1)
    if file is None or not st.button("Use it for this file"):
        return
    try:
        mapping = restore_mapping(file.getvalue(), export)
        session.uploads.apply_choices(
            replace(
                choices,
                columns=mapping.columns,
                dates=mapping.dates,
                words=mapping.words,
                chosen=mapping.chosen,
                read_text=mapping.read_text,
                rules=mapping.rules,
            )
        )
    except LogError as error:
        st.error("This mapping can't be used here.", icon=":material/error:")
        st.text(str(error))
    else:
        st.rerun()
