"""Where files are dropped: each is taken once, in the moment it has arrived."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.uploaded_file_manager import DeletedFile

from data.imports.upload import Upload
from pages import session

KINDS = [
    *("csv", "tsv", "tab", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "parquet", "json", "jsonl", "ndjson"),
    *("zip", "ics", "mbox"),
]
"""How the files may end that are taken; what they are, their bytes say."""


def files(label: str, key: str) -> list[Upload]:
    """A place to drop files; those that were dropped there just now, all of them or none."""
    found = st.file_uploader(label, type=KINDS, key=key, accept_multiple_files=True)
    new = [each for each in found if session.uploads.is_new(each.file_id)]
    gone = [each.file_id for each in session.widgets.said(key) or () if isinstance(each, DeletedFile)]
    lost = [
        file_id for file_id in gone if session.uploads.is_new(file_id)
    ]  # room was made for those after them
    if new and lost:
        st.error(
            "Together these files are larger than what can be brought at once, "
            f"{st.get_option('server.maxUploadSize'):,} MB. Bring them one after the other."
        )
        return []
    return [Upload(each.getvalue(), each.name) for each in new]
