"""The log of the server, without anything that opens a session or a share."""

from __future__ import annotations

import logging
import re
from typing import Any

SESSION_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""The id of a session, which is all that Streamlit asks for to let somebody into it."""


def leave_out_secrets() -> None:
    """Leave the ids of sessions out of every line, and log no requests: their addresses open shares."""
    logging.getLogger("uvicorn.access").disabled = True
    make_record = logging.getLogRecordFactory()

    def make_record_without_ids(*args: Any, **fields: Any) -> logging.LogRecord:
        record = make_record(*args, **fields)
        if SESSION_ID.search(message := record.getMessage()):
            record.msg, record.args = SESSION_ID.sub("(session)", message), None
        return record

    logging.setLogRecordFactory(make_record_without_ids)
