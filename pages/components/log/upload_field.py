"""The field where files are dropped: each is accepted once, as soon as it has arrived."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.uploaded_file_manager import DeletedFile

from data.imports.upload import Upload
from pages import session

ACCEPTED_ENDINGS = [
    *("csv", "tsv", "tab", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "parquet", "json", "jsonl", "ndjson"),
    *("zip", "ics", "mbox"),
]
"""The endings of files that are accepted; the format itself is read from their bytes."""


def accept_files(label: str, key: str) -> list[Upload]:
    """The field, and the files that were dropped there just now: all of them or none."""
    uploads = st.file_uploader(label, type=ACCEPTED_ENDINGS, key=key, accept_multiple_files=True)
    new = [each for each in uploads if session.uploads.is_new(each.file_id)]
    gone = [each.file_id for each in session.widgets.value_of(key) or () if isinstance(each, DeletedFile)]
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
