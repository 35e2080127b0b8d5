"""What one visitor has here: their log, their filters, their shares. Only these modules touch session state, caches
and secrets.

A log lives in the visitor's session and nowhere else. Its bytes are kept there, so the database that is built from
them can be dropped with the connection and rebuilt without a new upload.
"""

from pages.session import (
    answers,
    current_upload,
    filters,
    notebook_state,
    saved_log,
    server,
    shares,
    uploads,
    widgets,
)

__all__ = [
    "answers",
    "current_upload",
    "filters",
    "notebook_state",
    "saved_log",
    "server",
    "shares",
    "uploads",
    "widgets",
]
